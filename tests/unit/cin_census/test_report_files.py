"""findings.csv, findings.parquet and results.json."""

import csv
import io
import json

import polars as pl
import pytest
from report_results import (
    CENSUS,
    CENSUS_2018,
    contract,
    explained,
    finding,
    result,
    rule,
    suite,
)

from returncheck.errors import ConfigError
from returncheck.findings.finding import COLUMNS, finding_schema
from returncheck.report import write_outputs
from returncheck.results.check_result import ExitCode
from returncheck.settings.config import FailOn


def write(found, folder, **options):
    usual = {"fail_on": FailOn.ERROR, "exit_code": ExitCode.FINDINGS}
    return write_outputs(found, folder, **{**usual, **options})


def rows_of(path):
    """Rows of a CSV file, read by another reader than the one that wrote it."""
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param("=1+1", "'=1+1", id="equals"),
        pytest.param("+44 20 7946", "'+44 20 7946", id="plus"),
        pytest.param("-1+2", "'-1+2", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\t=1", "'\t=1", id="tab"),
        pytest.param("\r=1", "'\r=1", id="carriage-return"),
        pytest.param("\n=1", "'\n=1", id="line-feed"),
        pytest.param("-", "'-", id="dash-alone"),
        pytest.param("-5", "-5", id="negative-number"),
        pytest.param("+3.25", "+3.25", id="signed-number"),
        pytest.param("-.5", "-.5", id="no-digit-before-the-point"),
        pytest.param("-5 days", "'-5 days", id="number-and-words"),
        pytest.param("1=1", "1=1", id="sign-inside"),
        pytest.param("2024-05-01", "2024-05-01", id="date"),
        pytest.param('a "b", c\nd', 'a "b", c\nd', id="quotes-and-lines"),
        pytest.param("Zoë", "Zoë", id="accent"),
        pytest.param(None, "", id="missing"),
    ],
)
def test_csv_holds_no_formula(value, written, tmp_path):
    outputs = write(result(findings=[finding(1, value=value)]), tmp_path)
    assert [row["value"] for row in rows_of(outputs.findings_csv)] == [written]


def test_csv_guards_every_column_of_text(tmp_path):
    texts = [name for name, kind in finding_schema().items() if kind is pl.String]
    row = finding(1, layer="rule", severity="error")
    evil = {name: "=1" for name in texts if name not in ("layer", "severity")}
    outputs = write(result(findings=[{**row, **evil}]), tmp_path)
    (written,) = rows_of(outputs.findings_csv)
    assert {written[name] for name in evil} == {"'=1"}


def test_csv_opens_in_a_spreadsheet_as_utf_8(tmp_path):
    outputs = write(result(findings=[finding(1)]), tmp_path)
    content = outputs.findings_csv.read_bytes()
    assert content.startswith(b"\xef\xbb\xbffinding_id,run_id,")
    assert content.count(b"\r\n") == 2


def test_csv_without_findings_has_its_headings(tmp_path):
    outputs = write(result(), tmp_path)
    text = outputs.findings_csv.read_text(encoding="utf-8-sig")
    assert text.strip() == ",".join(COLUMNS)


def test_parquet_holds_the_findings_as_they_are(tmp_path):
    found = result(findings=[finding(1, value="=1+1"), finding(2, child_id=None)])
    outputs = write(found, tmp_path)
    read = pl.read_parquet(outputs.findings_parquet)
    assert tuple(read.columns) == COLUMNS
    assert read.equals(found.findings)


def document(found, folder, **options):
    return json.loads(write(found, folder, **options).results.read_text("utf-8"))


def test_json_has_its_documented_keys_in_order(tmp_path):
    assert list(document(result(), tmp_path)) == [
        "format",
        "schema_version",
        "version",
        "run_id",
        "started_at",
        "synthetic",
        "exit_code",
        "fail_on",
        "status",
        "headline",
        "returns",
        "refused",
        "counts",
        "checks",
        "contracts",
        "rules",
        "suites",
        "targets",
        "history",
        "outputs",
    ]


def test_json_lists_every_check_of_the_contract(tmp_path):
    found = result(
        contracts=[
            contract(),
            contract("failed", check="date", locations=2),
            contract("not_run", field="AssessmentID", reason="absent: Assessments"),
        ]
    )
    assert document(found, tmp_path)["contracts"] == [
        {
            "check_id": f"contract:cin_census.Assessments.{field}.{check}",
            "return_id": CENSUS.return_id,
            "table_name": "Assessments",
            "field": field,
            "check": check,
            "outcome": outcome,
            "reason": reason,
            "locations": locations,
        }
        for field, check, outcome, reason, locations in [
            ("LAchildID", "required", "passed", None, 0),
            ("LAchildID", "date", "failed", None, 2),
            ("AssessmentID", "required", "not_run", "absent: Assessments", 0),
        ]
    ]


def test_json_counts_findings_and_not_their_places(tmp_path):
    found = result(
        findings=[
            finding(1),
            finding(1, field="AssessmentActualStartDate"),
            finding(2, severity="query"),
            finding(3, layer="contract", check_id="contract:cin_census.A.B.code"),
        ]
    )
    counts = document(found, tmp_path)["counts"]
    assert counts["findings"] == {"error": 2, "query": 1, "info": 0}
    assert counts["by_layer"]["rule"] == {"error": 1, "query": 1, "info": 0}
    assert counts["by_layer"]["contract"] == {"error": 1, "query": 0, "info": 0}
    assert counts["by_layer"]["reconciliation"] == {"error": 0, "query": 0, "info": 0}
    assert counts["locations"] == 4


