"""return-level-notes.csv and queries-to-explain.csv."""

import csv
import io
from datetime import date

import pytest
from report_results import (
    CENSUS,
    CENSUS_2024,
    REPORT,
    explained,
    finding,
    result,
    rule,
)

from returncheck.report import write_outputs
from returncheck.report.outputs.queries_to_explain import queries_to_explain
from returncheck.report.outputs.return_level_notes import return_level_notes
from returncheck.results.check_result import ExitCode
from returncheck.settings.config import FailOn
from returncheck.settings.explanations import read_explanations

QUERY = rule("8670Q", severity="query", title="Assessment open too long")


def query(number=1, **changes):
    return finding(
        number, **{"check_id": "cin_census:8670Q", "severity": "query", **changes}
    )


def of_return(number=1, **changes):
    usual = {"check_id": "cin_census:2886Q", "child_id": None, "row_number": None}
    return query(number, **{**usual, **changes})


def write(found, folder):
    return write_outputs(
        found, folder, fail_on=FailOn.QUERY, exit_code=ExitCode.FINDINGS
    )


def rows_of(path):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def note(*findings, rules=(QUERY,)):
    (text,) = return_level_notes(result(findings=findings, rules=rules))["note"]
    return text


def test_notes_have_a_row_for_each_return_and_rule_with_queries():
    found = result(
        returns=(CENSUS, CENSUS_2024),
        findings=[
            finding(1),
            query(2),
            explained(3),
            of_return(4),
            explained(5, return_id=CENSUS_2024.return_id),
            finding(6, severity="info", check_id="cin_census:explanation"),
            query(7, layer="expectation", check_id="expectation:a.b"),
        ],
        rules=[
            QUERY,
            rule("8670Q", return_id=CENSUS_2024.return_id, title="Its title of 2024"),
        ],
    )
    frame = return_level_notes(found)
    assert frame.columns == [
        "return_id",
        "rule",
        "title",
        "queries",
        "explained",
        "open",
        "note",
    ]
    last, this = CENSUS_2024.return_id, CENSUS.return_id
    said = "1 query: Backlog (A. Analyst, 1 June 2025)."
    assert frame.rows() == [
        (this, "8670Q", "Assessment open too long", 2, 1, 1, said),
        (this, "2886Q", None, 1, 0, 1, None),
        (last, "8670Q", "Its title of 2024", 1, 1, 0, said),
    ]


def test_note_has_a_sentence_for_each_reason_the_commonest_first():
    said = note(
        explained(1, explanation="Awaiting court."),
        explained(2),
        explained(3),
        explained(3, field="AssessmentActualStartDate"),
        query(4),
    )
    assert said == (
        "2 queries: Backlog (A. Analyst, 1 June 2025). "
        "1 query: Awaiting court (A. Analyst, 1 June 2025)."
    )


def test_note_names_all_who_gave_one_reason_and_the_days_between():
    said = note(
        explained(1, explained_by="B. Other", explained_on=date(2025, 6, 3)),
        explained(2),
        explained(3),
    )
    assert said == (
        "3 queries: Backlog (B. Other, A. Analyst, 1 June 2025 to 3 June 2025)."
    )


def test_note_is_one_line():
    assert "\n" not in note(explained(1, explanation="Backlog,\n now  cleared"))


def test_note_leaves_out_a_child_that_the_reason_names():
    said = note(
        explained(
            1, child_id="LA-12345", explanation="LA-12345's worker left; LA-12345."
        )
    )
    assert said.startswith("1 query: [child]'s worker left; [child] (")


def test_note_keeps_numbers_that_are_no_identifiers():
    said = note(explained(1, child_id="45", explanation="45 days were not enough"))
    assert "45 days were not enough" in said


def open_queries(found):
    return queries_to_explain(found.findings, found.reconciliation)


def test_no_queries_give_no_notes():
    assert return_level_notes(result(findings=[finding(1)])).is_empty()
    assert open_queries(result()).is_empty()


def test_queries_to_explain_are_one_row_a_rule_and_child():
    found = result(
        returns=(CENSUS, CENSUS_2024),
        findings=[
            query(1, child_id="A"),
            query(1, child_id="A", field="AssessmentActualStartDate"),
            query(2, child_id="A"),
            query(3, child_id="A", return_id=CENSUS_2024.return_id),
            query(4, child_id=" B "),
            of_return(5),
            explained(6, child_id="C"),
            finding(7, child_id="D"),
            query(8, layer="reconciliation", check_id="reconciliation:own_parts"),
        ],
    )
    frame = open_queries(found)
    own = ["rule", "child", "reason", "by", "date", "return"]
    assert frame.columns == [*own, "figure", "stated", "expected"]
    assert frame["figure"].null_count() == frame.height
    empty = (None, None, None)
    assert frame.select(own).rows() == [
        ("8670Q", "A", *empty, CENSUS.return_id),
        ("8670Q", "A", *empty, CENSUS_2024.return_id),
        ("8670Q", "B", *empty, CENSUS.return_id),
        ("2886Q", "whole return", *empty, CENSUS.return_id),
    ]


@pytest.mark.parametrize(
    "child",
    [pytest.param(None, id="missing"), pytest.param("  ", id="blank")],
)
def test_record_without_a_child_is_not_taken_for_the_whole_return(child):
    assert open_queries(result(findings=[query(1, child_id=child)])).is_empty()


def test_record_that_a_query_is_held_against_is_not_its_child():
    found = result(
        findings=[query(1, child_id="A"), query(1, child_id="B", role="related")]
    )
    assert open_queries(found)["child"].to_list() == ["A"]


FIGURE = "cpp_at_year_end 2018-03-31"


