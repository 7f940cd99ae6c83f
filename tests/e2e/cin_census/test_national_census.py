"""Censuses of a made-up country: the check finds what was planted, and the truth."""

import json
from collections import Counter

import polars as pl
import pytest

from returncheck import Workspace
from returncheck.cli.synth_national import national_returns
from returncheck.synth.national import Wish, make_national

YEARS = (2025, 2026)
WISH = Wish(years=YEARS, authorities=3, children=2400, faults=30, seed=11)
AGAIN = "rereferrals_within_12_months"


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    """The folder of the country and what is told of the whole."""
    out = tmp_path_factory.mktemp("national") / "country"
    made = make_national(WISH, national_returns(["cin-census"]), out)
    return out, json.loads(made.truth.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def result(country, tmp_path_factory, new_database):
    database = new_database(tmp_path_factory.mktemp("warehouse") / "w.duckdb")
    with Workspace.open(database) as workspace:
        workspace.load(country[0] / "returns")
        return workspace.check(suites=False)


def told(country, each, what):
    return json.loads((country[0] / each[what]).read_text(encoding="utf-8"))


def expected_of(country):
    """Return, code and places of each planted fault."""
    return Counter(
        (
            f"cin_census-{each['authority']}-{each['year']}",
            finding["code"],
            frozenset((p["table_name"], p["row_number"]) for p in finding["locations"]),
        )
        for each in country[1]["returns"]
        for finding in told(country, each, "expected")["findings"]
    )


def found_in(findings):
    rules = findings.filter(
        (pl.col("layer") == "rule") & (pl.col("severity") != "info")
    )
    grouped = rules.group_by("return_id", "finding_id", "check_id").agg(
        pl.struct("table_name", "row_number").alias("places")
    )
    return Counter(
        (
            row["return_id"],
            row["check_id"].removeprefix("cin_census:"),
            frozenset(
                (place["table_name"], place["row_number"])
                for place in row["places"]
                if place["row_number"] is not None
            ),
        )
        for row in grouped.iter_rows(named=True)
    )


def test_rules_find_exactly_what_was_planted(country, result):
    expected = expected_of(country)
    assert len({code for _, code, _ in expected}) > 60
    assert found_in(result.findings) == expected


def test_figures_of_every_return_are_the_true_ones(country, result):
    recomputed = result.indicators.filter(pl.col("source") == "recomputed")
    found = {
        (row["return_id"], row["indicator_id"]): (row["numerator"], row["denominator"])
        for row in recomputed.iter_rows(named=True)
    }
    expected = {}
    for each in country[1]["returns"]:
        name = f"cin_census-{each['authority']}-{each['year']}"
        for indicator, value in told(country, each, "truth")["indicators"].items():
            # The later return is loaded with the one before it.
            if (indicator, each["year"]) == (AGAIN, YEARS[1]):
                value = value["with_previous_return"]
            expected[name, indicator] = (value["numerator"], value["denominator"])
    assert found == expected


@pytest.mark.parametrize("year", YEARS)
def test_sums_of_the_figures_are_those_of_the_whole(country, result, year):
    (part,) = (p for p in country[1]["collections"] if p["year"] == year)
    recomputed = result.indicators.filter(
        (pl.col("source") == "recomputed") & (pl.col("return_year") == year)
    )
    sums = recomputed.group_by("indicator_id").agg(pl.col("numerator").sum())
    expected = dict(part["indicators"])
    if year == YEARS[1]:
        expected[AGAIN] = expected[AGAIN]["with_previous_return"]
    assert dict(sums.iter_rows()) == {
        name: value["numerator"] for name, value in expected.items()
    }
