"""Runs every case of every rule: one return a case, one warehouse, one build."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from returncheck import Workspace
from returncheck.returns.cin_census.layout import LAYOUT

FOLDER = Path(__file__).parent
COLLECTION = "cin_census"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
WHOLE_RETURN = ("the whole return", 0)

Location = tuple[str, int]
Findings = list[list[Location]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One made-up return and what one rule must say of it.

    Attributes:
        code: The rule.
        name: What the case shows; unique within the rule.
        year: Return year (ending 31 March).
        tables: The tables that the return has; cells are text or None.
        findings: The findings expected, each with its locations, sorted.
        outcome: `passed`, `failed` or `not_run`.
    """

    code: str
    name: str
    year: int
    tables: dict[str, list[dict[str, str | None]]]
    findings: Findings
    outcome: str

    @property
    def return_id(self) -> str:
        """Id of the case's return."""
        return f"{self.code}/{self.name}"


def _locations(finding: dict[str, Any]) -> list[Location]:
    if finding.get("return"):
        return [WHOLE_RETURN]
    return sorted((table, row) for table, rows in finding.items() for row in rows)


def _case(code: str, entry: dict[str, Any]) -> Case:
    findings = sorted(_locations(finding) for finding in entry["findings"])
    return Case(
        code=code,
        name=entry["name"],
        year=entry["year"],
        tables=entry["tables"],
        findings=findings,
        outcome=entry.get("outcome", "failed" if findings else "passed"),
    )


def load_cases(folder: Path) -> list[Case]:
    """Every case of the rules whose files lie in a folder, in the files' order."""
    cases = []
    for path in sorted(folder.glob("*.yml")):
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
        cases += [_case(document["code"], entry) for entry in document["cases"]]
    return cases


def _frame(table: str, rows: list[dict[str, str | None]]) -> pl.DataFrame:
    """The columns that at least one row has; an empty table has all of them."""
    official = [column.name for column in LAYOUT.table(table).columns]
    given = {name for row in rows for name in row}
    columns = dict.fromkeys(given if rows else official, pl.String)
    return pl.DataFrame(rows, schema=columns)


def _found(findings: pl.DataFrame) -> dict[str, Findings]:
    """Return and rule to the findings, each with its locations, sorted."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What one check of all cases said.

    Attributes:
        findings: Return and rule to the findings.
        outcomes: Return and rule to the outcomes that the marts state.
    """

    findings: dict[str, Findings]
    outcomes: dict[str, list[str]]


CASES = load_cases(FOLDER / COLLECTION)


def _collected(request: pytest.FixtureRequest) -> list[Case]:
    """The cases of this session, so that a choice of tests loads no others."""
    parameters = [
        getattr(item, "callspec", None) and item.callspec.params.get("case")
        for item in request.session.items
    ]
    return [case for case in parameters if isinstance(case, Case)]


@pytest.fixture(scope="session")
def checked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Checked:
    """The cases loaded as returns of their own, and checked in one build."""
    path = tmp_path_factory.mktemp("rule_cases") / "cases.duckdb"
    with Workspace.open(path) as workspace:
        for case in _collected(request):
            workspace.load_tables(
                COLLECTION,
                {name: _frame(name, rows) for name, rows in case.tables.items()},
                authority="201",
                year=case.year,
                return_id=case.return_id,
            )
        result = workspace.check(rules=None, suites=False)
    outcomes = defaultdict(list)
    for row in result.rule_outcomes.iter_rows(named=True):
        outcomes[f"{row['return_id']}|{row['code']}"].append(row["outcome"])
    return Checked(findings=_found(result.findings), outcomes=dict(outcomes))


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case.return_id) for case in CASES]
)
def test_rule_flags_exactly_the_expected_rows(case: Case, checked: Checked) -> None:
    found = checked.findings.get(f"{case.return_id}|{COLLECTION}:{case.code}", [])
    outcomes = checked.outcomes[f"{case.return_id}|{case.code}"]
    assert (found, outcomes) == (case.findings, [case.outcome])
