"""`run --engine spark` where Spark cannot run says so in one line."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def run(tmp_path):
    def run(*options):
        (tmp_path / "in").mkdir(exist_ok=True)
        return subprocess.run(
            [sys.executable, "-m", "returncheck", "run", "in", *options],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "COLUMNS": "200", "JAVA_HOME": str(tmp_path / "none")},
        )

    return run


@pytest.mark.parametrize("suites", [(), ("--no-suites",)], ids=["suites", "none"])
def test_what_is_missing_is_told_in_one_line(run, suites):
    done = run("--engine", "spark", *suites)
    assert done.returncode == 2
    (line,) = done.stderr.strip().splitlines()
    # Where the extra is not installed that is said first.
    assert "Java is missing" in line or "returncheck[spark]" in line


def test_another_engine_is_refused(run):
    done = run("--engine", "abacus")
    assert done.returncode == 2
    assert "abacus" in done.stderr