def test_json_counts_explained_queries_apart(tmp_path):
    found = result(
        findings=[
            explained(1),
            explained(1, field="X"),
            explained(2, explanation=None),
        ],
        rules=[rule("8670Q", finding_count=2, explained_count=1)],
    )
    read = document(found, tmp_path)
    assert read["format"] == 1
    assert read["counts"] == {
        "findings": {"error": 0, "query": 1, "info": 0},
        "by_layer": {
            "contract": {"error": 0, "query": 0, "info": 0},
            "rule": {"error": 0, "query": 1, "info": 0},
            "expectation": {"error": 0, "query": 0, "info": 0},
            "reconciliation": {"error": 0, "query": 0, "info": 0},
        },
        "locations": 3,
        "explained": 1,
    }
    assert read["returns"][0]["findings"] == {"error": 0, "query": 1, "info": 0}
    assert read["checks"] == [
        {
            "check_id": "cin_census:8670Q",
            "layer": "rule",
            "severity": "query",
            "findings": 2,
            "locations": 3,
            "explained": 1,
        }
    ]
    assert (read["rules"][0]["findings"], read["rules"][0]["explained"]) == (2, 1)
    assert "Backlog" not in json.dumps(read)


def test_findings_files_hold_details_as_they_are(tmp_path):
    details = '{"children": 400, "unknown": 9}'
    outputs = write(result(findings=[finding(1, value=details)]), tmp_path)
    assert [row["value"] for row in rows_of(outputs.findings_csv)] == [details]
    assert pl.read_parquet(outputs.findings_parquet)["value"].to_list() == [details]


def test_json_names_no_child_and_quotes_no_value(tmp_path):
    found = result(
        findings=[finding(1, child_id="SECRETCHILD", value="SECRETVALUE")],
        rules=[rule(finding_count=1)],
        suites=[suite("could_not_run", reason="cannot convert 'SECRETVALUE'")],
    )
    text = write(found, tmp_path).results.read_text("utf-8")
    assert "SECRET" not in text
    assert "Check the dates" not in text


def test_json_tells_returns_rules_and_suites(tmp_path):
    found = result(
        findings=[finding(1)],
        rules=[rule(finding_count=1), rule("4001", "not_run", reason="absent: X")],
        suites=[suite("not_applicable", reason="no rows", observed=None)],
    )
    read = document(found, tmp_path)
    assert read["returns"] == [
        {
            "return_id": "cin_census-887-2025",
            "collection": "cin_census",
            "la_code": "887",
            "authority": "Medway",
            "return_year": 2025,
            "source_name": "census 2025.xml",
            "rows": 0,
            "findings": {"error": 1, "query": 0, "info": 0},
            "is_context": False,
            "rules": {
                "set": "of_the_year",
                "year": 2025,
                "is_provisional": False,
                "is_selection": False,
                "run": 1,
                "not_run": 1,
            },
        }
    ]
    assert read["rules"] == [
        {
            "code": "8608",
            "return_id": "cin_census-887-2025",
            "outcome": "failed",
            "reason": None,
            "findings": 1,
            "explained": 0,
        },
        {
            "code": "4001",
            "return_id": "cin_census-887-2025",
            "outcome": "not_run",
            "reason": "absent: X",
            "findings": 0,
            "explained": 0,
        },
    ]
    assert read["suites"][0]["outcome"] == "not_applicable"
    assert read["suites"][0]["reason"] == "no rows"


@pytest.mark.parametrize(
    ("code", "status"),
    [
        pytest.param(0, "ready", id="clean"),
        pytest.param(1, "findings", id="findings"),
        pytest.param(2, "wrong_use", id="wrong-use"),
        pytest.param(3, "unreadable", id="unreadable"),
        pytest.param(4, "failed", id="our-bug"),
    ],
)
def test_json_has_one_word_for_each_exit_code(code, status, tmp_path):
    read = document(result(), tmp_path, exit_code=ExitCode(code))
    assert (read["exit_code"], read["status"]) == (code, status)


def test_json_says_when_the_run_began_in_utc(tmp_path):
    assert document(result(), tmp_path)["started_at"] == "2026-04-05T06:07:00+00:00"


def test_outputs_are_all_written_into_a_new_folder(tmp_path):
    folder = tmp_path / "new" / "folder"
    outputs = write(result(returns=(CENSUS, CENSUS_2018)), folder)
    written = sorted(path.name for path in folder.iterdir())
    assert written == sorted(outputs.file_names().values())
    assert len(written) == 6


def test_outputs_for_explaining_are_named_when_there_are_queries(tmp_path):
    outputs = write(result(findings=[explained(1)]), tmp_path)
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == sorted(outputs.file_names().values())
    assert document(result(findings=[explained(1)]), tmp_path)["outputs"] == {
        "report": "report.html",
        "findings_csv": "findings.csv",
        "findings_parquet": "findings.parquet",
        "findings_xlsx": "findings.xlsx",
        "results": "results.json",
        "summary": "summary.md",
        "return_level_notes": "return-level-notes.csv",
        "queries_to_explain": "queries-to-explain.csv",
    }


def test_outputs_replace_those_of_an_earlier_run(tmp_path):
    write(result(findings=[finding(n) for n in range(1, 50)]), tmp_path)
    outputs = write(result(findings=[finding(1)]), tmp_path)
    assert len(rows_of(outputs.findings_csv)) == 1


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("report.html", id="page"),
        pytest.param("findings.csv", id="csv"),
        pytest.param("findings.parquet", id="parquet"),
    ],
)
def test_output_that_cannot_be_written_is_wrong_use(name, tmp_path):
    (tmp_path / name).mkdir()
    with pytest.raises(ConfigError, match="cannot be written"):
        write(result(), tmp_path)


def test_folder_that_is_a_file_is_wrong_use(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="choose another folder"):
        write(result(), tmp_path / "file")
