"""Named groups of authorities that figures are compared with: what makes one valid."""


def comparator_groups(value: object, where: str) -> dict[str, tuple[str, ...]]:
    """The groups that a setting names.

    Args:
        value: Name to a list of three-digit codes of authorities, dissolved ones too;
            a code may be a whole number.
        where: The setting, for messages: ``returncheck.yml: `groups` ``.

    Returns:
        Name to codes, both as text, in the order given.

    Raises:
        ConfigError: No such mapping, a group without a name or members, an unknown
            authority, or one that a group names twice; all faults, one a line.
    """
    from pydantic import TypeAdapter, ValidationError

    from returncheck.settings.settings_file import Groups
    from returncheck.settings.told import refusal

    checker: TypeAdapter[dict[str, tuple[str, ...]]] = TypeAdapter(Groups)
    try:
        return checker.validate_python(value)
    except ValidationError as error:
        raise refusal(
            error, where, place=lambda _: "", line_of=lambda _: None
        ) from error
