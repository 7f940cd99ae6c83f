"""Queries are explained in a file, through the real process: what counts, what not."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import openpyxl
import polars as pl
import pytest

from returncheck.synth import generate_cin_census

HEAD = "rule,child,reason,by,date\n"


def make(out: Path, *, year: int, **plants: int) -> None:
    """A made-up return; nothing is published of 2026 that could disagree with it."""
    out.parent.mkdir(exist_ok=True)
    generate_cin_census(
        authority="887",
        year=year,
        children=120,
        seed=3,
        plants={code.removeprefix("r"): n for code, n in plants.items()},
        out=out,
    )


def findings_of(folder: Path) -> pl.DataFrame:
    return pl.read_parquet(folder / "findings.parquet")


def results_of(folder: Path) -> dict:
    return json.loads((folder / "results.json").read_text(encoding="utf-8"))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def fill_in(path: Path, reason: str) -> list[dict[str, str]]:
    """Give one reason in every row, as a spreadsheet would save it."""
    rows = rows_of(path)
    for row in rows:
        row.update(reason=reason, by="A. Analyst", date="02/06/2026")
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run gave back, and what its output folder then held."""

    shown: CompletedProcess[str]
    results: dict
    queries: list[dict[str, str]]
    notes: dict[str, dict[str, str]]
    findings: pl.DataFrame
    said: str


def run_of(shown: CompletedProcess[str], out: Path) -> Run:
    return Run(
        shown=shown,
        results=results_of(out),
        queries=rows_of(out / "queries-to-explain.csv"),
        notes={row["rule"]: row for row in rows_of(out / "return-level-notes.csv")},
        findings=findings_of(out),
        said=shown.stdout
        + "".join(
            (out / name).read_text(encoding="utf-8-sig")
            for name in ("summary.md", "results.json", "return-level-notes.csv")
        ),
    )


@pytest.fixture(scope="module")
def given_back(returncheck_in, new_database, tmp_path_factory):
    """Three runs of a folder which also holds the outputs.

    The first asks for explanations, the second is given them, the third finds them
    through the configuration; and the rows that were filled in between.
    """
    folder = tmp_path_factory.mktemp("explained")
    make(folder / "in" / "cin.xml", year=2026, r8670Q=3, r2886Q=1)
    out = folder / "in" / "checked"
    new_database(out / "returncheck.duckdb")
    settings = ("--no-suites", "--fail-on", "query", "--out", "in/checked")
    asked = run_of(returncheck_in(folder, "run", "in", *settings), out)
    filled_in = fill_in(out / "queries-to-explain.csv", "Backlog, now cleared")
    given = ("--explanations", "in/checked/queries-to-explain.csv")
    explained = run_of(returncheck_in(folder, "run", "in", *settings, *given), out)
    (folder / "returncheck.yml").write_text(
        "inputs: in\noutput: in/checked\nfail_on: query\n"
        "explanations: in/checked/queries-to-explain.csv\n",
        encoding="utf-8",
    )
    configured = run_of(returncheck_in(folder, "run", "--no-suites", "--quiet"), out)
    return asked, filled_in, explained, configured


def test_queries_are_listed_to_be_explained(given_back):
    asked, filled_in, _, _ = given_back
    assert asked.shown.returncode == 1, asked.shown.stderr
    assert asked.results["counts"]["findings"]["query"] == 4
    assert sorted(row["rule"] for row in filled_in) == ["2886Q", *["8670Q"] * 3]
    whole = [row["child"] for row in filled_in if row["rule"] == "2886Q"]
    assert whole == ["whole return"]


def test_queries_are_explained(given_back):
    _, _, explained, _ = given_back
    shown = explained.shown
    assert shown.returncode == 0, shown.stdout + shown.stderr
    assert "0 queries" in shown.stdout
    assert "4 queries explained" in shown.stdout
    counts = explained.results["counts"]
    assert counts["findings"] == {"error": 0, "query": 0, "info": 0}
    assert counts["explained"] == 4
    rules = explained.results["rules"]
    assert {r["code"]: r["explained"] for r in rules if r["findings"]} == {
        "8670Q": 3,
        "2886Q": 1,
    }
    note = explained.notes["8670Q"]
    assert note["note"] == (
        "3 queries: Backlog, now cleared (A. Analyst, 2 June 2026)."
    )
    assert (note["queries"], note["open"]) == ("3", "0")
    children = explained.findings["child_id"].drop_nulls().unique()
    assert len(children) >= 3
    assert [child for child in children if child in explained.said] == []


def test_explanations_named_in_the_configuration_are_given_back(given_back):
    _, filled_in, _, configured = given_back
    assert configured.shown.returncode == 0, configured.shown.stderr
    assert configured.queries == filled_in


def test_outputs_inside_the_folder_of_inputs_are_passed_over(given_back):
    asked, _, explained, configured = given_back
    for each in (asked, explained, configured):
        assert each.shown.stderr == ""
        assert len(each.results["returns"]) == 1


