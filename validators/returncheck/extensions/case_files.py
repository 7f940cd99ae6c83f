"""The cases beside the rules of an extension."""

from collections.abc import Mapping
from typing import Any

from returncheck.errors import ConfigError
from returncheck.extensions.folder import Extension
from returncheck.extensions.rules import OwnRule
from returncheck.extensions.words import mapping_of


def own_cases(extension: Extension, rule: OwnRule) -> list[Mapping[str, Any]]:
    """The cases beside a rule; none where no file has them.

    Raises:
        ConfigError: The file lists no cases.
    """
    bare = rule.code.removeprefix(f"{extension.namespace}:").lower()
    path = extension.cases.get(bare)
    if path is None:
        return []
    shown = f"{extension.shown}/cases/{path.name}"
    cases = mapping_of(path, shown).get("cases")
    if not isinstance(cases, list) or not all(isinstance(each, dict) for each in cases):
        raise ConfigError(
            f"{shown} lists no `cases`. Write name, year, tables, findings."
        )
    for number, case in enumerate(cases, start=1):
        for key, kind in (
            ("name", str),
            ("year", int),
            ("tables", dict),
            ("findings", list),
        ):
            if not isinstance(case.get(key), kind):
                raise ConfigError(
                    f"{shown}, case {number} has no '{key}' or not in its form. "
                    "Write name, year, tables and findings."
                )
    return cases
