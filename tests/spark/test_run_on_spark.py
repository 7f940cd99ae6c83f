"""`returncheck run --engine spark` says what a run on DuckDB says."""

import json
import os
import re
import subprocess
import sys

import pytest

from returncheck.catalogue.rules import rules_in_force
from returncheck.project import project_root
from returncheck.returns.registry import kinds
from returncheck.settings.said_in_folders import say_in

pytestmark = pytest.mark.spark

AUTHORITY, CHILDREN = "887", 300
SECONDS = r'<td class="n">(<strong>)?[\d.,]+(</strong>)?</td>'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Returns with faults and the year before, reports, and what cannot be read."""
    folder = tmp_path_factory.mktemp("run")
    for kind in kinds():
        if kind.made_up is None or kind.made_up.demo is None:
            continue
        maker, years = kind.made_up.maker(), kind.made_up.demo.years
        rules = rules_in_force(kind.collection, years[-1])
        plants = [each.code for each in rules if each.code in maker.plantable][:20]
        for year in years[-2:]:
            place = folder / "in" / f"{kind.command}-{year}{kind.made_up.suffix}"
            place.parent.mkdir(exist_ok=True)
            maker.generate(
                authority=AUTHORITY,
                year=year,
                children=CHILDREN,
                seed=1,
                plants=dict.fromkeys(plants, 1) if year == years[-1] else {},
                out=place,
            )
            if place.is_dir() and kind.identity is None:
                say_in(place, authority=AUTHORITY, year=year)
    for path in (folder / "in").rglob("*.json"):
        path.unlink()
    (folder / "in" / "none.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    return folder


def run(folder, out, *options):
    reports = str(project_root() / "examples" / "reports")
    command = (sys.executable, "-m", "returncheck", "run", "in", reports)
    return subprocess.run(
        [*command, "--out", out, *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1"},
    )


@pytest.fixture(scope="module")
def runs(folder):
    return {
        engine: run(folder, engine, "--engine", engine, "--quiet")
        for engine in ("duckdb", "spark")
    }


def told(out):
    """What a run says, without what is another one in each run."""
    results = json.loads((out / "results.json").read_text(encoding="utf-8"))
    for name in ("started_at", "history"):
        del results[name]
    findings = (out / "findings.csv").read_text(encoding="utf-8-sig")
    return results, findings.replace(results.pop("run_id"), "")


def data_of_page(out):
    """The tables and blocks of data of a page, without times and hashes."""
    page = (out / "report.html").read_text(encoding="utf-8")
    page = re.sub(r"\d\d:\d\d", "", page)
    page = re.sub(f'{SECONDS}<td class="n">\\d+%</td>', "", page)
    # The engines may differ in the last digit of a root.
    page = re.sub(r"\d+\.\d{12,}", lambda found: format(float(found[0]), ".12g"), page)
    return re.sub(r"[0-9a-f]{16,}|sha256-[\w+/=]+", "", page)


def test_both_end_alike(runs):
    ends = {name: (each.returncode, each.stderr) for name, each in runs.items()}
    assert ends["spark"] == ends["duckdb"]
    assert ends["spark"][0] == 3


def test_results_and_findings_are_equal(folder, runs):
    assert runs["spark"].returncode == 3
    results, findings = told(folder / "spark")
    expected, expected_findings = told(folder / "duckdb")
    assert results == expected
    assert findings == expected_findings
    # That there was something to tell, by each layer.
    layers = {each["layer"] for each in results["checks"]}
    assert {"contract", "rule", "expectation"} <= layers


def test_pages_are_equal(folder, runs):
    assert runs["spark"].returncode == 3
    assert data_of_page(folder / "spark") == data_of_page(folder / "duckdb")


def test_what_spark_does_not_do_is_refused_in_one_line(folder):
    done = run(folder, "other", "--engine", "spark", "--jobs", "2", "--quiet")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "--jobs" in done.stderr
