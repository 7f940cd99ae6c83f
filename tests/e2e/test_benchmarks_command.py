"""`python -m benchmarks` from its arguments to what it prints; real processes."""

import json
import subprocess
import sys

import pytest


@pytest.fixture
def benchmarks(root, tmp_path):
    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "benchmarks", "--folder", str(tmp_path), *arguments],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_reports_are_measured_and_nothing_is_left(benchmarks, tmp_path):
    shown = benchmarks(
        *("--returns", "kpi-return", "--councils", "2", "--months", "2", "--json")
    )
    assert shown.returncode == 0, shown.stderr
    (found,) = json.loads(shown.stdout)["measured"]
    assert (found["returns"], found["size"], found["unit"]) == (4, 76, "figures")
    told = [found["run"], found["bare"], *found["phases"].values()]
    assert all(each["processor"] >= 0 for each in told)
    assert found["run"]["processor"] > 0
    assert found["phases"]["figures"]["processor"] > 0
    assert found["peak"] > 50
    assert list(tmp_path.iterdir()) == []


def test_return_that_is_not_there_is_told(benchmarks):
    shown = benchmarks("--returns", "no-such")
    assert shown.returncode == 2
    assert "choose from" in shown.stderr
