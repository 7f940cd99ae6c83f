"""The `results.json` of real runs, held against the schema that is printed."""

import json

import jsonschema
import pytest


@pytest.fixture(scope="module")
def schema(returncheck_in, tmp_path_factory, root):
    shown = returncheck_in(tmp_path_factory.mktemp("schema"), "schema")
    assert (shown.returncode, shown.stderr) == (0, "")
    published = root / "docs" / "results.schema.json"
    assert shown.stdout == published.read_text(encoding="utf-8")
    return jsonschema.Draft202012Validator(json.loads(shown.stdout))


def results(folder):
    return json.loads((folder / "out" / "results.json").read_text(encoding="utf-8"))


def test_the_demo_is_as_promised(returncheck_in, new_database, tmp_path, schema):
    new_database(tmp_path / "out" / "returncheck.duckdb")
    assert returncheck_in(tmp_path, "demo", "--out", "out").returncode == 0
    document = results(tmp_path)
    schema.validate(document)
    assert document["synthetic"]
    assert len(document["returns"]) > 5
    assert {each["layer"] for each in document["checks"]} > {"rule", "reconciliation"}


@pytest.mark.parametrize("is_redacted", [False, True])
def test_a_report_beside_a_refused_file_is_as_promised(
    returncheck_in, new_database, tmp_path, schema, root, is_redacted
):
    new_database(tmp_path / "out" / "returncheck.duckdb")
    (tmp_path / "bad.xml").write_text("<a>", encoding="utf-8")
    report = root / "examples" / "reports" / "medway-2018-06.csv"
    shown = returncheck_in(
        *(tmp_path, "run", report, "bad.xml", "--out", "out", "--no-suites"),
        *(["--redact"] if is_redacted else []),
    )
    assert shown.returncode == 3
    document = results(tmp_path)
    schema.validate(document)
    assert len(document["refused"]) == 1
    assert document["suites"] == []


def test_a_run_of_refused_files_alone_is_as_promised(
    returncheck_in, new_database, tmp_path, schema
):
    new_database(tmp_path / "out" / "returncheck.duckdb")
    (tmp_path / "bad.xml").write_text("<a>", encoding="utf-8")
    shown = returncheck_in(tmp_path, "run", "bad.xml", "--out", "out")
    assert shown.returncode == 3
    document = results(tmp_path)
    schema.validate(document)
    assert document["status"] == "failed"
