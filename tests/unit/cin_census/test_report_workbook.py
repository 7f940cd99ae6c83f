"""findings.xlsx, opened with the library that people script spreadsheets with."""

from datetime import datetime

import openpyxl
import pytest
from report_results import CENSUS, CENSUS_2024, explained, finding, result, rule

from returncheck.report import write_outputs
from returncheck.report.outputs import workbook
from returncheck.results.check_result import ExitCode
from returncheck.settings.config import FailOn

SHEETS = ["Summary", "By rule", "By child", "By episode"]


@pytest.fixture
def book(tmp_path):
    """Writes the workbook of a result and opens it."""

    def write(found, **options):
        usual = {"fail_on": FailOn.ERROR, "exit_code": ExitCode.FINDINGS}
        outputs = write_outputs(found, tmp_path / "out", **{**usual, **options})
        return openpyxl.load_workbook(outputs.findings_xlsx)

    return write


def head_of(sheet):
    """Number of the row with the headings."""
    return int(sheet.auto_filter.ref.split(":")[0].removeprefix("A"))


def records(sheet):
    """The rows below the headings, as mappings."""
    headings, *rows = sheet.iter_rows(min_row=head_of(sheet), values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def column(sheet, heading):
    return [row[heading] for row in records(sheet)]


def cell(sheet, heading, row=1):
    """A cell below a heading, with its type and format."""
    head = head_of(sheet)
    headings = [each.value for each in sheet[head]]
    return sheet[head + row][headings.index(heading)]


def test_workbook_has_its_sheets_and_headings(book):
    opened = book(result(findings=[finding(1)]))
    assert opened.sheetnames == SHEETS
    headings = {
        sheet.title: [each.value for each in sheet[head_of(sheet)]] for sheet in opened
    }
    assert headings["Summary"][:3] == ["Severity", "Check", "What is wrong"]
    typed = ["Done", "finding_id", "done_before", "return_id"]
    assert headings["By rule"][:4] == headings["By child"][:4] == typed
    assert headings["By rule"][4:7] == [
        "Severity",
        "Check",
        "What is wrong, and what to do",
    ]
    assert headings["By child"][4:7] == ["Return", "Child", "Episode"]
    assert headings["By episode"] == [
        "Return",
        "Child",
        "Episode",
        "Errors",
        "Queries",
        "Explained",
        "Notes",
        "Checks",
    ]
    assert set(headings["By rule"]) == set(headings["By child"])


def test_headings_are_frozen_and_filters_cover_the_tables(book):
    opened = book(result(findings=[finding(1), finding(2), finding(2, field="X")]))
    frozen = {sheet.title: sheet.freeze_panes for sheet in opened}
    assert frozen == {
        "Summary": "A5",
        "By rule": "B2",
        "By child": "B2",
        "By episode": "A2",
    }
    filters = {sheet.title: sheet.auto_filter.ref for sheet in opened}
    assert filters == {
        "Summary": "A4:I5",
        "By rule": "A1:T4",
        "By child": "A1:T4",
        "By episode": "A1:H3",
    }


def test_refusals_above_the_summary_move_its_headings(book):
    sheet = book(result(findings=[finding(1)]), refused=["bad.xml is not XML."])[
        "Summary"
    ]
    assert sheet["A4"].value == "Refused: bad.xml is not XML."
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A6", "A5:I6")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("2024-02-29", datetime(2024, 2, 29), id="date"),
        pytest.param("1900-03-01", datetime(1900, 3, 1), id="first-date"),
    ],
)
def test_dates_are_dates(book, value, expected):
    sheet = book(result(findings=[finding(1, value=value)]))["By rule"]
    shown = cell(sheet, "Value")
    assert shown.value == expected
    assert shown.is_date
    assert shown.number_format == "dd/mm/yyyy"


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("2025-02-29", id="no-such-day"),
        pytest.param("2025-02-01T00:00:00", id="with-a-time"),
        pytest.param("01/02/2025", id="other-form"),
        pytest.param("1900-02-28", id="before-the-first-date"),
        pytest.param("0001-01-01", id="first-year"),
        pytest.param("9999", id="number"),
        pytest.param("=1+1", id="formula"),
        pytest.param("+44", id="plus"),
        pytest.param("@SUM(A1)", id="at"),
        pytest.param("#REF!", id="error-value"),
        pytest.param("TRUE", id="truth"),
        pytest.param("Zoë 👶", id="beyond-ascii"),
    ],
)
def test_text_stays_text(book, value):
    sheet = book(result(findings=[finding(1, value=value)]))["By rule"]
    shown = cell(sheet, "Value")
    assert shown.value == value
    assert shown.data_type in ("s", "inlineStr")


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("a\x00b", id="null"),
        pytest.param("a\x0bb", id="vertical-tab"),
        pytest.param("a\x1fb", id="unit-separator"),
        pytest.param("a\ufffeb", id="no-character"),
        pytest.param("a\uffffb", id="last-of-the-plane"),
    ],
)
def test_characters_that_a_sheet_cannot_hold_are_replaced(book, value):
    sheet = book(result(findings=[finding(1, child_id=value)]))["By rule"]
    assert column(sheet, "Child") == ["a\N{REPLACEMENT CHARACTER}b"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param("  x ", "␣␣x␣ (blank at the start or end)", id="blanks"),
        pytest.param("WBRI\u00a0", "WBRI⍽ (no-break space)", id="no-break space"),
        pytest.param("a\x00b", "a⍽b (character 0000)", id="null"),
    ],
)
def test_what_cannot_be_seen_in_a_value_is_shown(book, value, shown):
    sheet = book(result(findings=[finding(1, value=value)]))["By rule"]
    assert column(sheet, "Value") == [shown]


