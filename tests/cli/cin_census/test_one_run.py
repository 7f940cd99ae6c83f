"""A result belongs to one run: killed, interrupted, failed, or two at once.

Where a run is to end is said by a script that runs the real command line with one
function replaced. Each test begins with the folder of a finished run that said «Ready».
"""

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import duckdb
import openpyxl
import pytest

from returncheck.synth import generate_cin_census

READY = "Ready: no errors were found"
EXPLANATIONS = (
    "rule,child,reason,by,date\n8670Q,whole return,known,A. Analyst,2026-01-02\n"
)
RUN = ("run", "cin.xml", "--no-suites", "--out", "out")
OTHER_RUN = ("run", "cin.xml", "--no-suites", "--rules", "8608", "--out", "out")
MADE_BY_A_RUN = {
    "findings.csv",
    "findings.parquet",
    "findings.xlsx",
    "queries-to-explain.csv",
    "report.html",
    "results.json",
    "returncheck.duckdb",
    "summary.md",
}


def make(out: Path, **plants: int) -> Path:
    generate_cin_census(
        authority="887",
        year=2025,
        children=60,
        seed=3,
        plants={code.removeprefix("r"): n for code, n in plants.items()},
        out=out,
    )
    return out


def environment() -> dict[str, str]:
    return {**os.environ, "COLUMNS": "120", "NO_COLOR": "1"}


def begin(folder: Path, *arguments: str, script: str = "") -> subprocess.Popen[str]:
    """The real command line, after a script that may replace a function of it."""
    code = f"{script}\nfrom returncheck.__main__ import main\nmain()\n"
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, error = process.communicate(timeout=300)
    return process.returncode, out, error


def stop_at(module: str, name: str, *, after: bool, how: str) -> str:
    """A script: the process gets a signal before or after it calls a function."""
    path, _, owner = module.partition(":")
    return f"""
import os, signal
import {path} as module
owner = getattr(module, {owner!r}) if {owner!r} else module
whole = getattr(owner, {name!r})
def stopped(*args, **kwargs):
    if {after}:
        found = whole(*args, **kwargs)
        os.kill(os.getpid(), signal.{how})
        return found
    os.kill(os.getpid(), signal.{how})
    return whole(*args, **kwargs)
setattr(owner, {name!r}, stopped)
"""


def state(out: Path) -> tuple[object, ...]:
    """What of a run is in the database: all of it is one run's, or the next one's."""
    with duckdb.connect(str(out / "returncheck.duckdb"), read_only=True) as connection:

        def rows(query: str) -> list[tuple[object, ...]]:
            return connection.execute(query).fetchall()

        return (
            rows("select sha256 from raw.return_files"),
            rows("select code from raw.rule_selection order by code"),
            rows("select reason from raw.explanations"),
            rows("select count(*) from history.runs where outcome <> 'refused'"),
            rows("select count(*) from fct_findings where layer = 'rule'"),
            rows("select count(*) from raw.unfinished_build"),
        )


def stages_alone(out: str) -> bool:
    """Whether nothing is said but where the stages begin."""
    return all(
        re.fullmatch(r" *[\d.]+ s  [A-Z][a-z ]+", each) for each in out.splitlines()
    )


def said(out: Path) -> str:
    """Everything that the outputs say of how a run went."""
    texts = [
        path.read_text(encoding="utf-8")
        for path in out.iterdir()
        if path.suffix in (".md", ".json", ".html")
    ]
    workbook = out / "findings.xlsx"
    if workbook.is_file():
        sheet = openpyxl.load_workbook(workbook).worksheets[0]
        texts += [str(cell.value) for row in sheet.iter_rows() for cell in row]
    return "\n".join(texts)


