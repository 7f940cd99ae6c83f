"""A database is opened, refused, or brought up to date."""

import subprocess
import sys

import duckdb
import polars as pl
import pytest

from returncheck import warehouse
from returncheck.errors import ConfigError
from returncheck.workspace import Workspace


def episodes(*ids: str) -> pl.DataFrame:
    return pl.DataFrame({"LAchildID": ids, "CINdetailsID": ["1"] * len(ids)})


@pytest.fixture
def workspace(tmp_path):
    with Workspace.open(tmp_path / "w.duckdb") as opened:
        yield opened


def test_open_makes_a_temporary_database_that_goes_with_the_workspace():
    with Workspace.open() as opened:
        database = opened.database
        assert database.is_file()
    assert not database.exists()


def test_open_with_an_output_folder_puts_the_database_there(tmp_path):
    with Workspace.open(output=tmp_path / "out") as opened:
        assert opened.database == tmp_path / "out" / "returncheck.duckdb"


def test_open_refuses_a_file_that_is_no_database(tmp_path):
    path = tmp_path / "w.duckdb"
    path.write_text("not a database " * 500, encoding="utf-8")
    with pytest.raises(ConfigError, match="is not a DuckDB database"):
        Workspace.open(path)


def test_open_refuses_a_database_of_a_newer_version(workspace):
    with warehouse.connect(workspace.database) as connection:
        connection.execute("update raw.warehouse set version = version + 1")
    with pytest.raises(ConfigError, match="Upgrade returncheck"):
        Workspace.open(workspace.database)


def test_open_refuses_a_database_that_another_process_has_open(workspace):
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, sys; c = duckdb.connect(sys.argv[1]); "
            "print('open', flush=True); sys.stdin.readline()",
            str(workspace.database),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout.readline() == "open\n"
    try:
        with pytest.raises(ConfigError, match=f"in use by process {holder.pid}"):
            Workspace.open(workspace.database)
    finally:
        holder.communicate("\n")


def test_open_refuses_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be made"):
        Workspace.open(output=tmp_path / "file" / "out")


def test_database_of_an_earlier_version_gets_the_child_key(tmp_path):
    path = tmp_path / "earlier.duckdb"
    with Workspace.open(path) as workspace:
        workspace.load_tables(
            "cin_census", {"CINdetails": episodes("A")}, authority="887", year=2025
        )
    with warehouse.connect(path) as connection:
        connection.execute("alter table raw.cin_census__CINdetails drop child_key")
    with (
        Workspace.open(path) as workspace,
        warehouse.connect(workspace.database) as connection,
    ):
        rows = connection.execute(
            "select LAchildID, child_key from raw.cin_census__CINdetails"
        ).fetchall()
    assert rows == [("A", None)]


OF_VERSION_1 = """
create schema raw;
create table raw.warehouse (version integer);
insert into raw.warehouse values (1);
create table raw.returns (return_id varchar, collection varchar, la_code varchar,
    return_year integer, source_name varchar, loaded_at timestamp, load_order bigint);
insert into raw.returns values
    ('cin_census-887-2024', 'cin_census', '887', 2024, 'old.xml', null, 1);
create schema history;
create table history.findings (finding_id varchar, run_id varchar, return_id varchar,
    layer varchar, check_id varchar, severity varchar, table_name varchar,
    row_number bigint, child_id varchar, field varchar, value varchar, message varchar);
insert into history.findings (finding_id) values ('old');
"""


def test_open_brings_a_database_of_version_1_up_to_date(tmp_path):
    path = tmp_path / "old.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute(OF_VERSION_1)
    with Workspace.open(path) as opened:
        opened.load_tables(
            "cin_census", {"CINdetails": episodes("a")}, authority="887", year=2025
        )
    with warehouse.connect(path) as connection:
        old, new = warehouse.loaded_returns(connection)
        findings = pl.DataFrame([{"finding_id": "new", "role": "fault"}])
        warehouse.write_history(connection, "r1", "1.0", findings)
        kept = connection.execute(
            "select finding_id, role from history.findings order by finding_id"
        ).fetchall()
    assert (old.return_year, old.rule_year, new.return_year) == (2024, None, 2025)
    assert kept == [("new", "fault"), ("old", None)]


def test_open_brings_a_database_of_version_2_up_to_date(tmp_path):
    path = tmp_path / "old.duckdb"
    with Workspace.open(path):
        pass
    with duckdb.connect(path) as connection:
        connection.execute("update raw.warehouse set version = 2")
        connection.execute("drop table raw.comparator_groups")
    with Workspace.open(path) as opened:
        opened.set_groups({"Coast": ["887", "870"]})
    with warehouse.connect(path) as connection:
        rows = connection.execute(
            "select la_code from raw.comparator_groups order by la_code"
        ).fetchall()
        version = connection.execute("select max(version) from raw.warehouse")
        assert version.fetchone() == (3,)
    assert rows == [("870",), ("887",)]


def test_connections_show_no_progress_bar(workspace):
    with warehouse.connect(workspace.database) as connection:
        shown = connection.execute(
            "select current_setting('enable_progress_bar')"
        ).fetchone()
    assert shown == (False,)
    assert isinstance(connection, duckdb.DuckDBPyConnection)


OF_VERSION_2 = """
create schema raw;
create table raw.warehouse (version integer);
insert into raw.warehouse values (2);
create table raw.targets (la_code varchar, indicator_id varchar, target double);
insert into raw.targets values ('874', 'referrals', 300), ('887', 'referrals', 200);
"""


def test_open_gives_the_targets_of_a_database_of_version_2_a_tolerance(tmp_path):
    path = tmp_path / "old.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute(OF_VERSION_2)
    with Workspace.open(path) as opened:
        opened.set_targets(
            "887", {"referrals": 210}, {"referrals": 5, "cla_adopted": 2}
        )
    with warehouse.connect(path) as connection:
        rows = connection.execute(
            "select la_code, indicator_id, target, tolerance from raw.targets "
            "order by la_code, indicator_id"
        ).fetchall()
        version = connection.execute("select max(version) from raw.warehouse")
        assert version.fetchone() == (warehouse.SCHEMA_VERSION,)
    assert rows == [
        ("874", "referrals", 300.0, None),
        ("887", "cla_adopted", None, 2.0),
        ("887", "referrals", 210.0, 5.0),
    ]
