"""Every fault that the generator plants is found where it says, and nothing else.

Two returns hold them all: that of 2024 the faults of rules that ended then, that of
2027 those of rules that began since; most of them stand in both.
"""

from collections import Counter

import polars as pl
import pytest
from generated_sets import faults_in, load, lookup_of, make, told
from postcode_directory import MadeUpDirectory
from rules_build import build_rules

from returncheck.catalogue.rules import rules_in_force
from returncheck.synth.ssda903 import MAKER

AUTHORITIES = {2024: "203", 2027: "935"}
# Enough for one child that suits each of the rarer faults.
CHILDREN = 2000


def plantable(year):
    """The rules in force in a year whose faults can be planted."""
    in_force = {rule.code for rule in rules_in_force("ssda903", year)}
    return [code for code in MAKER.plantable if code in in_force]


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """The sets by year, and where they are."""
    folder = tmp_path_factory.mktemp("planted")
    return {
        year: make(
            folder / str(year),
            authority,
            year,
            children=CHILDREN,
            plants=dict.fromkeys(plantable(year), 1),
        )
        for year, authority in AUTHORITIES.items()
    }


@pytest.fixture(scope="module")
def checked(planted, tmp_path_factory, new_database):
    """Findings and outcomes of both returns, by year."""
    database = new_database(tmp_path_factory.mktemp("checked") / "planted.duckdb")
    with lookup_of(MadeUpDirectory()):
        for year, made in planted.items():
            load(database, made, AUTHORITIES[year], year)
    frames = build_rules(database)
    return {
        year: [
            frame.filter(pl.col("return_id") == f"ssda903-{authority}-{year}")
            for frame in frames
        ]
        for year, authority in AUTHORITIES.items()
    }


def expected_of(made):
    """What a set has to give: code and rows of each finding."""
    return Counter(
        (
            finding["code"],
            tuple(
                sorted(
                    {
                        (each["table_name"], each["row_number"])
                        for each in finding["locations"]
                    }
                )
            ),
        )
        for finding in told(made.expected)["findings"]
    )


def test_every_fault_is_planted_in_one_return_or_the_other():
    assert {code for year in AUTHORITIES for code in plantable(year)} == {
        *MAKER.plantable
    }
    assert len(MAKER.plantable) >= 311


@pytest.mark.parametrize("year", AUTHORITIES)
def test_rules_find_exactly_what_was_planted(planted, checked, year):
    rules = checked[year][0].filter(pl.col("layer") == "rule")
    expected = expected_of(planted[year])
    found = faults_in(rules)
    assert {
        "missing": sorted((expected - found).items()),
        "unexpected": sorted((found - expected).items()),
    } == {"missing": [], "unexpected": []}
    assert {code for code, _ in expected} >= set(plantable(year))


@pytest.mark.parametrize("year", AUTHORITIES)
def test_no_other_layer_tells_it_again(checked, year):
    """Not even of children whom the Header lacks, and whom the contract looks for."""
    assert faults_in(checked[year][0].filter(pl.col("layer") != "rule")) == {}


@pytest.mark.parametrize("year", AUTHORITIES)
def test_rules_of_planted_faults_fail_and_count_them(planted, checked, year):
    counts = Counter(code for code, _ in expected_of(planted[year]).elements())
    failed = checked[year][1].filter(pl.col("outcome") == "failed")
    assert dict(failed.select("code", "finding_count").iter_rows()) == counts


@pytest.mark.parametrize("year", AUTHORITIES)
def test_severities_are_those_that_the_generator_tells(planted, checked, year):
    told_by_generator = {
        finding["code"]: finding["severity"]
        for finding in told(planted[year].expected)["findings"]
    }
    failed = checked[year][1].filter(pl.col("outcome") == "failed")
    assert dict(failed.select("code", "severity").iter_rows()) == told_by_generator