def status(out: Path) -> dict:
    return json.loads((out / "results.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def first(tmp_path_factory, new_database):
    """A folder in which a run with typed explanations said «Ready»."""
    folder = tmp_path_factory.mktemp("first")
    new_database(folder / "out" / "returncheck.duckdb")
    make(folder / "cin.xml")
    (folder / "why.csv").write_text(EXPLANATIONS, encoding="utf-8")
    code, out, error = ended(begin(folder, *RUN, "--explanations", "why.csv"))
    assert (code, error) == (0, ""), out
    assert READY in out
    return folder


@pytest.fixture(scope="module")
def second(tmp_path_factory, first):
    """The same folder after the next run, with errors, has finished."""
    folder = tmp_path_factory.mktemp("second") / "work"
    prepared(first, folder)
    code, _, error = ended(begin(folder, *OTHER_RUN))
    assert (code, error) == (1, "")
    return folder


def prepared(first: Path, folder: Path) -> Path:
    """A copy of the first run's folder, in which the return has errors now."""
    shutil.copytree(first, folder)
    make(folder / "cin.xml", **{"8608": 3})
    return folder


@pytest.fixture
def work(first, tmp_path):
    return prepared(first, tmp_path / "work")


def test_the_two_states_differ_in_all_that_is_compared(first, second):
    before, after = state(first / "out"), state(second / "out")
    differs = [a != b for a, b in zip(before, after, strict=True)]
    assert differs == [True, True, True, True, True, False]
    assert before[2] == [("known",)]
    assert before[-1] == [(0,)]


PHASES = [
    ("returncheck.workspace:Workspace", "set_explanations", True, "old"),
    ("returncheck.workspace:Workspace", "load_each", True, "old"),
    ("returncheck.transform.partial:_Build", "_built", True, "old"),
    ("returncheck.results.comparing", "record_run", True, "old"),
    ("returncheck.warehouse.working_copy:WorkingCopy", "put", False, "old"),
    ("returncheck.warehouse.working_copy:WorkingCopy", "put", True, "new"),
]


@pytest.mark.parametrize(("module", "name", "after", "which"), PHASES)
def test_a_killed_run_leaves_the_whole_old_or_new_state(
    work, first, second, module, name, after, which
):
    script = stop_at(module, name, after=after, how="SIGKILL")
    code, _, _ = ended(begin(work, *OTHER_RUN, script=script))
    assert code == -signal.SIGKILL
    of = {"old": first, "new": second}
    assert state(work / "out") == state(of[which] / "out")
    assert READY not in said(work / "out")
    assert status(work / "out")["status"] == "unfinished"


def test_outputs_of_a_killed_run_are_not_taken_for_its_result(work, second):
    """Killed when the first output is in its place; and the next run is whole."""
    script = """
import os, signal
from pathlib import Path
whole = Path.replace
def stopped(self, target):
    found = whole(self, target)
    if Path(target).name == "findings.csv":
        os.kill(os.getpid(), signal.SIGKILL)
    return found
Path.replace = stopped
"""
    code, _, _ = ended(begin(work, *OTHER_RUN, script=script))
    assert code == -signal.SIGKILL
    out = work / "out"
    assert state(out) == state(second / "out")
    assert status(out)["status"] == "unfinished"
    assert not (out / "report.html").exists()

    code, _, error = ended(begin(work, *OTHER_RUN))
    assert (code, error) == (1, "")
    assert state(out)[4:] == state(second / "out")[4:]
    assert {path.name for path in out.iterdir()} == MADE_BY_A_RUN


def test_runs_killed_at_any_moment_are_whole(first, second, tmp_path):
    before, after = state(first / "out"), state(second / "out")
    for number, seconds in enumerate((0.8, 1.7)):
        work = prepared(first, tmp_path / str(number))
        process = begin(work, *OTHER_RUN)
        time.sleep(seconds)
        process.kill()
        process.communicate()
        assert state(work / "out") in (before, after)
        if state(work / "out") == after:
            assert READY not in said(work / "out")


@pytest.mark.parametrize(
    ("how", "code", "module", "name"),
    [
        ("SIGINT", 130, "returncheck.workspace:Workspace", "load_each"),
        ("SIGTERM", 143, "returncheck.transform.partial:_Build", "_built"),
        ("SIGINT", 130, "returncheck.workspace", "read_result"),
    ],
)
def test_an_interrupted_run_says_one_line(work, first, how, code, module, name):
    script = stop_at(module, name, after=False, how=how)
    found, out, error = ended(begin(work, *OTHER_RUN, script=script))
    assert found == code
    assert stages_alone(out)
    assert error == (
        f"Stopped by {how} before the end. The database is what it was before.\n"
    )
    assert state(work / "out") == state(first / "out")
    assert READY not in said(work / "out")
    told = status(work / "out")
    assert (told["status"], told["exit_code"]) == ("failed", code)
    # What somebody may have filled in stays.
    assert {path.name for path in (work / "out").iterdir()} == {
        "queries-to-explain.csv",
        "results.json",
        "returncheck.duckdb",
        "summary.md",
    }


def test_a_signal_that_a_library_keeps_to_itself_still_ends_the_run(work, first):
    script = """
import os, signal
import returncheck.workspace as module
whole = module.read_result
def swallowed(*args, **kwargs):
    try:
        os.kill(os.getpid(), signal.SIGINT)
    except BaseException:
        pass
    return whole(*args, **kwargs)
module.read_result = swallowed
"""
    code, _, error = ended(begin(work, *OTHER_RUN, script=script))
    assert code == 130
    assert error.count("\n") == 1
    assert state(work / "out") == state(first / "out")
    assert READY not in said(work / "out")


def test_an_interrupt_while_dbt_compiles_ends_dbt_too(tmp_path):
    make(tmp_path / "cin.xml")
    script = """
import os, signal, threading
import returncheck.transform.compiler as module
whole = module.Compiler.plan
def interrupted(self):
    print(self._process.pid, flush=True)
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM)).start()
    return whole(self)
module.Compiler.plan = interrupted
os.environ["RETURNCHECK_CACHE"] = "cache"
import returncheck.transform.shipped_plan as shipped
shipped.shipped_key = lambda *_: None
"""
    process = begin(tmp_path, *OTHER_RUN, script=script)
    code, out, error = ended(process)
    assert code == 143, error
    assert error.startswith("Stopped by SIGTERM")
    with pytest.raises(ProcessLookupError):
        os.kill(next(int(line) for line in out.splitlines() if line.isdigit()), 0)


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (("run", "gone.xml"), 3, "gone.xml does not exist"),
        (("run", "broken.xml"), 3, "broken.xml"),
        (("run", "cin.xml", "--rules", "99999"), 2, "99999"),
        (("run", "cin.xml", "--rules", ","), 2, "names no rule"),
        (("run", "cin.xml", "--config", "wrong.yml"), 2, "wrong.yml"),
        (("run", "cin.xml", "--context", "cin.xml"), 2, "Every input is context"),
    ],
)
def test_a_failed_run_takes_ready_back(work, first, arguments, code, reason):
    (work / "broken.xml").write_text("<Message><Header>", encoding="utf-8")
    (work / "wrong.yml").write_text("inputs: [a]\ninputs: [b]\n", encoding="utf-8")
    kept = work / "out" / "queries-to-explain.csv"
    kept.write_text(EXPLANATIONS, encoding="utf-8")
    found, _, _ = ended(begin(work, *arguments, "--no-suites", "--out", "out"))
    assert found == code
    assert READY not in said(work / "out")
    told = status(work / "out")
    assert (told["status"], told["exit_code"]) == ("failed", code)
    assert reason in told["reason"]
    assert "This run failed" in (work / "out" / "summary.md").read_text("utf-8")
    assert kept.read_text(encoding="utf-8") == EXPLANATIONS
    assert state(work / "out") == state(first / "out")


