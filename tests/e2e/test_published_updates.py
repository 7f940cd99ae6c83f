"""A made-up release of 2026 reaches the marts, and leaves them when it is taken out."""

import csv
from statistics import fmean

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from returncheck import Workspace
from returncheck.errors import ConfigError
from returncheck.published import import_published
from returncheck.transform import Transform

SHARE = "cpp_second_or_subsequent"
KIND = "Child Protection Plans which are a second or subsequent plan"
REVISED = "11.1"
HEADINGS = (
    *("time_period", "time_identifier", "geographic_level", "country_code"),
    *("region_code", "old_la_code", "category"),
    *("CPP_start", "CPP_subsequent", "CPP_subsequent_percent"),
)


@pytest.fixture(scope="module")
def neighbours(root):
    """The ten neighbours of Medway in the model of 2025."""
    path = root / "seeds" / "areas" / "rc_statistical_neighbours.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [
            r["neighbour_code"]
            for r in csv.DictReader(file)
            if r["model"] == "2025" and r["la_code"] == "887"
        ]


@pytest.fixture(scope="module")
def shares(neighbours):
    """Percentage of 2026 by area; the last neighbour's is suppressed."""
    listed = {"E92000001": "25", "E12000008": "24.5", "887": "20.5"}
    listed |= {code: f"{30 + n}.5" for n, code in enumerate(neighbours)}
    return {**listed, neighbours[-1]: "c"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory, shares):
    """What an import of 2026, and of a revised England figure of 2025, keeps."""
    place = tmp_path_factory.mktemp("release")
    levels = {"E92000001": "National", "E12000008": "Regional"}
    listed = [(2026, area, share) for area, share in shares.items()]
    with (place / "d3.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for year, area, share in [*listed, (2025, "E92000001", REVISED)]:
            level = levels.get(area, "Local authority")
            codes = ("E92000001", area, area)
            counts = ("c" if share == "c" else 1000, "c" if share == "c" else 10)
            writer.writerow(
                (year, "Reporting year", level, *codes, KIND, *counts, share)
            )
    import_published([place / "d3.csv"], place / "kept", take_revisions=True)
    return place / "kept"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory, new_database, root):
    database = new_database(tmp_path_factory.mktemp("w") / "w.duckdb")
    with Workspace.open(database) as opened:
        opened.set_indicators(root / "examples" / "reports" / "indicators.yml")
        opened.load(root / "examples" / "reports" / "medway-2018-06.csv")
        yield opened


@pytest.fixture(scope="module")
def without(workspace):
    """The benchmarks before the import."""
    return published(workspace.check(suites=False))


@pytest.fixture(scope="module")
def updated(workspace, without, folder):
    """The benchmarks of the same workspace with the import; after `without`."""
    workspace.set_published(folder)
    return published(workspace.check(suites=False))


def published(result):
    return result.benchmarks.filter(
        (pl.col("source") == "published") & (pl.col("indicator_id") == SHARE)
    )


def assert_same(found, expected):
    """The same rows, but for the order in which a mean was summed."""
    order = ["la_code", "return_year"]
    assert_frame_equal(found.sort(order), expected.sort(order), rel_tol=1e-12)


def one(benchmarks, la_code, year):
    rows = benchmarks.filter(
        (pl.col("la_code") == la_code) & (pl.col("return_year") == year)
    )
    assert rows.height == 1
    return rows.row(0, named=True)


def test_the_new_year_stands_beside_england_region_and_neighbours(
    updated, neighbours, shares
):
    row = one(updated, "887", 2026)
    assert (row["value"], row["england_value"], row["region_value"]) == (
        20.5,
        25.0,
        24.5,
    )
    assert row["comparator_year"] == 2026
    values = [float(shares[code]) for code in neighbours[:-1]]
    assert row["statistical_neighbours_with_value"] == len(values) == 9
    assert row["statistical_neighbour_mean"] == pytest.approx(fmean(values))


def test_ranks_of_the_new_year_are_over_those_with_a_value(updated):
    row = one(updated, "887", 2026)
    assert (row["rank"], row["ranked_authorities"]) == (1, 10)


def test_a_suppressed_figure_is_no_row(updated, neighbours):
    assert updated.filter(
        (pl.col("la_code") == neighbours[-1]) & (pl.col("return_year") == 2026)
    ).is_empty()


def test_a_revision_takes_the_shipped_figure_s_place(without, updated):
    before, after = (one(rows, "887", 2025) for rows in (without, updated))
    assert before["england_value"] != float(REVISED)
    assert after["england_value"] == float(REVISED)
    assert after["region_value"] == before["region_value"]
    assert after["value"] == before["value"]


def test_all_other_years_stay_as_they_were(without, updated):
    earlier = pl.col("return_year") < 2025
    assert_same(without.filter(earlier), updated.filter(earlier))
    assert without["return_year"].max() == 2025


def test_taken_out_again_the_marts_are_as_shipped(workspace, without, updated):
    workspace.set_published(None)
    again = published(workspace.check(suites=False))
    assert_same(again, without)


def test_unchanged_figures_are_not_built_again(workspace, updated, folder, tmp_path):
    def built():
        workspace.set_published(folder)
        workspace.close()
        return set(Transform(workspace.database, tmp_path / "logs").run())

    first, second = built(), built()
    assert "int_published__quartiles" in first
    assert not second


def test_a_folder_without_imported_figures_is_refused(workspace, tmp_path):
    with pytest.raises(ConfigError, match=r"holds no published_updates\.csv"):
        workspace.set_published(tmp_path)
