"""Findings that are one thing to mend: one number, whoever tells it."""

import json
from collections import Counter

import openpyxl
import polars as pl
import pytest

from returncheck.synth import generate_cin_census

# A fault each, and how many: rules that give several findings of one.
PLANTS = {"1520": 2, "2885": 5, "8510": 2, "8794": 2, "8815": 2, "8790": 1, "8935": 1}
# 8815 and 8935 break another rule too, once a fault.
ALSO = {"8816": 2, "8940": 1}
EXPECTED = {f"cin_census:{code}": n for code, n in {**PLANTS, **ALSO}.items()}


@pytest.fixture(scope="module")
def run(returncheck_in, new_database, tmp_path_factory):
    """The console, and the folder, of one run on a return with these faults."""
    folder = tmp_path_factory.mktemp("pairs")
    generate_cin_census(
        authority="887",
        year=2025,
        children=500,
        seed=3,
        plants=PLANTS,
        out=folder / "cin.xml",
    )
    new_database(folder / "out" / "returncheck.duckdb")
    shown = returncheck_in(folder, "run", "cin.xml", "--no-suites", "--out", "out")
    return shown.stdout, folder / "out"


def rules_of(found):
    return {each: number for each, number in found.items() if each in EXPECTED}


def test_results_count_each_fault_once(run):
    results = json.loads((run[1] / "results.json").read_text("utf-8"))
    by_check = {each["check_id"]: each["findings"] for each in results["checks"]}
    assert rules_of(by_check) == EXPECTED
    outcomes = {f"cin_census:{r['code']}": r["findings"] for r in results["rules"]}
    assert rules_of(outcomes) == EXPECTED
    assert results["counts"]["findings"]["error"] == sum(EXPECTED.values())
    assert results["returns"][0]["findings"]["error"] == sum(EXPECTED.values())


def test_console_summary_and_page_count_each_fault_once(run):
    console, out = run
    errors = f"{sum(EXPECTED.values())} errors"
    page = (out / "report.html").read_text("utf-8")
    summary = (out / "summary.md").read_text("utf-8")
    assert all(errors in text for text in (console, summary, page))
    title = "2885 Protection plan start differs from the initial conference date"
    assert f"{title}: 5 findings\n" in console
    assert f"| error | {title} | 5 |" in summary
    assert "10 places of 5 findings" in page


@pytest.mark.parametrize("name", ["By rule", "By child"])
def test_both_places_of_a_pair_stand_together_under_one_number(run, name):
    sheet = openpyxl.load_workbook(run[1] / "findings.xlsx")[name]
    headings, *rows = sheet.iter_rows(values_only=True)
    listed = [dict(zip(headings, row, strict=True)) for row in rows]
    numbers = Counter()
    for check in {row["Check"] for row in listed} & {*PLANTS, *ALSO}:
        numbers[f"cin_census:{check}"] = len(
            {row["Finding"] for row in listed if row["Check"] == check}
        )
    assert numbers == EXPECTED
    pairs = [row for row in listed if row["Check"] == "2885"]
    assert [row["Table"] for row in pairs[:2]] == ["ChildProtectionPlans", "Section47"]
    places = {}
    for place, row in enumerate(listed):
        # A number that two children share stands under each of them.
        child = row["Child"] if name == "By child" else None
        places.setdefault((child, row["Finding"]), []).append(place)
    assert all(
        found == list(range(found[0], found[-1] + 1)) for found in places.values()
    )


def test_findings_of_the_rules_stay_what_the_specification_says(run):
    findings = pl.read_parquet(run[1] / "findings.parquet")
    pairs = findings.filter(pl.col("check_id") == "cin_census:2885")
    assert pairs["finding_id"].n_unique() == 10
    assert pairs["counted_as"].n_unique() == 5
    assert set(pairs["role"]) == {"fault"}
    children = pairs.group_by("counted_as").agg(pl.col("child_id").n_unique())
    assert children["child_id"].to_list() == [1] * 5
