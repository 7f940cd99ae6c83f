"""Queries are explained in a file, through the real process: what counts, what not."""

import csv
import json
from pathlib import Path

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


def test_queries_are_explained_and_given_back(returncheck, tmp_path):
    make(tmp_path / "cin.xml", year=2026, r8670Q=3, r2886Q=1)
    settings = ("--no-suites", "--fail-on", "query", "--out", "out")
    out = tmp_path / "out"
    shown = returncheck("run", "cin.xml", *settings)
    assert shown.returncode == 1, shown.stderr
    assert results_of(out)["counts"]["findings"]["query"] == 4

    rows = fill_in(out / "queries-to-explain.csv", "Backlog, now cleared")
    assert sorted(row["rule"] for row in rows) == ["2886Q", *["8670Q"] * 3]
    assert [row["child"] for row in rows if row["rule"] == "2886Q"] == ["whole return"]
    shown = returncheck(
        "run", "cin.xml", *settings, "--explanations", "out/queries-to-explain.csv"
    )
    assert shown.returncode == 0, shown.stdout + shown.stderr
    assert "0 queries" in shown.stdout
    assert "4 queries explained" in shown.stdout

    results = results_of(out)
    assert results["counts"]["findings"] == {"error": 0, "query": 0, "info": 0}
    assert results["counts"]["explained"] == 4
    explained = {r["code"]: r["explained"] for r in results["rules"] if r["findings"]}
    assert explained == {"8670Q": 3, "2886Q": 1}
    notes = {row["rule"]: row for row in rows_of(out / "return-level-notes.csv")}
    assert notes["8670Q"]["note"] == (
        "3 queries: Backlog, now cleared (A. Analyst, 2 June 2026)."
    )
    assert (notes["8670Q"]["queries"], notes["8670Q"]["open"]) == ("3", "0")
    children = findings_of(out)["child_id"].drop_nulls().unique()
    said = shown.stdout + "".join(
        (out / name).read_text(encoding="utf-8-sig")
        for name in ("summary.md", "results.json", "return-level-notes.csv")
    )
    assert [child for child in children if child in said] == []

    (tmp_path / "returncheck.yml").write_text(
        "inputs: cin.xml\noutput: out\nfail_on: query\n"
        "explanations: out/queries-to-explain.csv\n",
        encoding="utf-8",
    )
    shown = returncheck("run", "--no-suites", "--quiet")
    assert shown.returncode == 0, shown.stderr
    assert rows_of(out / "queries-to-explain.csv") == rows


def test_workbook_shows_explanations_beside_their_records(returncheck, tmp_path):
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


def test_explanations_without_effect_are_reported(returncheck, tmp_path):
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


def test_rules_of_another_year_run_when_asked_for(returncheck, tmp_path):
    make(tmp_path / "cin.xml", year=2025)
    shown = returncheck(
        *("run", "cin.xml", "--year", "2024", "--rules", "2886Q,4180"),
        *("--no-suites", "--out", "out"),
    )
    assert shown.returncode == 1, shown.stderr
    out = tmp_path / "out"
    assert [each["return_year"] for each in results_of(out)["returns"]] == [2025]
    found = findings_of(out)
    (said,) = found.filter(pl.col("check_id") == "cin_census:rule_year").to_dicts()
    assert (said["severity"], said["value"]) == ("info", "2024")
    assert said["message"].startswith(
        "This return of 2025 was checked by the rules of 2024, as asked for."
    )
    (gender,) = found.filter(pl.col("check_id") == "cin_census:2886Q")["message"]
    assert gender.startswith("Over 2% of born children have no gender recorded. ")
    assert "Rules of another year" in (out / "report.html").read_text(encoding="utf-8")


def test_outputs_inside_the_folder_of_inputs_are_passed_over(returncheck, tmp_path):
    make(tmp_path / "in" / "cin.xml", year=2026, r8670Q=1)
    settings = ("--no-suites", "--out", "in/checked")
    for _ in range(2):
        shown = returncheck("run", "in", *settings)
        assert (shown.returncode, shown.stderr) == (0, "")
    assert len(results_of(tmp_path / "in" / "checked")["returns"]) == 1
