"""Figures of one report that do not fit over time, each with a twin that does."""

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

QUARTERS = (
    ("2024-04-01", "2024-06-30"),
    ("2024-07-01", "2024-09-30"),
    ("2024-10-01", "2024-12-31"),
    ("2025-01-01", "2025-03-31"),
)
LAST_DAYS = ("2024-04-30", "2024-05-31", "2024-06-30", "2024-07-31", "2024-08-31")


def quarters(indicator_id, values):
    return tuple(
        row(indicator_id, "quarter", span, value)
        for span, value in zip(QUARTERS, values, strict=False)
    )


def to_date(indicator_id, values, **cells):
    return tuple(
        row(indicator_id, "year_to_date", ("2024-04-01", last), value, **cells)
        for last, value in zip(LAST_DAYS, values, strict=False)
    )


def year(indicator_id, value, **cells):
    return row(indicator_id, "year", YEAR, value, **cells)


def month(indicator_id, first, last, value):
    return row(indicator_id, "month", (first, last), value)


MAY = ("2024-05-01", "2024-05-31")
JUNE = ("2024-06-01", "2024-06-30")
JULY = ("2024-07-01", "2024-07-31")
Q1 = QUARTERS[0]

REPORTS = {
    "quarters": Report(
        figures=(
            *quarters("contacts", ("250", "250", "250", "250")),
            year("contacts", "1100"),
        )
    ),
    "quarters-twin": Report(
        figures=(
            *quarters("contacts", ("250", "250", "250", "250")),
            year("contacts", "1000"),
        )
    ),
    "three-quarters-over": Report(
        figures=(
            *quarters("contacts", ("250", "250", "250")),
            year("contacts", "700"),
        )
    ),
    "three-quarters": Report(
        figures=(
            *quarters("contacts", ("250", "250", "250")),
            year("contacts", "900"),
        )
    ),
    # Medway's referrals of the year to March 2025 are published: 5,015.
    "published-year": Report(
        authority="887",
        figures=(
            *quarters("referrals", ("1200", "1300", "1250", "1200")),
            year("referrals", "5015"),
        ),
    ),
    "children-once": Report(
        figures=(
            *quarters("children_missing", ("40", "50", "45", "42")),
            year("children_missing", "110"),
        )
    ),
    "children-more": Report(
        figures=(
            *quarters("children_missing", ("40", "50", "45", "42")),
            year("children_missing", "190"),
        )
    ),
    "shares-of-quarters": Report(
        figures=(
            *quarters("contacts_screened_same_day", ("80", "82", "84", "86")),
            year("contacts_screened_same_day", "90"),
        )
    ),
    "shares-of-quarters-twin": Report(
        figures=(
            *quarters("contacts_screened_same_day", ("80", "82", "84", "86")),
            year("contacts_screened_same_day", "83.1"),
        )
    ),
    "above-its-year": Report(
        figures=(
            row("contacts", "year_to_date", ("2024-04-01", "2024-12-31"), "950"),
            year("contacts", "900"),
        )
    ),
    "above-its-year-twin": Report(
        figures=(
            row("contacts", "year_to_date", ("2024-04-01", "2024-12-31"), "850"),
            year("contacts", "900"),
        )
    ),
    "above-the-published-year": Report(
        authority="831",
        figures=(
            row("referrals", "year_to_date", ("2024-04-01", "2024-12-31"), "3600"),
            year("referrals", "3557"),
        ),
    ),
    "falling": Report(figures=to_date("contacts", ("100", "210", "310", "290", "500"))),
    "one-too-high": Report(
        figures=to_date("contacts", ("100", "700", "300", "400", "500"))
    ),
    "rising": Report(figures=to_date("contacts", ("100", "210", "310", "310", "500"))),
    "falling-assumed": Report(
        figures=to_date("contacts", ("100", "90"), period_basis="assumed")
    ),
    "falling-share": Report(
        figures=to_date("contacts_screened_same_day", ("90", "85", "80"))
    ),
    "twice": Report(
        figures=(
            row("contacts", "quarter", Q1, "300"),
            row("contacts", "year_to_date", Q1, "310"),
        )
    ),
    "twice-twin": Report(
        figures=(
            row("contacts", "quarter", Q1, "300"),
            row("contacts", "year_to_date", Q1, "300"),
        )
    ),
    "twice-rounded": Report(
        figures=(
            row("contacts_screened_same_day", "quarter", Q1, "83"),
            row("contacts_screened_same_day", "year_to_date", Q1, "83.4"),
        )
    ),
    "twice-share": Report(
        figures=(
            row("contacts_screened_same_day", "quarter", Q1, "83"),
            row("contacts_screened_same_day", "year_to_date", Q1, "85.4"),
        )
    ),
    "twice-local": Report(
        figures=(
            row("contacts", "quarter", Q1, "300", definition="national"),
            row("contacts", "year_to_date", Q1, "310", definition="local"),
        )
    ),
    "step": Report(
        figures=(
            *to_date("contacts", ("100", "210", "310", "400", "520")),
            row("contacts", "month", MAY, "110"),
            row("contacts", "month", JUNE, "140"),
            row("contacts", "month", JULY, "90"),
        )
    ),
    "step-twin": Report(
        figures=(
            *to_date("contacts", ("100", "210", "310", "400", "520")),
            row("contacts", "month", MAY, "110"),
            row("contacts", "month", JUNE, "100"),
            row("contacts", "month", JULY, "90"),
        )
    ),
    "rolling": Report(
        figures=(
            row("contacts", "rolling_12_months", YEAR, "1000"),
            year("contacts", "1050"),
        )
    ),
    "rolling-twin": Report(
        figures=(
            row("contacts", "rolling_12_months", YEAR, "1050"),
            year("contacts", "1050"),
        )
    ),
}

