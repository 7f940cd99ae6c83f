"""`returncheck run` from files to outputs, through the real process."""

import json
from pathlib import Path

import duckdb
import polars as pl
import pytest

from returncheck.findings.finding import COLUMNS
from returncheck.synth import generate_cin_census


def make(out: Path, *, year: int = 2025, **plants: int) -> Path:
    generate_cin_census(
        authority="887",
        year=year,
        children=120,
        seed=3,
        plants={code.removeprefix("r"): n for code, n in plants.items()},
        out=out,
    )
    return out


def statuses(folder: Path) -> dict:
    return json.loads((folder / "results.json").read_text(encoding="utf-8"))


@pytest.fixture
def out(new_database, tmp_path):
    """An output folder, with a database in which no return is."""
    return new_database(tmp_path / "out" / "returncheck.duckdb").parent


def test_run_of_a_clean_return_ends_with_zero(returncheck, tmp_path):
    """In an empty folder, with all suites; and with Data Docs, for it is asked."""
    make(tmp_path / "cin.xml")
    shown = returncheck("run", "cin.xml", "--data-docs", "--out", "out")
    assert shown.returncode == 0, shown.stderr
    assert shown.stderr == ""
    out = tmp_path / "out"
    assert {p.name for p in out.iterdir() if p.is_file()} == {
        "report.html",
        "findings.csv",
        "findings.parquet",
        "findings.xlsx",
        "queries-to-explain.csv",
        "results.json",
        "summary.md",
        "returncheck.duckdb",
    }
    assert statuses(out)["exit_code"] == 0
    assert list((out / "data-docs").rglob("*.html"))


@pytest.fixture(scope="module")
def faulty(returncheck_in, new_database, tmp_path_factory):
    """What the process of a faulty return gave back, and its output folder."""
    folder = tmp_path_factory.mktemp("faulty")
    new_database(folder / "out" / "returncheck.duckdb")
    make(folder / "cin.xml", r8608=2)
    shown = returncheck_in(folder, "run", "cin.xml", "--no-suites", "--out", "out")
    return shown, folder / "out"


def test_run_of_a_faulty_return_ends_with_one(faulty):
    shown, out = faulty
    assert shown.returncode == 1, shown.stderr
    findings = pl.read_parquet(out / "findings.parquet")
    assert tuple(findings.columns) == COLUMNS
    faults = findings.filter(pl.col("check_id") == "cin_census:8608")
    assert faults["finding_id"].n_unique() == 2
    assert faults["child_id"].null_count() == 0


def test_run_says_no_child_on_the_console_or_in_the_summary(faulty):
    shown, out = faulty
    children = pl.read_parquet(out / "findings.parquet")["child_id"]
    said = shown.stdout + shown.stderr
    said += (out / "summary.md").read_text(encoding="utf-8")
    said += (out / "results.json").read_text(encoding="utf-8")
    named = children.drop_nulls().unique()
    assert len(named) == 2
    assert [child for child in named if child in said] == []


def test_run_fails_on_queries_when_asked(returncheck, out, tmp_path):
    make(tmp_path / "cin.xml")
    (tmp_path / "returncheck.yml").write_text(
        "inputs: cin.xml\noutput: out\nfail_on: query\n"
        "targets: {rereferrals_within_12_months: 18}\n",
        encoding="utf-8",
    )
    shown = returncheck("run", "--no-suites")
    assert shown.returncode == 1, shown.stderr
    with duckdb.connect(out / "returncheck.duckdb") as connection:
        rows = connection.execute(
            "select target, value - target = gap_to_target from fct_benchmarks "
            "where source = 'recomputed' "
            "and indicator_id = 'rereferrals_within_12_months'"
        ).fetchall()
    assert rows == [(18.0, True)]


