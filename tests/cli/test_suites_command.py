"""`returncheck suites` and `returncheck run --expectations` in real processes."""

import json

import pytest


@pytest.fixture(scope="module")
def checked(tmp_path_factory, new_database):
    """An output folder without any return: the published figures alone."""
    return new_database(tmp_path_factory.mktemp("out") / "returncheck.duckdb").parent


@pytest.fixture(scope="module")
def exported(checked, returncheck_in):
    shown = returncheck_in(checked, "suites", "export", "our-gx", "--database", checked)
    assert (shown.returncode, shown.stderr) == (0, "")
    first, second = shown.stdout.splitlines()
    assert first.startswith(str(checked / "our-gx" / "gx"))
    assert second.endswith("index.html")
    return checked / "our-gx"


def test_list_names_every_expectation(returncheck):
    shown = returncheck("suites", "list", "--format", "json")
    assert (shown.returncode, shown.stderr) == (0, "")
    names = {row["expectation"] for row in json.loads(shown.stdout)}
    assert {"assessments_within_45_days", "rank_from_1"} <= names


def test_list_names_those_of_a_project(returncheck, exported):
    told = [
        returncheck("suites", "list", *more).stdout
        for more in ((), ("--expectations", exported))
    ]
    assert told[0] == told[1] != ""


@pytest.mark.parametrize("database", ["nothing", "nothing.duckdb"])
def test_export_without_a_database_is_refused_in_one_line(returncheck, database):
    shown = returncheck("suites", "export", "p", "--database", database)
    assert shown.returncode == 2
    assert len(shown.stderr.splitlines()) == 1
    assert "There is no database" in shown.stderr


def test_export_takes_no_folder_that_holds_a_project(returncheck, checked, exported):
    shown = returncheck("suites", "export", exported, "--out", checked)
    assert shown.returncode == 2
    assert "holds a project of Great Expectations already" in shown.stderr


def test_run_checks_what_was_edited_in_the_project(
    returncheck, exported, tmp_path, root
):
    suites = exported / "gx" / "expectations"
    edited = tmp_path / "gx"
    (edited / "expectations").mkdir(parents=True)
    for name in ("benchmarks__fct_benchmarks", "returns"):
        told = json.loads((suites / f"{name}.json").read_text())
        if name == "returns":
            told["expectations"][0]["severity"] = "info"
        (edited / "expectations" / f"{name}.json").write_text(json.dumps(told))
    (edited / "great_expectations.yml").write_bytes(
        (exported / "gx" / "great_expectations.yml").read_bytes()
    )
    (tmp_path / "returncheck.yml").write_text("expectations: gx\n")
    report = root / "examples" / "reports" / "darlington-2016-05.csv"
    shown = returncheck("run", report, "--out", "checked", "--fail-on", "never")
    assert (shown.returncode, shown.stderr) == (0, "")
    results = json.loads((tmp_path / "checked" / "results.json").read_text())
    assert {row["suite"] for row in results["suites"]} == {"benchmarks", "returns"}
    severities = {row["expectation"]: row["severity"] for row in results["suites"]}
    assert severities["needed_tables_not_empty"] == "info"
    assert {row["outcome"] for row in results["contracts"]} >= {"passed"}


@pytest.mark.parametrize("folder", ["nothing", "."])
def test_folder_without_suites_is_refused_before_anything_is_built(
    returncheck, root, folder
):
    report = root / "examples" / "reports" / "darlington-2016-05.csv"
    shown = returncheck("run", report, "--out", "checked", "--expectations", folder)
    assert shown.returncode == 2
    assert len(shown.stderr.splitlines()) == 1
