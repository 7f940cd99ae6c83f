"""Sets of a made-up country: the check finds what was planted, and the truth."""

import json
from collections import Counter

import polars as pl
import pytest
from generated_sets import faults_in, lookup_of
from postcode_directory import MadeUpDirectory

from returncheck import Workspace
from returncheck.cli.synth_national import national_returns
from returncheck.settings.said_in_folders import say_in
from returncheck.synth.national import Wish, make_national

WISH = Wish(years=(2025, 2026), authorities=3, children=1500, faults=40, seed=11)


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    """The folder of the country and what is told of its returns."""
    out = tmp_path_factory.mktemp("national") / "country"
    made = make_national(WISH, national_returns(["ssda903"]), out)
    for each in made.made:
        say_in(each.made.path, authority=each.authority, year=each.year)
    return out, json.loads(made.truth.read_text(encoding="utf-8"))["returns"]


@pytest.fixture(scope="module")
def result(country, tmp_path_factory, new_database):
    database = new_database(tmp_path_factory.mktemp("warehouse") / "w.duckdb")
    with lookup_of(MadeUpDirectory()), Workspace.open(database) as workspace:
        workspace.load(country[0] / "returns")
        return workspace.check(suites=False)


def told(country, each, what):
    return json.loads((country[0] / each[what]).read_text(encoding="utf-8"))


def of_return(frame, each):
    name = f"ssda903-{each['authority']}-{each['year']}"
    return frame.filter(pl.col("return_id") == name)


def test_every_set_has_the_year_before(result):
    found = Counter(record.return_year for record in result.returns)
    assert found == {2025: 3, 2026: 3}


def test_rules_find_exactly_what_was_planted(country, result):
    codes = set()
    for each in country[1]:
        expected = Counter(
            (
                finding["code"],
                tuple(
                    sorted(
                        {
                            (p["table_name"], p["row_number"])
                            for p in finding["locations"]
                        }
                    )
                ),
            )
            for finding in told(country, each, "expected")["findings"]
        )
        rules = result.findings.filter(pl.col("layer") == "rule")
        assert faults_in(of_return(rules, each)) == expected
        codes |= {code for code, _ in expected}
    assert len(codes) > 90


def test_figures_of_every_return_are_the_true_ones(country, result):
    recomputed = result.indicators.filter(pl.col("source") == "recomputed")
    for each in country[1]:
        found = {
            row["indicator_id"]: (row["numerator"], row["denominator"])
            for row in of_return(recomputed, each).iter_rows(named=True)
        }
        for name, value in told(country, each, "truth")["indicators"].items():
            assert found[name] == (value["numerator"], value["denominator"]), name
