"""The plan builds what `dbt build` builds: every table, every type, every row."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from polars import selectors
from polars.testing import assert_frame_equal

from returncheck import Workspace, warehouse
from returncheck.errors import InternalError
from returncheck.synth import generate_cin_census
from returncheck.transform.plan import BuildPlan, BuildStep
from returncheck.transform.running import run_plan
from returncheck.warehouse.preparation import note_unfinished

PLANTS = {"8608": 2, "8790": 1, "2886Q": 1, "8897Q": 3}


@pytest.fixture(scope="module")
def loaded(root, new_database, tmp_path_factory):
    """A database with a census return of two years and the five reports."""
    folder = tmp_path_factory.mktemp("transform")
    made = [
        generate_cin_census(
            authority="887", year=year, children=300, seed=3, plants=plants,
            out=folder / f"{year}.xml",
        ).path
        for year, plants in ((2024, {}), (2025, PLANTS))
    ]  # fmt: skip
    database = new_database(folder / "plan.duckdb")
    with Workspace.open(database) as workspace:
        workspace.set_indicators(root / "examples" / "reports" / "indicators.yml")
        workspace.load([*made, root / "examples" / "reports"])
        workspace.set_targets("887", {"assessments_within_45_days": 90})
        workspace.check(suites=False)
    return database


@pytest.fixture(scope="module")
def both(root, loaded):
    """The database as the plan built it, beside the same one as dbt builds it."""
    by_dbt = loaded.with_name("dbt.duckdb")
    by_dbt.write_bytes(loaded.read_bytes())
    with duckdb.connect(by_dbt) as connection:
        for name, kind in warehouse.relations(connection):
            connection.execute(f'drop {kind} main."{name}"')
        note_unfinished(connection)
    work = str(loaded.parent / "dbt")
    subprocess.run(
        [
            str(Path(sys.executable).with_name("dbt")), "build", "--quiet",
            "--exclude-resource-type", "test", "unit_test",
            "--target-path", work, "--log-path", work,
        ],
        cwd=root, check=True, env={**os.environ, "RETURNCHECK_DATABASE": str(by_dbt)},
    )  # fmt: skip
    with duckdb.connect() as connection:
        connection.execute(f"attach '{loaded}' as plan (read_only)")
        connection.execute(f"attach '{by_dbt}' as dbt (read_only)")
        yield connection


def test_a_whole_build_of_dbt_is_finished(both):
    """What was marked as not built is built: it can be exported."""
    assert both.execute("from dbt.raw.unfinished_build").fetchall() == []


def described(connection, database):
    return connection.execute(
        "select table_name, column_name, column_index, data_type from duckdb_columns() "
        "where database_name = ? and schema_name = 'main' order by all",
        [database],
    ).fetchall()


def test_plan_and_dbt_give_the_same_columns_of_the_same_types(both):
    assert described(both, "plan") == described(both, "dbt")


def hashed(connection, database, name):
    """How many rows a table has and what they hash to, added up over the rows."""
    return connection.execute(
        f"select count(*), sum(cast(hash(shown) as hugeint)) "
        f'from {database}.main."{name}" as shown'
    ).fetchone()


def ordered(connection, database, name):
    """Its rows, floats last in the order: their last digit hangs on who adds up."""
    frame = connection.execute(f'from {database}.main."{name}"').pl()
    return frame.sort(
        *frame.select(~selectors.float()).columns,
        *frame.select(selectors.float()).columns,
        nulls_last=True,
    )


def test_plan_and_dbt_give_the_same_rows(both):
    names = sorted({row[0] for row in described(both, "plan")})
    assert len(names) > 80
    differing = [
        name
        for name in names
        if hashed(both, "plan", name) != hashed(both, "dbt", name)
    ]
    for name in differing:
        assert_frame_equal(
            ordered(both, "plan", name),
            ordered(both, "dbt", name),
            rel_tol=1e-9,
            abs_tol=1e-9,
        )


def test_dbt_withdraws_the_note_of_what_the_plan_built(loaded, both):
    with duckdb.connect(loaded, read_only=True) as connection:
        assert warehouse.built_reference(connection) is not None
    noted = both.execute("select count(*) from dbt.raw.built_reference").fetchone()
    assert noted == (0,)


def step(name, query="select 1 as a", kind="table", is_reference=False):
    return BuildStep(
        name=name, kind=kind, query=query, seed=None, columns={},
        is_reference=is_reference,
    )  # fmt: skip


@pytest.fixture
def connection(tmp_path):
    with Workspace.open(tmp_path / "w.duckdb"):
        pass
    with warehouse.connect(tmp_path / "w.duckdb") as opened:
        yield opened


def run(connection, *steps, key="k1"):
    told = []
    run_plan(
        connection, BuildPlan(key=key, steps=steps), lambda *pair: told.append(pair)
    )
    return told


def test_build_makes_what_follows_from_seeds_once_a_project(connection):
    reference, other = step("a", is_reference=True), step("b")
    assert run(connection, reference, other) == [(1, 2), (2, 2)]
    assert run(connection, reference, other) == [(1, 1)]
    assert run(connection, reference, other, key="k2") == [(1, 2), (2, 2)]


def test_build_makes_a_lost_table_again(connection):
    run(connection, step("a", is_reference=True))
    connection.execute("drop table main.a")
    assert run(connection, step("a", is_reference=True)) == [(1, 1)]


def test_build_turns_a_view_into_a_table_and_back(connection):
    run(connection, step("a", kind="view"))
    run(connection, step("a", kind="table"))
    assert dict(warehouse.relations(connection))["a"] == "table"
    run(connection, step("a", kind="view"))
    assert dict(warehouse.relations(connection))["a"] == "view"


def test_build_that_fails_names_the_model_but_no_value(connection):
    broken = step("b", query="select cast('C123' as integer) as a")
    with pytest.raises(InternalError, match="The model b could not") as failure:
        run(connection, step("a", is_reference=True), broken)
    assert "C123" not in str(failure.value)
    assert warehouse.built_reference(connection) is None
