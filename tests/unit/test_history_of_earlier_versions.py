"""A database of the released version is brought up to date where it lies."""

import duckdb
import pytest
from history_databases import add_run, query

from returncheck import Workspace, warehouse
from returncheck.warehouse.past_runs import past_runs
from returncheck.warehouse.reading_history import history_of

RETURN = "kpi_return-887-made"
OF_0_1 = """
drop schema history cascade;
create schema history;
create table history.runs (run_id varchar, started_at timestamp, version varchar);
create table history.findings (finding_id varchar, run_id varchar, return_id varchar,
    layer varchar, check_id varchar, severity varchar, table_name varchar,
    row_number bigint, child_id varchar, field varchar, value varchar, message varchar,
    episode_id varchar, role varchar, explanation varchar, explained_by varchar,
    explained_on date, counted_as varchar);
create table history.pseudonym_key (key varchar);
insert into history.pseudonym_key values ('a key');
insert into history.runs values
    ('r1', '2025-12-01 09:00', '0.1.0'), ('r2', '2025-12-02 09:00', '0.1.0');
insert into history.findings (finding_id, run_id, return_id, layer, check_id, severity,
    counted_as, explanation) values
    ('f1', 'r1', 'kpi_return-887-made', 'rule', 'A', 'error', 'f1', null),
    ('f2', 'r1', 'kpi_return-887-made', 'rule', 'A', 'error', 'f2', null),
    ('f1', 'r2', 'kpi_return-887-made', 'rule', 'A', 'error', 'f1', null),
    ('f1', 'r2', 'kpi_return-887-made', 'rule', 'A', 'error', 'f1', null),
    ('f4', 'r2', 'kpi_return-887-made', 'rule', 'C', 'query', 'f4', 'known'),
    ('id-0123456789abcdef', 'r1', 'gone', 'rule', 'A', 'error', null, null);
"""


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "old.duckdb"
    with Workspace.open(path):
        pass
    with duckdb.connect(path) as connection:
        connection.execute(OF_0_1)
    return path


def test_findings_of_earlier_runs_are_known(database):
    with Workspace.open(database), warehouse.connect(database) as connection:
        states, gone = add_run(
            connection, "r3", 3, {"f1": "A", "f3": "A", "f5": "B"}, "ABC"
        )
    assert states == {"f1": "still", "f3": "new", "f5": "first_check"}
    assert gone == {"f2": False, "f4": True}
    seen = query(
        database,
        "select first_run_id, last_run_id from history.seen_findings "
        "where finding_id = 'f1'",
    )
    assert seen == [("r1", "r3")]


def test_counts_of_earlier_runs_are_told_and_no_more(database):
    with history_of(database) as connection:
        first, second = past_runs(connection)
    assert (first.number("error"), second.number("error")) == (2, 1)
    assert (second.number("query"), second.explained) == (0, 1)
    assert (second.outcome, second.is_whole, second.exit_code) == (None, False, None)


def test_removed_return_is_not_seen_again(database):
    with history_of(database) as connection:
        rows = connection.execute(
            "select distinct return_id from history.seen_findings"
        ).fetchall()
    assert rows == [(RETURN,)]


def test_it_is_brought_up_to_date_once(database):
    for _ in range(2):
        with Workspace.open(database):
            pass
    assert query(database, "select count(*) from history.run_returns") == [(2,)]
    assert query(database, "select count(*) from history.seen_findings") == [(3,)]
