"""The table of months, quarters and years: one kind of period a column."""

from datetime import date

import pytest
from report_results import CENSUS, REPORT, result

from returncheck.report.sections.periods import period_tables

SHARE, COUNT, STOCK = "assessments_within_45_days", "referrals", "cpp_at_year_end"


def row(indicator_id, kind, start, end, value, **changes):
    usual = {
        "la_code": "887",
        "indicator_id": indicator_id,
        "source": "reported",
        "return_id": REPORT.return_id,
        "period_type": kind,
        "period_start": start,
        "period_end": end,
        "value": value,
        "completeness": "as_reported",
        "is_latest": True,
    }
    return {**usual, **changes}


def month(indicator_id, number, value, **changes):
    first = date(2025, number, 1)
    last = date(2025, number + 1, 1).toordinal() - 1
    return row(indicator_id, "month", first, date.fromordinal(last), value, **changes)


def to_date(indicator_id, value, **changes):
    return row(
        indicator_id,
        "year_to_date",
        date(2025, 4, 1),
        date(2025, 5, 31),
        value,
        **changes,
    )


def tables(*periods, returns=(REPORT,)):
    return period_tables(result(returns=returns, periods=periods))


def named(table):
    return [(column.title, column.period) for column in table.columns]


def test_each_kind_of_period_has_a_column_of_its_own():
    (table,) = tables(month(SHARE, 5, 84.0), to_date(SHARE, 82.5))
    assert (table.authority, table.source) == ("Medway", "as reported")
    assert named(table) == [
        ("Month", "May 2025"),
        ("Year to date", "1 April 2025 to 31 May 2025"),
    ]
    (only,) = table.rows
    assert only.title == "Assessments within 45 working days"
    assert [(cell.value, cell.period) for cell in only.cells] == [
        ("84%", ""),
        ("82.5%", ""),
    ]


def test_a_column_of_several_months_names_them_with_each_figure():
    (table,) = tables(
        month(SHARE, 5, 84.0),
        to_date(SHARE, 82.5),
        month(COUNT, 4, 10.0, previous_period_value=12.0),
    )
    assert named(table)[0] == ("Month", "")
    assert [row.cells[0].period for row in table.rows] == ["April 2025", "May 2025"]


def test_the_newest_month_stands_in_its_column():
    (table,) = tables(
        month(SHARE, 5, 84.0), month(SHARE, 4, 70.0), to_date(SHARE, 82.5)
    )
    assert named(table)[0] == ("Month", "May 2025")


def test_an_indicator_without_a_kind_of_period_has_no_cell_there():
    (table,) = tables(
        month(SHARE, 5, 84.0),
        to_date(SHARE, 82.5),
        month(COUNT, 5, 10.0, previous_period_value=12.0),
    )
    assert [row.title for row in table.rows] == [
        "Referrals",
        "Assessments within 45 working days",
    ]
    assert table.rows[0].cells[1] is None


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"is_latest": False}, id="restated"),
        pytest.param({"value": None}, id="no-value"),
        pytest.param({"return_id": "another"}, id="not-checked"),
        pytest.param({"period_type": "period"}, id="any-span"),
    ],
)
def test_what_is_not_the_figure_of_a_period_is_left_out(changes):
    assert tables(month(SHARE, 5, 84.0) | changes, to_date(SHARE, 82.5)) == ()


def test_a_single_figure_needs_no_table():
    assert tables(month(SHARE, 5, 84.0)) == ()


def test_a_change_says_on_what_and_whether_it_is_better():
    (table,) = tables(
        month(
            SHARE,
            5,
            84.0,
            previous_period_value=82.0,
            change_on_previous_period=2.0,
            is_change_better=True,
            change_on_year_before=-1.5,
        )
    )
    assert table.rows[0].cells[0].changes == (
        "+2.0 on the month before, better",
        "\N{MINUS SIGN}1.5 on a year before, worse",
    )


def test_a_change_without_a_better_side_is_not_judged():
    (table,) = tables(
        month(COUNT, 5, 84.0, previous_period_value=82.0, change_on_previous_period=2.0)
    )
    assert table.rows[0].cells[0].changes == ("+2 on the month before",)


def test_sums_that_are_those_of_the_year_are_not_repeated():
    year = (date(2024, 4, 1), date(2025, 3, 31))
    changes = {
        "source": "recomputed",
        "return_id": CENSUS.return_id,
        "completeness": "complete",
    }
    (table,) = tables(
        row(SHARE, "year", *year, 84.44, **changes),
        row(SHARE, "year_to_date", *year, 84.44, **changes),
        row(SHARE, "rolling_12_months", *year, 84.44, **changes),
        month(SHARE, 3, 80.06, **changes),
        returns=(CENSUS,),
    )
    assert table.source == "worked out from the records"
    assert [title for title, _ in named(table)] == ["Month", "Year"]
    assert [cell.value for cell in table.rows[0].cells] == ["80.1%", "84.4%"]


def test_a_lower_bound_is_called_one():
    changes = {"completeness": "lower_bound", "source": "recomputed"}
    (table,) = tables(month(SHARE, 5, 84.0, **changes), to_date(SHARE, 82.5, **changes))
    assert table.rows[0].cells[0].value == "at least 84.0%"


def test_month_ends_are_compared_with_the_month_before():
    end = date(2025, 5, 31)
    (table,) = tables(
        row(
            STOCK,
            "snapshot",
            end,
            end,
            200.0,
            previous_period_value=195.0,
            change_on_previous_period=5.0,
        )
    )
    assert table.rows[0].cells[0].changes == ("+5 on the month end before",)
