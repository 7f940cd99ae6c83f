"""Holds the counts of the models against the same figures in plain Python.

Three years of a few made-up children at a time, whose records follow on one another
most of the time and contradict one another some of it.
"""

import re
from datetime import date, timedelta
from random import Random
from types import SimpleNamespace

import duckdb
import pytest
import yaml
from spark_sql import ROOT, render

from returncheck.extensions.case_loading import load_at_once
from returncheck.warehouse.opening import open_database
from ssda903.figures import in_periods, on_month_ends
from ssda903.plain import Tables

YEARS = (2022, 2023, 2024)
FAMILIES = 40
CHILDREN = ("A1", "B2", "C3")
COUNTS = "int_indicator_period_counts"
PLACES = (
    *("U1", "U1", "U4", "U6", "K2", "K1", "H5", "P2", "K3", "P1", "S1"),
    *("A3", "A5", "T1", "T4", "T0", "R1"),
)
REASONS = ("X1", "X1", "X1", "X1", "E11", "E4A", "E4B", "E45", "E46", "E8", "E15")


def shown(day):
    return day and f"{day:%d/%m/%Y}"


def life(rng, child):
    """The episodes, reviews and absences of a child, from 2020 on."""
    episodes, reviews = [], []
    day = date(2020, 1, 1) + timedelta(days=rng.randint(0, 1200))
    reason, place = "S", None
    is_settled = rng.random() < 0.4
    while day < date(2024, 4, 20):
        end = day + timedelta(days=rng.choice((1, 5, 20, 30, 60, 90, 200, 400, 800)))
        away = place is not None and place["PLACE"] in ("T0", "T1", "T4")
        if not (away and len(episodes) > 1 and rng.random() < 0.6):
            place = {
                "PLACE": rng.choice(PLACES),
                "PLACE_PROVIDER": rng.choice(("PR1", "PR2", "PR4")),
                "PL_POST": rng.choice(("AB12CD", "EF34GH")),
                "URN": rng.choice(("1234567", None)),
                "PL_LOCATION": rng.choice(("IN", "OUT", None)),
            }
        else:
            place = {name: episodes[-2][name] for name in place}
        row = {
            "CHILD": child,
            "DECOM": day,
            "RNE": reason,
            "LS": rng.choice(("C2", "C2", "C2", "V2", "V2", "V4")),
            "DEC": end,
            "REC": "X1" if is_settled else rng.choice(REASONS),
            **place,
        }
        episodes.append(row)
        reviews += [
            day + timedelta(days=n)
            for n in (rng.choice((10, 27, 28, 29, 30, 31)), 110, 290, 480)
            if rng.random() < 0.8 and day + timedelta(days=n) <= end
        ]
        if row["REC"] == "X1":
            reason = rng.choice("LTUUP" if is_settled else "PPPLTUB")
            day = end + timedelta(days=rng.choice((0, 0, 0, 0, 0, 1)))
        else:
            reason = rng.choice("SSSP")
            day = end + timedelta(days=rng.choice((0, 10, 100)))
    return SimpleNamespace(
        birth=date(rng.randint(2004, 2018), rng.randint(1, 12), rng.randint(1, 28)),
        episodes=episodes,
        reviews=reviews,
        is_uasc=rng.random() < 0.3,
        uasc_ends=rng.choice((None, date(2024, 1, 1))),
        missing=[
            (day, day + timedelta(days=rng.choice((0, 3, 40))))
            for day in (date(2021, 6, 1) + timedelta(rng.randint(0, 1000)),)
            if rng.random() < 0.5
        ],
    )


def tables_of(rng, lives, year):
    """What the return of a year holds of these children, not quite without faults."""
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    tables = {name: [] for name in ("Header", "Episodes", "Reviews", "UASC", "Missing")}
    for child, of_child in lives.items():
        tables["Header"].append({"CHILD": child, "DOB": shown(of_child.birth)})
        if of_child.is_uasc:
            ended = shown(of_child.uasc_ends)
            tables["UASC"].append({"CHILD": child, "DUC": ended})
        for row in of_child.episodes:
            if row["DECOM"] > last or row["DEC"] < first:
                continue
            told = row | {"DECOM": shown(row["DECOM"]), "DEC": shown(row["DEC"])}
            if row["DEC"] > last:
                told |= {"DEC": None, "REC": None}
            if rng.random() < 0.04:
                told[rng.choice(("DEC", "REC", "RNE", "PLACE", "LS"))] = None
            tables["Episodes"].append(told)
        tables["Reviews"] += [
            {"CHILD": child, "REVIEW": shown(day)}
            for day in of_child.reviews
            if first <= day <= last
        ]
        tables["Missing"] += [
            {
                "CHILD": child,
                "MISSING": rng.choice("MMA"),
                "MIS_START": shown(start),
                "MIS_END": shown(end) if end <= last else None,
            }
            for start, end in of_child.missing
            if start <= last and end >= first
        ]
    return tables


