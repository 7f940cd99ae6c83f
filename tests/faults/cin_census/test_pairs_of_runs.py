"""Two runs into one folder at once, with every pair of options: each tells its own."""

import itertools
import os
import re
import shutil
import subprocess
import sys

import polars as pl
import pytest

from returncheck.synth import generate_cin_census

OPTIONS = {
    "plain": (),
    "rules": ("--rules", "8608"),
    "explanations": ("--explanations", "why.csv", "--fail-on", "query"),
    "context": ("--context", "earlier.xml"),
    "year": ("--year", "2026"),
    "redact": ("--redact",),
    "config": ("--config", "targets.yml"),
}
# One pair each time, the rest at night.
USUAL = ("rules", "explanations")
PAIRS = [
    pytest.param(*pair, marks=() if pair == USUAL else pytest.mark.nightly)
    for pair in itertools.combinations(OPTIONS, 2)
]


def begin(folder, out, option):
    return started(folder, "cin.xml", "--out", out, *OPTIONS[option])


def started(folder, *arguments):
    command = ("run", "--no-suites", "--wait", "300")
    return subprocess.Popen(
        [sys.executable, "-m", "returncheck", *command, *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1"},
    )


def findings(folder, out):
    """What a run found, without what tells one run from another."""
    frame = pl.read_parquet(folder / out / "findings.parquet")
    # The key of the hashes is the database's own.
    return frame.drop("run_id", "child_id", "value", "message").rows()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pairs")
    for name, year in (("earlier", 2024), ("cin", 2025)):
        generate_cin_census(
            authority="887", year=year, children=60, seed=3,
            plants={"8608": 2, "8670Q": 1} if name == "cin" else {},
            out=folder / f"{name}.xml",
        )  # fmt: skip
    (folder / "why.csv").write_text(
        "rule,child,reason,by,date\n8670Q,whole return,known,A. Analyst,2026-01-02\n",
        encoding="utf-8",
    )
    (folder / "targets.yml").write_text(
        "targets:\n  assessments_within_45_days: 99\n", encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def begun_with(folder, new_database):
    """Puts the database there that each run begins with, the earlier return in it.

    A return that was once loaded is looked back on by every later run.
    """
    new_database(folder / "first" / "returncheck.duckdb")
    process = started(folder, "earlier.xml", "--out", "first", "--fail-on", "never")
    assert process.wait(timeout=300) == 0

    def put():
        (folder / "out").mkdir(exist_ok=True)
        database = folder / "out" / "returncheck.duckdb"
        shutil.copyfile(folder / "first" / "returncheck.duckdb", database)

    return put


def without_times(said):
    """What a run says of its own: no seconds, and not what the run before it found."""
    of_its_own = re.sub(r"(?m)^[0-9]+ mended and .* new since .*\n", "", said)
    return re.sub(r"(?m)^ +[0-9.]+ s  ", "", of_its_own)


@pytest.fixture(scope="module")
def alone(folder, begun_with):
    """What each run says and finds where no other is; made when it is asked for."""
    made = {}

    def run(option):
        if option not in made:
            begun_with()
            process = begin(folder, "out", option)
            said, _ = process.communicate(timeout=300)
            made[option] = (
                process.returncode,
                without_times(said),
                findings(folder, "out"),
            )
            for path in (folder / "out").iterdir():
                path.unlink()
        return made[option]

    return run


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_each_of_two_runs_tells_its_own(folder, alone, begun_with, one, other):
    expected = {option: alone(option) for option in (one, other)}
    begun_with()
    processes = {option: begin(folder, "out", option) for option in (one, other)}
    for option, process in processes.items():
        said, error = process.communicate(timeout=600)
        assert (process.returncode, without_times(said)) == expected[option][:2], error
    assert findings(folder, "out") in [each[2] for each in expected.values()]
    for path in (folder / "out").iterdir():
        path.unlink()
