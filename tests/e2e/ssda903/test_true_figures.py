"""Every figure of made-up sets equals the truth of their generator, in every period.

Three authorities in one database: of one the return of two years before is there as
well, of one the set alone, and one was loaded without a directory of postcodes.
"""

from datetime import date, timedelta

import polars as pl
import pytest
from generated_sets import load, lookup_of, make, make_earlier, told
from period_figures import (
    FAR,
    RATES,
    REVIEWS,
    STABILITY,
    UNTOLD,
    Window,
    figures_of,
    read_tables,
)
from postcode_directory import MadeUpDirectory
from rules_build import build_behind, plan_for

from returncheck import Workspace, warehouse
from returncheck.catalogue.indicators import indicators
from returncheck.synth.dates import bank_holidays

THREE, TWO, UNPLACED = ("203", 2024), ("316", 2026), ("380", 2025)
SETS = (THREE, TWO, UNPLACED)
# Enough for one who was convicted.
CHILDREN = 500
COUNTED = {
    each.indicator_id for each in indicators() if each.computed_from == "ssda903"
}
# What is asked about 31 March alone has no other month end.
YEARLY = {
    each.indicator_id
    for each in indicators()
    if each.computed_from == "ssda903" and each.is_yearly
}
OF_POSTCODES = {"cla_placed_outside_area", FAR}
MARTS = ("fct_indicator_values", "fct_indicator_periods")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("figures")


@pytest.fixture(scope="module")
def made(folder):
    return {
        (authority, year): make(
            folder / f"{authority}-{year}", authority, year, children=CHILDREN
        )
        for authority, year in SETS
    }


@pytest.fixture(scope="module")
def two_years_before(folder):
    authority, year = THREE
    return make_earlier(
        folder / f"{authority}-{year - 2}", authority, year, 2, children=CHILDREN
    )


@pytest.fixture(scope="module")
def marts(made, two_years_before, folder, new_database):
    """Both marts of figures, recomputed ones alone."""
    database = new_database(folder / "figures.duckdb")
    with lookup_of(MadeUpDirectory()):
        authority, year = THREE
        with Workspace.open(database) as workspace:
            workspace.load(
                two_years_before, authority=authority, year=year - 2, context=True
            )
        load(database, made[THREE], *THREE)
        load(database, made[TWO], *TWO)
    with lookup_of(None):
        load(database, made[UNPLACED], *UNPLACED)
    plan = plan_for(database)
    with warehouse.connect(database) as connection:
        build_behind(connection, plan, MARTS)
        return [
            warehouse.read(
                connection, f"select * from {name} where source = 'recomputed'"
            )
            for name in MARTS
        ]


@pytest.fixture(scope="module")
def first_due():
    """The last day in time of a first review: the weekend after 20 working days."""
    holidays = set(bank_holidays())

    def due(start):
        day, worked = start, 0
        while True:
            following = day + timedelta(days=1)
            worked += following.weekday() < 5 and following not in holidays
            if worked > 20:
                return day
            day = following

    return due


def of_return(frame, authority, year):
    return frame.filter(pl.col("return_id") == f"ssda903-{authority}-{year}")


def by_indicator(marts, authority, year):
    """The annual figures."""
    rows = of_return(marts[0], authority, year).iter_rows(named=True)
    return {row["indicator_id"]: row for row in rows}


def by_window(marts, authority, year):
    """The figures of every period."""
    return {
        (
            row["indicator_id"],
            Window(
                kind=row["period_type"],
                first=row["period_start"],
                last=row["period_end"],
            ),
        ): row
        for row in of_return(marts[1], authority, year).iter_rows(named=True)
    }


def counts(row):
    return row["numerator"], row["denominator"]


def true_counts(truth):
    return {name: counts(figure) for name, figure in truth.items()}


def on_day(day):
    return Window(kind="snapshot", first=day, last=day)


@pytest.mark.parametrize(("authority", "year"), [THREE, TWO])
def test_the_year_is_the_truth(made, marts, authority, year):
    truth = told(made[authority, year].truth)["indicators"]
    found = by_indicator(marts, authority, year)
    assert found.keys() == truth.keys() == COUNTED
    assert len(COUNTED) == 36
    # Two returns do not tell it, and the truth says so; three do, see below.
    others = COUNTED - {STABILITY}
    assert counts(truth[STABILITY]) == UNTOLD
    assert {name: counts(found[name]) for name in others} == {
        name: counts(truth[name]) for name in others
    }
    assert {name: found[name]["value"] for name in others} == pytest.approx(
        {name: truth[name]["value"] for name in others}
    )


