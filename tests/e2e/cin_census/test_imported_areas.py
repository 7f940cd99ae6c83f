"""A new authority, estimates of mid-2025 and a model of 2026 reach the figures."""

import polars as pl
import pytest
from area_files import LONG, in_being, ten_of, write_authorities, write_rows

from returncheck import Workspace
from returncheck.published import import_published
from returncheck.synth import generate_cin_census

CHILDREN = 60
PEOPLE = 1800
SHIPPED = "887"


@pytest.fixture(scope="module")
def neighbours():
    """Authority to its ten in the made-up model, the new one among them."""
    codes = sorted([*in_being(), "999"])
    return {code: ten_of(code, codes) for code in codes}


@pytest.fixture(scope="module")
def folder(tmp_path_factory, neighbours):
    place = tmp_path_factory.mktemp("areas")
    rows = [
        ["2026", code, rank, other, "Close"]
        for code, ten in neighbours.items()
        for rank, other in enumerate(ten, start=1)
    ]
    files = [
        write_rows(place / "model.csv", LONG, rows),
        write_rows(
            place / "people.csv",
            ["mid_year", "area_type", "area_code", "population_0_17"],
            [
                ["2025", "authority", "999", PEOPLE],
                ["2025", "authority", SHIPPED, 50_000],
            ],
        ),
        write_authorities(place / "authorities.csv"),
    ]
    import_published(files, place / "kept")
    return place / "kept"


@pytest.fixture(scope="module")
def checked(tmp_path_factory, new_database, folder):
    """A return of the new authority, checked with the folder."""
    place = tmp_path_factory.mktemp("run")
    made = place / "cin.xml"
    generate_cin_census(authority="999", year=2026, children=CHILDREN, seed=3, out=made)
    with Workspace.open(new_database(place / "w.duckdb")) as workspace:
        workspace.set_published(folder)
        workspace.load(made)
        yield workspace, workspace.check(suites=True)


def test_rates_are_over_the_imported_estimate(checked):
    _, result = checked
    own = result.indicators.filter(
        (pl.col("source") == "recomputed") & (pl.col("return_year") == 2026)
    )
    for rate, count in (
        ("referral_rate", "referrals"),
        ("cin_rate", "cin_at_year_end"),
    ):
        value = own.filter(indicator_id=rate).get_column("value").item()
        number = own.filter(indicator_id=count).get_column("value").item()
        assert value == pytest.approx(10_000 * number / PEOPLE)


def test_neighbours_are_those_of_the_imported_model(checked, neighbours):
    _, result = checked
    rows = result.neighbour_values.filter(la_code="999")
    found = set(rows.get_column("neighbour_code"))
    assert found <= set(neighbours["999"])
    assert len(found) == 10
    benchmarks = result.benchmarks.filter(
        (pl.col("la_code") == "999") & (pl.col("source") == "recomputed")
    )
    assert benchmarks.get_column("neighbour_model").drop_nulls().unique().to_list() == [
        2026
    ]


def test_the_region_s_figures_stand_beside(checked):
    _, result = checked
    row = result.benchmarks.filter(
        (pl.col("la_code") == "999")
        & (pl.col("source") == "recomputed")
        & (pl.col("indicator_id") == "referral_rate")
        & (pl.col("return_year") == 2026)
    )
    assert row.get_column("region_value").item() is not None
    assert row.get_column("comparator_year").item() == 2025


def test_no_suite_fails_of_an_authority_that_is_new(checked):
    _, result = checked
    failed = result.suite_outcomes.filter(
        (pl.col("outcome") == "failed")
        & pl.col("check_id").is_in(["known_authorities", "ten_neighbours"])
    )
    assert failed.is_empty()


def test_the_result_knows_the_authority_for_the_page(checked):
    _, result = checked
    assert [each.name for each in result.imported_authorities] == ["Sussex Weald"]


def test_taken_out_again_areas_are_as_shipped(checked, folder):
    workspace, _ = checked
    workspace.set_published(None)
    result = workspace.check(suites=False)
    assert "999" not in result.neighbour_values.get_column("neighbour_code")
    assert result.imported_authorities == ()
    workspace.set_published(folder)
