"""The same return as XML and as a folder of CSV files comes to the same."""

import polars as pl
import pytest

from returncheck import Workspace
from returncheck.returns.cin_census.layout import LAYOUT as CIN
from returncheck.returns.discover import discover
from returncheck.synth import generate_cin_census

PLANTS = {2017: {}, 2026: {"8608": 2, "8790": 1, "2885": 1, "8897Q": 1}}
COMPARED = ("return_id", "check_id", "finding_id", "table_name", "row_number", "field")
FIGURES = ("return_id", "indicator_id", "numerator", "denominator", "value")


def write_csv(xml, folder, year):
    """The tables of an XML return as CSV files, under names that say nothing."""
    folder.mkdir()
    source = discover([xml]).sources[0]
    read = [batch.tables for batch in source.batches()]
    for number, name in enumerate(source.present_tables):
        columns = [column.name for column in CIN.table(name).columns_in(year)]
        empty = pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
        frames = [tables[name].select(columns) for tables in read if name in tables]
        pl.concat([empty, *frames]).write_csv(folder / f"export-{number}.csv")


@pytest.fixture(scope="module")
def results(tmp_path_factory, new_database):
    """Two years as XML and as CSV folders, each kind checked on its own."""
    base = tmp_path_factory.mktemp("kinds")
    for year, plants in PLANTS.items():
        (base / "xml").mkdir(exist_ok=True)
        (base / "csv").mkdir(exist_ok=True)
        made = generate_cin_census(
            authority="887",
            year=year,
            children=300,
            seed=5,
            plants=plants,
            out=base / "xml" / f"{year}.xml",
        )
        write_csv(made.path, base / "csv" / str(year), year)
    found = {}
    for kind in ("xml", "csv"):
        with Workspace.open(new_database(base / f"{kind}.duckdb")) as workspace:
            workspace.load(base / kind)
            found[kind] = workspace.check(suites=False)
    return found


def test_csv_folders_are_the_same_returns(results):
    ids = {
        kind: [r.return_id for r in result.returns] for kind, result in results.items()
    }
    assert ids["csv"] == ids["xml"] == ["cin_census-887-2017", "cin_census-887-2026"]


def test_csv_folders_give_the_same_findings(results):
    frames = [
        result.findings.select(COMPARED).sort(COMPARED) for result in results.values()
    ]
    assert frames[0].equals(frames[1])
    rules = frames[0].filter(pl.col("check_id").str.contains("8608|8790|2885|8897Q"))
    assert rules["finding_id"].n_unique() == 2 + 1 + 2 + 1


def test_csv_folders_give_the_same_figures(results):
    frames = [
        result.indicators.filter(pl.col("source") == "recomputed")
        .select(FIGURES)
        .sort(FIGURES)
        for result in results.values()
    ]
    assert frames[0].equals(frames[1])
    assert frames[0].height == 2 * 32
