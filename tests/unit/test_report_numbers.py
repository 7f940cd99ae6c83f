"""Figures, differences and periods as text."""

from datetime import UTC, date, datetime

import pytest

from returncheck.report.words.numbers import (
    MISSING,
    counted,
    day,
    figure,
    gap,
    minute,
    on_axis,
    parts,
    period,
    printed,
    signed,
)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        pytest.param(80.04, "percent", "80.0%", id="percent"),
        pytest.param(0.0, "percent", "0.0%", id="nought"),
        pytest.param(100.0, "percent", "100.0%", id="all"),
        pytest.param(1519.44, "per_10k", "1,519.4", id="rate"),
        pytest.param(12345.0, "count", "12,345", id="count"),
        pytest.param(47.444, "count", "47.4", id="mean-of-counts"),
        pytest.param(21.56, "number", "21.6", id="number"),
        pytest.param(29.0, "weeks", "29.0 weeks", id="weeks"),
        pytest.param(27.0, "months", "27.0 months", id="months"),
        pytest.param(16012355892.0, "pounds", "£16,012,355,892", id="pounds"),
        pytest.param(1430.5, "pounds", "£1,430.5", id="pounds-of-a-mean"),
        pytest.param(-5.0, "pounds", "\N{MINUS SIGN}£5", id="pounds-below-nought"),
        pytest.param(-1.26, "score", "\N{MINUS SIGN}1.3", id="score-below-nought"),
        pytest.param(136.0, "per_100k_10_to_17", "136.0", id="rate-of-the-young"),
        pytest.param(-0.04, "percent", "0.0%", id="no-minus-nought"),
        pytest.param(-2.0, "percent", "\N{MINUS SIGN}2.0%", id="negative"),
        pytest.param(None, "percent", MISSING, id="missing"),
    ],
)
def test_figure_follows_its_unit(value, unit, expected):
    assert figure(value, unit) == expected


def test_figure_has_no_decimals_where_whole_numbers_are_published():
    assert figure(62.0, "percent", 0) == "62%"


@pytest.mark.parametrize(
    ("value", "unit", "places", "expected"),
    [
        pytest.param(80.0, "percent", 0, "80%", id="percent"),
        pytest.param(27.0, "months", 0, "27", id="no-room-for-months"),
        pytest.param(7.5, "per_10k", 1, "7.5", id="rate"),
        pytest.param(999_999.0, "pounds", 0, "£999,999", id="below-a-million"),
        pytest.param(1_000_000.0, "pounds", 0, "£1m", id="a-million"),
        pytest.param(89_792_776.0, "pounds", 0, "£89.8m", id="millions"),
        pytest.param(-2_500_000.0, "pounds", 0, "\N{MINUS SIGN}£2.5m", id="negative"),
        pytest.param(2_000_000.0, "count", 0, "2,000,000", id="count"),
    ],
)
def test_axis_has_little_room(value, unit, places, expected):
    assert on_axis(value, unit, places) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        pytest.param(17.0, "percent", "17%", id="whole"),
        pytest.param(21.5, "percent", "21.5%", id="one-decimal"),
        pytest.param(2.125, "number", "2.125", id="three-decimals"),
        pytest.param(8392.0, "count", "8,392", id="thousands"),
        pytest.param(100.0, "percent", "100%", id="zeros-before-the-point-stay"),
        pytest.param(0.0, "percent", "0%", id="nought"),
        pytest.param(1865.0, "pounds", "£1,865", id="pounds"),
        pytest.param(27.0, "months", "27 months", id="months"),
        pytest.param(None, "pounds", MISSING, id="pounds-missing"),
        pytest.param(None, "count", MISSING, id="missing"),
    ],
)
def test_printed_adds_no_digit(value, unit, expected):
    assert printed(value, unit) == expected


@pytest.mark.parametrize(
    ("difference", "unit", "expected"),
    [
        pytest.param(-5.66, "percent", "5.7 percentage points", id="percent"),
        pytest.param(432.0, "per_10k", "432.0", id="rate"),
        pytest.param(-12.0, "count", "12", id="count"),
        pytest.param(2.0, "weeks", "2.0 weeks", id="weeks"),
        pytest.param(-35.0, "pounds", "£35", id="pounds"),
        pytest.param(1.0, "months", "1.0 months", id="months"),
    ],
)
def test_gap_has_no_sign(difference, unit, expected):
    assert gap(difference, unit) == expected


