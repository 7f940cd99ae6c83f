"""Returns land as Parquet beside the database, with the rows that DuckDB's engine has.

Spark itself is not needed: the work of its workers is done here.
"""

import re
import shutil

import duckdb
import pytest

from returncheck.engine.spark.folder import SparkFolder
from returncheck.engine.spark.landing import IntoParquet
from returncheck.engine.spark.machine import Machine
from returncheck.errors import ConfigError
from returncheck.files.limits import Limits, limited
from returncheck.files.processes.pool import Pool
from returncheck.returns.registry import kinds
from returncheck.settings.said_in_folders import say_in
from returncheck.warehouse.beside import refuse_beside, refuse_loaded
from returncheck.warehouse.connection import connect
from returncheck.warehouse.in_use import DatabaseInUse
from returncheck.warehouse.loading import load_paths
from returncheck.warehouse.opening import open_database
from returncheck.warehouse.raw_schema import raw_tables

AUTHORITY, YEAR = "887", 2025
FINDINGS = ("contract_findings", "contract_cells")


class _InThisProcess(IntoParquet):
    def pool(self, jobs):
        assert jobs is None
        return Pool(1)


def landing(folder):
    return _InThisProcess(Machine(), lambda: folder)


@pytest.fixture(scope="module")
def returns(tmp_path_factory):
    """A return of each kind, and a file that breaks off."""
    folder = tmp_path_factory.mktemp("returns") / "in"
    for kind in kinds():
        if kind.made_up is None:
            continue
        maker = kind.made_up.maker()
        path = folder / f"{kind.command}{kind.made_up.suffix}"
        path.parent.mkdir(exist_ok=True)
        maker.generate(
            authority=AUTHORITY,
            year=YEAR,
            children=maker.fewest_children,
            seed=1,
            out=path,
        )
        if path.is_dir() and kind.identity is None:
            say_in(path, authority=AUTHORITY, year=YEAR)
        if path.suffix == ".xml":
            whole = path.read_bytes().replace(b">887<", b">204<")
            (folder / "cut.xml").write_bytes(whole[:-200])
            faulty = path.read_bytes().replace(b">887<", b">203<")
            faulty = faulty.replace(b"<Child>", b"<Unknown/><Child>")
            (folder / "faulty.xml").write_bytes(faulty)
    for path in folder.rglob("*.json"):
        path.unlink()
    return folder


def load(connection, paths, **given):
    return load_paths(
        connection, [paths], authority=None, year=None, rule_year=None, **given
    )


def rows_of(connection):
    """Every row of every raw table, in an order of its own, without times."""
    found = {}
    for name, columns in raw_tables().items():
        names = [each.split()[0] for each in columns]
        names = [each for each in names if each not in ("loaded_at", "since")] or ["1"]
        found[name] = connection.execute(
            f"select {', '.join(names)} from raw.{name} order by all"
        ).fetchall()
    return found


@pytest.fixture
def inside(returns, tmp_path):
    """What DuckDB's engine has loaded."""
    database = open_database(tmp_path / "inside.duckdb", None).path
    with limited(Limits(records_of_a_child=3)), connect(database) as connection:
        return load(connection, returns), rows_of(connection)


@pytest.fixture
def beside(tmp_path):
    database = open_database(tmp_path / "beside.duckdb", None, is_beside=True).path
    folder = SparkFolder(database)
    return folder, DatabaseInUse(database, folder)


def test_rows_and_register_are_those_of_duckdb(returns, inside, beside):
    folder, in_use = beside
    expected, expected_rows = inside
    with limited(Limits(records_of_a_child=3)), in_use.one_run():
        found = load(in_use.connect(), returns, landing=landing(folder))
        folder.finish(in_use.connect())
        rows = rows_of(in_use.connect())
    assert found == expected
    assert found.refused
    for name, each in expected_rows.items():
        assert rows[name] == each, name
    # That crowds were parted and something was found.
    assert any(check.endswith(".crowd") for _, check, *_ in rows["contract_findings"])


def test_what_lands_is_parted_by_collection_year_and_authority(returns, beside):
    folder, in_use = beside
    with in_use.one_run():
        load(in_use.connect(), returns, landing=landing(folder))
    (run,) = folder.folder.iterdir()
    for path in run.rglob("*.parquet"):
        table, collection, year, authority, _ = path.relative_to(run / "raw").parts
        assert table in raw_tables()
        assert collection.startswith("collection=")
        assert re.fullmatch("year=(20[0-9]{2}|none)", year)
        assert authority.startswith("authority=")


def test_no_record_of_a_child_is_in_the_database(returns, beside):
    folder, in_use = beside
    with in_use.one_run():
        load(in_use.connect(), returns, landing=landing(folder))
        folder.finish(in_use.connect())
    with duckdb.connect(in_use.file, read_only=True) as connection:
        held = [
            name
            for name in raw_tables()
            if ("__" in name or name in FINDINGS)
            and connection.execute(f"select 1 from raw.{name} limit 1").fetchone()
        ]
        views = connection.execute(
            "select view_name from duckdb_views() where not internal"
        ).fetchall()
    assert held == []
    assert views == []


def test_a_return_that_is_loaded_again_takes_the_place_of_the_earlier(returns, beside):
    folder, in_use = beside
    seen = []
    for _ in range(2):
        with in_use.one_run():
            load(in_use.connect(), returns, landing=landing(folder))
            folder.finish(in_use.connect())
            rows = rows_of(in_use.connect())
            seen.append({name: len(each) for name, each in rows.items()})
    assert seen[0] == seen[1]
    assert len(list(folder.folder.iterdir())) == 1


def test_an_earlier_return_stays_beside_a_new_one(returns, beside, tmp_path):
    folder, in_use = beside
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    shutil.copy(returns / "cin-census.xml", one)
    shutil.copy(returns / "faulty.xml", other)
    for place in (one, other):
        with in_use.one_run():
            load(in_use.connect(), place, landing=landing(folder))
    with in_use.one_run():
        rows = rows_of(in_use.connect())
    assert len(rows["returns"]) == 2
    assert len({row[0] for row in rows["cin_census__Header"]}) == 2


def test_a_run_that_is_given_up_leaves_no_file(returns, beside):
    folder, in_use = beside

    def fail():
        with in_use.one_run():
            load(in_use.connect(), returns, landing=landing(folder))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert list(folder.folder.iterdir()) == []


def test_each_engine_refuses_the_database_of_the_other(returns, beside, tmp_path):
    folder, in_use = beside
    with in_use.one_run():
        load(in_use.connect(), returns, landing=landing(folder))
    with connect(in_use.file) as connection:
        refuse_loaded(connection, in_use.file)
        with pytest.raises(ConfigError, match="Parquet beside it"):
            refuse_beside(connection, in_use.file)
    with pytest.raises(ConfigError, match="Parquet beside it"):
        open_database(in_use.file, None)
    database = open_database(tmp_path / "inside.duckdb", None).path
    with connect(database) as connection:
        load(connection, returns)
    with pytest.raises(ConfigError, match="made without --engine spark"):
        open_database(database, None, is_beside=True)
