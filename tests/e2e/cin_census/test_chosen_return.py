"""Checking one return again, where a database holds several, shows that one alone."""

import json

import polars as pl
import pytest

from returncheck.synth import generate_cin_census

OTHER, CHOSEN = "cin_census-204-2025", "cin_census-887-2025"


def make(path, authority, seed):
    generate_cin_census(
        authority=authority, year=2025, children=60, seed=seed,
        plants={"8608": 2, "8670Q": 1}, out=path,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folders(returncheck_in, new_database, tmp_path_factory):
    """The outputs of one return beside another in its database, and of it alone."""
    folder = tmp_path_factory.mktemp("chosen")
    make(folder / "other.xml", "204", 1)
    make(folder / "chosen.xml", "887", 2)
    for name in ("both", "alone"):
        new_database(folder / name / "returncheck.duckdb")
    for inputs, out in (
        (("other.xml",), "both"),
        (("chosen.xml",), "both"),
        (("chosen.xml",), "alone"),
    ):
        shown = returncheck_in(folder, "run", *inputs, "--no-suites", "--out", out)
        assert shown.returncode == 1, shown.stderr
    return folder / "both", folder / "alone"


def test_outputs_speak_of_no_other_return(folders):
    both, _ = folders
    results = json.loads((both / "results.json").read_text(encoding="utf-8"))
    assert [each["return_id"] for each in results["returns"]] == [CHOSEN]
    findings = pl.read_parquet(both / "findings.parquet")
    assert set(findings["return_id"]) == {CHOSEN}
    for name in ("report.html", "results.json", "summary.md", "findings.csv"):
        text = (both / name).read_text(encoding="utf-8")
        assert OTHER not in text, name
        assert "other.xml" not in text, name


def test_findings_are_those_of_the_return_alone(folders):
    shown = [
        pl.read_parquet(out / "findings.parquet").drop("run_id") for out in folders
    ]
    assert shown[0].equals(shown[1])


def test_page_is_as_long_as_that_of_the_return_alone(folders):
    both, alone = (len((out / "report.html").read_text("utf-8")) for out in folders)
    assert abs(both - alone) <= 0.01 * alone
