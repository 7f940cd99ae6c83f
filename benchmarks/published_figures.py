"""What the published figures cost: `python benchmarks/published_figures.py FILE`.

For today's files, and with `--times 3` for three times as many series, prints in
seconds of the clock and of a processor: reading the files, building all that follows
from them, the size of a new database and how long its copy takes, and what a later
check builds without a return and with that in FILE. Benchmark tables are all models
below `intermediate/published`, `intermediate/benchmarks` and `marts/benchmarks`.
"""

import argparse
import os
import platform
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import polars as pl

from returncheck import Workspace, warehouse
from returncheck.project import project_at, project_root
from returncheck.transform.compiler import Compiler
from returncheck.transform.plan import BuildPlan
from returncheck.transform.plan_store import known_plan
from returncheck.transform.project_key import project_key
from returncheck.transform.running import run_plan
from returncheck.warehouse.preparation import prepare_raw

SLOWEST = 12
READER = "stg_reference__published_figures"
FOLDERS = ("intermediate/published", "intermediate/benchmarks", "marts/benchmarks")
NAMED = ("indicator_id", "numerator", "denominator", "total_id")
TABLES = (
    "catalogue/rc_indicators",
    "catalogue/rc_indicator_parts",
    "releases/rc_release_series",
)


def main() -> None:
    """Measure today's figures, and as many again as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="a return to check")
    parser.add_argument("--times", type=int, default=1, help="how many as many series")
    chosen = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, {platform.python_version()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = known_plan() or Compiler(project_key(), folder).plan()
        for copies in dict.fromkeys((1, chosen.times)):
            copied = folder / f"project-{copies}"
            _copy_project(copied, copies)
            with project_at(copied):
                _measure(folder / f"{copies}.duckdb", plan, chosen.file)


def _copy_project(folder: Path, copies: int) -> None:
    for name in ("models", "macros", "seeds"):
        shutil.copytree(project_root() / name, folder / name)
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copyfile(project_root() / name, folder / name)
    seeds = folder / "seeds"
    files = [seeds / f"{name}.csv" for name in TABLES]
    known = _read(files[0])["indicator_id"].to_list()
    for path in [*files, *(seeds / "published").glob("*.csv")]:
        frame = _read(path)
        further = [_renamed(frame, known, copy) for copy in range(1, copies)]
        pl.concat([frame, *further]).write_csv(path)


def _renamed(frame: pl.DataFrame, known: list[str], copy: int) -> pl.DataFrame:
    """The same rows of made-up series: what names an indicator names another."""
    columns = [name for name in NAMED if name in frame.columns]
    return frame.with_columns(
        pl.when(pl.col(name).is_in(known))
        .then(pl.format("copy_{}_{}", pl.lit(copy), pl.col(name)))
        .otherwise(pl.col(name))
        .alias(name)
        for name in columns
    )


def _read(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False)


def _measure(database: Path, plan: BuildPlan, file: Path) -> None:
    figures = [_read(path) for path in (project_root() / "seeds/published").iterdir()]
    count = pl.concat(figures)
    series = count["indicator_id"].n_unique()
    print(f"\n{count.height:,} figures of {series} series")
    own = replace(plan, key=project_key())
    with _told("key of the project"):
        project_key.__wrapped__()
    with warehouse.connect(database) as connection:
        prepare_raw(connection, database)
        with _told("new database, all built"):
            seconds = run_plan(connection, own, lambda _done, _all: None)
        _tell_steps(seconds)
    print(f"  size {database.stat().st_size / 1e6:.1f} MB")
    with _told("copy of it"):
        content = database.read_bytes()
        (database.parent / "copy.duckdb").write_bytes(content)
    with warehouse.connect(database) as connection, _told("without a return"):
        seconds = run_plan(connection, own, lambda _done, _all: None)
    _tell_steps(seconds)
    with Workspace.open(database) as workspace:
        workspace.load(file)
    with warehouse.connect(database) as connection, _told(file.name):
        seconds = run_plan(connection, own, lambda _done, _all: None)
    _tell_steps(seconds)


def _tell_steps(seconds: Mapping[str, float]) -> None:
    models = {
        path.stem
        for folder in FOLDERS
        for path in (project_root() / "models" / folder).glob("*.sql")
    }
    tables = sum(time for name, time in seconds.items() if name in models)
    print(
        f"  benchmark tables {tables:.1f} s, files read {seconds.get(READER, 0):.2f} s"
    )
    slowest = sorted(seconds.items(), key=lambda step: -step[1])[:SLOWEST]
    for name, spent in slowest:
        print(f"    {spent:6.2f} s  {name}")


@contextmanager
def _told(what: str) -> Iterator[None]:
    began, processor = time.perf_counter(), time.process_time()
    yield
    print(
        f"{what}: {time.perf_counter() - began:.2f} s, "
        f"{time.process_time() - processor:.2f} s of a processor"
    )


if __name__ == "__main__":
    main()
