"""What would only work on one system: read from the code, or tried as on that one."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

import returncheck
from returncheck.project import project_root
from returncheck.report.outputs.paths import DONE_NAME, PUT_ASIDE, Outputs
from returncheck.transform import project_key

PACKAGE = Path(returncheck.__file__).parent
ROOT = Path(__file__).resolve().parents[2]

POSIX_ONLY = frozenset(
    {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
)
OURS = frozenset({"write_text", "read_text"})
"""Functions of ours of these names stand with no object before them."""


def modules():
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            given = {word.arg for word in node.keywords}
            yield node, name, given, isinstance(node.func, ast.Attribute)


def mode_of(node):
    """The mode that a file is opened with; None for a call that opens none."""
    texts = [
        each.value
        for each in (*node.args, *(word.value for word in node.keywords))
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]
    return next((text for text in texts if re.fullmatch(r"[rwax][bt+]*", text)), None)


def test_every_text_has_its_encoding_and_its_line_ends():
    """Windows would take its own of both."""
    found = []
    for path, tree in modules():
        for node, name, given, is_method in calls(tree):
            mode = mode_of(node)
            opens = name in ("open", "fdopen") and mode is not None
            is_text = opens and "b" not in mode
            is_text |= is_method and name in OURS
            writes = name == "write_text" or bool(mode and mode[0] in "wax")
            lacking = {"encoding"} | ({"newline"} if writes else set())
            if is_text and not lacking <= given:
                found.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert found == []


def test_the_output_of_a_process_has_its_encoding():
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path, tree in modules()
        for node, _, given, _ in calls(tree)
        if "text" in given and "stdout" in given and "encoding" not in given
    ]
    assert found == []


def test_no_process_is_started_or_ended_as_posix_alone_can():
    words = {"preexec_fn", "start_new_session", "pass_fds"}
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path, tree in modules()
        for node, name, given, _ in calls(tree)
        if given & words or name in ("fork", "forkpty", "killpg", "setsid")
    ]
    assert found == []


def test_modules_of_posix_are_imported_behind_a_question():
    """In a branch on the platform; `mypy --platform win32` holds what is called."""
    found = []
    for path, tree in modules():
        guarded = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and "platform" in ast.unparse(node.test)
            for inner in ast.walk(node)
        }
        for node in ast.walk(tree):
            names = {alias.name for alias in getattr(node, "names", ())}
            names |= {getattr(node, "module", None)}
            is_import = isinstance(node, ast.Import | ast.ImportFrom)
            if is_import and names & POSIX_ONLY and id(node) not in guarded:
                found.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert found == []


def tracked():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    )
    return [name for name in listed.stdout.decode("utf-8").split("\0") if name]


def may_be_named(name):
    """Whether Windows can have a file of a name."""
    path = PureWindowsPath(name)
    return not (
        path.is_reserved()
        or path.drive
        or re.search(r'[<>:"|?*\\\x00-\x1f]', name)
        or any(part != part.rstrip(" .") for part in path.parts)
    )


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("a/b.txt", True),
        (".findings-done.json", True),
        ("a/con.txt", False),
        ("12:30.log", False),
        ("what?.md", False),
        ("a /b", False),
        ("a.", False),
    ],
)
def test_names_that_windows_has_are_known(name, may):
    assert may_be_named(name) is may


def test_every_file_can_be_checked_out_on_windows():
    names = tracked()
    if not names:
        pytest.skip("not a checkout")
    assert [name for name in names if not may_be_named(name)] == []
    assert len({name.casefold() for name in names}) == len(names)
    # With a folder such as C:\Users\somebody\Documents\returncheck before it.
    assert max(map(len, names)) < 180


def test_every_output_can_be_written_on_windows():
    names = [*Outputs.in_folder(Path()).file_names().values(), DONE_NAME, PUT_ASIDE]
    assert [name for name in names if not may_be_named(name)] == []


def test_the_project_is_the_same_whatever_its_lines_end_with(monkeypatch):
    """Else each Windows checkout would have dbt compile for a minute."""
    usual = project_key.project_key.__wrapped__()
    read = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: read(path).replace(b"\n", b"\r\n")
    )
    assert project_key.project_key.__wrapped__() == usual


def test_the_files_of_the_project_are_in_one_order_everywhere():
    root = project_root()
    listed = project_key._project_files(root)
    parts = [path.relative_to(root).parts for path in listed]
    assert parts == sorted(parts)


LOCKS = """
import fcntl, os, sys, types
# What Windows has: a lock of bytes from the place where the file stands.
fake = types.ModuleType("msvcrt")
fake.LK_NBLCK = 2
def locking(handle, mode, count):
    assert (mode, count) == (2, 1)
    assert os.lseek(handle, 0, os.SEEK_CUR) == 1 << 20
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OSError(36, "Resource deadlock avoided") from None
fake.locking = locking
sys.modules["msvcrt"] = fake
import errno
errno.EDEADLK = 36
from pathlib import Path
from returncheck.errors import BusyError
sys.platform = "win32"
sys.modules.pop("returncheck.warehouse.lock", None)
del os.pread
from returncheck.warehouse import lock
sys.platform = "linux"
# An open file cannot be removed there.
def unlink(path, missing_ok=False):
    raise PermissionError(13, "in use", str(path))
Path.unlink = unlink
database = Path(sys.argv[1]) / "w.duckdb"
with lock.run_lock(database):
    held = database.parent / ".w.duckdb.lock"
    other = lock._opened(held)
    assert not lock._is_locked(other)
    assert lock._holder(other) == f"process {os.getpid()}"
    os.close(other)
with lock.run_lock(database):
    pass
print("held")
"""


@pytest.mark.posix
def test_the_lock_of_windows_keeps_others_off(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", LOCKS, str(tmp_path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.stdout, done.stderr) == ("held\n", "")


@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
def test_a_console_that_lacks_letters_shows_marks(encoding, tmp_path):
    code = (
        "import sys\n"
        "from returncheck.cli.saying import never_fail_to_print, say\n"
        "never_fail_to_print()\n"
        "say('Zo\\u00eb \\u2026 \\U0001f476 \\u5b57')\n"
        "say('\\u5b57', err=True)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"?" in done.stdout
    assert done.stderr.strip() == b"?"
