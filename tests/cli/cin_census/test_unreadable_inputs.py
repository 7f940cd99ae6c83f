"""What nobody may read is refused, and everything else is checked: exit code 3.

Root may read anything, so the system's refusal is put into the process.
"""

import json
import os
import subprocess
import sys

import pytest

from returncheck.synth import generate_cin_census

CLOSED = """
import builtins, io, os
def closed(whole):
    def call(path, *args, **kwargs):
        if not isinstance(path, int) and "closed" in os.fspath(path):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return whole(path, *args, **kwargs)
    return call
builtins.open = io.open = closed(io.open)
os.open = closed(os.open)
os.listdir, os.scandir = closed(os.listdir), closed(os.scandir)
from returncheck.__main__ import main
main()
"""


def run(folder, *inputs):
    return subprocess.run(
        [sys.executable, "-c", CLOSED, "run", *inputs, "--no-suites", "--out", "out"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1"},
        check=False,
    )


@pytest.fixture
def folder(tmp_path, new_database):
    new_database(tmp_path / "out" / "returncheck.duckdb")
    generate_cin_census(
        authority="887", year=2025, children=60, seed=3, plants={"8608": 1},
        out=tmp_path / "in" / "open.xml",
    )  # fmt: skip
    (tmp_path / "in" / "closed.xml").write_text("<Message/>", encoding="utf-8")
    (tmp_path / "in" / "closed").mkdir()
    (tmp_path / "in" / "closed" / "inner.xml").write_text("<a/>", encoding="utf-8")
    return tmp_path


def test_others_are_checked_and_the_exit_code_is_three(folder):
    shown = run(folder, "in")
    assert shown.returncode == 3, shown.stderr
    assert "Traceback" not in shown.stderr
    lines = shown.stderr.splitlines()
    assert len(lines) == 2
    assert all("Permission denied" in line for line in lines)
    assert sum("closed.xml" in line for line in lines) == 1
    results = json.loads((folder / "out" / "results.json").read_text("utf-8"))
    assert (results["status"], results["exit_code"]) == ("unreadable", 3)
    assert [each["return_id"] for each in results["returns"]] == ["cin_census-887-2025"]
    found = {each["check_id"] for each in results["checks"]}
    assert "cin_census:8608" in found
    summary = (folder / "out" / "summary.md").read_text(encoding="utf-8")
    assert "could not be read" in summary


def test_nothing_else_to_check_is_three_too(folder):
    shown = run(folder, "in/closed.xml")
    assert shown.returncode == 3
    assert shown.stderr.count("\n") == 1
    results = json.loads((folder / "out" / "results.json").read_text("utf-8"))
    assert (results["status"], results["exit_code"]) == ("failed", 3)
