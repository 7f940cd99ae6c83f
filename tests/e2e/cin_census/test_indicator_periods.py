"""Every period of two years of records, against a recount in plain Python."""

from datetime import date

import polars as pl
import pytest
from period_counts import (
    CLOSED_LATER,
    RATES,
    RE_REFERRALS,
    Return,
    Window,
    figures_of,
    window_a_year_before,
    window_before,
    windows_of,
)

from cin_census.records import Tables
from returncheck import Workspace
from returncheck.catalogue.indicators import indicators
from returncheck.catalogue.rules import rules_in_force
from returncheck.synth import generate_cin_census

AUTHORITY, FIRST_YEAR, CHILDREN, SEED = "887", 2024, 1000, 11
YEARS = (FIRST_YEAR, FIRST_YEAR + 1)
BY_HAND, BY_HAND_YEAR = "857", 2024
POLARITIES = {each.indicator_id: each.polarity for each in indicators()}
COUNTED = {
    each.indicator_id for each in indicators() if each.computed_from == "cin_census"
}


def day(text):
    return date.fromisoformat(text)


# 29 February, month ends and their neighbours; see the numbers in BY_HAND_FIGURES.
EPISODES = [
    ("HAND-A", "2024-02-29", None),
    ("HAND-B", "2024-03-01", None),
    ("HAND-C", "2023-06-30", "2024-02-29"),
    ("HAND-D", "2023-05-31", "2024-03-01"),
    ("HAND-A", "2024-03-31", None),
]
PLANS = [
    ("HAND-E", "2022-02-28", None, []),
    ("HAND-F", "2022-03-01", "2024-03-31", []),
    ("HAND-G", "2023-11-30", None, ["2024-02-29"]),
    ("HAND-H", "2023-02-01", None, ["2023-02-28"]),
]
BY_HAND_FIGURES = [
    ("referrals", "month", "2023-05-31", 1, None),
    ("referrals", "month", "2023-06-30", 1, None),
    ("referrals", "month", "2024-02-29", 1, None),
    ("referrals", "month", "2024-03-31", 2, None),
    ("referrals", "quarter", "2024-03-31", 3, None),
    ("referrals", "year_to_date", "2024-02-29", 3, None),
    ("referrals", "year", "2024-03-31", 5, None),
    (RE_REFERRALS, "month", "2024-03-31", 1, 2),
    ("cin_at_year_end", "snapshot", "2023-04-30", 0, None),
    ("cin_at_year_end", "snapshot", "2023-05-31", 1, None),
    ("cin_at_year_end", "snapshot", "2023-06-30", 2, None),
    ("cin_at_year_end", "snapshot", "2024-01-31", 2, None),
    ("cin_at_year_end", "snapshot", "2024-02-29", 2, None),
    ("cin_at_year_end", "snapshot", "2024-03-31", 2, None),
    ("cpp_at_year_end", "snapshot", "2023-10-31", 3, None),
    ("cpp_at_year_end", "snapshot", "2023-11-30", 4, None),
    ("cpp_at_year_end", "snapshot", "2024-02-29", 4, None),
    ("cpp_at_year_end", "snapshot", "2024-03-31", 3, None),
    ("cpp_two_years_at_year_end", "snapshot", "2024-01-31", 0, 4),
    ("cpp_two_years_at_year_end", "snapshot", "2024-02-29", 1, 4),
    ("cpp_two_years_at_year_end", "snapshot", "2024-03-31", 1, 3),
    ("cpp_two_years_ended", "month", "2024-02-29", 0, 0),
    ("cpp_two_years_ended", "month", "2024-03-31", 1, 1),
    ("cpp_starts", "month", "2023-11-30", 1, None),
    ("cpp_starts", "month", "2023-12-31", 0, None),
    # Six months before 31 August 2023 is 28 February, before 30 September 30 March.
    ("cpp_reviewed_in_timescale", "snapshot", "2023-08-31", 1, 3),
    ("cpp_reviewed_in_timescale", "snapshot", "2023-09-30", 0, 3),
    # Three months after 30 November is 29 February.
    ("cpp_reviewed_in_timescale", "snapshot", "2024-01-31", 0, 3),
    ("cpp_reviewed_in_timescale", "snapshot", "2024-02-29", 1, 4),
]