U, N, C = "untestable", "contradicted", "confirmed"

VERDICTS = {
    "quarters": [U, U, U, U, N],
    "quarters-twin": [C, C, C, C, C],
    "three-quarters-over": [U, U, U, N],
    "three-quarters": [U, U, U, U],
    "published-year": [U, U, U, U, C],
    "children-once": [U, U, U, U, U],
    "children-more": [U, U, U, U, N],
    "shares-of-quarters": [U, U, U, U, N],
    "shares-of-quarters-twin": [U, U, U, U, U],
    "above-its-year": [N, N],
    "above-its-year-twin": [U, U],
    "above-the-published-year": [N, C],
    "falling": [U, U, N, N, U],
    "one-too-high": [U, N, U, U, U],
    "rising": [U, U, U, U, U],
    "falling-assumed": [U, U],
    "falling-share": [U, U, U],
    "twice": [N, N],
    "twice-twin": [U, U],
    "twice-rounded": [U, U],
    "twice-share": [N, N],
    "twice-local": [U, U],
    "step": [U, U, U, U, U, U, N, U],
    "step-twin": [U, U, U, U, U, U, U, U],
    "rolling": [N, N],
    "rolling-twin": [U, U],
}


@pytest.fixture(scope="module")
def result(new_database, tmp_path_factory):
    return check_reports(
        new_database(tmp_path_factory.mktemp("sums") / "w.duckdb"), REPORTS
    )


@pytest.mark.parametrize("name", VERDICTS)
def test_figures_that_do_not_fit_are_contradicted_and_others_not(result, name):
    assert verdicts_of(result, name) == VERDICTS[name]


def test_quarters_beside_a_published_year_are_in_question_and_the_year_is_not(result):
    found = [
        compared(result, "published-year", number, "quarter_in_period")
        for number in (1, 2, 3, 4)
    ]
    assert {(each["status"], each["severity"]) for each in found} == {
        ("in_question", "query")
    }
    assert len(told(result, "published-year", "quarter_in_period")) == 4
    assert told(result, "published-year", "period_against_quarters") == []


@pytest.mark.parametrize(
    ("name", "comparison", "message"),
    [
        pytest.param(
            "quarters",
            "period_against_quarters",
            "Contacts: its quarters give 1,000 and the figure is 1,100, 100 more "
            "(tolerance 0: counts are exact); the 4 quarters together. Correct it.",
            id="quarters",
        ),
        pytest.param(
            "step",
            "spans_together",
            "Contacts: the other two periods give 100 and the figure is 140, 40 more "
            "(tolerance 0: counts are exact); the whole in row 3, less row 2. Correct "
            "it.",
            id="step",
        ),
        pytest.param(
            "one-too-high",
            "longer_against_shorter",
            "Contacts: another period of the report gives 300 and the figure is 700, "
            "400 more (tolerance 0: counts are exact); its period lies within the year "
            "to date in row 3, so it cannot be more. Correct it.",
            id="falling",
        ),
    ],
)
def test_message_gives_both_figures_and_their_rows(result, name, comparison, message):
    assert told(result, name, comparison) == [message]


def test_figure_that_others_bear_out_says_that_another_is_in_question(result):
    found = compared(result, "above-the-published-year", 2, "longer_against_shorter")
    assert found["status"] == "untestable"
    assert found["reason"].endswith("so the other one is in question")


def test_the_same_figure_twice_is_no_comparison(result):
    assert compared(result, "twice-twin", 1, "printed_twice")["status"] is None
    assert compared(result, "twice-rounded", 1, "printed_twice")["status"] is None