def test_workbook_shows_explanations_beside_their_records(
    returncheck, new_database, tmp_path
):
    new_database(tmp_path / "out" / "returncheck.duckdb")
    make(tmp_path / "cin.xml", year=2026, r8670Q=2)
    (tmp_path / "why.csv").write_text(
        HEAD + "8670q,,Backlog,A. Analyst,2026-06-02\n", encoding="utf-8"
    )
    shown = returncheck(
        *("run", "cin.xml", "--no-suites", "--fail-on", "query"),
        *("--explanations", "why.csv", "--out", "out"),
    )
    assert shown.returncode == 0, shown.stderr
    book = openpyxl.load_workbook(tmp_path / "out" / "findings.xlsx")
    headings, *rows = book["By rule"].iter_rows(values_only=True)
    at = headings.index("Explanation")
    assert {(row[at], row[at + 1], f"{row[at + 2]:%Y-%m-%d}") for row in rows} == {
        ("Backlog", "A. Analyst", "2026-06-02")
    }


def test_explanations_without_effect_are_reported(returncheck, new_database, tmp_path):
    new_database(tmp_path / "out" / "returncheck.duckdb")
    make(tmp_path / "cin.xml", year=2026, r8670Q=1, r8608=1)
    (tmp_path / "why.csv").write_text(
        HEAD
        + "8608,,The dates are right,A. Analyst,2026-06-02\n"
        + "8670Q,NOBODY,Backlog,A. Analyst,2026-06-02\n"
        + "8670Q,,,,\n"
        + "8670Q,,,A. Analyst,2026-06-02\n"
        + "8670Q,,Backlog,,2026-06-02\n"
        + "8670Q,,Backlog,A. Analyst,soon\n"
        + "9999Q,,Backlog,A. Analyst,2026-06-02\n"
        + ",,Backlog,A. Analyst,2026-06-02\n",
        encoding="utf-8",
    )
    shown = returncheck(
        *("run", "cin.xml", "--no-suites", "--explanations", "why.csv", "--out", "out")
    )
    assert shown.returncode == 1, shown.stderr
    found = findings_of(tmp_path / "out")
    assert found["explanation"].null_count() == found.height
    said = found.filter(pl.col("check_id") == "cin_census:explanation")
    assert set(said["severity"]) == {"info"}
    assert dict(said.select("row_number", "message").iter_rows()) == {
        row: f"The explanation has no effect: {why}. Correct the row or remove it."
        for row, why in {
            1: "8608 is an error, which is corrected and not explained",
            2: "there is no such query of rule 8670Q",
            4: "it gives no reason",
            5: "it does not say who gives the reason",
            6: "it has no date such as 2025-06-30",
            7: "there is no rule 9999Q",
            8: "it names no rule",
        }.items()
    }
    assert "Explanation without effect" in (tmp_path / "out" / "report.html").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("none.csv", "No such file", id="missing"),
        pytest.param("why.csv", "no column 'reason'", id="heading"),
    ],
)
def test_explanations_that_cannot_be_read_end_with_three(
    returncheck, tmp_path, name, words
):
    make(tmp_path / "cin.xml", year=2026)
    (tmp_path / "why.csv").write_text("rule,child,why,by,date\n", encoding="utf-8")
    shown = returncheck(
        *("run", "cin.xml", "--no-suites", "--explanations", name, "--out", "out")
    )
    assert shown.returncode == 3
    assert words in shown.stderr
    assert shown.stderr.count("\n") == 1
    assert not (tmp_path / "out" / "report.html").exists()


def test_rules_of_another_year_run_when_asked_for(returncheck, new_database, tmp_path):
    new_database(tmp_path / "out" / "returncheck.duckdb")
    make(tmp_path / "cin.xml", year=2025)
    shown = returncheck(
        *("run", "cin.xml", "--year", "2024", "--rules", "2886Q,4180,8500"),
        *("--no-suites", "--out", "out"),
    )
    assert shown.returncode == 0, shown.stderr
    out = tmp_path / "out"
    assert [each["return_year"] for each in results_of(out)["returns"]] == [2025]
    found = findings_of(out)
    (said,) = found.filter(pl.col("check_id") == "cin_census:rule_year").to_dicts()
    assert (said["severity"], said["value"]) == ("info", "2024")
    assert said["message"].startswith(
        "This return of 2025 was checked by the rules of 2024, as asked for."
    )
    outcomes = {each["code"]: each for each in results_of(out)["rules"]}
    assert outcomes["8500"]["outcome"] == "passed"
    for code in ("2886Q", "4180"):
        assert outcomes[code]["outcome"] == "not_run"
        assert outcomes[code]["reason"] == (
            "column not in the layout of 2025: GenderCurrent"
        )
    assert "Rules of another year" in (out / "report.html").read_text(encoding="utf-8")
