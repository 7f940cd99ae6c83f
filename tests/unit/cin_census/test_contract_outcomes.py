"""Every check of a contract is told of: passed, failed with its count, or not made."""

import pytest
from contract_frames import frame_of
from report_pages import text
from report_results import CENSUS, contract, result

from returncheck import Workspace, warehouse
from returncheck.results.contract_outcomes import LEFT_TO_RULES, contract_outcomes
from returncheck.returns import LAYOUTS
from returncheck.returns.contracts import contract_checks
from returncheck.warehouse.loading import rule_coverage

CIN = LAYOUTS["cin_census"]


def of_return(*, year=2025, **tables):
    """The outcomes of a return of frames, by check id."""
    frames = {
        "Header": frame_of("Header", {"Year": str(year)}).drop("row_number"),
        **{name: frame.drop("row_number") for name, frame in tables.items()},
    }
    with Workspace.open() as workspace:
        workspace.load_tables("cin_census", frames, year=year)
        with warehouse.connect(workspace.database) as connection:
            found = contract_outcomes(connection, warehouse.loaded_returns(connection))
    assert found["check_id"].is_unique().all()
    return {row["check_id"]: row for row in found.to_dicts()}


def told(outcome, locations=0, reason=None):
    return (outcome, locations, reason)


def shortly(row):
    return (row["outcome"], row["locations"], row["reason"])


@pytest.fixture(scope="module")
def outcomes():
    return of_return(
        Assessments=frame_of(
            "Assessments",
            {"AssessmentActualStartDate": "2024-04-01"},
            {"AssessmentActualStartDate": "31/12/2024"},
            {"AssessmentActualStartDate": "?"},
        ),
        CINdetails=frame_of("CINdetails", {}),
    )


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        ("Assessments.AssessmentActualStartDate.date", told("failed", 2)),
        ("Assessments.AssessmentAuthorisationDate.date", told("passed")),
        ("Assessments.AssessmentActualStartDate.column", told("passed")),
        ("CINdetails.CINreferralDate.date", told("passed")),
        ("Reviews.CPPreviewDate.date", told("not_run", reason="absent: Reviews")),
        ("Reviews.CPPreviewDate.column", told("not_run", reason="absent: Reviews")),
        ("Header.ReferenceDate.date", told("not_run", reason=LEFT_TO_RULES)),
    ],
)
def test_check_is_told_with_its_outcome(outcomes, check, expected):
    assert shortly(outcomes[f"contract:cin_census.{check}"]) == expected


def test_row_names_its_return_table_field_and_check(outcomes):
    row = outcomes["contract:cin_census.Reviews.CPPreviewDate.date"]
    assert (row["table_name"], row["field"], row["check"]) == (
        "Reviews",
        "CPPreviewDate",
        "date",
    )
    assert row["return_id"].startswith("cin_census-887-2025")


@pytest.mark.parametrize("year", [2019, 2025, 2027])
def test_every_check_of_the_year_is_there_once(year):
    expected = {
        f"contract:cin_census.{table.name}.{field}.{check}"
        for table in CIN.tables_in(year)
        for field, check in contract_checks(CIN, table.name, year)
    }
    assert set(of_return(year=year)) >= expected


def test_what_is_left_to_rules_is_what_they_cover(outcomes):
    covered = rule_coverage("cin_census", 2025)
    whole, rest = (
        {
            (table.name, field, str(check))
            for table in CIN.tables_in(2025)
            for field, check in contract_checks(CIN, table.name, 2025, of_rules)
        }
        for of_rules in (frozenset(), covered)
    )
    present = {"Header", "Assessments", "CINdetails"}
    left = {
        (row["table_name"], row["field"], row["check"])
        for row in outcomes.values()
        if row["reason"] == LEFT_TO_RULES
    }
    assert left == {each for each in whole - rest if each[0] in present}
    assert left


def test_fault_that_is_of_no_field_is_told_when_there_is_one():
    frame = frame_of("CINdetails", {}).with_columns(
        Colour=frame_of("CINdetails", {})["LAchildID"]
    )
    row = of_return(CINdetails=frame)["contract:cin_census.unknown_column"]
    assert shortly(row) == told("failed", 1)
    assert (row["table_name"], row["field"]) == ("CINdetails", "Colour")


def test_page_tells_them_in_short():
    found = result(
        returns=[CENSUS],
        contracts=[
            contract(),
            contract(check="date"),
            contract("failed", check="code", locations=7),
            contract("not_run", field="A", reason="absent: Reviews"),
            contract("not_run", field="B", reason="absent: Reviews"),
            contract("not_run", field="C", reason=LEFT_TO_RULES),
        ],
    )
    assert (
        "2 checks passed, 1 failed; 2 not made, absent: Reviews; "
        f"1 not made, {LEFT_TO_RULES}"
    ) in text(found)
