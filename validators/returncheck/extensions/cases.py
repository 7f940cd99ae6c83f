"""Cases of rules: made-up returns, and what one rule must say of each.

A row of a finding is at fault, unless it lies in one of the tables that the file names
as `related`, or the finding itself names it so beside its rows.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

FAULT, RELATED = "fault", "related"
WHOLE_RETURN = ("the whole return", 0, FAULT)

Location = tuple[str, int, str]
"""Table, row and role."""
Findings = list[list[Location]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One made-up return and what one rule must say of it.

    Attributes:
        collection: What kind of return it is.
        code: The rule.
        name: What the case shows; unique within the rule.
        year: Return year (ending 31 March).
        tables: The tables that the return has; cells are text or None.
        previous: Those of the return of the year before; None where there is none.
        file_format: `csv` or `xml`, where the rule tells them apart.
        findings: The findings expected, each with its locations, sorted.
        counted: Number of findings that people count; that of `findings` unless said.
        outcome: `passed`, `failed` or `not_run`.
        is_in_file_order: Whether the rule says that the order of the rows counts.
    """

    collection: str
    code: str
    name: str
    year: int
    tables: dict[str, list[dict[str, str | None]]]
    findings: Findings
    counted: int
    outcome: str
    is_in_file_order: bool
    previous: dict[str, list[dict[str, str | None]]] | None = None
    file_format: str | None = None

    @property
    def return_id(self) -> str:
        """Id of the case's return."""
        return f"{self.collection}/{self.code}/{self.name}"


def _locations(
    finding: Mapping[str, Any], held_against: Collection[str]
) -> list[Location]:
    if finding.get("return"):
        return [WHOLE_RETURN]
    rows = {table: rows for table, rows in finding.items() if table != RELATED}
    related = {table: each for table, each in rows.items() if table in held_against}
    related |= finding.get(RELATED, {})
    for table, each in related.items():
        if not set(each) <= set(rows.get(table, ())):
            raise ValueError(f"{finding}: rows of {table} are related, but not in it.")
    return sorted(
        (table, row, RELATED if row in related.get(table, ()) else FAULT)
        for table, each in rows.items()
        for row in each
    )


def case_of(
    collection: str,
    code: str,
    entry: Mapping[str, Any],
    held_against: Collection[str] = (),
) -> Case:
    """The case that an entry of a file of cases is.

    Args:
        collection: The return that the rule checks.
        code: The rule.
        entry: Name, year, tables and findings.
        held_against: Tables whose rows are related in every finding of the file.

    Raises:
        ValueError: A finding names rows as related that it does not have.
    """
    findings = sorted(
        _locations(finding, held_against) for finding in entry["findings"]
    )
    return Case(
        collection=collection,
        code=code,
        name=entry["name"],
        year=entry["year"],
        tables=entry["tables"],
        findings=findings,
        counted=entry.get("counted", len(findings)),
        outcome=entry.get("outcome", "failed" if findings else "passed"),
        is_in_file_order=entry.get("order", "any") == "file",
        previous=entry.get("previous"),
        file_format=entry.get("file_format"),
    )


def found_in(findings: "pl.DataFrame") -> dict[str, Findings]:
    """Return and rule to the findings, each with its locations, sorted.

    A row of which one field is at fault is at fault, whatever its others are.

    Args:
        findings: Mart `fct_findings`.

    Returns:
        By `<return>|<collection>:<code>`.
    """
    import polars as pl

    roles: dict[str, dict[str, dict[tuple[str, int], str]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    rules = findings.filter(pl.col("layer") == "rule")
    for row in rules.iter_rows(named=True):
        number = row["row_number"]
        place = WHOLE_RETURN[:2] if number is None else (row["table_name"], number)
        key = f"{row['return_id']}|{row['check_id']}"
        held = roles[key][row["finding_id"]]
        held[place] = min(row["role"], held.get(place, RELATED))
    return {
        key: sorted(
            sorted((*place, role) for place, role in held.items())
            for held in by_id.values()
        )
        for key, by_id in roles.items()
    }
