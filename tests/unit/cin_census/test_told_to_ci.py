"""What CI is told: the JUnit report and GitHub's annotations, of small results."""

import dataclasses
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree
from report_results import CENSUS, CENSUS_2024, explained, finding, result, rule

from returncheck.errors import ConfigError
from returncheck.findings.exits import ExitCode
from returncheck.report.outputs.ci_cases import ROWS_SHOWN, CaseOutcome, ci_cases
from returncheck.report.outputs.github import (
    MOST_ANNOTATIONS,
    add_to_summary,
    annotation,
    annotations,
    is_on_github,
)
from returncheck.report.outputs.junit import (
    run_faults,
    write_junit,
    write_unfinished_junit,
)
from returncheck.report.outputs.unfinished import Failure
from returncheck.settings.config import FailOn

BEGUN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SECRET = "SECRETNAME"
XSD = Path(__file__).parents[1] / "junit.xsd"


def of_check(cases, check_id="cin_census:8608"):
    (case,) = (each for each in cases if each.check_id == check_id)
    return case


def report(path):
    """The report, after it was held against the schema, its numbers counted."""
    etree.XMLSchema(etree.parse(XSD)).assertValid(etree.parse(path))
    root = ElementTree.parse(path).getroot()
    for each in (root, *root):
        cases = list(each.iter("testcase"))
        assert int(each.get("tests")) == len(cases)
        for name, tag in (
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ):
            found = sum(case.find(tag) is not None for case in cases)
            assert int(each.get(name)) == found
    return root


def written(path, found, fail_on=FailOn.ERROR, refused=(), lacking=None):
    code = found.exit_code(fail_on)
    cases = ci_cases(found, fail_on)
    write_junit(path, cases, run_faults(refused, lacking, code), BEGUN, 12.34)
    return report(path)


@pytest.mark.parametrize("fail_on", list(FailOn))
@pytest.mark.parametrize(
    ("findings", "severity"),
    [
        ([], None),
        ([finding(1)], "error"),
        ([finding(1, severity="query", check_id="cin_census:8670Q")], "query"),
        ([finding(1, severity="info", layer="contract")], "info"),
        ([explained(1)], None),
    ],
    ids=["nothing", "error", "query", "note", "explained"],
)
def test_the_report_fails_where_the_exit_code_does(
    tmp_path, fail_on, findings, severity
):
    found = result(findings=findings, rules=[rule(), rule("8670Q")])
    root = written(tmp_path / "j.xml", found, fail_on)
    has_failed = found.exit_code(fail_on) is ExitCode.FINDINGS
    assert (int(root.get("failures")) > 0) is has_failed
    assert root.get("errors") == "0"
    failures = [each.get("type") for each in root.iter("failure")]
    assert failures == ([severity] if has_failed else [])


def test_a_suite_is_a_layer_and_a_case_a_check_of_a_return(tmp_path):
    found = result(
        returns=(CENSUS_2024, CENSUS),
        findings=[
            finding(1),
            finding(2),
            finding(3, return_id=CENSUS_2024.return_id),
            finding(4, layer="contract", check_id="contract:cin_census.A.B.code"),
        ],
        rules=[rule(), rule("8610", outcome="passed", finding_count=0)],
    )
    root = written(tmp_path / "j.xml", found)
    suites = {each.get("name"): len(each) for each in root}
    assert suites == {
        "The run": 1,
        "Contract: form of the values": 1,
        "Statutory rules": 3,
    }
    names = [each.get("name") for each in root[2]]
    assert [name.split()[0] for name in names] == ["8608", "8608", "8610"]
    assert [each.find("failure") is None for each in root[2]] == [False, False, True]


def test_a_failure_says_what_where_and_what_to_do(tmp_path):
    found = result(findings=[finding(3), finding(17)], rules=[rule()])
    (failure,) = written(tmp_path / "j.xml", found).iter("failure")
    assert failure.get("message") == "2 errors: census 2025.xml, Assessments rows 3, 17"
    lines = failure.text.splitlines()
    assert lines[0] == "Medway, CIN census 2025 in census 2025.xml"
    assert lines[1:3] == ["2 errors", "Assessments rows 3, 17"]
    assert "dates" in lines[3]
    assert "findings.xlsx" in lines[3]


