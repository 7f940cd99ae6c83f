"""A run of several steps from Python: all of it, or the database as it was."""

import shutil
import subprocess
import sys

import duckdb
import polars as pl
import pytest

from returncheck import Workspace, warehouse
from returncheck.errors import ConfigError
from returncheck.export.command import ExportRequest, export_marts
from returncheck.export.formats import ExportFormat
from returncheck.warehouse.working_copy import WorkingCopy

TABLES = {"CINdetails": pl.DataFrame({"LAchildID": ["A"], "CINdetailsID": ["1"]})}


@pytest.fixture
def database(new_database, tmp_path):
    return new_database(tmp_path / "w.duckdb")


def load(workspace, year=2025):
    workspace.load_tables("cin_census", TABLES, authority="887", year=year)


def fail_in_a_run(workspace):
    with workspace.one_run():
        load(workspace)
        raise ValueError("mine")


def run_beside_another_program(workspace, database):
    with workspace.one_run():
        load(workspace)
        database.with_name("w.duckdb.wal").write_bytes(b"theirs")


def returns(database):
    with warehouse.connect(database, read_only=True) as connection:
        return [each.return_id for each in warehouse.loaded_returns(connection)]


def is_unfinished(database):
    with warehouse.connect(database, read_only=True) as connection:
        return warehouse.is_unfinished(connection)


def export(database, out):
    request = ExportRequest(database=database, out=out, form=ExportFormat.CSV)
    return export_marts(request)


def test_steps_of_one_run_are_there_at_its_end(database, tmp_path):
    with Workspace.open(database) as workspace:
        with workspace.one_run():
            load(workspace, 2024)
            load(workspace, 2025)
            assert returns(database) == []
        assert returns(database) == ["cin_census-887-2024", "cin_census-887-2025"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["w.duckdb"]


def test_an_error_leaves_the_database_as_it_was(database, tmp_path):
    with Workspace.open(database) as workspace:
        with pytest.raises(ValueError, match="mine"):
            fail_in_a_run(workspace)
        assert returns(database) == []
        load(workspace)
    assert returns(database) == ["cin_census-887-2025"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["w.duckdb"]


def test_a_run_that_is_given_up_changes_nothing(database):
    with Workspace.open(database) as workspace, workspace.one_run():
        load(workspace)
        workspace.give_up()
    assert returns(database) == []


def test_what_is_loaded_is_not_exported_before_it_is_checked(database, tmp_path):
    assert export(database, tmp_path / "before")
    with Workspace.open(database) as workspace:
        load(workspace)
    assert is_unfinished(database)
    with pytest.raises(ConfigError, match="changed after the last check"):
        export(database, tmp_path / "out")
    with Workspace.open(database) as workspace:
        workspace.check(["8608"], suites=False)
    assert not is_unfinished(database)
    assert export(database, tmp_path / "out")


@pytest.mark.parametrize(
    "step",
    [
        lambda workspace: workspace.set_explanations(None),
        lambda workspace: workspace.set_targets("887", {}),
        lambda workspace: workspace.set_groups({"Ours": ["887", "886"]}),
    ],
    ids=["explanations", "targets", "groups"],
)
def test_what_is_asked_for_anew_is_not_built_yet(database, step):
    with Workspace.open(database) as workspace:
        step(workspace)
    assert is_unfinished(database)


def test_database_of_an_earlier_version_counts_as_built(tmp_path):
    path = tmp_path / "earlier.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema raw")
        assert not warehouse.is_unfinished(connection)


def test_database_that_another_program_opened_meanwhile_is_refused(database):
    with Workspace.open(database) as workspace:
        with pytest.raises(ConfigError, match="changed by another program"):
            run_beside_another_program(workspace, database)
        database.with_name("w.duckdb.wal").unlink()
    assert returns(database) == []


def test_what_a_killed_process_had_written_is_in_the_copy(database, tmp_path):
    """DuckDB keeps it in a file beside the database until it is closed."""
    code = (
        "import duckdb, os, sys\n"
        "c = duckdb.connect(sys.argv[1])\n"
        "c.execute(\"insert into raw.rule_selection values ('8608')\")\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(database)], check=True)
    assert database.with_name("w.duckdb.wal").is_file()
    copy = WorkingCopy(database)
    with warehouse.connect(copy.path) as connection:
        found = connection.execute("select code from raw.rule_selection").fetchall()
    copy.discard()
    assert found == [("8608",)]


def test_copy_that_a_killed_run_left_is_made_anew(database, tmp_path):
    left = tmp_path / ".w.duckdb.run"
    left.mkdir()
    shutil.copy(database, left / "w.duckdb")
    (left / "w.duckdb.wal").write_bytes(b"of a killed run")
    with Workspace.open(database) as workspace, workspace.one_run():
        load(workspace)
    assert returns(database) == ["cin_census-887-2025"]
    assert not left.exists()


def test_workspace_in_a_run_keeps_other_processes_off(database):
    code = (
        "import sys\n"
        "from returncheck import ConfigError, Workspace\n"
        "try:\n"
        "    Workspace.open(sys.argv[1])\n"
        "except ConfigError as error:\n"
        "    print(error)\n"
    )
    with Workspace.open(database) as workspace, workspace.one_run():
        shown = subprocess.run(
            [sys.executable, "-c", code, str(database)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    assert "in use by process" in shown.stdout
    with Workspace.open(database):
        pass
