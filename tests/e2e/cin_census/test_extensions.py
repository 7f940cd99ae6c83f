"""A toy extension in a run: what is declared goes the way of everything else."""

import csv
import json
import shutil
from pathlib import Path

import duckdb
import openpyxl
import pytest

from returncheck.catalogue.rules import rule_versions
from returncheck.returns.registry import kinds_with_rules
from returncheck.synth import generate_cin_census
from returncheck.transform import Transform

TOY = Path(__file__).parent / "toy_extension" / "our_checks"
RETURN = "cin_census-887-2025"
SETTINGS = """\
authority: "887"
extensions: [our_checks/]
targets: {local:weekend_assessments: 5}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("extended")
    shutil.copytree(TOY, path / "our_checks")
    (path / "returncheck.yml").write_text(SETTINGS, encoding="utf-8")
    generate_cin_census(
        authority="887", year=2025, children=60, seed=3, out=path / "cin.xml"
    )
    return path


@pytest.fixture(scope="module")
def done(folder, returncheck_in):
    return returncheck_in(folder, "run", "cin.xml", "--out", "out")


@pytest.fixture(scope="module")
def results(folder, done):
    text = (folder / "out/results.json").read_text(encoding="utf-8")
    assert done.stderr == ""
    return json.loads(text)


def rows(folder, query):
    path = folder / "out/returncheck.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_own_rule_finds_what_an_official_one_would(folder, results):
    (outcome,) = [each for each in results["rules"] if each["code"] == "local:LA01"]
    ((weekends,),) = rows(
        folder,
        "select count(*) from stg_cin_census__assessments "
        "where isodow(assessment_actual_start_date) in (6, 7)",
    )
    assert weekends > 0
    assert (outcome["outcome"], outcome["findings"]) == ("failed", weekends)


def test_rule_that_fails_could_not_run_and_stops_nothing_else(results):
    outcomes = {each["code"]: each for each in results["rules"]}
    failed = outcomes["local:LA02"]
    assert (failed["outcome"], failed["reason"]) == (
        "not_run",
        "could not run: conversion error",
    )
    reasons = {each["reason"] for each in results["rules"] if each is not failed}
    assert not any("could not run" in (reason or "") for reason in reasons)
    assert results["headline"].endswith("rules was not run.") or (
        "was not run" in results["headline"]
    )
    assert not results["headline"].startswith("Ready")


def test_own_indicator_has_value_target_and_verdict(folder, results):
    assert results["exit_code"] == 0
    value, target, rag = rows(
        folder,
        "select value, target, rag from fct_benchmarks "
        "where indicator_id = 'local:weekend_assessments'",
    )[0]
    ((expected,),) = rows(
        folder,
        "select 100.0 * count(*) filter (where isodow(assessment_actual_start_date) "
        "in (6, 7)) / count(*) from stg_cin_census__assessments "
        "where assessment_actual_start_date "
        "between date '2024-04-01' and date '2025-03-31'",
    )
    assert value == pytest.approx(expected)
    assert (target, rag) == (5, "green" if value <= 5 else "red")
    ((months,),) = rows(
        folder,
        "select count(*) from fct_indicator_periods where period_type = 'month' "
        "and indicator_id = 'local:weekend_assessments'",
    )
    assert months == 12


def test_own_expectation_is_judged(results):
    (found,) = [each for each in results["suites"] if "local:" in each["check_id"]]
    assert found["check_id"] == "expectation:local:our_children.child_ids_are_ours"
    assert found["outcome"] in ("passed", "failed")


def test_all_of_it_is_on_the_page_and_in_the_workbook(folder, results):
    page = (folder / "out/report.html").read_text(encoding="utf-8")
    for text in (
        "local:LA01",
        "Assessment starts on a weekend",
        "could not run: conversion error",
        "Assessments started on a weekend",
    ):
        assert text in page
    assert "secret" not in page
    book = openpyxl.load_workbook(folder / "out/findings.xlsx", read_only=True)
    cells = {
        str(cell)
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    }
    assert any("local:LA01" in cell for cell in cells)
    with (folder / "out/queries-to-explain.csv").open(encoding="utf-8-sig") as file:
        assert "local:LA01" in {row["rule"] for row in csv.DictReader(file)}


def test_public_export_leaves_it_out(folder, results, returncheck_in):
    for name, options in (("public", ["--public"]), ("own", [])):
        made = returncheck_in(
            folder, "export", "out", "--out", name, "--format", "csv", *options
        )
        assert (made.returncode, made.stderr) == (0, "")
    holds = {
        name: any(
            "local:" in path.read_text(encoding="utf-8")
            for path in (folder / name).glob("*.csv")
        )
        for name in ("public", "own")
    }
    assert holds == {"public": False, "own": True}


def test_listings_know_it_and_unknown_folders_are_told(folder, returncheck_in):
    listed = returncheck_in(folder, "rules", "list", "--format", "json").stdout
    codes = [row["code"] for row in json.loads(listed)]
    assert codes[-2:] == ["local:LA01", "local:LA02"]
    (folder / "other.yml").write_text("extensions: [nothing]\n", encoding="utf-8")
    told = returncheck_in(folder, "run", "cin.xml", "--config", "other.yml")
    assert told.returncode == 2
    assert told.stderr.startswith("There is no folder nothing, which is named as")


def test_cases_say_which_row_is_wrong(folder, returncheck_in):
    path = folder / "our_checks/cases/la01.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("{Assessments: [3]}", "{Assessments: [4]}"), encoding="utf-8"
    )
    done = returncheck_in(folder, "rules", "test", "our_checks")
    path.write_text(text, encoding="utf-8")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "local:LA01, a Saturday and a Sunday, not the Friday and the Monday beside "
        "them: expected Assessments row 2; Assessments row 4, found Assessments row 2; "
        "Assessments row 3.",
        "local:LA02, no case that fails: add one.",
        "local:LA02, no case that passes: add one.",
        "2 cases of 2 rules: 3 wrong.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "stg_cin_census__assessments",
            "stg_cin_census__nothing",
            "there is no model or seed 'stg_cin_census__nothing'",
        ),
        ("{{ is_weekend", "{{ {{ is_weekend", "expected token ':', got '}' line 20"),
    ],
)
def test_rule_that_cannot_be_compiled_names_its_file(
    folder, returncheck_in, old, new, told
):
    path = folder / "our_checks/rules/rule_cin_census__la01.sql"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new), encoding="utf-8")
    done = returncheck_in(folder, "rules", "test", "our_checks")
    path.write_text(text, encoding="utf-8")
    assert (done.returncode, done.stderr) == (
        2,
        f"our_checks/rules/rule_cin_census__la01.sql cannot be compiled: {told}. "
        "Correct the file.\n",
    )


def test_each_shipped_rule_can_be_left_out(tmp_path):
    plan = Transform(tmp_path / "a.duckdb", tmp_path / "logs")._ready_plan()
    parts = [
        (part.collection, part.code, part.first_year)
        for step in plan.steps
        for part in step.rules
    ]
    expected = [
        (each.collection, each.code, each.first_year)
        for kind in kinds_with_rules()
        for each in rule_versions(kind.collection)
    ]
    assert sorted(parts) == sorted(expected)
