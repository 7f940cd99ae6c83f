"""The records beside the findings of `findings.xlsx`, and the links between sheets."""

import dataclasses
from datetime import date, datetime

import openpyxl
import polars as pl
import pytest
from report_results import CENSUS, CENSUS_2024, finding, result

from returncheck.files.own_files import is_own_workbook
from returncheck.files.sheets import Cell, Place, Sheet, write_workbook
from returncheck.report import write_outputs
from returncheck.report.outputs.workbook_records import typed
from returncheck.results.check_result import ExitCode
from returncheck.results.child_records import TableRecords
from returncheck.returns.registry import kind_of
from returncheck.returns.tables import Column, Kind
from returncheck.settings.config import FailOn

LAYOUT = kind_of(CENSUS.collection).layout
START, END = "AssessmentActualStartDate", "AssessmentAuthorisationDate"


def records(*rows, record=CENSUS, table="Assessments"):
    """Records of a table: row number, child, then columns by name."""
    (found,) = (each for each in LAYOUT.tables if each.name == table)
    names = [column.name for column in found.columns]
    kept = [name for name in names if any(name in row[2] for row in rows)]
    frame = pl.DataFrame(
        [
            (number, child, *(of.get(name) for name in kept))
            for number, child, of in rows
        ],
        schema={
            "row_number": pl.Int64,
            "child_id": pl.String,
            **dict.fromkeys(kept, pl.String),
        },
        orient="row",
    )
    return TableRecords(return_id=record.return_id, table=found, rows=frame)


@pytest.fixture
def book(tmp_path):
    def write(found):
        outputs = write_outputs(
            found, tmp_path / "out", fail_on=FailOn.ERROR, exit_code=ExitCode.FINDINGS
        )
        assert is_own_workbook(outputs.findings_xlsx)
        return openpyxl.load_workbook(outputs.findings_xlsx)

    return write


@pytest.fixture
def opened(book):
    found = result(findings=[finding(12, field=END), finding(30, field=END)])
    kept = records(
        (3, "X", {"LAchildID": "X", START: "2024-05-01"}),
        (12, "A", {"LAchildID": "0012", START: "2024-05-02", END: "2024-05-01"}),
        (30, "B", {"LAchildID": "B", START: "soon"}),
    )
    return book(dataclasses.replace(found, child_records=(kept,)))


def at(sheet, heading, row):
    headings = [cell.value for cell in sheet[1]]
    return sheet.cell(row=row, column=headings.index(heading) + 1)


def test_the_records_of_findings_have_a_sheet_a_table(opened):
    sheet = opened["Assessments"]
    assert [cell.value for cell in sheet[1]] == [
        *("Checks", "Return", "Row", "LAchildID", START, END),
    ]
    assert [at(sheet, "Row", row).value for row in (2, 3)] == [12, 30]
    assert sheet.max_row == 3
    assert sheet.freeze_panes == "D2"


def test_dates_are_dates_and_codes_stay_text(opened):
    sheet = opened["Assessments"]
    assert at(sheet, START, 2).value == datetime(2024, 5, 2)
    assert at(sheet, START, 2).number_format == "dd/mm/yyyy"
    assert at(sheet, START, 3).value == "soon"
    assert at(sheet, "LAchildID", 2).value == "0012"


def test_cells_at_fault_are_outlined_empty_ones_too(opened):
    sheet = opened["Assessments"]
    outlined = {
        (cell.row, sheet.cell(1, cell.column).value)
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if cell.border.left.style == "medium"
    }
    assert outlined == {(2, END), (3, END)}


def test_the_whole_record_stands_beside_each_place(opened):
    for name in ("By rule", "By child"):
        shown = at(opened[name], "The whole record", 2)
        assert shown.value == f"LAchildID 0012; {START} 2024-05-02; {END} 2024-05-01"
        assert shown.alignment.wrap_text