def test_nothing_is_nought_everywhere(made):
    """Or a figure that counts nobody would be as true."""
    counted = {
        name
        for each in SETS
        for name, figure in told(made[each].truth)["indicators"].items()
        if figure["numerator"]
    }
    assert counted == COUNTED - {STABILITY}


def test_without_postcodes_two_shares_say_what_is_absent(made, marts):
    truth = true_counts(told(made[UNPLACED].truth)["indicators"])
    found = by_indicator(marts, *UNPLACED)
    absent = OF_POSTCODES | {STABILITY}
    assert {name: counts(row) for name, row in found.items()} == {
        name: UNTOLD if name in absent else figure for name, figure in truth.items()
    }
    marks = {
        name: (row["value"], row["completeness"], row["note"])
        for name, row in found.items()
        if name in absent
    }
    assert marks == {
        "cla_placed_outside_area": (
            None,
            "table_absent",
            "absent: Episodes.PL_LOCATION",
        ),
        FAR: (
            None,
            "table_absent",
            "absent: Episodes.PL_DISTANCE, Episodes.PL_LOCATION",
        ),
        STABILITY: (None, "table_absent", "absent: Episodes in the return of 2023"),
    }


@pytest.mark.parametrize(("authority", "year"), [THREE, TWO])
def test_month_ends_are_the_truth(made, marts, authority, year):
    snapshots = told(made[authority, year].truth)["snapshots"]
    assert len(snapshots) == 12
    found = by_window(marts, authority, year)
    for day, truth in snapshots.items():
        window = on_day(date.fromisoformat(day))
        there = {name: counts(found[name, window]) for name in truth}
        assert there == true_counts(truth)


@pytest.fixture(scope="module")
def recounted(made, two_years_before, first_due):
    """Set to its figures over every window, counted from the files."""
    found = {}
    for authority, year in (THREE, TWO):
        of_set = made[authority, year]
        history = [
            read_tables(of_set.path / "previous", year - 1, authority),
            read_tables(of_set.path, year, authority),
        ]
        if (authority, year) == THREE:
            earlier = read_tables(two_years_before, year - 2, authority)
            history.insert(0, earlier)
        truth = told(of_set.truth)
        on_31_march = {
            (name, on_day(date(year, 3, 31))): counts(truth["indicators"][name])
            for name in YEARLY
        }
        population = truth["population_0_17"]
        figures = figures_of(history, population, first_due)
        found[authority, year] = figures | on_31_march
    return found


@pytest.mark.parametrize(("authority", "year"), [THREE, TWO])
def test_every_period_equals_the_recount(marts, recounted, authority, year):
    found = by_window(marts, authority, year)
    expected = recounted[authority, year]
    assert {name for name, _ in found} == COUNTED
    wrong = {
        key: (counts(found[key]) if key in found else None, expected.get(key))
        for key in found.keys() | expected.keys()
        if key not in found or counts(found[key]) != expected.get(key)
    }
    assert wrong == {}


@pytest.mark.parametrize(("authority", "year"), [THREE, TWO])
def test_values_are_shares_and_rates_of_the_counts(marts, authority, year):
    for (name, _), row in by_window(marts, authority, year).items():
        number, over = counts(row)
        scale = 10_000 if name in RATES else 100
        expected = number if over is None else scale * number / over if over else None
        assert row["value"] == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("authority", "year", "untold"),
    [
        # 31 March to 30 September, less thirty months, is before April two years ago.
        pytest.param(*THREE, {(STABILITY, "snapshot"): 6}, id="three returns"),
        pytest.param(
            *TWO,
            {(STABILITY, "snapshot"): 12, (REVIEWS, "rolling_12_months"): 11},
            id="two returns",
        ),
    ],
)
def test_what_the_returns_cannot_tell_says_which_is_absent(
    marts, authority, year, untold
):
    absent = [
        (name, window.kind, row["completeness"], row["note"])
        for (name, window), row in by_window(marts, authority, year).items()
        if counts(row) == UNTOLD
    ]
    kinds = [each[:2] for each in absent]
    assert {kind: kinds.count(kind) for kind in kinds} == untold
    assert {mark for _, _, mark, _ in absent} == {"table_absent"}
    assert all(" in the return of " in note for *_, note in absent)


def test_three_returns_tell_of_more_children_than_two(made, marts):
    """Who moved more than a year before the set is followed to the start of care."""
    of_two = told(made[THREE].truth)["indicators"][STABILITY]["of_two_returns"]
    found = by_indicator(marts, *THREE)[STABILITY]
    assert found["completeness"] == "complete"
    assert found["denominator"] > of_two["denominator"]
    assert found["numerator"] >= of_two["numerator"]