def test_very_long_text_is_cut_to_what_a_cell_holds(book):
    sheet = book(result(findings=[finding(1, value="x" * 40_000)]))["By rule"]
    assert len(column(sheet, "Value")[0]) == 32_000


def test_rows_are_numbers(book):
    sheet = book(result(findings=[finding(1, row_number=12)]))["By rule"]
    assert cell(sheet, "Row").value == 12
    assert cell(sheet, "Row").data_type == "n"


def test_rows_of_one_finding_stand_together(book):
    opened = book(
        result(
            findings=[
                finding(1, child_id="A", row_number=1),
                finding(2, child_id="A", row_number=2),
                finding(1, child_id="A", row_number=9),
            ]
        )
    )
    for name in ("By rule", "By child"):
        assert column(opened[name], "Finding") == [1, 1, 2]
        assert column(opened[name], "Row") == [1, 9, 2]


def test_children_and_their_episodes_are_in_order(book):
    opened = book(
        result(
            findings=[
                finding(1, child_id="B", episode_id="1"),
                finding(2, child_id="A", episode_id="2"),
                finding(3, child_id="A", episode_id="1"),
                finding(4, child_id=None),
                finding(5, child_id="A"),
            ]
        )
    )
    places = [(r["Child"], r["Episode"]) for r in records(opened["By child"])]
    assert places == [("A", None), ("A", "1"), ("A", "2"), ("B", "1")]
    assert len(records(opened["By rule"])) == 5


def test_records_say_what_they_are_in_their_finding(book):
    sheet = book(result(findings=[finding(1), finding(1, role="related")]))["By rule"]
    assert column(sheet, "Record") == ["fault", "compared with"]


def test_details_of_a_return_are_in_words(book):
    details = '{"children": 400, "unknown": 9, "unknown_pct": 2.25}'
    sheet = book(
        result(findings=[finding(1, child_id=None, row_number=None, value=details)])
    )["By rule"]
    assert column(sheet, "Value") == ["children 400, unknown 9, unknown pct 2.25"]


def test_value_that_only_looks_like_details_stays_in_other_layers(book):
    details = '{"children": 400}'
    found = finding(
        1, layer="contract", check_id="contract:cin_census.A.B.code", value=details
    )
    assert column(book(result(findings=[found]))["By rule"], "Value") == [details]


def test_summary_counts_what_is_explained_and_what_is_to_do(book):
    opened = book(
        result(
            findings=[finding(1), explained(2), explained(3, explanation=None)],
            rules=[rule(), rule("8670Q", title="Open too long", severity="query")],
        )
    )
    summary = opened["Summary"]
    assert summary["A2"].value == (
        "1 error, 1 query, 0 notes; 1 query explained. "
        "Checked by the rules of 2025: 2 rules."
    )
    shown = [
        (row["Check"], row["What is wrong"], row["Explained"], row["To do"])
        for row in records(summary)
    ]
    assert shown == [
        ("8608", "Assessment authorised before it started", 0, 1),
        ("8670Q", "Open too long", 1, 1),
    ]


def test_explanations_stand_beside_their_records(book):
    sheet = book(result(findings=[explained(1), finding(2)]))["By rule"]
    assert column(sheet, "Explanation") == ["Backlog", None]
    assert column(sheet, "Explained by") == ["A. Analyst", None]
    assert column(sheet, "Explained on") == [datetime(2025, 6, 1), None]
    assert cell(sheet, "Explained on").number_format == "dd/mm/yyyy"


def test_returns_are_named_in_every_sheet(book):
    opened = book(
        result(
            returns=(CENSUS, CENSUS_2024),
            findings=[
                finding(1, child_id="A"),
                finding(2, child_id="A", return_id=CENSUS_2024.return_id),
            ],
        )
    )
    for sheet in opened:
        assert sorted(column(sheet, "Return")) == [
            "Medway, CIN census 2024",
            "Medway, CIN census 2025",
        ]


def test_nothing_found_gives_no_empty_sheet(book):
    opened = book(result(), exit_code=ExitCode.CLEAN)
    assert opened.sheetnames == ["Summary"]
    assert opened["Summary"]["A5"].value == "Nothing was found."


def test_a_sheet_without_a_line_is_left_out(book):
    opened = book(result(findings=[finding(1, child_id=None)]))
    assert opened.sheetnames == ["Summary", "By rule"]


def test_sheet_that_is_full_says_how_many_records_are_left(book, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    sheet = book(result(findings=[finding(n) for n in range(1, 6)]))["By rule"]
    assert column(sheet, "Severity")[:2] == ["error", "error"]
    assert sheet["A4"].value == "3 more records stand in findings.csv."
    assert sheet.auto_filter.ref == "A1:T3"


def test_by_child_keeps_a_finding_whole_across_the_episodes(book):
    """The child's own record belongs to no episode; what it is held against does."""
    sheet = book(
        result(
            findings=[
                finding(1, child_id="A", episode_id="1", row_number=1),
                finding(2, child_id="A", episode_id="2", row_number=2),
                finding(2, child_id="A", table_name="ChildIdentifiers", role="related"),
            ]
        )
    )["By child"]
    assert column(sheet, "Finding") == [1, 2, 2]


def test_summary_names_the_version_of_each_return(book):
    titles = {CENSUS_2024: "Gender absent", CENSUS: "Sex absent"}
    sheet = book(
        result(
            returns=tuple(titles),
            findings=[
                finding(number, check_id="cin_census:4180", return_id=each.return_id)
                for number, each in enumerate(titles)
            ],
            rules=[
                rule("4180", title=title, return_id=each.return_id, return_year=year)
                for year, (each, title) in enumerate(titles.items(), start=2024)
            ],
        )
    )["Summary"]
    assert column(sheet, "What is wrong") == ["Gender absent", "Sex absent"]
