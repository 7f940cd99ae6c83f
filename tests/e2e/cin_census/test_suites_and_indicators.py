"""A suite and the indicator of the same thing tell the same numbers."""

import polars as pl
import pytest

from returncheck import Workspace

# Start and authorisation of an assessment, and whether it was in time.
ASSESSMENTS = {
    "in time": ("2024-09-02", "2024-09-30", True),
    "on the last day": ("2024-06-24", "2024-08-27", True),
    "a day late": ("2024-06-24", "2024-08-28", False),
    "on the Friday before its Saturday": ("2024-06-08", "2024-06-07", False),
    "before it started": ("2024-09-03", "2024-09-02", False),
    "without a start": (None, "2024-09-30", False),
    "with a start that is no date": ("2024-13-01", "2024-09-30", False),
    "from before the calendar": ("2004-12-31", "2024-09-30", False),
}
CONFERENCES = {
    "in time": ("2024-09-02", "2024-09-09", True),
    "on the Friday before its Saturday": ("2024-06-08", "2024-06-07", False),
    "without a start": (None, "2024-09-30", False),
}
SUITES = {
    "assessments_within_45_days": ("assessments_within_45_days", ASSESSMENTS),
    "icpc_within_15_days": ("conferences_within_15_days", CONFERENCES),
}


def rows(cases, start, end):
    return pl.DataFrame(
        [
            {"LAchildID": f"C{n}", "CINdetailsID": "1", start: begun, end: done}
            for n, (begun, done, _) in enumerate(cases.values())
        ],
        infer_schema_length=None,
    )


@pytest.fixture(scope="module")
def checked(tmp_path_factory, new_database):
    path = new_database(tmp_path_factory.mktemp("alike") / "alike.duckdb")
    with Workspace.open(path) as workspace:
        workspace.load_tables(
            "cin_census",
            {
                "Header": pl.DataFrame(
                    [{"Year": "2025", "ReferenceDate": "2025-03-31"}]
                ),
                "Assessments": rows(
                    ASSESSMENTS,
                    "AssessmentActualStartDate",
                    "AssessmentAuthorisationDate",
                ),
                "Section47": rows(
                    CONFERENCES, "S47ActualStartDate", "DateOfInitialCPC"
                ),
            },
            authority="887",
            year=2025,
            return_id="r",
        )
        return workspace.check(
            tolerances=dict.fromkeys(SUITES, 0), rules=[], suites=True
        )


@pytest.mark.parametrize("indicator", list(SUITES))
def test_suite_counts_what_its_indicator_counts(checked, indicator):
    expectation, cases = SUITES[indicator]
    in_time, of = sum(right for *_, right in cases.values()), len(cases)
    (figure,) = checked.indicators.filter(
        pl.col("indicator_id") == indicator,
        pl.col("source") == "recomputed",
        pl.col("period_type") == "year",
    ).to_dicts()
    (suite,) = checked.suite_outcomes.filter(
        pl.col("expectation") == expectation
    ).to_dicts()
    assert (figure["numerator"], figure["denominator"]) == (in_time, of)
    assert suite["observed"].startswith(
        f"{in_time} of {of} ({figure['value']:.1f} %), at least 0 % expected"
    )


@pytest.mark.parametrize(
    ("indicator_id", "expected"),
    [
        pytest.param(
            "assessments_within_45_days",
            [(20, True, 1), (45, True, 1), (46, False, 1), (None, False, 5)],
            id="assessments",
        ),
        pytest.param(
            "icpc_within_15_days", [(5, True, 1), (None, False, 2)], id="conferences"
        ),
    ],
)
def test_lengths_are_counted_over_the_same_records(checked, indicator_id, expected):
    rows = checked.durations.filter(pl.col("indicator_id") == indicator_id)
    columns = ("working_days", "is_in_time", "records")
    assert list(rows.select(columns).iter_rows()) == expected
