"""Many files read by several processes: all is as when one process reads them.

The folder holds returns of every kind that is made up, files that are cut off or none
of ours, one that is too large for a limit, and a return twice.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from returncheck import Workspace
from returncheck.errors import ConfigError
from returncheck.files.limits import Limits, limited
from returncheck.returns.registry import are_all_installed, kinds, registered
from returncheck.returns.workers import working_pool
from returncheck.settings.said_in_folders import say_in

YEAR = 2025
AUTHORITIES = ("887", "301", "908")
WORK = Path(__file__).parents[1] / "unit"
# What no small made-up return has in a table, and the large one has.
MOST_ROWS = 1_000
LARGE = 1_200


def make_up(folder, kind, authority, seed, children=None):
    made_up = kind.made_up
    path = folder / kind.command / f"{authority}{made_up.suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    maker = made_up.maker()
    maker.generate(
        authority=authority,
        year=YEAR,
        children=children or maker.fewest_children,
        seed=seed,
        out=path,
    )
    if path.is_dir() and kind.identity is None:
        say_in(path, authority=authority, year=YEAR)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Returns of several authorities, and what is wrong with others."""
    folder = tmp_path_factory.mktemp("many") / "in"
    for kind in kinds():
        if kind.made_up is not None:
            for seed, authority in enumerate(AUTHORITIES):
                make_up(folder, kind, authority, seed)
    for kind in kinds():
        if kind.made_up is None or kind.made_up.suffix == "":
            continue
        large = make_up(folder, kind, "202", 9, LARGE)
        cut = large.read_bytes().replace(b">202<", b">204<")[:-200]
        (folder / f"cut-off{large.suffix}").write_bytes(cut)
        small = large.with_stem("887")
        faulty = small.read_bytes().replace(b">887<", b">203<")
        faulty = faulty.replace(b"<Child>", b"<Unknown/><Child>")
        (folder / f"faulty{large.suffix}").write_bytes(faulty)
        shutil.copy(small, folder / f"again{large.suffix}")
    ragged = next(folder.rglob("301/**/*.csv"))
    ragged.write_text(ragged.read_text() + "a,b\n")
    (folder / "none.csv").write_text("a,b\n1,2\n")
    (folder / "no.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    (folder / "empty.xml").write_bytes(b"")
    for path in folder.rglob("*.json"):
        path.unlink()
    return folder


def raw_rows(database):
    """Every row of every raw table as it lies there, without times of loading."""
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute(
            "select table_name, string_agg(format('\"{}\"', column_name), ', ' "
            "order by column_index) from duckdb_columns() where schema_name = 'raw' "
            "and column_name not in ('loaded_at', 'since') group by all order by all"
        ).fetchall()
        return {
            name: connection.execute(f"select {columns} from raw.{name}").fetchall()
            for name, columns in tables
        }


def loaded(folder, database, jobs):
    with limited(Limits(rows=MOST_ROWS)), Workspace.open(database) as workspace:
        found = workspace.load_each(folder, jobs=jobs)
    return found, raw_rows(database)


def test_several_processes_load_what_one_does(folder, tmp_path):
    alone, rows_alone = loaded(folder, tmp_path / "alone.duckdb", 1)
    found, rows = loaded(folder, tmp_path / "many.duckdb", 2)
    assert found == alone
    assert list(rows) == list(rows_alone)
    for name, expected in rows_alone.items():
        assert rows[name] == expected, name
    # That there was something to go wrong.
    assert len(found.loaded) >= 6
    text = "\n".join(found.refused)
    for part in ("breaks off", "raise `rows`", "none.csv", "no.xlsx", "files for the"):
        assert part in text
    assert {each.collection for each in found.loaded} == {
        kind.collection for kind in kinds() if kind.made_up is not None
    }
    assert rows["contract_findings"]


def run(folder, *options):
    return subprocess.run(
        [sys.executable, "-m", "returncheck", "run", "in", "--no-suites", *options],
        cwd=folder.parent,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1"},
    )


def told(out):
    """What a run says, without what is another one in each run."""
    results = json.loads((out / "results.json").read_text(encoding="utf-8"))
    for name in ("started_at", "history"):
        del results[name]
    findings = (out / "findings.csv").read_text(encoding="utf-8-sig")
    return results, findings.replace(results.pop("run_id"), "")


def test_a_run_says_the_same_of_many_files_however_they_are_read(folder):
    alone = run(folder, "--jobs", "1", "--out", "alone", "--quiet")
    many = run(folder, "--jobs", "2", "--out", "many", "--quiet")
    assert (many.returncode, many.stderr) == (alone.returncode, alone.stderr)
    assert many.returncode == 3
    assert told(folder.parent / "many") == told(folder.parent / "alone")
    assert not list((folder.parent / "many").glob(".*.run"))


def test_no_job_reads_nothing(folder):
    done = run(folder, "--jobs", "0", "--out", "none")
    assert done.returncode == 2
    assert "--jobs" in done.stderr


@pytest.mark.parametrize("jobs", [0, -1])
def test_fewer_jobs_than_one_are_refused(jobs):
    with pytest.raises(ConfigError, match="Give 1 or more"):
        working_pool(jobs)


def test_a_return_that_no_other_process_knows_is_read_here():
    kind = next(iter(kinds()))
    layout = replace(kind.layout, collection="added")
    with registered(replace(kind, layout=layout, command="added")):
        assert not are_all_installed()
        assert working_pool(4).is_here
    assert are_all_installed()
    assert not working_pool(4).is_here


def begin_stuck(folder, tmp_path):
    """A run whose workers never come to an end, and the workers."""
    script = f"""
import sys
sys.path.insert(0, {str(WORK)!r})
import pool_work
import returncheck.warehouse.landing as module
module.read_return = pool_work.stuck
from returncheck.__main__ import main
main()
"""
    process = subprocess.Popen(
        [sys.executable, "-c", script, "run", str(folder), "--out", "out", "--jobs=2"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    workers: list[int] = []
    while len(workers) < 2 and process.poll() is None:
        time.sleep(0.1)
        found = tmp_path.glob("worker-*")
        workers = [int(each.name.removeprefix("worker-")) for each in found]
    return process, workers


def are_gone(pids):
    for _ in range(600):
        if not any(Path(f"/proc/{pid}/cmdline").exists() for pid in pids):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize(
    ("how", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=str
)
def test_ctrl_c_ends_the_workers_and_says_one_line(folder, tmp_path, how, code):
    process, workers = begin_stuck(folder, tmp_path)
    os.killpg(process.pid, how)
    _, error = process.communicate(timeout=300)
    assert process.returncode == code
    assert error == (
        f"Stopped by {how.name} before the end. The database is what it was before.\n"
    )
    assert len(workers) == 2
    assert are_gone(workers)
    assert {each.name for each in (tmp_path / "out").iterdir()} <= {
        "results.json",
        "summary.md",
        "returncheck.duckdb",
    }


def test_the_workers_end_with_a_process_that_is_killed(folder, tmp_path):
    process, workers = begin_stuck(folder, tmp_path)
    process.kill()
    process.communicate(timeout=300)
    assert len(workers) == 2
    assert are_gone(workers)
