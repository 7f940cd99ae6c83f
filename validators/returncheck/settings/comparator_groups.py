"""Named groups of authorities that figures are compared with: what makes one valid."""

from collections.abc import Mapping

from returncheck.catalogue.authorities import known_authorities
from returncheck.errors import ConfigError

_EXAMPLE = 'groups: {Coastal unitaries: ["870", "887"]}'


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
            authority, or one that a group names twice.
    """
    if not isinstance(value, Mapping):
        raise ConfigError(
            f"{where} has to give each group a name and a list of codes, "
            f"such as {_EXAMPLE}."
        )
    groups: dict[str, tuple[str, ...]] = {}
    for key, members in value.items():
        name = "" if key is None else str(key).strip()
        if not name:
            raise ConfigError(f"{where} has a group without a name. Give it one.")
        if name in groups:
            raise ConfigError(f"{where} names the group '{name}' twice. Rename one.")
        groups[name] = _members(members, name, where)
    return groups


def _members(value: object, name: str, where: str) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, list | tuple) or not value:
        raise ConfigError(
            f"{where} gives no list of authorities for '{name}'. "
            f"List three-digit codes, such as {_EXAMPLE}."
        )
    codes = tuple(str(code).strip() for code in value)
    for code in codes:
        if code not in known_authorities():
            raise ConfigError(
                f"{where} names the unknown authority '{code}' in '{name}'. "
                "Give three-digit codes such as 887."
            )
        if codes.count(code) > 1:
            raise ConfigError(
                f"{where} names the authority {code} twice in '{name}'. Take one out."
            )
    return codes