@pytest.mark.parametrize(
    ("difference", "expected"),
    [
        pytest.param(2.61, "+2.6", id="above"),
        pytest.param(-9.0, "\N{MINUS SIGN}9.0", id="below"),
        pytest.param(0.0, "0.0", id="equal"),
        pytest.param(0.04, "0.0", id="rounds-to-nought"),
        pytest.param(-0.04, "0.0", id="rounds-to-nought-from-below"),
        pytest.param(None, MISSING, id="missing"),
    ],
)
def test_signed_shows_the_direction(difference, expected):
    assert signed(difference) == expected


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "expected"),
    [
        pytest.param(433.0, 541.0, "percent", "433 of 541", id="share"),
        pytest.param(601.0, 68774.0, "per_10k", "601 among 68,774 children", id="rate"),
        pytest.param(
            30.0,
            22000.0,
            "per_100k_10_to_17",
            "30 among 22,000 children aged 10 to 17",
            id="rate-of-the-young",
        ),
        pytest.param(8392.0, 87.0, "number", "8,392 / 87", id="mean"),
        pytest.param(None, 541.0, "percent", "of 541", id="no-numerator"),
        pytest.param(343.0, None, "per_10k", "numerator 343", id="no-denominator"),
        pytest.param(0.0, None, "percent", "numerator 0", id="numerator-nought"),
        pytest.param(None, None, "percent", None, id="neither"),
        pytest.param(601.0, None, "count", None, id="count"),
    ],
)
def test_parts_name_what_is_known(numerator, denominator, unit, expected):
    assert parts(numerator, denominator, unit) == expected


@pytest.mark.parametrize(
    ("kind", "start", "end", "expected"),
    [
        pytest.param(
            "year",
            date(2024, 4, 1),
            date(2025, 3, 31),
            "Year to 31 March 2025",
            id="year",
        ),
        pytest.param(
            "rolling_12_months",
            date(2024, 7, 1),
            date(2025, 6, 30),
            "12 months to 30 June 2025",
            id="rolling",
        ),
        pytest.param(
            "snapshot",
            date(2025, 3, 31),
            date(2025, 3, 31),
            "On 31 March 2025",
            id="snapshot",
        ),
        pytest.param(
            "month", date(2013, 6, 1), date(2013, 6, 30), "June 2013", id="month"
        ),
        pytest.param(
            "month",
            date(2013, 6, 15),
            date(2013, 7, 14),
            "15 June 2013 to 14 July 2013",
            id="month-across-two",
        ),
        pytest.param(
            "quarter",
            date(2017, 4, 1),
            date(2017, 6, 30),
            "Quarter: 1 April 2017 to 30 June 2017",
            id="quarter",
        ),
        pytest.param(
            "year_to_date",
            date(2015, 4, 1),
            date(2015, 7, 31),
            "Year to date: 1 April 2015 to 31 July 2015",
            id="year-to-date",
        ),
        pytest.param(
            "period",
            date(2015, 7, 1),
            date(2015, 10, 31),
            "1 July 2015 to 31 October 2015",
            id="period",
        ),
        pytest.param(
            "week",
            date(2025, 4, 1),
            date(2025, 4, 7),
            "Week to 7 April 2025",
            id="week",
        ),
        pytest.param(
            "day", date(2025, 4, 7), date(2025, 4, 7), "7 April 2025", id="day"
        ),
        pytest.param(
            "day",
            date(2025, 4, 6),
            date(2025, 4, 7),
            "6 April 2025 to 7 April 2025",
            id="day-of-two",
        ),
        pytest.param("not_stated", None, None, "Period not stated", id="not-stated"),
        pytest.param("month", None, None, "Period not stated", id="no-dates"),
        pytest.param(
            "year", None, date(2025, 3, 31), "On 31 March 2025", id="no-start"
        ),
    ],
)
def test_period_is_in_words(kind, start, end, expected):
    assert period(kind, start, end) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param(0, "0 queries", id="none"),
        pytest.param(1, "1 query", id="one"),
        pytest.param(1234, "1,234 queries", id="many"),
    ],
)
def test_counted_agrees_in_number(number, expected):
    assert counted(number, "query", "queries") == expected


def test_days_and_minutes_are_in_words_of_every_locale():
    moment = datetime(2024, 2, 29, 9, 5, tzinfo=UTC)
    assert day(moment) == "29 February 2024"
    assert minute(moment) == "29 February 2024, 09:05 UTC"
