"""One lock a database: whose it is, how long it is waited for, when it ends."""

import os
import socket
import subprocess
import sys
import threading
import time

import pytest

from returncheck.errors import BusyError, ConfigError
from returncheck.warehouse.lock import run_lock

HOLD = """
import sys
from pathlib import Path
from returncheck.warehouse.lock import run_lock
with run_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def database(tmp_path):
    return tmp_path / "returncheck.duckdb"


@pytest.fixture
def holder(database):
    """Another process that has the lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_lock_of_another_process_is_refused_with_its_id(database, holder):
    told = []
    with (
        pytest.raises(BusyError, match=f"in use by process {holder.pid}, another"),
        run_lock(database, wait=0.3, tell=told.append),
    ):
        pass
    (line,) = told
    assert f"process {holder.pid}" in line


def test_lock_is_waited_for(database, holder):
    def end():
        holder.stdin.write("\n")
        holder.stdin.flush()

    timer = threading.Timer(0.3, end)
    timer.start()
    with run_lock(database, wait=30):
        assert holder.wait(30) == 0
    timer.join()


def test_lock_of_a_killed_process_holds_nobody_up(database, holder):
    holder.kill()
    holder.wait()
    assert (database.parent / ".returncheck.duckdb.lock").is_file()
    with run_lock(database):
        pass


def test_lock_that_only_a_file_remembers_holds_nobody_up(database):
    (database.parent / ".returncheck.duckdb.lock").write_text("1", encoding="utf-8")
    with run_lock(database):
        pass


def test_lock_says_whose_it_is_and_leaves_nothing_behind(database):
    lock = database.parent / ".returncheck.duckdb.lock"
    with run_lock(database):
        said = f"{os.getpid()} {socket.gethostname()}"
        assert lock.read_text(encoding="utf-8") == said
    assert not lock.exists()


def test_lock_may_be_taken_again_by_the_same_thread(database):
    lock = database.parent / ".returncheck.duckdb.lock"
    with run_lock(database):
        with run_lock(database):
            pass
        assert lock.exists()


def test_lock_keeps_another_thread_out(database):
    order = []

    def second():
        with run_lock(database, wait=30):
            order.append("second")

    with run_lock(database):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.3)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_lock_of_a_database_keeps_no_other_one(tmp_path):
    with run_lock(tmp_path / "a.duckdb"), run_lock(tmp_path / "b.duckdb"):
        pass


@pytest.mark.posix
def test_lock_in_the_place_of_a_link_is_not_written_through_it(database):
    aim = database.parent / "aim"
    aim.write_text("untouched", encoding="utf-8")
    (database.parent / ".returncheck.duckdb.lock").symlink_to(aim)
    with run_lock(database):
        pass
    assert aim.read_text(encoding="utf-8") == "untouched"


def test_lock_in_a_folder_that_is_not_there_is_refused(tmp_path):
    with (
        pytest.raises(ConfigError, match="cannot be written or locked"),
        run_lock(tmp_path / "none" / "w.duckdb"),
    ):
        pass