def test_links_lead_to_the_record_and_back(opened):
    row = at(opened["By rule"], "Row", 3)
    assert (row.value, row.data_type) == (30, "n")
    assert row.hyperlink.location == "'Assessments'!A3"
    assert at(opened["By child"], "Row", 2).hyperlink.location == "'Assessments'!A2"
    back = at(opened["Assessments"], "Checks", 3)
    assert (back.value, back.hyperlink.location) == ("8608", "'By rule'!E3")
    summary = opened["Summary"]["B5"]
    assert (summary.value, summary.hyperlink.location) == ("8608", "'By rule'!E2")


def test_every_link_leads_to_a_line_that_is_there(opened):
    import re

    for sheet in opened:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink:
                    place = re.fullmatch(
                        r"'(.+)'!([A-Z]+)(\d+)", cell.hyperlink.location
                    )
                    target = opened[place[1]][f"{place[2]}{place[3]}"]
                    assert target.value is not None, cell.hyperlink.location


def test_a_place_without_a_record_has_none_beside_it(book):
    opened = book(result(findings=[finding(1, row_number=None, child_id=None)]))
    assert at(opened["By rule"], "The whole record", 2).value is None
    assert opened.sheetnames == ["Summary", "By rule"]


def test_two_years_of_a_table_share_a_sheet(book):
    found = result(
        returns=(CENSUS, CENSUS_2024),
        findings=[
            finding(1, row_number=1),
            finding(2, row_number=1, return_id=CENSUS_2024.return_id),
        ],
    )
    kept = (
        records((1, "A", {"LAchildID": "A"})),
        records((1, "B", {"LAchildID": "B", START: "2023-05-02"}), record=CENSUS_2024),
    )
    sheet = book(dataclasses.replace(found, child_records=kept))["Assessments"]
    assert [at(sheet, "LAchildID", row).value for row in (2, 3)] == ["A", "B"]
    assert at(sheet, "Return", 3).value == "Medway, CIN census 2024"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (None, Kind.TEXT, None),
        ("", Kind.DATE, None),
        ("12", Kind.INTEGER, 12),
        ("12", Kind.TEXT, "12"),
        ("012", Kind.INTEGER, "012"),
        ("-3", Kind.INTEGER, -3),
        ("84.50", Kind.NUMBER, 84.5),
        ("1e5", Kind.NUMBER, "1e5"),
        ("nan", Kind.NUMBER, "nan"),
        ("12%", Kind.NUMBER, "12%"),
        ("1234567890123456", Kind.INTEGER, "1234567890123456"),
        ("2025", Kind.YEAR, 2025),
        ("2024-02-29", Kind.DATE, date(2024, 2, 29)),
        ("2025-02-29", Kind.DATE, "2025-02-29"),
        ("29/02/2024", Kind.DAY_FIRST_DATE, date(2024, 2, 29)),
        ("31/04/2024", Kind.DAY_FIRST_DATE, "31/04/2024"),
        ("2024-02-29T00:00:00", Kind.DATETIME, date(2024, 2, 29)),
        ("2024-02-29T10:00:00", Kind.DATETIME, "2024-02-29T10:00:00"),
        ("2024-02-29", Kind.TEXT, "2024-02-29"),
        ("=1+1", Kind.INTEGER, "=1+1"),
        ("true", Kind.FLAG, "true"),
        ("x\u00a0", Kind.TEXT, "x⍽ (no-break space)"),
    ],
)
def test_values_are_of_the_kind_of_their_column(text, kind, value):
    found = typed(text, Column(name="C", kind=kind))
    assert (found, type(found)) == (value, type(value))


def test_links_end_where_a_sheet_can_hold_no_more(tmp_path, monkeypatch):
    monkeypatch.setattr("returncheck.files.sheets.MOST_LINKS", 2)
    cell = Cell(value=7, link=Place(sheet="It's", row=1))
    sheet = Sheet(
        title="It's", headings=["a"], widths=[9], rows=[[cell]] * 3, row_count=3
    )
    path = write_workbook([sheet], tmp_path / "a.xlsx")
    page = openpyxl.load_workbook(path)["It's"]
    assert [page[f"A{row}"].value for row in (2, 3, 4)] == [7, 7, 7]
    links = [page[f"A{row}"].hyperlink for row in (2, 3, 4)]
    assert links[0].location == "'It''s'!A1"
    assert links[2] is None
