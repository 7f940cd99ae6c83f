"""What a run says was checked: by which rules, of which year, in which returns."""

import json
import re
from pathlib import Path

import duckdb
import polars as pl
import pytest

from returncheck.synth import generate_cin_census

CHILDREN = 50


def make(out: Path, year: int, **plants: int) -> Path:
    generate_cin_census(
        authority="887",
        year=year,
        children=CHILDREN,
        seed=3,
        plants={code.removeprefix("r"): n for code, n in plants.items()},
        out=out,
    )
    return out


@pytest.fixture
def run(returncheck, new_database, tmp_path):
    """Runs without suites in a folder of its own: the process and its results."""

    def call(*arguments):
        new_database(tmp_path / "out" / "returncheck.duckdb")
        shown = returncheck("run", *arguments, "--no-suites", "--out", "out")
        return shown, json.loads((tmp_path / "out" / "results.json").read_text("utf-8"))

    return call


def without_stages(stdout: str) -> str:
    """What a run says after its stages and their times."""
    return re.sub(r"(?m)^ +[0-9.]+ s  .*\n", "", stdout)


def said_everywhere(folder: Path, shown, results, title: str) -> bool:
    """Whether console, summary, results and page all have the headline."""
    out = folder / "out"
    return (
        without_stages(shown.stdout).startswith(f"{title}.\n")
        and results["headline"] == title
        and (out / "summary.md").read_text("utf-8").startswith(f"## {title}\n")
        and title in (out / "report.html").read_text("utf-8")
    )


def test_a_return_without_rules_is_not_ready(run, tmp_path):
    make(tmp_path / "cin.xml", 2022)
    shown, results = run("cin.xml")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert said_everywhere(
        tmp_path,
        shown,
        results,
        "No errors were found, but no statutory rule was run: there is no rule set for "
        "2022",
    )
    assert results["status"] == "not_ready"
    assert results["returns"][0]["rules"] == {
        "set": "none",
        "year": None,
        "is_provisional": False,
        "is_selection": False,
        "run": 0,
        "not_run": 121,
    }

    shown, results = run("cin.xml", "--require-rules")
    assert (shown.returncode, results["exit_code"]) == (1, 1)
    assert shown.stderr == (
        "Not checked by the rules of its own year (--require-rules): Medway, CIN "
        "census 2022: there is no rule set for 2022. Upgrade returncheck, or leave "
        "--year and --require-rules out.\n"
    )
    assert "no statutory rule was run" in results["headline"]


def of_year(path: Path, year: int) -> Path:
    """The same return of 2026 with a year in its header that nothing is made of."""
    text = path.read_text("utf-8")
    assert text.count("<Year>2026</Year>") == 1
    path.write_text(text.replace("<Year>2026</Year>", f"<Year>{year}</Year>"), "utf-8")
    return path


def test_a_return_of_2027_is_checked_by_provisional_rules(run, tmp_path):
    make(tmp_path / "cin.xml", 2027)
    (tmp_path / "returncheck.yml").write_text("require_rules: true\n", "utf-8")
    shown, results = run("cin.xml")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert results["counts"]["findings"]["error"] == 0
    assert "by the provisional rules of 2027" in results["headline"]
    assert not results["headline"].startswith("Ready")
    assert said_everywhere(tmp_path, shown, results, results["headline"])
    rules = results["returns"][0]["rules"]
    assert (rules["set"], rules["year"], rules["not_run"]) == ("provisional", 2027, 0)
    assert rules["run"] == 121


def test_rules_of_another_year_are_named_and_can_be_refused(run, tmp_path):
    make(tmp_path / "cin.xml", 2026)
    shown, results = run("cin.xml", "--year", "2025", "--require-rules")
    assert shown.returncode == 1
    assert "the rules of 2025 were run, not those of 2026" in shown.stderr
    assert "by the rules of 2025, not those of 2026" in results["headline"]
    assert results["returns"][0]["rules"]["set"] == "another_year"


