"""Periods that cannot be what they say, each with a twin that can."""

import pytest
from small_reports import (
    YEAR,
    Report,
    check_reports,
    compared,
    row,
    told,
    verdicts_of,
)

PERIODS = {
    # name: (indicator, kind of period, first day, last day, date of the report, wrong)
    "end-before-start": ("contacts", "period", "2025-06-01", "2025-04-30", None, True),
    "snapshot-before-start": (
        "private_fostering",
        "snapshot",
        "2025-06-30",
        "2025-05-31",
        None,
        True,
    ),
    "one-day-period": ("contacts", "period", "2025-06-01", "2025-06-01", None, False),
    "month-of-three": ("contacts", "month", "2025-04-01", "2025-06-30", None, True),
    "month": ("contacts", "month", "2025-04-01", "2025-04-30", None, False),
    "month-of-february": ("contacts", "month", "2025-02-01", "2025-02-28", None, False),
    "month-of-four-weeks": (
        "contacts",
        "month",
        "2025-04-07",
        "2025-05-04",
        None,
        False,
    ),
    "year-of-a-month": ("contacts", "year", "2025-03-01", "2025-03-31", None, True),
    "year": ("contacts", "year", *YEAR, None, False),
    "leap-year": ("contacts", "year", "2023-04-01", "2024-03-31", None, False),
    "calendar-year": ("contacts", "year", "2024-01-01", "2024-12-31", None, False),
    "quarter-of-two": ("contacts", "quarter", "2025-04-01", "2025-05-31", None, True),
    "quarter": ("contacts", "quarter", "2025-04-01", "2025-06-30", None, False),
    "short-quarter": ("contacts", "quarter", "2025-01-01", "2025-03-31", None, False),
    "rolling-of-fifteen": (
        "contacts",
        "rolling_12_months",
        "2024-01-01",
        "2025-03-31",
        None,
        True,
    ),
    "rolling": (
        "contacts",
        "rolling_12_months",
        "2024-07-01",
        "2025-06-30",
        None,
        False,
    ),
    "to-date-from-june": (
        "contacts",
        "year_to_date",
        "2025-06-01",
        "2025-09-30",
        None,
        True,
    ),
    "to-date-of-two-years": (
        "contacts",
        "year_to_date",
        "2024-04-01",
        "2025-09-30",
        None,
        True,
    ),
    "to-date": ("contacts", "year_to_date", "2025-04-01", "2025-09-30", None, False),
    "to-date-from-october": (
        "contacts",
        "year_to_date",
        "2025-10-01",
        "2025-12-31",
        None,
        True,
    ),
    "workforce-to-date-from-october": (
        "social_worker_turnover_rate",
        "year_to_date",
        "2025-10-01",
        "2025-12-31",
        None,
        False,
    ),
    "after-the-report": (
        "contacts",
        "month",
        "2025-09-01",
        "2025-09-30",
        "2025-09-16",
        True,
    ),
    "report-older": (
        "contacts",
        "month",
        "2025-09-01",
        "2025-09-30",
        "2016-05-10",
        True,
    ),
    "snapshot-to-come": (
        "private_fostering",
        "snapshot",
        "",
        "2025-09-30",
        "2025-09-16",
        True,
    ),
    "snapshot-of-the-day": (
        "private_fostering",
        "snapshot",
        "",
        "2025-09-16",
        "2025-09-16",
        False,
    ),
    "report-of-a-month": (
        "contacts",
        "month",
        "2025-09-01",
        "2025-09-30",
        "2025-09-01",
        False,
    ),
    "day-of-two": ("contacts", "day", "2025-06-01", "2025-06-02", None, True),
    "day": ("contacts", "day", "2025-06-02", "2025-06-02", None, False),
    "week-of-two": ("contacts", "week", "2025-06-02", "2025-06-15", None, True),
    "week": ("contacts", "week", "2025-06-02", "2025-06-08", None, False),
}
ODD_QUARTER = Report(
    figures=(row("contacts", "quarter", ("2025-02-01", "2025-04-30"), "900"),),
)
ASSUMED = Report(
    figures=(
        row(
            "contacts",
            "month",
            ("2025-04-01", "2025-06-30"),
            "900",
            period_basis="assumed",
        ),
    ),
)
EMPTY_START = Report(
    authority="887",
    report_date="2018-06-05",
    figures=(
        row("cin_at_year_end", "snapshot", ("", "2018-03-31"), "1937"),
        row("cin_at_year_end", "snapshot", ("", "2017-03-31"), "1776"),
        row("cla_at_year_end", "snapshot", ("", "2018-03-31"), "350"),
    ),
)


@pytest.fixture(scope="module")
def result(new_database, tmp_path_factory):
    reports = {
        name: Report(
            report_date=dated or "2026-01-20",
            figures=(row(indicator_id, kind, (first, last), "12"),),
        )
        for name, (indicator_id, kind, first, last, dated, _) in PERIODS.items()
    }
    reports |= {"odd": ODD_QUARTER, "assumed": ASSUMED, "empty-start": EMPTY_START}
    return check_reports(
        new_database(tmp_path_factory.mktemp("periods") / "w.duckdb"), reports
    )


@pytest.mark.parametrize("name", PERIODS)
def test_period_is_what_it_says_or_is_told(result, name):
    is_wrong = PERIODS[name][-1]
    found = compared(result, name, 1, "period_itself")
    assert found["status"] == ("disagrees" if is_wrong else None)
    assert len(told(result, name, "period_itself")) == is_wrong
    assert (verdicts_of(result, name) == ["contradicted"]) == is_wrong


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param(
            "end-before-start",
            "Contacts: its period begins on 1 June 2025 and ends on 30 April 2025, "
            "which is before. Correct it.",
            id="order",
        ),
        pytest.param(
            "month-of-three",
            "Contacts: a month has no 91 days (1 April 2025 to 30 June 2025). Correct "
            "it.",
            id="length",
        ),
        pytest.param(
            "after-the-report",
            "Contacts: its period ends on 30 September 2025, after the report of 16 "
            "September 2025. Correct it.",
            id="future",
        ),
    ],
)
def test_message_says_what_is_wrong_with_the_period(result, name, message):
    assert told(result, name, "period_itself") == [message]


def test_quarter_of_another_year_is_asked_about_and_not_contradicted(result):
    found = compared(result, "odd", 1, "quarter_of_year")
    assert (found["status"], found["severity"]) == ("in_question", "query")
    assert verdicts_of(result, "odd") == ["untestable"]
    (message,) = told(result, "odd", "quarter_of_year")
    assert "1 February 2025 to 30 April 2025" in message


def test_assumed_period_contradicts_nothing(result):
    assert compared(result, "assumed", 1, "period_itself")["status"] == "untestable"
    assert verdicts_of(result, "assumed") == ["untestable"]


def test_snapshot_with_an_empty_start_is_held_against_the_published(result):
    # 1,945 and 1,776 are published for 2018 and 2017.
    assert verdicts_of(result, "empty-start") == [
        "contradicted",
        "confirmed",
        "contradicted",
    ]
    found = compared(result, "empty-start", 1, "reported_against_published")
    assert found["status"] == "disagrees"
