"""Raw tables multiplied for Spark, and what dbt says of a build, told as a table."""

import json
import sys
from pathlib import Path

import duckdb
import pytest

from returncheck import Workspace
from returncheck.returns.registry import kinds

sys.path.append(str(Path(__file__).parents[2]))

from benchmarks.spark_scale import built, lines_of, write_copies

KIND = next(each for each in kinds() if each.made_up and each.made_up.national)


@pytest.fixture(scope="module")
def census(tmp_path_factory):
    folder = tmp_path_factory.mktemp("census")
    made = KIND.made_up.maker().generate(
        authority="887", year=2025, children=50, seed=1, plants={}, out=folder / "c.xml"
    )
    with Workspace.open(folder / "loaded.duckdb") as workspace:
        workspace.load([made.path])
    return folder / "loaded.duckdb"


def test_each_copy_is_a_return_of_another_authority(census, tmp_path):
    children = write_copies(census, tmp_path / "raw", ["205", "887", "936"])
    assert children == 150
    with duckdb.connect() as connection:
        returns = connection.execute(
            "select return_id, la_code, LEA from read_parquet(?) as returns "
            "join read_parquet(?) as headers using (return_id) order by 2",
            [
                str(tmp_path / "raw" / f"{name}.parquet")
                for name in ("returns", f"{KIND.collection}__Header")
            ],
        ).fetchall()
    assert returns == [
        (f"{KIND.collection}-887-2025-{place}", code, code)
        for place, code in enumerate(["205", "887", "936"])
    ]


def test_tables_that_are_of_no_return_are_written_once(census, tmp_path):
    write_copies(census, tmp_path / "raw", ["205", "887"])
    with duckdb.connect(str(census), read_only=True) as connection:
        there = connection.execute(
            "select (select count(*) from raw.warehouse), "
            "(select count(*) from read_parquet(?))",
            [str(tmp_path / "raw" / "warehouse.parquet")],
        ).fetchone()
    assert there == (1, 1)


def test_the_seconds_of_layers_and_of_a_million_more(tmp_path):
    found = []
    for children, seconds in ((1_000_000, 30.0), (3_000_000, 80.0)):
        names = {"stg_x": ("staging", 2.0), "fct_x": ("marts", seconds)}
        nodes = {
            f"model.returncheck.{name}": {"name": name, "fqn": ["returncheck", layer]}
            for name, (layer, _) in names.items()
        }
        results = [
            {"unique_id": f"model.returncheck.{name}", "execution_time": took}
            for name, (_, took) in names.items()
        ]
        (tmp_path / "manifest.json").write_text(json.dumps({"nodes": nodes}))
        (tmp_path / "run_results.json").write_text(json.dumps({"results": results}))
        found.append(built(tmp_path, children))
    assert list(lines_of(found)) == [
        "| children | staging s | intermediate s | marts s | all s |",
        "|--:|--:|--:|--:|--:|",
        "| 1,000,000 | 2 | 0 | 30 | 32 |",
        "| 3,000,000 | 2 | 0 | 80 | 82 |",
        "Slowest: fct_x 80 s, stg_x 2 s",
        "A million children more: (82 - 32) s / 2,000,000 x 1,000,000 = 25 s",
    ]
