"""Examples of the rules, one that passes and one that fails for each version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from returncheck.catalogue.rules import RuleVersion
from returncheck.project import kept_for_project, project_root

Rows = Sequence[Mapping[str, str | None]]
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A few made-up records.

    Attributes:
        name: What they show.
        year: Return year (ending 31 March).
        tables: Official table name to its rows; a cell is text or None.
        faults: Table and row, from 1, of each record that the rule points at.
    """

    name: str
    year: int
    tables: Mapping[str, Rows]
    faults: frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """The examples of one version of a rule."""

    passes: Example
    fails: Example


def rule_examples(rule: RuleVersion) -> Examples | None:
    """The examples of a version of a rule.

    Args:
        rule: A version from the catalogue.

    Returns:
        The examples; None for a rule of an extension that has none.
    """
    return _examples(rule.collection).get((rule.code, rule.first_year))


@kept_for_project
def _examples(collection: str) -> Mapping[tuple[str, int], Examples]:
    path = project_root() / "examples" / "rules" / f"{collection}.yml"
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    return {
        (entry["code"], entry["first_year"]): Examples(
            passes=_example(entry["passes"]), fails=_example(entry["fails"])
        )
        for entry in document["examples"]
    }


def _example(entry: Mapping[str, Any]) -> Example:
    places = {
        (table, row)
        for finding in entry.get("findings", ())
        for table, rows in finding.items()
        if table != "return"
        for row in rows
    }
    return Example(
        name=entry["name"],
        year=entry["year"],
        tables=entry["tables"],
        faults=frozenset(places),
    )