def test_no_child_and_no_value_is_told(tmp_path):
    """Identifiers, values, messages, reasons, and names of files and of elements."""
    hidden = {
        "child_id": f"{SECRET}1",
        "value": f"{SECRET}2",
        "message": f"{SECRET}3",
        "episode_id": f"{SECRET}4",
    }
    found = result(
        returns=(dataclasses.replace(CENSUS, source_name=f"{SECRET}/{SECRET}.xml"),),
        findings=[
            finding(1, **hidden),
            finding(2, table_name=f"{SECRET}5", **hidden),
            explained(3, explanation=f"{SECRET}6", **hidden),
            finding(
                4,
                layer="contract",
                check_id=f"contract:cin_census.{SECRET}.{SECRET}.column",
                **{**hidden, "field": SECRET},
            ),
        ],
        rules=[rule(), rule("8670Q")],
    )
    root = written(tmp_path / "j.xml", found)
    said = [each.text or "" for each in root.iter()]
    said += [value for each in root.iter() for value in each.attrib.values()]
    told = annotations(ci_cases(found, FailOn.ERROR), [Path("in")])
    assert told
    assert SECRET not in "".join((*said, *told))


def test_context_is_not_told_of():
    context = dataclasses.replace(CENSUS_2024, is_context=True)
    found = result(
        returns=(context, CENSUS),
        findings=[finding(1, return_id=context.return_id)],
        rules=[rule(return_id=context.return_id, return_year=2024)],
    )
    assert ci_cases(found, FailOn.ERROR) == ()


def test_rules_that_did_not_run_are_skipped_with_the_reason(tmp_path):
    found = result(
        rules=[rule(outcome="not_run", reason="absent: Reviews", finding_count=0)]
    )
    (skipped,) = written(tmp_path / "j.xml", found).iter("skipped")
    assert skipped.get("message") == "absent: Reviews"


@pytest.mark.parametrize(
    ("number", "ending"),
    [
        (1, "Assessments row 1"),
        (ROWS_SHOWN, f", {ROWS_SHOWN}"),
        (ROWS_SHOWN + 1, f", {ROWS_SHOWN} and 1 more"),
    ],
)
def test_rows_are_listed_up_to_a_bound(number, ending):
    found = result(findings=[finding(n) for n in range(1, number + 1)], rules=[rule()])
    (line,) = of_check(ci_cases(found, FailOn.ERROR)).places
    assert line.endswith(ending)


def test_only_the_findings_that_count_fail():
    """What was there before can be left out: then the case tells of the new ones."""
    found = result(findings=[finding(1), finding(2)], rules=[rule()])
    new = found.findings.filter(found.findings["finding_id"] == "f2")
    case = of_check(ci_cases(found, FailOn.ERROR, new))
    assert case.outcome is CaseOutcome.FAILED
    assert case.what == "1 error, 1 explained or known"
    assert case.places == ("Assessments row 2",)
    none = of_check(ci_cases(found, FailOn.ERROR, new.clear()))
    assert none.outcome is CaseOutcome.NOTED


def test_a_refused_file_is_an_error_and_missing_rules_a_failure(tmp_path):
    root = written(
        tmp_path / "j.xml", result(), refused=["a.xml is no XML."], lacking="No rules."
    )
    (error,) = root.iter("error")
    (failure,) = root.iter("failure")
    assert error.get("message") == "a.xml is no XML."
    assert failure.get("message") == "No rules."


@pytest.mark.parametrize("failure", [None, *ExitCode])
def test_a_run_without_a_result_is_an_error(tmp_path, failure):
    if failure is not None:
        failure = Failure(reasons=("one", "two\x00"), exit_code=failure)
    write_unfinished_junit(tmp_path / "j.xml", BEGUN, failure)
    root = report(tmp_path / "j.xml")
    assert int(root.get("errors")) == (1 if failure is None else 2)


