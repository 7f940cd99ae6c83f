"""`history prune` takes old runs out, and keeps what later runs are held against."""

from datetime import timedelta

import pytest
from history_databases import BEGIN, add_run, database_of, query

from returncheck import warehouse
from returncheck.errors import BusyError
from returncheck.warehouse.lock import run_lock
from returncheck.warehouse.pruning import Keep, Pruned, prune

NOW = BEGIN + timedelta(days=100)


def runs_in(path):
    return [row[0] for row in query(path, "select run_id from history.runs order by 1")]


@pytest.fixture
def database(tmp_path):
    """Five whole runs, and one of check A alone, of days 1 to 6."""
    return database_of(
        tmp_path / "w.duckdb",
        ("r1", 1, {"f1": "A", "f2": "B"}, "AB"),
        ("r2", 2, {"f1": "A", "f2": "B"}, "AB"),
        ("r3", 3, {"f1": "A"}, "A"),
        ("r4", 4, {"f2": "B"}, "AB"),
        ("r5", 5, {"f2": "B"}, "AB"),
        ("r6", 6, {"f2": "B"}, "AB"),
    )


def test_first_last_and_last_of_each_set_of_checks_stay(database):
    assert prune(database, Keep(days=1), NOW) == Pruned(gone=3, left=3, spared=3)
    assert runs_in(database) == ["r1", "r3", "r6"]


def test_runs_of_the_last_days_stay(database):
    assert prune(database, Keep(days=97), NOW).gone == 1
    assert runs_in(database) == ["r1", "r3", "r4", "r5", "r6"]


def test_number_of_runs_to_keep(database):
    assert prune(database, Keep(runs=2), NOW) == Pruned(gone=2, left=4, spared=2)
    assert runs_in(database) == ["r1", "r3", "r5", "r6"]


def test_nothing_to_take_out(database):
    assert prune(database, Keep(runs=9), NOW) == Pruned(gone=0, left=6, spared=0)


def test_nothing_of_a_run_that_is_gone_stays(database):
    prune(database, Keep(days=1), NOW)
    for table in ("findings", "run_returns", "run_counts"):
        rows = query(database, f"select distinct run_id from history.{table}")
        assert not {"r2", "r4", "r5"} & {row[0] for row in rows}


def test_next_run_says_the_same_as_without_pruning(database):
    prune(database, Keep(days=1), NOW)
    with warehouse.connect(database) as connection:
        states, gone = add_run(
            connection, "r7", 7, {"f1": "A", "f2": "B", "f3": "B"}, "AB"
        )
        first = connection.execute(
            "select first_seen_at from history.seen_findings where finding_id = 'f2'"
        ).fetchone()
    assert states == {"f1": "new", "f2": "still", "f3": "new"}
    assert gone == {}
    assert first == ((BEGIN + timedelta(days=1)).replace(tzinfo=None),)


def test_database_of_a_run_under_way_is_in_use(database):
    import threading

    held, done = threading.Event(), threading.Event()

    def hold():
        with run_lock(database):
            held.set()
            done.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    try:
        with pytest.raises(BusyError, match="in use"):
            prune(database, Keep(days=1), NOW)
    finally:
        done.set()
        holder.join()
    assert len(runs_in(database)) == 6