def hand_made_tables():
    def frame(rows, columns):
        return pl.DataFrame(
            rows, schema=dict.fromkeys(columns, pl.String), orient="row"
        )

    plans = [(child, "1", "1", start, end) for child, start, end, _ in PLANS]
    reviews = [(child, "1", "1", held) for child, _, _, days in PLANS for held in days]
    keys = ("LAchildID", "CINdetailsID")
    return {
        "CINdetails": frame(
            [(child, "1", start, end, "0") for child, start, end in EPISODES],
            (*keys, "CINreferralDate", "CINclosureDate", "ReferralNFA"),
        ),
        "ChildProtectionPlans": frame(
            plans, (*keys, "CPPID", "CPPstartDate", "CPPendDate")
        ),
        "Reviews": frame(reviews, (*keys, "CPPID", "CPPreviewDate")),
    }


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("periods")
    plants = {rule.code: 1 for rule in rules_in_force("cin_census", YEARS[1])}
    return {
        year: generate_cin_census(
            authority=AUTHORITY,
            year=year,
            children=CHILDREN,
            seed=SEED,
            plants=plants if year == YEARS[1] else {},
            out=folder / f"{year}.xml",
        ).path
        for year in YEARS
    }


@pytest.fixture(scope="module")
def populations(root):
    lines = (
        (root / "seeds/areas/rc_population_0_17.csv").read_text("utf-8").splitlines()
    )
    header = lines[0].split(",")
    rows = [dict(zip(header, line.split(","), strict=True)) for line in lines[1:]]
    return {
        int(row["mid_year"]) + 1: int(row["population_0_17"])
        for row in rows
        if row["area_code"] == AUTHORITY
    }


@pytest.fixture(scope="module")
def expected(files, populations):
    """Year, indicator and window to numerator, denominator and value."""
    returns, before = [], None
    for year in YEARS:
        tables = Tables.from_xml(files[year])
        before = Return(tables=tables, before=before, population=populations[year])
        returns.append(before)
    return {
        (given.tables.year, name, window): figure
        for given in returns
        for window in windows_of(given)
        for name, figure in figures_of(given, window).items()
    }


def printed(name, window, value):
    """A row of a report: a figure as it may be printed, to nine decimals."""
    return {
        "report_id": "board-2025-05",
        "report_date": "2025-05-01",
        "la_code": AUTHORITY,
        "indicator_id": name,
        "period_type": window.kind,
        "period_start": window.first.isoformat(),
        "period_end": window.last.isoformat(),
        "period_basis": "printed",
        "value": f"{value:.9f}".rstrip("0").rstrip("."),
    }


REPORTED = [
    ("referrals", "month", "2024-06-30"),
    ("referrals", "quarter", "2024-09-30"),
    ("referrals", "year_to_date", "2024-12-31"),
    ("referrals", "rolling_12_months", "2024-08-31"),
    ("referrals", "year", "2025-03-31"),
    ("assessments_within_45_days", "month", "2024-10-31"),
    ("assessments_within_45_days", "rolling_12_months", "2024-05-31"),
    ("cpp_at_year_end", "snapshot", "2024-11-30"),
    ("cpp_reviewed_in_timescale", "snapshot", "2025-02-28"),
]


def window_to(kind, last):
    (found,) = {
        window
        for year in YEARS
        for window in windows_of(
            Return(tables=Tables.from_rows({}, year), before=object(), population=1)
        )
        if (window.kind, window.last) == (kind, day(last))
    }
    return found


