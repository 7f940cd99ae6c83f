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
    shown, document = _document(extension, rule)
    if not document:
        return []
    cases = document.get("cases")
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


def own_related(extension: Extension, rule: OwnRule) -> list[str]:
    """Tables whose rows are related in every finding of the cases of a rule."""
    _, document = _document(extension, rule)
    related = document.get("related", [])
    return related if isinstance(related, list) else [str(related)]


def _document(extension: Extension, rule: OwnRule) -> tuple[str, Mapping[str, Any]]:
    """The file of a rule's cases as messages name it, and what it holds."""
    bare = rule.code.removeprefix(f"{extension.namespace}:").lower()
    path = extension.cases.get(bare)
    if path is None:
        return "", {}
    shown = f"{extension.shown}/cases/{path.name}"
    return shown, mapping_of(path, shown)
