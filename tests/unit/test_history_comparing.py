"""A finding is held against the last run that made its check."""

import pytest
from history_databases import RETURN, add_run, database_of, query

from returncheck import Workspace, warehouse
from returncheck.warehouse.erasure import purge
from returncheck.warehouse.past_runs import past_runs

OTHER = "kpi_return-887-other"


@pytest.fixture
def connection(tmp_path):
    database_of(tmp_path / "w.duckdb")
    with warehouse.connect(tmp_path / "w.duckdb") as opened:
        yield opened


def test_first_run_has_first_checks_alone(connection):
    states, gone = add_run(connection, "r1", 1, {"f1": "A"}, "AB")
    assert (states, gone) == ({"f1": "first_check"}, {})


def test_run_without_a_finding_is_compared_with_too(connection):
    add_run(connection, "r1", 1, {}, "A")
    states, _ = add_run(connection, "r2", 2, {"f1": "A"}, "A")
    assert states == {"f1": "new"}


def test_new_still_and_mended(connection):
    add_run(connection, "r1", 1, {"f1": "A", "f2": "A"}, "A")
    states, gone = add_run(connection, "r2", 2, {"f1": "A", "f3": "A"}, "A")
    assert (states, gone) == ({"f1": "still", "f3": "new"}, {"f2": True})


def test_what_was_not_checked_is_not_mended(connection):
    add_run(connection, "r1", 1, {"f1": "A", "f2": "B"}, "AB")
    states, gone = add_run(connection, "r2", 2, {"f1": "A"}, "A")
    assert (states, gone) == ({"f1": "still"}, {})


def test_what_was_not_checked_last_time_is_held_against_the_time_before(connection):
    add_run(connection, "r1", 1, {"f1": "B", "f2": "B"}, "AB")
    add_run(connection, "r2", 2, {}, "A")
    states, gone = add_run(connection, "r3", 3, {"f1": "B", "f3": "B"}, "AB")
    assert (states, gone) == ({"f1": "still", "f3": "new"}, {"f2": True})


def test_check_that_no_run_made_is_a_first_one(connection):
    add_run(connection, "r1", 1, {}, "A")
    states, _ = add_run(connection, "r2", 2, {"f1": "B"}, "AB")
    assert states == {"f1": "first_check"}


def test_mended_before_the_last_run_is_mended_since_the_first_alone(connection):
    add_run(connection, "r1", 1, {"f1": "A"}, "A")
    add_run(connection, "r2", 2, {}, "A")
    _, gone = add_run(connection, "r3", 3, {}, "A")
    assert gone == {"f1": False}


def test_finding_that_comes_back_is_new_again(connection):
    add_run(connection, "r1", 1, {"f1": "A"}, "A")
    add_run(connection, "r2", 2, {}, "A")
    states, _ = add_run(connection, "r3", 3, {"f1": "A"}, "A")
    assert states == {"f1": "new"}
    row = connection.execute(
        "select first_run_id, last_run_id from history.seen_findings"
    ).fetchall()
    assert row == [("r1", "r3")]


def test_other_return_is_no_run_to_compare_with(connection):
    add_run(connection, "r1", 1, {"f1": "A"}, "A")
    states, gone = add_run(connection, "r2", 2, {"f1": "A"}, "A", return_id=OTHER)
    assert (states, gone) == ({"f1": "first_check"}, {})
    states, gone = add_run(connection, "r3", 3, {"f1": "A"}, "A")
    assert (states, gone) == ({"f1": "still"}, {})


def test_same_checks_are_kept_once(connection):
    for number in range(3):
        add_run(connection, f"r{number}", number, {}, "AB")
    rows = connection.execute(
        "select count(*), count(distinct scope_id) from history.scopes"
    ).fetchone()
    assert rows == (2, 1)


def test_runs_are_told_in_the_order_of_time(connection):
    add_run(connection, "r2", 2, {"f1": "A"}, "A", rules=("A",), suites=())
    add_run(connection, "r1", 1, {}, "A")
    first, second = past_runs(connection)
    assert (first.run_id, second.run_id) == ("r1", "r2")
    assert (second.rules, second.suites, second.number("error")) == (("A",), (), 1)
    assert not second.is_whole
    assert first.is_whole
    assert [run.run_id for run in past_runs(connection, [RETURN], most=1)] == ["r2"]
    assert past_runs(connection, [OTHER]) == []


def test_purge_leaves_counts_and_nothing_to_compare_with(tmp_path):
    path = database_of(tmp_path / "w.duckdb", ("r1", 1, {"f1": "A"}, "A"))
    purge(path)
    for table in ("findings", "seen_findings", "run_files", "pseudonym_key"):
        assert query(path, f"select count(*) from history.{table}") == [(0,)]
    assert query(path, "select findings from history.run_counts") == [(1,)]
    with Workspace.open(path), warehouse.connect(path) as connection:
        states, gone = add_run(connection, "r2", 2, {"f1": "A"}, "A")
    assert (states, gone) == ({"f1": "first_check"}, {})