def test_chosen_rules_do_not_make_a_return_ready(run, tmp_path):
    make(tmp_path / "cin.xml", 2025)
    shown, results = run("cin.xml", "--rules", "8608,8670Q,100")
    assert shown.returncode == 0
    assert "but only 3 of 109 rules were run" in results["headline"]
    rules = results["returns"][0]["rules"]
    assert (rules["is_selection"], rules["run"], rules["not_run"]) == (True, 3, 106)


def test_a_year_that_has_not_begun_is_asked_about_first(run, tmp_path):
    of_year(make(tmp_path / "cin.xml", 2026), 2066)
    shown, results = run("cin.xml")
    assert shown.returncode == 1
    title = "Is the year 2066 right? Its collection has not begun"
    assert said_everywhere(tmp_path, shown, results, title)
    findings = pl.read_parquet(tmp_path / "out" / "findings.parquet")
    asked = findings.filter(pl.col("check_id").str.ends_with(".year_ahead"))
    assert asked.select("severity", "table_name", "field", "value").rows() == [
        ("query", "Header", "Year", "2066")
    ]
    other = findings.filter(pl.col("check_id") == "cin_census:rule_year")
    assert other["message"].str.starts_with("There is no rule set for 2066").all()
    assert other["message"].str.contains("by the provisional rules of 2027,").all()
    assert other.height == 1
    assert results["returns"][0]["rules"]["year"] == 2027
    summary = (tmp_path / "out" / "summary.md").read_text("utf-8")
    first = next(line for line in summary.splitlines() if line.startswith("| query"))
    assert "is the year right?" in first
    before = summary.partition(first)[0]
    assert "| error |" not in before


def test_the_year_before_is_context(run, tmp_path):
    make(tmp_path / "cin-2024.xml", 2024, r8608=2)
    make(tmp_path / "cin-2025.xml", 2025)
    shown, results = run("cin-2024.xml", "cin-2025.xml")
    assert shown.returncode == 0, shown.stdout
    assert results["headline"].startswith("Ready: ")
    assert results["counts"]["findings"]["error"] == 0
    before, later = results["returns"]
    assert (before["is_context"], before["findings"]["error"] > 0) == (True, True)
    assert later["is_context"] is False
    out = tmp_path / "out"
    kept = pl.read_parquet(out / "findings.parquet")
    assert "cin_census-887-2024" in kept["return_id"].to_list()
    with duckdb.connect(out / "returncheck.duckdb", read_only=True) as connection:
        told = connection.execute("select return_id, is_context from dim_returns")
        assert dict(told.fetchall()) == {
            each["return_id"]: each["is_context"] for each in results["returns"]
        }
        marked = connection.execute(
            "select distinct return_id from fct_findings where is_context"
        )
        assert marked.fetchall() == [("cin_census-887-2024",)]
    page = (out / "report.html").read_text("utf-8")
    assert '<section id="context"' in page
    assert "CIN census 2024 is context, to look back on" in shown.stdout


def test_context_can_be_said_of_any_return(run, tmp_path):
    """Here of the newer one, by the option and by the settings."""
    make(tmp_path / "old.xml", 2024, r8608=2)
    make(tmp_path / "new.xml", 2025)
    shown, results = run("old.xml", "new.xml", "--context", "new.xml")
    assert shown.returncode == 1
    assert [each["is_context"] for each in results["returns"]] == [False, True]

    (tmp_path / "returncheck.yml").write_text(
        "inputs: [old.xml]\ncontext: new.xml\n", "utf-8"
    )
    shown, results = run()
    assert shown.returncode == 1
    assert [each["is_context"] for each in results["returns"]] == [False, True]

    shown = run("new.xml", "--context", "new.xml")[0]
    assert (shown.returncode, without_stages(shown.stdout)) == (2, "")
    assert shown.stderr.startswith("Every input is context.")
