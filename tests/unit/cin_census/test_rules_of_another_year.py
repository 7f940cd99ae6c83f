"""Rules of a year whose layout is another one than the return's."""

import csv

import pytest

from returncheck import Workspace, warehouse
from returncheck.returns.cin_census.layout import LAYOUT
from returncheck.synth.cin_census import generate_cin_census

CHILDREN = "ChildIdentifiers"


@pytest.fixture(scope="module")
def checked(tmp_path_factory, new_database):
    """Clean returns of 2024 and 2025, each checked by the other year's rules."""
    folder = tmp_path_factory.mktemp("crossed")
    with Workspace.open(new_database(folder / "w.duckdb")) as workspace:
        for year, rule_year in ((2024, 2025), (2025, 2024)):
            made = generate_cin_census(
                authority="887",
                year=year,
                children=60,
                seed=7,
                plants={},
                out=folder / f"{year}.xml",
            )
            workspace.load(made.path, rule_year=rule_year)
        return workspace.check()


@pytest.mark.parametrize(
    ("year", "column"), [(2024, "Sex"), (2025, "GenderCurrent")], ids=str
)
def test_rule_on_a_column_that_the_layout_lacks_is_not_run(checked, year, column):
    outcomes = checked.marts["fct_rule_outcomes"]
    mine = outcomes.filter(outcomes["return_id"] == f"cin_census-887-{year}")
    reasons = mine.filter(mine["code"].is_in(["2886Q", "4180", "8750"]))
    assert set(reasons["reason"]) == {f"column not in the layout of {year}: {column}"}
    assert set(reasons["outcome"]) == {"not_run"}
    others = mine.filter(~mine["code"].is_in(["2886Q", "4180", "8750"]))
    assert not [r for r in others["reason"] if r and "layout" in r]


def test_clean_return_stays_clean_under_the_rules_of_another_layout(checked):
    errors = checked.findings.filter(checked.findings["severity"] == "error")
    assert errors.select("return_id", "check_id", "message").rows() == []


@pytest.mark.parametrize(
    ("year", "rule_year", "column", "reported"),
    [
        (2024, None, "GenderCurrent", []),
        (2024, 2024, "GenderCurrent", []),
        (2024, 2025, "GenderCurrent", ["code", "required"]),
        (2025, None, "Sex", []),
        (2025, 2024, "Sex", ["code", "required"]),
    ],
)
def test_contract_leaves_to_the_rules_only_what_those_that_run_report(
    tmp_path, year, rule_year, column, reported
):
    folder = tmp_path / "census"
    folder.mkdir()
    headings = [each.name for each in LAYOUT.table(CHILDREN).columns_in(year)]
    with (folder / f"{CHILDREN}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, headings)
        writer.writeheader()
        writer.writerows([{"LAchildID": "C1", column: "X"}, {"LAchildID": "C2"}])
    with Workspace.open(tmp_path / "w.duckdb") as workspace:
        workspace.load(folder, "887", year, rule_year=rule_year)
        with warehouse.connect(workspace.database) as connection:
            found = connection.execute(
                "select check_id from raw.contract_findings where field = ? "
                "order by check_id",
                [column],
            ).fetchall()
    assert [check.split(".")[-1] for (check,) in found] == reported