@pytest.fixture(scope="module")
def result(files, expected, tmp_path_factory, new_database):
    right = [
        (name, window, expected[2025, name, window][2])
        for name, window in (
            (name, window_to(kind, last)) for name, kind, last in REPORTED
        )
    ]
    wrong = [(name, window, value + 1) for name, window, value in right]
    month = window_to("month", "2023-09-30")
    bound = expected[2024, RE_REFERRALS, month][2]
    at_bound = [(RE_REFERRALS, month, bound + more) for more in (1, 0, -1)]
    rows = [printed(*each) for each in (*right, *wrong, *at_bound)]
    database = new_database(tmp_path_factory.mktemp("warehouse") / "w.duckdb")
    with Workspace.open(database) as workspace:
        workspace.load(list(files.values()))
        workspace.load_tables(
            "cin_census", hand_made_tables(), authority=BY_HAND, year=BY_HAND_YEAR
        )
        workspace.load_tables(
            "kpi_return",
            {"Figures": pl.DataFrame(rows)},
            authority=AUTHORITY,
            return_id="board",
        )
        return workspace.check(suites=False)


@pytest.fixture(scope="module")
def recomputed(result):
    """Year, indicator and window to the row of the mart."""
    rows = result.periods.filter(
        (pl.col("source") == "recomputed") & (pl.col("la_code") == AUTHORITY)
    )
    return {
        (row["return_year"], row["indicator_id"], window_of(row)): row
        for row in rows.iter_rows(named=True)
    }


def window_of(row):
    return Window(
        kind=row["period_type"], first=row["period_start"], last=row["period_end"]
    )


def test_periods_are_those_of_both_years_and_all_indicators(expected, recomputed):
    assert {name for _, name, _ in expected} == COUNTED
    assert len(COUNTED) == 32
    assert recomputed.keys() == expected.keys()
    # 26 indicators over time and 6 on a day; without the year before one rolling year.
    of_time, on_a_day = 26, 6
    assert (
        len(recomputed)
        == (of_time * (12 + 4 + 12 + 1 + 1) + of_time * (12 + 4 + 12 + 12 + 1))
        + 2 * 12 * on_a_day
    )


@pytest.mark.parametrize("year", YEARS)
def test_every_recomputed_period_equals_the_recount(expected, recomputed, year):
    found = {
        key: (row["numerator"], row["denominator"])
        for key, row in recomputed.items()
        if key[0] == year
    }
    parts = {key: figure[:2] for key, figure in expected.items() if key[0] == year}
    assert found == parts
    values = {key: figure[2] for key, figure in expected.items() if key[0] == year}
    assert {key: recomputed[key]["value"] for key in values} == pytest.approx(values)


def test_months_of_the_recount_are_not_all_alike(expected):
    months = {
        name: {
            figure[:2]
            for (_, each, window), figure in expected.items()
            if each == name and window.kind in {"month", "snapshot"}
        }
        for name in COUNTED
    }
    assert {name for name, parts in months.items() if len(parts) == 1} == set()


def test_the_year_is_the_annual_value(result, recomputed):
    annual = result.indicators.filter(
        (pl.col("source") == "recomputed") & (pl.col("la_code") == AUTHORITY)
    )
    assert annual.height == len(YEARS) * len(COUNTED)
    for row in annual.iter_rows(named=True):
        of_period = recomputed[row["return_year"], row["indicator_id"], window_of(row)]
        assert {
            name: of_period[name] for name in ("value", "completeness", "note")
        } == {name: row[name] for name in ("value", "completeness", "note")}


def test_rereferrals_are_lower_bounds_where_a_month_lacks_the_year_before(recomputed):
    marks = {
        (year, window): row["completeness"] == "lower_bound"
        for (year, name, window), row in recomputed.items()
        if name == RE_REFERRALS
    }
    # Months of 2023-24 have no return before theirs, whichever period they are in.
    assert marks == {
        (year, window): window.first < date(2024, 4, 1) for year, window in marks
    }