def test_a_bug_takes_ready_back_and_names_no_value(work, first):
    script = """
import returncheck.workspace as module
def failing(*args, **kwargs):
    raise ValueError("CHILD-77")
module.read_result = failing
"""
    code, _, error = ended(begin(work, *OTHER_RUN, script=script))
    assert code == 4
    assert "ValueError" in error
    told = (work / "out" / "results.json").read_text(encoding="utf-8")
    assert "CHILD-77" not in told + error
    assert READY not in said(work / "out")
    assert state(work / "out") == state(first / "out")


def test_a_full_disk_while_outputs_are_written_leaves_the_database(work, first):
    script = """
import errno
import returncheck.report.outputs.write as module
def full(*args, **kwargs):
    raise OSError(errno.ENOSPC, "No space left on device", "findings.xlsx")
module.write_findings_xlsx = full
"""
    code, _, error = ended(begin(work, *OTHER_RUN, script=script))
    assert code == 2
    assert "There is no room on the disk" in error
    assert READY not in said(work / "out")
    assert state(work / "out") == state(first / "out")


def test_two_runs_at_once_each_have_their_own_rules(first, tmp_path):
    """The second waits with one line, and both results are right."""
    work = prepared(first, tmp_path / "work")
    slow = """
import time
import returncheck.transform.build as module
whole = module.build
def waiting(*args):
    print("building", flush=True)
    time.sleep(1)
    return whole(*args)
module.build = waiting
"""
    one = begin(work, *RUN, script=slow)
    assert "building\n" in iter(one.stdout.readline, "")
    two = begin(work, "run", "cin.xml", "--no-suites", "--rules", "100", "--out", "out")
    code, out, error = ended(one)
    assert (code, error) == (1, "")
    assert "3 errors" in out
    code, out, error = ended(two)
    assert code == 0, error
    assert re.fullmatch(
        rf"Waiting up to 60 seconds for process {one.pid}, which is using "
        r"out/returncheck.duckdb\.\n",
        error,
    )
    assert "0 errors" in out
    assert state(work / "out")[1] == [("100",)]
    assert state(work / "out")[3] == [(3,)]


