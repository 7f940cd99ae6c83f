"""Databases on a share: two runs at once, locks, renames and permissions that fail."""

import errno
import os
import threading
from pathlib import Path

import duckdb
import pytest

from returncheck.errors import BusyError, ConfigError
from returncheck.files.private import keep_private, share_files
from returncheck.warehouse import lock
from returncheck.warehouse.connection import connect
from returncheck.warehouse.trust import is_lost, lost, opening_error
from returncheck.warehouse.working_copy import WorkingCopy


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "returncheck.duckdb"
    with connect(path) as connection:
        connection.execute("create table t as select 1 as a")
    return path


def rows(path):
    with connect(path, read_only=True) as connection:
        return connection.execute("select a from t order by a").fetchall()


def add(path, value):
    with connect(path) as connection:
        connection.execute(f"insert into t values ({value})")


def refuse(number):
    def call(*_arguments, **_named):
        raise OSError(number, os.strerror(number))

    return call


def test_of_two_runs_at_once_the_first_to_end_counts(database, monkeypatch):
    # A share that grants the lock twice: neither knows of the other's copy.
    monkeypatch.setattr(WorkingCopy, "discard", lambda _: None)
    first, second = WorkingCopy(database), WorkingCopy(database)
    assert first.path != second.path
    add(second.path, 3)
    add(first.path, 2)
    first.put()
    with pytest.raises(BusyError, match="changed by another program"):
        second.put()
    assert rows(database) == [(1,), (2,)]


def test_a_run_whose_copy_another_machine_removed_is_refused(database):
    first = WorkingCopy(database)
    add(first.path, 2)
    second = WorkingCopy(database)
    add(second.path, 3)
    with pytest.raises(ConfigError, match="cannot be written: No such file"):
        first.put()
    second.put()
    assert rows(database) == [(1,), (3,)]


def test_a_database_that_is_gone_is_not_written_again(database):
    copy = WorkingCopy(database)
    database.unlink()
    with pytest.raises(BusyError, match="changed by another program"):
        copy.put()
    assert not database.exists()


def test_who_only_reads_the_database_meanwhile_changes_nothing(database):
    copy = WorkingCopy(database)
    assert rows(database) == [(1,)]
    add(copy.path, 2)
    assert rows(database) == [(1,)]
    copy.put()
    assert rows(database) == [(1,), (2,)]


def test_a_share_without_renames_leaves_the_database_as_it_was(database, monkeypatch):
    copy = WorkingCopy(database)
    add(copy.path, 2)
    monkeypatch.setattr(Path, "replace", refuse(errno.EPERM))
    with pytest.raises(ConfigError, match="duckdb cannot be written: Operation"):
        copy.put()
    assert rows(database) == [(1,)]


@pytest.mark.posix
def test_a_share_without_permissions_is_refused_with_the_way_round(
    database, monkeypatch
):
    database.chmod(0o644)
    monkeypatch.setattr(Path, "chmod", refuse(errno.EPERM))
    with (
        pytest.raises(ConfigError, match=r"cannot be kept from others: .* --shared"),
        connect(database),
    ):
        pass


@pytest.mark.posix
def test_a_share_without_permissions_is_used_with_shared(database, monkeypatch):
    monkeypatch.setattr(Path, "chmod", refuse(errno.EPERM))
    with pytest.raises(ConfigError, match="Operation not permitted"):
        WorkingCopy(database)
    share_files()
    try:
        copy = WorkingCopy(database)
        add(copy.path, 2)
        copy.put()
        assert rows(database) == [(1,), (2,)]
    finally:
        keep_private()


def test_a_read_only_share_can_be_read(database, monkeypatch):
    from returncheck.warehouse import memory

    monkeypatch.setattr(memory, "TemporaryDirectory", refuse(errno.EROFS))
    assert rows(database) == [(1,)]


@pytest.mark.posix
@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_read_only_share_is_no_place_for_a_run(tmp_path, monkeypatch, number):
    monkeypatch.setattr(os, "open", refuse(number))
    with (
        pytest.raises(ConfigError, match="cannot be written or locked") as told,
        lock.run_lock(tmp_path / "returncheck.duckdb", wait=5),
    ):
        pass
    assert "one of this machine" in str(told.value)


class Held:
    """The lock of a database, held by another thread as another run holds it."""

    def __init__(self, database):
        self.database = database
        self.is_held, self.is_over = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._hold)

    def _hold(self):
        with lock.run_lock(self.database):
            self.is_held.set()
            self.is_over.wait(60)

    def __enter__(self):
        self.thread.start()
        assert self.is_held.wait(60)

    def __exit__(self, *_):
        self.is_over.set()
        self.thread.join()


def refused(database):
    with pytest.raises(BusyError) as told, lock.run_lock(database):
        pass
    return str(told.value)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1234 PC-17", "in use by process 1234 on PC-17, another run"),
        ("1234 PC\x1b[2J", "in use by process 1234 on PC??2J, another run"),
        ("1234", "in use by process 1234, another run"),
        ("", "in use by another process, another run"),
        ("x y", "in use by another process, another run"),
    ],
)
def test_who_holds_the_lock_is_named_with_the_machine(database, written, shown):
    with Held(database):
        path = database.with_name(f".{database.name}.lock")
        path.write_text(written, encoding="utf-8")
        assert shown in refused(database)


@pytest.mark.posix
def test_a_lock_that_nobody_may_read_is_a_lock(database, monkeypatch):
    with Held(database):
        monkeypatch.setattr(os, "pread", refuse(errno.EACCES))
        assert "in use by another process" in refused(database)


@pytest.mark.posix
def test_a_lock_that_its_holder_removed_on_nfs_is_asked_for_again(
    database, monkeypatch
):
    real, calls = os.fstat, []

    def stale_once(handle):
        calls.append(handle)
        if len(calls) == 1:
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))
        return real(handle)

    monkeypatch.setattr(os, "fstat", stale_once)
    with lock.run_lock(database):
        pass
    assert len(calls) == 2


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [
        (
            "Could not set lock on file: File locks are not supported for this file "
            "system, cannot open the file in read-write mode.",
            ConfigError,
            "knows no locks",
        ),
        ("Could not set lock on file: No locks available", ConfigError, "no locks"),
        ("Could not set lock on file: held in x (PID 7)", BusyError, "process 7"),
        ("Could not read from file: Stale file handle", BusyError, "went away"),
    ],
)
def test_why_a_database_of_a_share_cannot_be_opened(database, words, kind, said):
    error = opening_error(database, duckdb.IOException(f"IO Error: {words}"))
    assert type(error) is kind
    assert said in str(error)


@pytest.mark.parametrize(
    "words", ["Stale file handle", "Input/output error", "Host is down"]
)
def test_a_database_that_goes_away_while_it_is_read(database, words):
    error = duckdb.IOException(f"IO Error: Could not read from file: {words}")
    assert is_lost(error)
    with (
        pytest.raises(BusyError, match="went away while it was read"),
        connect(database, read_only=True),
    ):
        raise error
    assert "Try again" in str(lost(database))


def test_other_errors_of_duckdb_are_not_those_of_a_share():
    assert not is_lost(duckdb.CatalogException("Table t does not exist"))
