"""No raw table that somebody else made is altered."""

import duckdb
import pytest

from returncheck import Workspace, warehouse
from returncheck.errors import ConfigError
from returncheck.warehouse.schemas import MARK


def change(database, *statements):
    with duckdb.connect(database) as connection:
        return [connection.execute(each).fetchall() for each in statements][-1]


def columns(database, table):
    found = change(
        database,
        "select column_name from duckdb_columns() "
        f"where schema_name = 'raw' and table_name = '{table}'",
    )
    return [name for (name,) in found]


def test_table_of_another_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "team.duckdb"
    change(path, "create schema raw", "create table raw.Targets (team_target integer)")
    with pytest.raises(ConfigError, match=r"raw\.targets .* lacks the column la_code"):
        Workspace.open(path)
    assert columns(path, "Targets") == ["team_target"]


def test_table_of_another_with_all_columns_is_read_and_not_marked(tmp_path):
    path = tmp_path / "team.duckdb"
    change(
        path,
        "create schema raw",
        "create table raw.targets (la_code varchar, indicator_id varchar, "
        "target double, tolerance double, entered_by varchar)",
    )
    Workspace.open(path).close()
    assert "entered_by" in columns(path, "targets")
    comments = change(
        path, "select table_name, comment from duckdb_tables() where schema_name='raw'"
    )
    unmarked = {name for name, comment in comments if comment != MARK}
    assert unmarked == {"targets", "warehouse"}


def test_database_of_an_earlier_version_gets_its_columns_and_marks(tmp_path):
    path = tmp_path / "old.duckdb"
    change(
        path,
        "create schema raw",
        "create table raw.warehouse as select 3 as version",
        "create table raw.targets (la_code varchar, indicator_id varchar, "
        "target double)",
    )
    Workspace.open(path).close()
    assert columns(path, "targets")[-1] == "tolerance"
    assert change(
        path, "select comment from duckdb_tables() where table_name = 'targets'"
    ) == [(MARK,)]


def test_workspace_builds_where_dbt_built(tmp_path, new_database):
    path = new_database(tmp_path / "team.duckdb")
    change(
        path,
        "create schema analytics",
        "insert into raw.built_in values ('analytics', 1)",
    )
    with Workspace.open(path) as workspace:
        result = workspace.check(suites=False)
    assert result.benchmarks.height > 0
    assert change(
        path,
        "select count(*) = 1 from duckdb_tables() "
        "where schema_name = 'analytics' and table_name = 'fct_findings'",
    ) == [(True,)]


def test_relations_are_those_of_the_schemas_that_were_built_in(tmp_path):
    path = tmp_path / "team.duckdb"
    Workspace.open(path).close()
    change(path, "create table one as select 1 as a")
    with warehouse.connect(path) as connection:
        assert ("one", "table") in warehouse.relations(connection)
    change(
        path,
        "create schema analytics",
        "create table analytics.two as select 2 as a",
        "insert into raw.built_in values ('analytics', 1)",
    )
    with warehouse.connect(path) as connection:
        assert warehouse.relations(connection) == [("two", "table")]


def test_several_schemas_are_dbts_alone(tmp_path):
    path = tmp_path / "team.duckdb"
    Workspace.open(path).close()
    change(
        path,
        "create schema a",
        "create schema b",
        "insert into raw.built_in values ('a', 1), ('b', 2)",
    )
    with pytest.raises(ConfigError, match="builds in a, b"):
        Workspace.open(path)