def test_what_is_closed_later_is_a_lower_bound_in_part_of_a_year(recomputed):
    marks = {
        window: row["completeness"] == "lower_bound"
        for (_, name, window), row in recomputed.items()
        if name == CLOSED_LATER
    }
    assert marks == {
        window: (window.last - window.first).days < 360 for window in marks
    }


def test_rates_of_part_of_a_year_say_so(recomputed):
    months = {"month": 1, "quarter": 3}
    notes = {
        key: recomputed[key]["note"]
        for key in recomputed
        if key[1] in RATES and key[2].kind in months
    }
    assert notes == {
        key: "the rate of 1 month, not annualised"
        if key[2].kind == "month"
        else "the rate of 3 months, not annualised"
        for key in notes
    }
    assert {
        row["note"]
        for (_, name, window), row in recomputed.items()
        if name in RATES and window.kind in {"year", "rolling_12_months", "snapshot"}
    } == {None}


def is_whole(key):
    _, name, window = key
    if name == CLOSED_LATER:
        return (window.last - window.first).days > 360
    return name != RE_REFERRALS or window.first >= date(2024, 4, 1)


def test_periods_stand_beside_the_one_before_and_the_year_before(expected, recomputed):
    values = {
        (name, window): figure[2]
        for (year, name, window), figure in expected.items()
        if is_whole((year, name, window)) and figure[2] is not None
    }
    for key, row in recomputed.items():
        _, name, window = key
        before = values.get((name, window_before(window)))
        last_year = values.get((name, window_a_year_before(window)))
        own = expected[key][2] if is_whole(key) else None
        change = None if own is None or before is None else own - before
        better = {"higher": 1, "lower": -1}.get(POLARITIES[name])
        found = (
            row["previous_period_end"],
            row["previous_period_value"],
            row["change_on_previous_period"],
            row["is_change_better"],
            row["year_before_value"],
            row["change_on_year_before"],
        )
        assert found == (
            None if before is None else window_before(window).last,
            pytest.approx(before) if before is not None else None,
            pytest.approx(change) if change is not None else None,
            None if not change or better is None else change * better > 0,
            pytest.approx(last_year) if last_year is not None else None,
            None
            if own is None or last_year is None
            else pytest.approx(own - last_year),
        ), key


@pytest.mark.parametrize(
    ("name", "kind", "last", "numerator", "denominator"), BY_HAND_FIGURES
)
def test_days_at_the_edge_of_a_month(result, name, kind, last, numerator, denominator):
    (row,) = result.periods.filter(
        (pl.col("la_code") == BY_HAND)
        & (pl.col("indicator_id") == name)
        & (pl.col("period_type") == kind)
        & (pl.col("period_end") == day(last))
    ).iter_rows(named=True)
    assert (row["numerator"], row["denominator"]) == (numerator, denominator)


def test_an_absent_table_leaves_every_period_empty(result):
    rows = result.periods.filter(
        (pl.col("la_code") == BY_HAND) & (pl.col("indicator_id") == "icpc_held")
    )
    assert rows.height == 12 + 4 + 12 + 1 + 1
    assert rows.select("value", "completeness", "note").unique().rows() == [
        (None, "table_absent", "absent: Section47")
    ]


def test_reported_periods_are_held_against_the_same_period(result):
    compared = result.reconciliation.filter(
        (pl.col("return_id") == "board")
        & (pl.col("comparison") == "reported_against_recomputed")
    ).sort("row_number")
    count = len(REPORTED)
    bound = ["untestable", "untestable", "disagrees"]
    assert compared["row_number"].to_list() == list(range(1, 2 * count + 4))
    assert compared["status"].to_list() == [
        *["agrees"] * count,
        *["disagrees"] * count,
        *bound,
    ]


def test_reported_periods_keep_the_latest_statement(result):
    reported = result.periods.filter(pl.col("source") == "reported").sort("row_number")
    count = len(REPORTED)
    assert reported.height == 2 * count + 3
    assert reported["is_latest"].to_list() == [
        *[False] * count,
        *[True] * count,
        *[False, False, True],
    ]
