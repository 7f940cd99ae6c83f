"""`returncheck watch` as a process: it checks, goes on after faults, and ends."""

import csv
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

PATIENCE = 180

posix = pytest.mark.skipif(
    sys.platform == "win32", reason="a process cannot be sent Ctrl-C there"
)


class Watching:
    """A process that watches, and the lines that it has written so far."""

    def __init__(self, folder, *options):
        command = Path(sys.executable).with_name("returncheck")
        self.process = subprocess.Popen(
            [str(command), "watch", *options, "--every", "0.1", "--still", "0.3"],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self.lines = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip())

    def ended(self):
        """The exit code, once the process has ended and all lines are read."""
        code = self.process.wait(timeout=PATIENCE)
        self._reader.join(timeout=10)
        return code

    def line(self, number):
        """A line, once it is there."""
        until = time.monotonic() + PATIENCE
        while len(self.lines) <= number:
            assert time.monotonic() < until, self.lines
            assert self.process.poll() is None, self.lines
            time.sleep(0.05)
        return self.lines[number]


@pytest.fixture
def watching(tmp_path):
    started = []

    def start(*options):
        started.append(Watching(tmp_path, *options))
        return started[-1]

    yield start
    for each in started:
        each.process.kill()
        each.process.wait()


@pytest.fixture
def report(root):
    return root / "examples" / "reports" / "darlington-2016-05.csv"


def replace(source, place):
    """Put a file in the place of another at once."""
    part = place.with_name(place.name + ".part")
    shutil.copyfile(source, part)
    part.replace(place)


@posix
def test_watch_checks_again_after_each_change_and_ends_by_ctrl_c(
    watching, report, tmp_path
):
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copyfile(report, folder / "kpis.csv")
    watched = watching("in", "--out", "out", "--no-suites")
    assert watched.line(0).startswith("Watching in, outputs in out.")
    first = watched.line(1)
    standing = re.search(r"[0-9]+ errors?, [0-9]+ quer(?:y|ies)(?= \()", first)[0]

    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0]["value"] = "no number"
    with (tmp_path / "spoilt.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    replace(tmp_path / "spoilt.csv", folder / "kpis.csv")
    second = watched.line(2)
    assert "0 mended" in second
    assert "0 new" not in second

    replace(report, folder / "kpis.csv")
    assert f"{standing}; 0 new," in watched.line(3)

    (folder / "other.csv").write_text("no,return\n1,2\n", encoding="utf-8")
    fault = watched.line(4)
    assert "other.csv is no table of a known return" in fault
    (folder / "other.csv").unlink()
    assert f"{standing}; 0 new, 0 mended" in watched.line(5)

    watched.process.send_signal(signal.SIGINT)
    assert watched.ended() == 130
    assert watched.lines[-1] == "Watching has ended."
    assert not list((tmp_path / "out").glob(".*.lock"))


def test_watch_ends_after_the_checks_that_were_asked_for(watching, report, tmp_path):
    (tmp_path / "in").mkdir()
    shutil.copyfile(report, tmp_path / "in" / "kpis.csv")
    watched = watching("in", "--out", "out", "--no-suites", "--checks", "1")
    assert watched.ended() == 0
    assert (tmp_path / "out" / "report.html").is_file()


@posix
def test_watch_waits_for_files_in_an_empty_folder(watching, tmp_path):
    (tmp_path / "in").mkdir()
    watched = watching("in", "--out", "out")
    watched.line(0)
    time.sleep(1)
    watched.process.send_signal(signal.SIGINT)
    assert watched.ended() == 130
    assert len(watched.lines) == 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        pytest.param(["gone"], "gone is no folder", id="no folder"),
        pytest.param(["."], "folder of the outputs too", id="its own outputs"),
        pytest.param([".", "--every", "0"], "0.1", id="without a pause"),
    ],
)
def test_watch_refuses_wrong_use(returncheck, options, words):
    done = returncheck("watch", *options, "--out", ".")
    assert done.returncode == 2
    assert words in done.stderr
