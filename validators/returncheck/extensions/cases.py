"""Cases of rules: made-up returns, and what one rule must say of each."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

WHOLE_RETURN = ("the whole return", 0)

Location = tuple[str, int]
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
        findings: The findings expected, each with its locations, sorted.
        counted: Number of findings that people count; that of `findings` unless said.
        outcome: `passed`, `failed` or `not_run`.
    """

    collection: str
    code: str
    name: str
    year: int
    tables: dict[str, list[dict[str, str | None]]]
    findings: Findings
    counted: int
    outcome: str

    @property
    def return_id(self) -> str:
        """Id of the case's return."""
        return f"{self.collection}/{self.code}/{self.name}"


def _locations(finding: Mapping[str, Any]) -> list[Location]:
    if finding.get("return"):
        return [WHOLE_RETURN]
    return sorted((table, row) for table, rows in finding.items() for row in rows)


def case_of(collection: str, code: str, entry: Mapping[str, Any]) -> Case:
    """The case that an entry of a file of cases is.

    Args:
        collection: The return that the rule checks.
        code: The rule.
        entry: Name, year, tables and findings.
    """
    findings = sorted(_locations(finding) for finding in entry["findings"])
    return Case(
        collection=collection,
        code=code,
        name=entry["name"],
        year=entry["year"],
        tables=entry["tables"],
        findings=findings,
        counted=entry.get("counted", len(findings)),
        outcome=entry.get("outcome", "failed" if findings else "passed"),
    )


def found_in(findings: "pl.DataFrame") -> dict[str, Findings]:
    """Return and rule to the findings, each with its locations, sorted.

    Args:
        findings: Mart `fct_findings`.

    Returns:
        By `<return>|<collection>:<code>`.
    """
    import polars as pl

    places: dict[str, dict[str, set[Location]]] = defaultdict(lambda: defaultdict(set))
    rules = findings.filter(pl.col("layer") == "rule")
    for row in rules.iter_rows(named=True):
        number = row["row_number"]
        place = WHOLE_RETURN if number is None else (row["table_name"], number)
        key = f"{row['return_id']}|{row['check_id']}"
        places[key][row["finding_id"]].add(place)
    return {
        key: sorted(sorted(locations) for locations in by_id.values())
        for key, by_id in places.items()
    }