def test_a_report_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError) as told:
        write_unfinished_junit(tmp_path / "file" / "j.xml", BEGUN)
    assert "--junit" in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("message", "title", "file", "line"),
    [
        ("plain", "", None, "::error::plain"),
        ("a\nb\r", "", None, "::error::a%0Ab%0D"),
        ("100% of", "", None, "::error::100%25 of"),
        ("::set-env", "", None, "::error::::set-env"),
        ("x", "a: b, c%", None, "::error title=a%3A b%2C c%25::x"),
        ("x", "t", "in/a b.xml", "::error file=in/a b.xml,title=t::x"),
    ],
)
def test_annotations_are_escaped(message, title, file, line):
    assert annotation("error", message, title=title, file=file) == line


def test_annotations_are_bounded_and_say_what_is_left_out():
    codes = [f"{number}" for number in range(8600, 8600 + MOST_ANNOTATIONS + 2)]
    found = result(
        findings=[
            finding(n, check_id=f"cin_census:{code}") for n, code in enumerate(codes)
        ]
    )
    lines = annotations(ci_cases(found, FailOn.ERROR), [])
    assert [line.startswith("::error ") for line in lines] == [
        *[True] * MOST_ANNOTATIONS,
        False,
    ]
    assert lines[-1].startswith("2 checks more")


@pytest.mark.parametrize(
    ("fail_on", "kind"),
    [(FailOn.ERROR, "warning"), (FailOn.QUERY, "error"), (FailOn.NEVER, "warning")],
)
def test_queries_are_warnings_unless_they_fail_the_run(fail_on, kind):
    found = result(findings=[finding(1, severity="query")])
    (line,) = annotations(ci_cases(found, fail_on), [])
    assert line.startswith(f"::{kind} ")


def test_notes_are_not_annotated():
    found = result(findings=[finding(1, severity="info")])
    assert annotations(ci_cases(found, FailOn.ERROR), []) == []


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("census 2025.xml", "in/census 2025.xml"),
        ("Smithson.xml", None),
        ("gone.xml", None),
    ],
)
def test_a_file_is_named_from_the_top_where_its_name_may_be_told(
    tmp_path, source, shown
):
    (tmp_path / "in").mkdir()
    if source != "gone.xml":
        (tmp_path / "in" / source).write_text("", encoding="utf-8")
    found = result(
        returns=(dataclasses.replace(CENSUS, source_name=source),),
        findings=[finding(1)],
    )
    inputs = [tmp_path / "in" / source]
    (line,) = annotations(ci_cases(found, FailOn.ERROR), inputs, (), tmp_path)
    assert (f"file={shown}," in line) is (shown is not None)
    assert ("file=" in line) is (shown is not None)


def test_a_file_outside_the_repository_is_not_named(tmp_path):
    path = tmp_path / "census 2025.xml"
    path.write_text("", encoding="utf-8")
    (tmp_path / "repository").mkdir()
    cases = ci_cases(result(findings=[finding(1)]), FailOn.ERROR)
    (line,) = annotations(cases, [path], (), tmp_path / "repository")
    assert "file=" not in line


def test_the_summary_is_added_to_what_is_there(tmp_path):
    place = tmp_path / "summary"
    place.write_text("before\n", encoding="utf-8")
    assert add_to_summary("## Ready…", {"GITHUB_STEP_SUMMARY": str(place)}) is None
    assert place.read_text(encoding="utf-8") == "before\n## Ready…\n"


def test_a_summary_that_cannot_be_written_is_one_line(tmp_path):
    told = add_to_summary("x", {"GITHUB_STEP_SUMMARY": str(tmp_path)})
    assert told is not None
    assert "\n" not in told
    assert add_to_summary("x", {}) is None


@pytest.mark.parametrize(
    ("value", "is_there"),
    [(None, False), ("", False), ("false", False), ("true", True)],
)
def test_github_is_known_by_its_variable(value, is_there):
    environment = {} if value is None else {"GITHUB_ACTIONS": value}
    assert is_on_github(environment) is is_there
