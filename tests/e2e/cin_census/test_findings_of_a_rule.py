"""A rule with more findings in a return than the limit: some, and the rest as one."""

import json

import polars as pl

from returncheck.synth import generate_cin_census


def test_rest_of_a_rule_is_one_finding_with_the_count(
    returncheck, new_database, tmp_path
):
    new_database(tmp_path / "out" / "returncheck.duckdb")
    generate_cin_census(
        authority="887", year=2025, children=60, seed=3,
        plants={"8608": 6, "1510": 2}, out=tmp_path / "cin.xml",
    )  # fmt: skip
    settings = "limits:\n  findings_of_a_rule: 4\n"
    (tmp_path / "returncheck.yml").write_text(settings, encoding="utf-8")
    shown = returncheck("run", "cin.xml", "--no-suites", "--out", "out")
    assert shown.returncode == 1, shown.stderr
    found = pl.read_parquet(tmp_path / "out" / "findings.parquet")
    listed = found.filter(pl.col("check_id") == "cin_census:8608")
    assert listed["finding_id"].n_unique() == 4 + 1
    (rest,) = listed.filter(pl.col("row_number").is_null()).to_dicts()
    assert rest["value"] == "6"
    assert rest["message"].startswith("There are 6 findings of this rule")
    other = found.filter(pl.col("check_id") == "cin_census:1510")
    assert other["finding_id"].n_unique() == 2
    assert other["row_number"].null_count() == 0
    results = json.loads((tmp_path / "out" / "results.json").read_text("utf-8"))
    counts = {each["check_id"]: each["findings"] for each in results["checks"]}
    assert (counts["cin_census:8608"], counts["cin_census:1510"]) == (5, 2)