def disagreement(stated=343.0, expected=344.3333333, **changes):
    """A figure that disagrees: its finding and its comparison."""
    place = {"return_id": REPORT.return_id, "table_name": "Figures", "row_number": 4}
    check = "reported_against_published"
    found = query(
        9,
        **place,
        layer="reconciliation",
        check_id=f"reconciliation:{check}",
        child_id=None,
        **changes,
    )
    compared = {
        **place,
        "comparison": check,
        "indicator_id": "cpp_at_year_end",
        "status": "disagrees",
        "severity": "query",
        "figure": FIGURE,
        "stated_value": stated,
        "expected_value": expected,
    }
    return result(
        returns=(CENSUS, REPORT),
        findings=[query(1, child_id="A"), found],
        reconciliation=[compared],
    )


def test_figure_that_disagrees_has_a_row_with_both_values():
    *_, row = open_queries(disagreement()).rows()
    assert row == (
        "reconciliation:reported_against_published",
        *(None, None, None, None),
        REPORT.return_id,
        *(FIGURE, "343", "344.333333"),
    )


def test_figure_held_against_no_value_has_none_in_its_row():
    *_, row = open_queries(disagreement(expected=None)).rows(named=True)
    assert (row["figure"], row["stated"], row["expected"]) == (FIGURE, "343", None)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"severity": "error"}, id="error"),
        pytest.param({"severity": "info"}, id="note"),
        pytest.param({"explanation": "Known"}, id="explained"),
    ],
)
def test_figure_that_cannot_or_need_not_be_explained_has_no_row(changes):
    frame = open_queries(disagreement(**changes))
    assert frame["rule"].to_list() == ["8670Q"]


def test_reason_of_a_figure_stays_in_the_file_and_answers_its_values_alone(tmp_path):
    path = tmp_path / "queries-to-explain.csv"
    write(disagreement(), tmp_path)
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0] == f"{HEAD.strip()},figure,stated,expected"
    filled = lines[2].replace(",,,,,", ",,Known,A,2018-06-30,")
    path.write_text(f"{lines[0]}\n{filled}\n", encoding="utf-8")
    write(disagreement(), tmp_path)
    assert path.read_text("utf-8-sig").splitlines() == [lines[0], filled, lines[1]]
    write(disagreement(stated=342.0), tmp_path)
    _, kept, *still_open = path.read_text("utf-8-sig").splitlines()
    assert kept == filled
    assert still_open[-1] == lines[2].replace(",343,", ",342,")


def test_both_files_are_written_for_a_spreadsheet(tmp_path):
    outputs = write(
        result(findings=[query(1, child_id="=1+1"), explained(2)], rules=[QUERY]),
        tmp_path,
    )
    for path in (outputs.return_level_notes, outputs.queries_to_explain):
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\r\n") == 2
    (row,) = rows_of(outputs.queries_to_explain)
    assert row["child"] == "'=1+1"


def test_guarded_child_is_read_back_as_it_was(tmp_path):
    outputs = write(result(findings=[query(1, child_id="=1+1")]), tmp_path)
    (row,) = read_explanations(outputs.queries_to_explain)
    assert (row.rule, row.child, row.reason) == ("8670Q", "=1+1", None)
    assert row.return_id == CENSUS.return_id


def test_files_name_no_child_but_where_it_is_asked_for(tmp_path):
    outputs = write(
        result(findings=[explained(1, child_id="SECRETCHILD")], rules=[QUERY]), tmp_path
    )
    assert "SECRETCHILD" not in outputs.return_level_notes.read_text("utf-8")


def test_files_are_written_only_for_queries_that_can_be_explained(tmp_path):
    other = query(1, layer="expectation", check_id="expectation:a.b")
    outputs = write(result(findings=[finding(2), other]), tmp_path)
    assert (outputs.return_level_notes, outputs.queries_to_explain) == (None, None)
    assert list(tmp_path.glob("*-*.csv")) == []
    assert "queries_to_explain" not in outputs.file_names()


def test_files_of_an_earlier_run_are_removed(tmp_path):
    write(result(findings=[query(1)]), tmp_path)
    assert len(list(tmp_path.glob("*-*.csv"))) == 2
    write(result(findings=[finding(1)]), tmp_path)
    assert list(tmp_path.glob("*-*.csv")) == []


HEAD = "rule,child,reason,by,date,return\n"


def test_what_somebody_has_filled_in_stays_in_the_file(tmp_path):
    path = tmp_path / "queries-to-explain.csv"
    filled = f"8670Q,A,Backlog,,,{CENSUS.return_id}"
    path.write_text(HEAD + filled + "\n8670Q,C,,,,\n", encoding="utf-8")
    write(
        result(findings=[query(1, child_id="A"), query(2, child_id="B")]),
        tmp_path,
    )
    lines = path.read_text("utf-8-sig").split()
    assert lines == [
        HEAD.strip(),
        filled,
        f"8670Q,B,,,,{CENSUS.return_id}",
    ]


def test_file_with_a_reason_is_kept_when_there_is_no_query(tmp_path):
    path = tmp_path / "queries-to-explain.csv"
    path.write_text(HEAD + "8670Q,A,Backlog,,,\n", encoding="utf-8")
    outputs = write(result(findings=[finding(1)]), tmp_path)
    assert outputs.queries_to_explain == path
    assert [row["reason"] for row in rows_of(path)] == ["Backlog"]


def test_file_that_cannot_be_read_is_put_aside(tmp_path):
    path = tmp_path / "queries-to-explain.csv"
    path.write_text("rule;child;reason\n", encoding="utf-8")
    write(result(findings=[query(1)]), tmp_path)
    aside = tmp_path / "queries-to-explain.old.csv"
    assert aside.read_text("utf-8") == "rule;child;reason\n"
    assert len(rows_of(path)) == 1