def seed_types():
    found = {}
    for path in (ROOT / "seeds").rglob("*.yml"):
        for seed in yaml.safe_load(path.read_text(encoding="utf-8"))["seeds"]:
            found[seed["name"]] = seed.get("config", {}).get("column_types", {})
    return found


def build(connection, name):
    """A model and all that it reads, as tables."""
    files = {path.stem: path for path in (ROOT / "models").rglob("*.sql")}
    seeds = {path.stem: path for path in (ROOT / "seeds").rglob("*.csv")}
    types = seed_types()
    waiting, built = [name], set()
    while waiting:
        model = waiting[-1]
        if model in built:
            waiting.pop()
            continue
        if model in seeds:
            connection.execute(
                f"create table {model} as select * from "
                f"read_csv('{seeds[model]}', all_varchar = true, header = true)"
            )
            for column, kind in types.get(model, {}).items():
                connection.execute(f"alter table {model} alter {column} type {kind}")
        else:
            sql = render(files[model].read_text(encoding="utf-8"), "duckdb")
            read = re.findall(r"\bfrom ((?:int|stg|rc)_\w+)", sql)
            if needed := [each for each in read if each not in built]:
                waiting += needed
                continue
            connection.execute(f"create table {model} as {sql}")
        built.add(waiting.pop())


@pytest.fixture(scope="module")
def families():
    """Of each family the tables of each year."""
    made = []
    for seed in range(FAMILIES):
        rng = Random(seed)
        lives = {child: life(rng, child) for child in CHILDREN}
        made.append({year: tables_of(rng, lives, year) for year in YEARS})
    return made


@pytest.fixture(scope="module")
def counted(families, tmp_path_factory):
    """A connection in which all returns are counted, each after its year before."""
    path = tmp_path_factory.mktemp("figures") / "figures.duckdb"
    open_database(path, None)
    returns = {
        f"{n}/{year}": SimpleNamespace(
            tables=tables, previous=None, year=year, file_format="csv"
        )
        for n, years in enumerate(families)
        for year, tables in years.items()
    }
    load_at_once(path, "ssda903", returns)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "update raw.returns set previous_return_id = "
            "split_part(return_id, '/', 1) || '/' || (return_year - 1)"
        )
        build(connection, COUNTS)
        yield connection


@pytest.fixture(scope="module")
def figures(counted):
    """Return, indicator, kind and last day of the period, to the two counts."""
    rows = counted.execute(
        "select return_id, indicator_id, period_type, period_end, numerator, "
        f"denominator from {COUNTS} where absent_tables is null"
    ).fetchall()
    return {row[:4]: row[4:] for row in rows}


@pytest.fixture(scope="module")
def first_due(counted):
    """The last day that is in time for a first review, by counting working days."""
    days = [
        row[0]
        for row in counted.execute(
            "select calendar_date from int_calendar where is_working_day order by 1"
        ).fetchall()
    ]

    def due(start):
        return [day for day in days if day > start][20] - timedelta(days=1)

    return due


def plainly(families, year, first_due):
    """The same of the returns of a year, with whatever years there are before it."""
    for number, years in enumerate(families):
        history = [Tables(years[y], y) for y in YEARS if y <= year]
        for (name, last), counts in on_month_ends(history):
            yield (f"{number}/{year}", name, "snapshot", last), counts
        for (name, kind, last), counts in in_periods(history, first_due):
            yield (f"{number}/{year}", name, kind, last), counts


@pytest.mark.parametrize("year", YEARS)
def test_models_count_as_plain_python_does(families, figures, first_due, year):
    expected = dict(plainly(families, year, first_due))
    told = {key: counts for key, counts in expected.items() if key in figures}
    assert {key: figures[key] for key in told} == told


def test_every_figure_is_told_and_not_always_nothing(families, figures, first_due):
    """At the end of the last year, with two before it, and some of each."""
    expected = dict(plainly(families, YEARS[-1], first_due))
    of_year = {key: counts for key, counts in expected.items() if key[3].month == 3}
    assert of_year.keys() <= figures.keys()
    numerators = {name for (_, name, _, _), (n, _) in of_year.items() if n}
    assert numerators == {name for _, name, _, _ in of_year}


def test_what_an_earlier_return_would_tell_is_not_told(families, figures, first_due):
    lacking = {
        (name, last)
        for (return_id, name, kind, last), _ in plainly(families, 2022, first_due)
        if (return_id, name, kind, last) not in figures
        # A return without episodes has no column that is worked out from them.
        and families[int(return_id.partition("/")[0])][2022]["Episodes"]
    }
    months = {last for _, last in lacking}
    assert {name for name, _ in lacking} == {
        "cla_three_or_more_placements",
        "cla_long_term_stability",
        "cla_reviews_in_timescale",
    }
    assert ("cla_three_or_more_placements", date(2022, 3, 31)) not in lacking
    assert len(months) == 12