def test_a_second_run_that_may_not_wait_is_refused_and_changes_nothing(first, tmp_path):
    work = prepared(first, tmp_path / "work")
    held = """
import sys
import returncheck.transform.build as module
whole = module.build
def waiting(*args):
    print("building", flush=True)
    sys.stdin.readline()
    return whole(*args)
module.build = waiting
"""
    one = subprocess.Popen(
        [sys.executable, "-c", f"{held}\nfrom returncheck.__main__ import main\nmain()",
         *OTHER_RUN],
        cwd=work, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=environment(),
    )  # fmt: skip
    assert "building\n" in iter(one.stdout.readline, "")
    code, _, error = ended(begin(work, *RUN, "--wait", "0"))
    assert code == 5
    assert f"in use by process {one.pid}" in error
    assert error.count("\n") == 1
    assert status(work / "out")["status"] == "unfinished"
    # Who only reads has the last finished run meanwhile.
    assert state(work / "out") == state(first / "out")
    one.communicate("\n")
    assert one.returncode == 1
    assert status(work / "out")["status"] == "findings"


def test_links_in_the_place_of_outputs_are_replaced_and_not_followed(work):
    out = work / "out"
    for number, name in enumerate(sorted(MADE_BY_A_RUN)):
        aim = work / f"aim{number}"
        aim.write_text("untouched", encoding="utf-8")
        with suppress(FileNotFoundError):
            (out / name).unlink()
        (out / name).symlink_to(aim)
    (out / ".returncheck.duckdb.lock").symlink_to(work / "aim0")
    (out / ".returncheck.duckdb.run").symlink_to(work)
    (out / "returncheck.duckdb").unlink()
    shutil.copy(work.parents[0] / "work" / "cin.xml", work / "copy.xml")
    (out / "returncheck.duckdb").symlink_to(work / "aim1")
    code, _, error = ended(begin(work, *OTHER_RUN))
    assert (code, error) == (1, "")
    for number in range(len(MADE_BY_A_RUN)):
        assert (work / f"aim{number}").read_text(encoding="utf-8") == "untouched"
    assert (work / "copy.xml").is_file()
    assert [path.name for path in out.iterdir() if path.is_symlink()] == []


def test_outputs_are_their_owners_alone(second):
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in (second / "out").iterdir()
    }
    assert modes == dict.fromkeys(MADE_BY_A_RUN, 0o600)


def test_a_file_that_changes_between_two_readings_is_refused(work, first):
    script = """
import os
import returncheck.returns.reading as module
whole = module.unchanged_file
def changed(path, seen):
    before = path.stat()
    text = path.read_bytes()
    path.write_bytes(text.replace(b"<Year>2025", b"<Year>2024"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    return whole(path, seen)
module.unchanged_file = changed
"""
    code, _, error = ended(begin(work, *OTHER_RUN, script=script))
    assert code == 3
    assert error == (
        "cin.xml was changed while it was being read. "
        "Wait until it is written to its end and run again.\n"
    )
    assert state(work / "out") == state(first / "out")


def test_results_page_and_database_tell_the_files_of_a_run(second):
    import hashlib

    path = second / "cin.xml"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (told,) = status(second / "out")["returns"]
    assert told["files"] == [
        {
            "name": "cin.xml",
            "sha256": digest,
            "bytes": path.stat().st_size,
            "modified_at": told["files"][0]["modified_at"],
        }
    ]
    assert told["files"][0]["modified_at"].endswith("+00:00")
    assert digest in (second / "out" / "report.html").read_text(encoding="utf-8")
    assert state(second / "out")[0] == [(digest,)]
