"""Files of the user's own, temporary folders that go, and what `--shared` leaves."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from returncheck.files import private
from returncheck.files.sheets import Sheet, write_workbook


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(autouse=True)
def _usual_umask():
    before = os.umask(0o022)
    yield
    private.keep_private()
    os.umask(before)


@pytest.mark.posix
def test_files_and_folders_are_made_for_the_user_alone(tmp_path):
    with private.private_umask():
        (tmp_path / "file").touch()
        with private.private_umask():
            (tmp_path / "folder").mkdir()
        (tmp_path / "later").touch()
    (tmp_path / "after").touch()
    modes = {path.name: mode(path) for path in tmp_path.iterdir()}
    assert modes == {"file": 0o600, "folder": 0o700, "later": 0o600, "after": 0o644}


@pytest.mark.posix
def test_new_folders_are_private_and_those_there_stay(tmp_path):
    (tmp_path / "old").mkdir()
    private.make_folder(tmp_path / "old" / "new" / "newer")
    assert mode(tmp_path / "old") == 0o755
    assert mode(tmp_path / "old" / "new") == mode(tmp_path / "old/new/newer") == 0o700


@pytest.mark.posix
def test_shared_keeps_the_umask(tmp_path):
    private.share_files()
    with private.private_umask():
        (tmp_path / "file").touch()
    (tmp_path / "other").touch()
    private.make_private(tmp_path / "other")
    assert mode(tmp_path / "file") == mode(tmp_path / "other") == 0o644


@pytest.mark.posix
def test_a_file_of_an_earlier_run_is_made_private(tmp_path):
    (tmp_path / "file").touch()
    private.make_private(tmp_path / "file")
    private.make_private(tmp_path / "none")
    assert mode(tmp_path / "file") == 0o600


@pytest.mark.posix
def test_temporary_folder_is_private_beside_the_file_and_goes(tmp_path):
    def interrupted():
        with private.temporary_folder(tmp_path / "x") as made:
            seen.append((made.parent, mode(made)))
            (made / "rows").write_text("a child")
            raise KeyboardInterrupt

    seen = []
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert seen == [(tmp_path, 0o700)]
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_goes_with_the_next_use(tmp_path):
    code = (
        "import sys, time\nfrom pathlib import Path\n"
        "from returncheck.files.private import temporary_folder\n"
        "with temporary_folder(Path(sys.argv[1]) / 'x') as made:\n"
        "    (made / 'rows').write_text('a child')\n"
        "    print('ready', flush=True)\n    time.sleep(60)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE
    )
    child.stdout.readline()
    with private.temporary_folder(tmp_path / "y"):
        assert len(list(tmp_path.iterdir())) == 2, "a running process keeps its own"
    child.kill()
    child.communicate()
    with private.temporary_folder(tmp_path / "y") as made:
        assert list(tmp_path.iterdir()) == [made]
    assert list(tmp_path.iterdir()) == []


def test_rows_of_a_workbook_wait_beside_it_and_go(tmp_path, monkeypatch):
    shared = tmp_path / "shared"
    shared.mkdir()
    monkeypatch.setenv("TMPDIR", str(shared))
    monkeypatch.setattr("tempfile.tempdir", None)
    seen = []

    def rows():
        yield ["first"]
        seen.extend(path for path in tmp_path.rglob("*") if path.is_file())
        yield ["second"]
        raise KeyboardInterrupt

    sheet = Sheet(title="S", headings=["a"], widths=[9], rows=rows(), row_count=2)
    with pytest.raises(KeyboardInterrupt):
        write_workbook([sheet], tmp_path / "out.xlsx")
    kept = [path for path in seen if path.name != "out.xlsx"]
    assert kept
    assert all(path.parent.parent == tmp_path for path in kept)
    assert not list(shared.iterdir())
    assert [path.name for path in tmp_path.iterdir() if path.name[0] == "."] == []


def test_dbt_ends_with_a_parent_that_is_killed(tmp_path):
    code = (
        "import sys, time\nfrom pathlib import Path\n"
        "from returncheck.transform.compiler import Compiler\n"
        "compiler = Compiler('key', Path(sys.argv[1]))\n"
        "print(compiler._process.pid, compiler._scratch.name, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    number, scratch = parent.stdout.readline().split()
    time.sleep(1)
    parent.kill()
    parent.communicate()
    give_up = time.monotonic() + 20
    while _is_working(int(number)) and time.monotonic() < give_up:
        time.sleep(0.1)
    assert not _is_working(int(number))
    assert not Path(scratch).exists()


def _is_working(number):
    """Whether a process is there and no mere entry of one that has ended."""
    found = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True
    )
    return bool(found.stdout.strip()) and not found.stdout.startswith("Z")
