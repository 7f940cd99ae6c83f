"""Which returns are context, and whose year cannot be right yet."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from report_results import CENSUS, CENSUS_2018, CENSUS_2024, REPORT

from returncheck import warehouse
from returncheck.results.context import told_apart
from returncheck.returns.frames import frames_source
from returncheck.returns.registry import kind_of
from returncheck.returns.running_year import running_year, year_findings
from returncheck.warehouse.loading import load_source
from returncheck.workspace import Workspace

LOADED_ON = date(2026, 11, 29)
CHILDREN = {"ChildIdentifiers": pl.DataFrame([{"LAchildID": "A"}])}


@pytest.mark.parametrize(
    ("day", "year"),
    [
        pytest.param(date(2026, 3, 31), 2026, id="last-day"),
        pytest.param(date(2026, 4, 1), 2027, id="first-day"),
        pytest.param(date(2026, 11, 29), 2027, id="autumn"),
        pytest.param(date(2027, 1, 1), 2027, id="new-year"),
    ],
)
def test_the_running_year_ends_on_the_next_31_march(day, year):
    assert running_year(day) == year


@pytest.mark.parametrize(
    ("year", "expected"), [(None, 0), (2018, 0), (2027, 0), (2028, 1), (2099, 1)]
)
def test_a_year_beyond_the_running_one_is_asked_about(year, expected):
    found = year_findings(kind_of("cin_census"), year, LOADED_ON)
    assert found.height == expected


def test_the_question_says_what_where_and_what_to_do():
    (found,) = year_findings(kind_of("cin_census"), 2028, LOADED_ON).to_dicts()
    assert found == {
        "check_id": "contract:cin_census.Header.Year.year_ahead",
        "severity": "query",
        "table_name": "Header",
        "row_number": None,
        "child_id": None,
        "field": "Year",
        "value": "2028",
        "message": (
            "Header.Year is '2028', but the collection of 2027 is the one that runs "
            "now: is the year right? Correct it first and check again; other findings "
            "may follow from it alone."
        ),
    }


def context_of(*records):
    return [record.is_context for record in told_apart(records)]


def test_the_newest_year_is_to_be_submitted():
    assert context_of(CENSUS_2024, CENSUS, CENSUS_2018, REPORT) == [
        True,
        False,
        True,
        False,
    ]


def test_other_authorities_and_collections_are_apart():
    other = replace(CENSUS_2024, return_id="other", la_code="870")
    collection = replace(CENSUS_2018, return_id="toy", collection="toy")
    assert context_of(CENSUS, other, collection) == [False, False, False]


def test_two_returns_of_one_year_are_both_to_be_submitted():
    assert context_of(CENSUS, replace(CENSUS, return_id="again")) == [False, False]


def test_what_is_said_on_loading_holds():
    asked = replace(CENSUS, is_context=True)
    own = replace(CENSUS_2018, is_context=False)
    assert context_of(asked, CENSUS_2024, own) == [True, False, False]


def test_a_report_is_never_context():
    assert context_of(replace(REPORT, is_context=True)) == [False]


@pytest.fixture
def workspace(tmp_path):
    with Workspace.open(tmp_path / "w.duckdb") as opened:
        yield opened


def registered(workspace):
    with warehouse.connect(workspace.database) as connection:
        return {
            record.return_id: record.is_context
            for record in warehouse.loaded_returns(connection)
        }


def test_the_register_knows_what_was_asked(workspace):
    for year, options in (
        (2023, {"context": True}),
        (2024, {"return_id": "mine"}),
        (2025, {"return_id": "asked", "context": True}),
        (2026, {}),
    ):
        workspace.load_tables("cin_census", CHILDREN, "887", year, **options)
    workspace.close()
    assert registered(workspace) == {
        "cin_census-887-2023": True,
        "mine": False,
        "asked": True,
        "cin_census-887-2026": None,
    }


def test_a_year_is_judged_by_the_day_of_loading(workspace):
    with warehouse.connect(workspace.database) as connection:
        for year, day in ((2027, date(2026, 3, 31)), (2026, date(2026, 3, 31))):
            source = frames_source(
                "cin_census", CHILDREN, authority="887", year=year, return_id=None
            )
            load_source(connection, source, day=day)
        asked = connection.execute(
            "select return_id from raw.contract_findings "
            "where check_id like '%.year_ahead'"
        ).fetchall()
    assert asked == [("cin_census-887-2027",)]
