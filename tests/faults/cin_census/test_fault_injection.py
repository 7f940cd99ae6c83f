"""Whatever fails, and whenever: words, the whole old state or the whole new, no lie.

Each fault is put into a process of its own, which runs over a folder that holds the
result of an earlier return of the same authority and year.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from returncheck.findings.exits import ExitCode
from returncheck.synth import generate_cin_census

FAULTY = Path(__file__).with_name("faulty_run.py")
NIGHTLY = pytest.mark.nightly

_READING = "returncheck.returns.reading"
_WRITING = "returncheck.warehouse.writing"
# A return that was checked before: what has changed is built.
_BUILD = {"module": "returncheck.transform.partial", "of": "_Build", "name": "_built"}
_WRITE = "returncheck.report.outputs.write"

# What fails, then the exit code: of a file that cannot be read, or of a machine that
# has too little for the run.
READING = {
    "first opening": {"file": "new.xml", "call": 1},
    "second opening": {"file": "new.xml", "call": 2},
    "third opening": {"file": "new.xml", "call": 3},
    "rows": {
        "module": "returncheck.returns.cin_census.reader",
        "name": "finished_elements",
        "kind": "read",
    },
}
MEMORY = {
    "reading": {
        "module": "returncheck.returns.cin_census.walk",
        "of": "Walk",
        "name": "take",
        "kind": "memory",
        "call": 3,
    },
    "contract": {"module": _READING, "name": "check_batch", "kind": "memory"},
    "loading": {
        "module": _WRITING,
        "name": "append_rows",
        "kind": "duckdb memory",
    },
    "first model": {**_BUILD, "kind": "duckdb memory"},
    "a model in the middle": {
        **_BUILD,
        "kind": "duckdb memory",
        "call": 30,
    },
    "collecting": {
        "module": "returncheck.workspace",
        "name": "read_result",
        "kind": "memory",
    },
    "history": {
        "module": "returncheck.results.comparing",
        "name": "record_run",
        "kind": "duckdb memory",
    },
    "page": {"module": _WRITE, "name": "build_page", "kind": "memory"},
    "workbook": {"module": _WRITE, "name": "write_findings_xlsx", "kind": "memory"},
}
DISK = {
    "loading": {
        "module": _WRITING,
        "name": "append_rows",
        "kind": "duckdb disk",
    },
    "a model in the middle": {
        **_BUILD,
        "kind": "duckdb disk",
        "call": 30,
    },
    **{
        f"{name}, {when}": {
            "module": _WRITE,
            "name": name,
            "kind": "disk",
            "after": when == "written in part",
        }
        for name in (
            "write_reconciliation",
            "write_return_level_notes",
            "write_queries_to_explain",
            "write_exceptions_csv",
            "write_findings_csv",
            "write_findings_parquet",
            "write_findings_xlsx",
            "write_results_json",
        )
        for when in ("before", "written in part")
    },
    **{f"files up to {size} bytes": {"size": size} for size in (0, 4096, 300_000)},
}
EVERY_RUN = {
    "second opening",
    "rows",
    "reading",
    "a model in the middle",
    "write_findings_xlsx, before",
}


def cases(faults):
    return [
        pytest.param(fault, id=name, marks=() if name in EVERY_RUN else NIGHTLY)
        for name, fault in faults.items()
    ]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("returns")
    for name, seed in (("old", 1), ("new", 2)):
        generate_cin_census(
            authority="887",
            year=2025,
            children=60,
            seed=seed,
            plants={"8770Q": 1} if name == "new" else {},
            out=folder / f"{name}.xml",
        )
    return folder


def run(file, out, fault=None):
    """One run in a process of its own; with a fault, or with none."""
    program = [str(FAULTY), json.dumps(fault)] if fault else ["-m", "returncheck"]
    return subprocess.run(
        [
            sys.executable,
            *program,
            "run",
            str(file),
            "--no-suites",
            "--out",
            str(out),
        ],
        cwd=out.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1"},
        timeout=300,
        check=False,
    )


def state(out):
    """Rows and a sum of them, of every table that a run builds or loads."""
    with duckdb.connect(out / "returncheck.duckdb", read_only=True) as connection:
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() "
            "where schema_name = 'main' "
            "or (schema_name = 'raw' and table_name like 'cin_census%')"
        ).fetchall()
        return {
            f"{schema}.{table}": connection.execute(
                f"select count(*), sum(hash(each)::hugeint) "
                f'from "{schema}"."{table}" as each'
            ).fetchone()
            for schema, table in tables
        }


@pytest.fixture(scope="module")
def before(files, new_database, tmp_path_factory):
    """The outputs of the old return, and what its database holds."""
    out = tmp_path_factory.mktemp("before") / "out"
    new_database(out / "returncheck.duckdb")
    shown = run(files / "old.xml", out)
    assert shown.returncode == ExitCode.CLEAN, shown.stderr
    return out, state(out)


@pytest.fixture(scope="module")
def after(files, before, tmp_path_factory):
    """What the database holds after a run of the new return without a fault."""
    out = tmp_path_factory.mktemp("after") / "out"
    shutil.copytree(before[0], out)
    shown = run(files / "new.xml", out)
    assert shown.returncode in (ExitCode.CLEAN, ExitCode.FINDINGS), shown.stderr
    found = state(out)
    assert found != before[1]
    return found


def hold(shown, out, code, before, after):
    """What has to be so after any fault."""
    assert shown.returncode == code, shown.stderr
    assert "Traceback" not in shown.stderr + shown.stdout
    lines = shown.stderr.strip().splitlines()
    assert len(lines) == 1, shown.stderr
    assert len(lines[0].split()) > 5
    assert not list(out.parent.glob("returncheck-error.log"))
    assert state(out) in (before, after)
    assert_no_lie(out, code)


def assert_no_lie(out, code):
    """No output says that all is well, or is that of the return before."""
    results, summary = out / "results.json", out / "summary.md"
    if results.exists():
        said = json.loads(results.read_text(encoding="utf-8"))
        assert said["exit_code"] in (None, code)
        assert not said["headline"].startswith("Ready")
    if summary.exists():
        assert "Ready" not in summary.read_text(encoding="utf-8")
    for name in ("report.html", "findings.csv", "findings.xlsx", "findings.parquet"):
        assert not (out / name).exists(), f"{name} is of another run"


@pytest.fixture
def out(before, tmp_path):
    """A folder of its own with the outputs of the old return."""
    return shutil.copytree(before[0], tmp_path / "out")


@pytest.mark.parametrize("fault", cases(READING))
def test_failing_read_refuses_the_file(fault, files, out, before, after):
    shown = run(files / "new.xml", out, fault)
    hold(shown, out, ExitCode.UNREADABLE, before[1], after)
    assert "new.xml" in shown.stderr


@pytest.mark.parametrize("fault", cases(MEMORY))
def test_too_little_memory_is_told(fault, files, out, before, after):
    shown = run(files / "new.xml", out, fault)
    hold(shown, out, ExitCode.WRONG_USE, before[1], after)
    assert "memory" in shown.stderr


@pytest.mark.parametrize("fault", cases(DISK))
def test_full_disk_is_told(fault, files, out, before, after):
    shown = run(files / "new.xml", out, fault)
    hold(shown, out, ExitCode.WRONG_USE, before[1], after)