def test_run_checks_the_good_file_and_refuses_the_bad_one(returncheck, out, tmp_path):
    """And a later run, in which the good one ends early, leaves it as it was."""
    whole = make(tmp_path / "cin.xml")
    (tmp_path / "broken.xml").write_text("<Message><Header>", encoding="utf-8")
    shown = returncheck("run", "cin.xml", "broken.xml", "--no-suites", "--out", "out")
    assert shown.returncode == 3
    assert shown.stderr.count("\n") == 1
    assert "broken.xml" in shown.stderr
    results = statuses(out)
    assert [entry["return_id"] for entry in results["returns"]] == [
        "cin_census-887-2025"
    ]
    assert len(results["refused"]) == 1

    text = whole.read_text(encoding="utf-8")
    whole.write_text(text[: len(text) // 2], encoding="utf-8")
    shown = returncheck("run", "cin.xml", "--no-suites", "--out", "out")
    assert shown.returncode == 3
    with duckdb.connect(out / "returncheck.duckdb") as connection:
        rows = connection.execute(
            "select count(*) from raw.cin_census__ChildIdentifiers"
        ).fetchone()
    assert rows == (120,)


def test_run_of_a_year_without_rules_runs_everything_else(returncheck, out, tmp_path):
    make(tmp_path / "cin.xml", year=2018)
    shown = returncheck("run", "cin.xml", "--no-suites", "--out", "out")
    assert shown.returncode == 0, shown.stderr
    results = statuses(out)
    assert {rule["outcome"] for rule in results["rules"]} == {"not_run"}
    assert {rule["reason"] for rule in results["rules"]} == {"no rule set for 2018"}
    findings = pl.read_parquet(out / "findings.parquet")
    said = findings.filter(pl.col("check_id") == "cin_census:no_rule_set")
    assert said["severity"].to_list() == ["info"]


def test_run_of_chosen_rules_leaves_the_others_out(returncheck, out, tmp_path):
    make(tmp_path / "cin.xml", r8608=1, r8790=1)
    shown = returncheck(
        *("run", "cin.xml", "--rules", "8790,8670q", "--no-suites", "--out", "out")
    )
    assert shown.returncode == 1, shown.stderr
    outcomes = {
        rule["code"]: (rule["outcome"], rule["reason"])
        for rule in statuses(out)["rules"]
    }
    assert outcomes["8790"] == ("failed", None)
    assert outcomes["8670Q"] == ("passed", None)
    assert outcomes["8608"] == ("not_run", "not selected")


def write_newer(database: Path) -> None:
    with duckdb.connect(database) as connection:
        connection.execute("create schema raw")
        connection.execute("create table raw.warehouse as select 99 as version")


def write_other(database: Path) -> None:
    database.write_bytes(b"something else " * 1000)


@pytest.mark.parametrize("write", [write_newer, write_other])
def test_run_refuses_a_database_it_cannot_use(returncheck, tmp_path, write):
    make(tmp_path / "cin.xml")
    database = tmp_path / "out" / "returncheck.duckdb"
    database.parent.mkdir()
    write(database)
    shown = returncheck("run", "cin.xml", "--out", "out")
    assert shown.returncode == 2
    assert "returncheck.duckdb" in shown.stderr
    assert "Traceback" not in shown.stderr


def spoil(database: Path, *, table: str, columns: str = "nothing varchar") -> None:
    """Leave one raw table of a database without its columns, or with these alone."""
    with duckdb.connect(database) as connection:
        connection.execute(f"create or replace table raw.{table} ({columns})")


def test_run_that_meets_a_bug_of_ours_ends_with_four(returncheck, out, tmp_path):
    make(tmp_path / "cin.xml")
    spoil(out / "returncheck.duckdb", table="returns")
    shown = returncheck("run", "cin.xml", "--out", "out")
    assert shown.returncode == 4
    assert shown.stderr.startswith("A bug of returncheck")
    assert shown.stderr.count("\n") == 1
    assert "Traceback" in (tmp_path / "returncheck-error.log").read_text(
        encoding="utf-8"
    )


def test_run_whose_build_fails_names_the_model(returncheck, out, tmp_path):
    make(tmp_path / "cin.xml")
    # With what is read of it before the build.
    spoil(
        out / "returncheck.duckdb",
        table="kpi_return__Comparators",
        columns="return_id varchar, row_number bigint, indicator_id varchar",
    )
    with duckdb.connect(out / "returncheck.duckdb") as connection:
        # Else the models of a return that is not loaded are not built again.
        connection.execute("delete from raw.built_reference")
    shown = returncheck("run", "cin.xml", "--out", "out")
    assert shown.returncode == 4
    assert "The model stg_kpi_return__comparators could not be built" in shown.stderr
    assert "Traceback" not in shown.stderr
