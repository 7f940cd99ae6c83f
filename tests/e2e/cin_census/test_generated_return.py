"""A generated return of 5,000 children with a fault of every rule, from file to result.

The generator counts its truth in plain Python and says which findings it planted; the
project has to come to the same through readers, contracts, SQL and suites.
"""

import json
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from returncheck import Workspace
from returncheck.catalogue.rules import rules_in_force
from returncheck.synth import generate_cin_census

AUTHORITY, YEAR, CHILDREN, SEED = "887", 2025, 5000, 7
PLANTS = {rule.code: 1 for rule in rules_in_force("cin_census", YEAR)}


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("generated")
    common = {"authority": AUTHORITY, "children": CHILDREN, "seed": SEED}
    return {
        YEAR - 1: generate_cin_census(
            year=YEAR - 1, plants={}, out=folder / "previous.xml", **common
        ),
        YEAR: generate_cin_census(
            year=YEAR, plants=PLANTS, out=folder / "this.xml", **common
        ),
    }


@pytest.fixture(scope="module")
def result(generated, tmp_path_factory, new_database):
    database = new_database(tmp_path_factory.mktemp("warehouse") / "w.duckdb")
    with Workspace.open(database) as workspace:
        workspace.load([made.path for made in generated.values()])
        return workspace.check(suites=False)


def read(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


def found_in(findings: pl.DataFrame) -> Counter:
    """Code and places of each finding; none for one on the whole return."""
    rules = findings.filter(
        (pl.col("layer") == "rule") & (pl.col("severity") != "info")
    )
    grouped = rules.group_by("finding_id", "check_id").agg(
        pl.struct("table_name", "row_number").alias("places")
    )
    return Counter(
        (
            row["check_id"].removeprefix("cin_census:"),
            frozenset(
                (place["table_name"], place["row_number"])
                for place in row["places"]
                if place["row_number"] is not None
            ),
        )
        for row in grouped.iter_rows(named=True)
    )


def test_every_rule_is_planted():
    assert len(PLANTS) == 109


def test_rules_find_exactly_what_was_planted(generated, result):
    listed = read(generated[YEAR].expected)["findings"]
    expected = Counter(
        (
            finding["code"],
            frozenset(
                (place["table_name"], place["row_number"])
                for place in finding["locations"]
            ),
        )
        for finding in listed
    )
    assert {code for code, _ in expected} == set(PLANTS)
    assert found_in(result.findings) == expected


def test_findings_are_those_of_the_later_return_only(result):
    rule_findings = result.findings.filter(pl.col("layer") == "rule")
    assert set(rule_findings["return_id"]) == {f"cin_census-{AUTHORITY}-{YEAR}"}


def test_clean_return_passes_every_rule(result):
    clean = result.rule_outcomes.filter(pl.col("return_year") == YEAR - 1)
    reasons = set(clean.filter(pl.col("outcome") != "passed")["reason"])
    assert reasons == {f"not in force in {YEAR - 1}"}
    assert clean.height == 121


@pytest.mark.parametrize("year", [YEAR - 1, YEAR])
def test_indicators_equal_the_truth(generated, result, year):
    truth = read(generated[year].truth)["indicators"]
    recomputed = result.indicators.filter(
        (pl.col("source") == "recomputed") & (pl.col("return_year") == year)
    )
    found = {row["indicator_id"]: row for row in recomputed.iter_rows(named=True)}
    assert set(found) == set(truth)
    # The later return is loaded together with the one before it.
    key = {YEAR - 1: None, YEAR: "with_previous_return"}[year]
    expected = {name: figure.get(key, figure) for name, figure in truth.items()}
    parts = {
        name: (figure["numerator"], figure["denominator"])
        for name, figure in expected.items()
    }
    assert {n: (r["numerator"], r["denominator"]) for n, r in found.items()} == parts
    values = {name: figure["value"] for name, figure in expected.items()}
    assert {name: row["value"] for name, row in found.items()} == pytest.approx(values)


def test_rereferrals_are_a_lower_bound_without_the_previous_return(result):
    marks = result.indicators.filter(
        (pl.col("source") == "recomputed")
        & (pl.col("indicator_id") == "rereferrals_within_12_months")
    ).select("return_year", "completeness")
    assert dict(marks.iter_rows()) == {YEAR - 1: "lower_bound", YEAR: "complete"}
