"""Erasure: what is removed is gone, from the bytes of the file too."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from returncheck import Workspace, warehouse
from returncheck.errors import ConfigError
from returncheck.findings.finding import COLUMNS, finding_schema
from returncheck.warehouse import erasure
from returncheck.warehouse.erasure import expired_returns, purge, remove_returns

OURS, OTHERS = "cin_census-887-2025", "cin_census-887-2024"
SECRETS = [f"SECRETCHILD{number:05}" for number in range(300)]
BOTH, OTHER = "INBOTHYEARS01", "OTHERCHILD001"


def load(workspace, year, children):
    table = pl.DataFrame({"LAchildID": children, "UPN": [f"U{c}" for c in children]})
    episodes = pl.DataFrame(
        {"LAchildID": children, "CINdetailsID": ["1"] * len(children)}
    )
    workspace.load_tables(
        "cin_census", {"ChildIdentifiers": table, "CINdetails": episodes}, "887", year
    )


def bytes_of(folder):
    return b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())


@pytest.fixture
def database(tmp_path):
    explained = tmp_path / "in" / "e.csv"
    explained.parent.mkdir()
    rows = [f"8670Q,{child},{child} moved,A,2026-01-01" for child in (SECRETS[0], BOTH)]
    explained.write_text("rule,child,reason,by,date\n" + "\n".join(rows))
    with Workspace.open(tmp_path / "db" / "w.duckdb") as workspace:
        load(workspace, 2024, [BOTH, OTHER])
        # Replaced records stay in a file that is only deleted from.
        load(workspace, 2025, [f"OLD{child}" for child in SECRETS])
        load(workspace, 2025, [*SECRETS, BOTH])
        workspace.set_explanations(explained)
        with warehouse.connect(workspace.database) as connection:
            connection.execute(
                "create table main.stg_x as select * from "
                "raw.cin_census__ChildIdentifiers"
            )
            connection.execute("create view main.v as select * from main.stg_x")
            found = pl.DataFrame(
                [
                    {
                        **dict.fromkeys(COLUMNS),
                        "finding_id": f"f{child}",
                        "return_id": OURS,
                        "child_id": child,
                        "value": "17/05/2011",
                        "message": f"{child} is there twice",
                    }
                    for child in SECRETS
                ],
                schema=finding_schema(),
            )
            warehouse.write_history(connection, "run", "1.0", found)
    return tmp_path / "db" / "w.duckdb"


def rows(database, query):
    with warehouse.connect(database, read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_removed_return_leaves_no_byte(database):
    assert SECRETS[7].encode() in bytes_of(database.parent)
    remove_returns(database, [OURS])
    left = bytes_of(database.parent)
    assert b"SECRETCHILD" not in left
    assert b"17/05/2011" not in left
    assert [each.name for each in database.parent.iterdir()] == ["w.duckdb"]


def test_other_return_stays_whole(database):
    remove_returns(database, [OURS])
    assert rows(database, "select return_id from raw.returns") == [(OTHERS,)]
    kept = "select LAchildID from raw.cin_census__ChildIdentifiers order by 1"
    assert rows(database, kept) == [(BOTH,), (OTHER,)]
    assert rows(database, "select child from raw.explanations") == [(BOTH,)]
    assert (
        rows(database, "select * from duckdb_tables() where schema_name='main'") == []
    )
    with Workspace.open(database) as workspace:
        load(workspace, 2025, ["AGAIN00001"])


def test_history_keeps_keyed_hashes_only(database):
    before = rows(database, "select distinct child_id from history.findings order by 1")
    remove_returns(database, [OURS])
    after = rows(database, "select distinct child_id from history.findings order by 1")
    assert before == after
    assert len(after) == 300
    assert all(each.startswith("id-") for (each,) in after)
    texts = (
        "select distinct value, message, explanation, episode_id from history.findings"
    )
    assert rows(database, texts) == [(None, None, None, None)]
    ids = rows(database, "select finding_id from history.findings")
    assert all(each.startswith("id-") for (each,) in ids)


def test_purge_leaves_no_child(database):
    purge(database)
    left = bytes_of(database.parent)
    for secret in (b"SECRETCHILD", BOTH.encode(), OTHER.encode(), b"17/05/2011"):
        assert secret not in left
    assert rows(database, "select count(*) from history.findings") == [(0,)]
    assert rows(database, "select count(*) from history.pseudonym_key") == [(0,)]
    assert rows(database, "select run_id from history.runs") == [("run",)]


def test_unknown_return_changes_nothing(database):
    before = rows(database, "select count(*) from raw.cin_census__ChildIdentifiers")
    with pytest.raises(ConfigError, match=f"no return 'x'. It holds: .*{OURS}"):
        remove_returns(database, [OURS, "x"])
    after = rows(database, "select count(*) from raw.cin_census__ChildIdentifiers")
    assert before == after
    assert [each.name for each in database.parent.iterdir()] == ["w.duckdb"]


@pytest.mark.parametrize("at", [1, 2])
def test_interrupted_erasure_leaves_the_whole_old_file(database, monkeypatch, at):
    calls = []

    def stops(source, target):
        calls.append(source)
        if len(calls) == at:
            raise KeyboardInterrupt
        return carry_over(source, target)

    carry_over = erasure._carry_over
    monkeypatch.setattr(erasure, "_carry_over", stops)
    with pytest.raises(KeyboardInterrupt):
        remove_returns(database, [OURS])
    assert [each.name for each in database.parent.iterdir()] == ["w.duckdb"]
    kept = "select count(*) from raw.cin_census__ChildIdentifiers"
    assert rows(database, kept) == [(303,)]


@pytest.mark.posix
def test_erased_database_is_private_still(database):
    remove_returns(database, [OURS])
    assert database.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("age", "expired"),
    [(timedelta(days=30), []), (timedelta(days=30, seconds=60), [OTHERS, OURS])],
)
def test_returns_expire_after_the_days_of_the_settings(database, age, expired):
    with warehouse.connect(database) as connection:
        loaded = connection.execute("select min(loaded_at) from raw.returns").fetchone()
        now = loaded[0].replace(tzinfo=UTC) + age
        assert expired_returns(connection, 30, now) == expired
        assert expired_returns(connection, 30, datetime.now(UTC)) == []
