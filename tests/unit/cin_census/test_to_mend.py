"""The part «To mend»: its sentence, its records and its data."""

import polars as pl
import pytest
from report_results import CENSUS, explained, finding, result, rule

from returncheck.report.page import build_page
from returncheck.report.parts.columns import coded_texts
from returncheck.report.parts.record_data import record_data
from returncheck.results.check_result import ExitCode
from returncheck.results.child_records import TableRecords, read_child_records
from returncheck.returns.cin_census import KIND
from returncheck.settings.config import FailOn

QUERY = {"severity": "query", "check_id": "cin_census:8670Q"}
PATTERN = {"severity": "query", "layer": "expectation", "check_id": "suite:x"}


def headline(findings):
    page = build_page(
        result(findings=findings, rules=[rule(), rule("8670Q", severity="query")]),
        fail_on=FailOn.ERROR,
        exit_code=ExitCode.CLEAN,
        refused=(),
        synthetic=False,
    )
    return page.to_mend


@pytest.mark.parametrize(
    ("findings", "says"),
    [
        pytest.param([], "Nothing to mend.", id="none"),
        pytest.param([finding(1)], "1 error in 1 child.", id="one"),
        pytest.param(
            [finding(1, child_id="A"), finding(2, child_id="A"), finding(3)],
            "3 errors in 2 children.",
            id="errors",
        ),
        pytest.param([finding(1, child_id=None)], "1 error.", id="of-no-child"),
        pytest.param(
            [finding(1, **QUERY), finding(2, **PATTERN)],
            "1 query to explain, 1 query to look at.",
            id="queries",
        ),
        pytest.param([explained(1)], "1 explained.", id="explained"),
        pytest.param([finding(1, severity="info")], "Nothing to mend.", id="note"),
    ],
)
def test_headline_says_what_there_is_to_do(findings, says):
    assert headline(findings) == says


def test_texts_are_coded_once_each():
    column = pl.Series(["b", None, "a", "b"])
    assert coded_texts(column) == (["b", "a"], [0, -1, 1, 0])
    assert coded_texts(column, ordered=True) == (["a", "b"], [1, -1, 0, 1])
    assert coded_texts(column, str.upper)[0] == ["B", "A"]
    assert coded_texts(pl.Series([None, None], dtype=pl.String)) == ([], [-1, -1])


def assessments(**columns):
    rows = pl.DataFrame({"row_number": [1], "child_id": ["A"], **columns})
    table = KIND.layout.table("Assessments")
    return TableRecords(return_id=CENSUS.return_id, table=table, rows=rows)


@pytest.mark.parametrize(
    ("name", "value", "has_days"),
    [
        pytest.param("AssessmentActualStartDate", "never", True, id="said-by-layout"),
        pytest.param("CINdetailsID", "2024-05-01", True, id="seen-in-the-values"),
        pytest.param("CINdetailsID", "1", False, id="no-days"),
    ],
)
def test_columns_of_days_belong_on_the_line_of_time(name, value, has_days):
    data = record_data([assessments(**{name: [value]})], result().findings)
    assert [each["date"] for each in data.tables[0]["columns"]] == [has_days]


def test_what_cannot_be_seen_in_a_record_is_made_visible():
    data = record_data([assessments(CINdetailsID=["1\u200b"])], result().findings)
    ((text,), _) = data.tables[0]["cells"][0]
    assert "\u200b" not in text


@pytest.fixture
def connection():
    import duckdb

    made = duckdb.connect()
    made.execute("create schema raw")
    for table in KIND.layout.tables:
        columns = ", ".join(f'"{column.name}" varchar' for column in table.columns)
        made.execute(
            f"create table {KIND.layout.raw_table(table.name)} "
            f"(return_id varchar, row_number bigint, {columns})"
        )
    yield made
    made.close()


def add(connection, table, number, return_id=CENSUS.return_id, **cells):
    names = ", ".join(f'"{name}"' for name in cells)
    connection.execute(
        f"insert into {KIND.layout.raw_table(table)} (return_id, row_number, {names}) "
        f"values (?, ?{', ?' * len(cells)})",
        [return_id, number, *cells.values()],
    )


def test_all_records_of_children_with_findings_are_read(connection):
    add(connection, "ChildIdentifiers", 1, LAchildID="A", UPN="")
    add(connection, "ChildIdentifiers", 2, LAchildID="B")
    add(connection, "ChildIdentifiers", 1, return_id="other", LAchildID="A")
    add(connection, "Assessments", 7, LAchildID="A", AssessmentActualStartDate="x")
    add(connection, "Assessments", 8, LAchildID=None, CINdetailsID="9")
    add(connection, "Header", 1, LEA="887", Year="2025")
    findings = result(
        findings=[
            finding(1, child_id="A", row_number=7),
            finding(2, child_id=None, row_number=8),
        ]
    ).findings
    read = read_child_records(connection, (CENSUS,), findings)
    assert {each.table.name: each.rows["row_number"].to_list() for each in read} == {
        "ChildIdentifiers": [1],
        "Assessments": [7, 8],
    }
    # Of no use: columns in which nothing stands.
    assert read[0].columns == ("LAchildID",)
    assert read[1].columns == ("LAchildID", "CINdetailsID", "AssessmentActualStartDate")


def test_record_of_a_finding_without_a_child_is_read(connection):
    add(connection, "Header", 1, LEA="887", Year="2025")
    findings = result(
        findings=[finding(1, child_id=None, table_name="Header", row_number=1)]
    ).findings
    (read,) = read_child_records(connection, (CENSUS,), findings)
    assert (read.table.name, read.rows["child_id"].to_list()) == ("Header", [None])


def test_without_findings_nothing_is_read(connection):
    add(connection, "ChildIdentifiers", 1, LAchildID="A")
    assert read_child_records(connection, (CENSUS,), result().findings) == ()
