"""Cases of the shipped rules: where they lie, and how they are read."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from returncheck.catalogue.rules import PREVIOUS
from returncheck.extensions.cases import (
    RELATED,
    WHOLE_RETURN,
    Case,
    Findings,
    Location,
    case_of,
    found_in,
)
from returncheck.returns.registry import kinds_with_rules

__all__ = ["FOLDERS", "WHOLE_RETURN", "Case", "Findings", "Location", "found_in"]

FOLDERS = [Path(__file__).parent / kind.collection for kind in kinds_with_rules()]
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def upside_down(case: Case) -> Case:
    """The case with the rows of each table in reverse, and what is then expected."""
    before = case.previous or {}
    last = {table: len(rows) for table, rows in case.tables.items()}
    last |= {f"{table}{PREVIOUS}": len(rows) for table, rows in before.items()}
    turned = {table: rows[::-1] for table, rows in before.items()}
    return replace(
        case,
        tables={table: rows[::-1] for table, rows in case.tables.items()},
        previous=None if case.previous is None else turned,
        findings=sorted(
            sorted(
                (table, last[table] + 1 - row, role) if row else WHOLE_RETURN
                for table, row, role in finding
            )
            for finding in case.findings
        ),
    )


@cache
def load_cases(folder: Path) -> tuple[Case, ...]:
    """All cases of a return's folder, in the order of files and entries."""
    cases = []
    for path in sorted(folder.glob("*.yml")):
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
        code, held_against = document["code"], document.get(RELATED, [])
        cases += [
            case_of(folder.name, code, entry, held_against)
            for entry in document["cases"]
        ]
    return tuple(cases)


def without_roles(findings: Findings) -> list[tuple[tuple[str, int], ...]]:
    """The findings with the table and row of each location alone."""
    return [tuple((table, row) for table, row, _ in each) for each in findings]
