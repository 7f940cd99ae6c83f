"""The one writer of sheets, read again with the library that people script with."""

from datetime import date, datetime

import openpyxl
import pytest

from returncheck.files.sheets import Look, Sheet, write_workbook

BLUE, WHITE = "1F3A5F", "FFFFFF"


def sheet(rows=(), row_count=None, **more):
    usual = {
        "title": "Cats",
        "headings": ["Name", "Legs"],
        "widths": [12, 8],
        "rows": rows,
        "row_count": len(rows) if row_count is None else row_count,
    }
    return Sheet(**{**usual, **more})


@pytest.fixture
def opened(tmp_path):
    """Writes sheets and opens the workbook."""

    def write(*sheets):
        return openpyxl.load_workbook(write_workbook(sheets, tmp_path / "t.xlsx"))

    return write


@pytest.mark.parametrize(
    ("value", "expected", "kind"),
    [
        pytest.param("plain", "plain", "s", id="text"),
        pytest.param("=1+1", "=1+1", "s", id="formula"),
        pytest.param("{=1+1}", "{=1+1}", "s", id="array formula"),
        pytest.param("#N/A", "#N/A", "s", id="error value"),
        pytest.param("https://a.example/b", "https://a.example/b", "s", id="link"),
        pytest.param("0123", "0123", "s", id="text of digits"),
        pytest.param("a\nb", "a\nb", "s", id="two lines"),
        pytest.param("a\x00b", "a\N{REPLACEMENT CHARACTER}b", "s", id="unwritable"),
        pytest.param("x" * 40_000, "x" * 32_000, "s", id="too long"),
        pytest.param(True, True, "b", id="truth"),
        pytest.param(4, 4, "n", id="whole number"),
        pytest.param(0.25, 0.25, "n", id="number"),
        pytest.param(float("nan"), "=#NUM!", "f", id="no number"),
        pytest.param(None, None, "n", id="nothing"),
        pytest.param(date(1900, 3, 1), datetime(1900, 3, 1), "d", id="first day"),
        pytest.param(datetime(2025, 3, 31, 9), datetime(2025, 3, 31), "d", id="moment"),
        pytest.param(date(1900, 2, 28), "1900-02-28", "s", id="earlier day"),
    ],
)
def test_a_value_is_written_as_its_own_kind(opened, value, expected, kind):
    cell = opened(sheet([[value, 4]]))["Cats"]["A2"]
    assert cell.value == expected
    assert {"inlineStr": "s"}.get(cell.data_type, cell.data_type) == kind


def test_days_are_written_as_people_here_read_them(opened):
    cell = opened(sheet([[date(2025, 3, 31), 4]]))["Cats"]["A2"]
    assert cell.number_format == "dd/mm/yyyy"


def test_a_table_has_dark_headings_that_stay_and_a_filter(opened):
    page = opened(sheet([["Tom", 4], ["Tib", 3]]))["Cats"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:B3"
    assert [page.column_dimensions[letter].width for letter in "AB"] == [12, 8]
    heading = page["A1"]
    assert heading.font.b
    assert heading.font.color.rgb.endswith(WHITE)
    assert heading.fill.fgColor.rgb.endswith(BLUE)
    assert not page["A2"].font.b


def test_a_form_has_bold_headings_wrapped_text_and_no_filter(opened):
    page = opened(sheet([["Tom", "four"]], look=Look.FORM))["Cats"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref is None
    assert page["A1"].font.b
    assert page["A1"].fill.fill_type is None
    assert [cell.alignment.wrap_text for cell in page[2]] == [True, True]


def test_lines_above_and_below_leave_the_table_in_one_piece(opened):
    page = opened(
        sheet([["Tom", 4]], above=["All cats", "of the street"], below=["3 more."])
    )["Cats"]
    texts = [row[0].value for row in page.iter_rows()]
    assert texts == ["All cats", "of the street", "Name", "Tom", "3 more."]
    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref == "A3:B4"
    assert [page[place].font.sz for place in ("A1", "A2")] == [14, 11]


def test_sheets_stand_in_their_order(opened):
    book = opened(sheet(title="b"), sheet(title="a"))
    assert book.sheetnames == ["b", "a"]


def test_a_workbook_is_replaced(tmp_path):
    path = tmp_path / "t.xlsx"
    path.write_text("mine")
    write_workbook([sheet([["Tom", 4]])], path)
    assert openpyxl.load_workbook(path)["Cats"]["A2"].value == "Tom"


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        write_workbook([sheet()], tmp_path / "nowhere" / "t.xlsx")


def test_records_are_asked_for_one_after_the_other(opened):
    rows = ([name, 4] for name in ("Tom", "Tib"))
    page = opened(sheet(rows=rows, row_count=2))["Cats"]
    assert [row[0].value for row in page.iter_rows(min_row=2)] == ["Tom", "Tib"]
