"""Workbooks and CSV files of a KPI return as people keep them."""

import re
import zipfile
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from readers_files import (
    KPI,
    columns,
    comparator,
    figure,
    read_tables,
    write_csv,
    write_kpi,
)

from returncheck.files.limits import Limits, limited
from returncheck.returns.discover import discover

NOTE = f"{chr(ord('A') + columns(KPI, 'Figures').index('note'))}2"
"""The cell of the first note."""


def rows_of(table, *records):
    headings = columns(KPI, table)
    return [headings, *([each.get(name) for name in headings] for each in records)]


@pytest.fixture
def book():
    made = Workbook()
    made.remove(made.active)
    sheet = made.create_sheet("Figures")
    for row in rows_of("Figures", figure(), figure(value="13")):
        sheet.append(row)
    return made


@pytest.fixture
def found(book, tmp_path):
    def save_and_find(patch=None, book=book):
        content = BytesIO()
        book.save(content)
        path = tmp_path / "kpis.xlsx"
        with (
            zipfile.ZipFile(content) as old,
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in old.namelist():
                part = old.read(name)
                new.writestr(name, patch(name, part) if patch else part)
        return discover([path])

    return save_and_find


def values(found):
    """The values of the one return that was found."""
    assert [str(each.error) for each in found.refusals] == []
    (source,) = found.sources
    return read_tables(source)["Figures"]["value"].to_list()


def refusal(found):
    (refused,) = found.refusals
    return str(refused.error)


def formula(result):
    """A patch that makes the first note a formula with what was saved of it."""

    def patch(name, part):
        if name != "xl/worksheets/sheet1.xml":
            return part
        changed, count = re.subn(
            rb'<c r="%s"[^>]*?(?:/>|>.*?</c>)' % NOTE.encode(),
            result.replace(b"NOTE", NOTE.encode()),
            part,
            count=1,
        )
        assert count == 1
        return changed

    return patch


@pytest.mark.parametrize(
    "result",
    [
        b'<c r="NOTE" t="str"><f>IF(A1="","x","")</f><v></v></c>',
        b'<c r="NOTE" t="str"><f>""</f><v/></c>',
        b'<c r="NOTE" t="str"><f>""</f></c>',
    ],
)
def test_a_formula_saved_as_an_empty_text_is_an_empty_cell(book, found, result):
    book["Figures"][NOTE] = "placeholder"
    (source,) = found(formula(result)).sources
    assert read_tables(source)["Figures"]["note"].to_list() == [None, None]


@pytest.mark.parametrize(
    "result",
    [b'<c r="NOTE"><f>1+1</f><v></v></c>', b'<c r="NOTE"><f>1+1</f></c>'],
)
def test_a_formula_that_was_never_worked_out_is_refused(book, found, result):
    book["Figures"][NOTE] = "placeholder"
    shown = refusal(found(formula(result)))
    assert f"has a formula without a saved result in {NOTE}" in shown


def test_a_formula_with_a_result_is_its_result(book, found):
    book["Figures"][NOTE] = "placeholder"
    result = b'<c r="NOTE" t="str"><f>"so"</f><v>so</v></c>'
    (source,) = found(formula(result)).sources
    assert read_tables(source)["Figures"]["note"].to_list() == ["so", None]


def add_formula(book):
    book.create_sheet("Workings")["B7"] = "=SUM(A1:A9)"


def add_chart_sheet(book):
    chart = BarChart()
    chart.add_data(Reference(book["Figures"], min_col=12, min_row=1, max_row=3))
    book.create_chartsheet("Chart", 0).add_chart(chart)


def add_chart(book):
    sheet = book.create_sheet("Charts", 0)
    sheet.append(["a"])
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=1))
    sheet.add_chart(chart, "C3")


def add_wide(book):
    book.create_sheet("Export", 0).cell(1, 600, "x")


def add_long_text(book):
    book.create_sheet("Minutes", 0)["A1"] = "x" * 32_767


def add_repeated_headings(book):
    book.create_sheet("Pivot", 0).append(["value", "value", "", "Total of value"])


def add_few_headings(book):
    sheet = book.create_sheet("Summary", 0)
    sheet.append(["indicator_id", "value", "target"])
    sheet.append(["contacts", 12, 10])


def add_blank(book):
    book.create_sheet("Blank", 0)


OTHERS = [
    add_formula,
    add_chart_sheet,
    add_chart,
    add_wide,
    add_long_text,
    add_repeated_headings,
    add_few_headings,
    add_blank,
]


@pytest.mark.parametrize("add", OTHERS)
def test_another_sheet_never_blocks_the_figures(book, found, add):
    add(book)
    with limited(Limits(text_length=1_000)):
        assert values(found()) == ["12", "13"]


def test_a_sheet_with_some_of_the_headings_is_passed_over_with_a_note(book, found):
    add_few_headings(book)
    (note,) = found().notes
    assert note.endswith(
        "sheet 'Summary' has some headings of the table Figures but not all, and is "
        "passed over."
    )


def test_a_sheet_that_is_meant_to_be_a_table_is_never_passed_over(book, found):
    sheet = book.create_sheet("Quoted")
    for row in rows_of("Comparators", comparator()):
        sheet.append(row)
    sheet["F1"] = "period_begin"
    assert "lacks the column 'period_start'" in refusal(found())


def test_a_sheet_named_for_its_table_is_never_passed_over(book, found):
    book.create_sheet(" COMPARATORS").append(["report_id", "comparator", "value"])
    assert "lacks the columns" in refusal(found())


def test_a_sheet_beyond_the_limits_is_told_where_no_other_has_figures(book, found):
    add_wide(book)
    book.remove(book["Figures"])
    assert "has too many columns; the limit is 500" in refusal(found())


def test_limits_hold_for_the_figures(found):
    with limited(Limits(rows=2)):
        assert "has too many rows; the limit is 2" in refusal(found())


def test_hidden_rows_are_read_and_named(book, found):
    book["Figures"].row_dimensions[3].hidden = True
    shown = found()
    assert values(shown) == ["12", "13"]
    (note,) = shown.notes
    assert note.endswith(
        "sheet 'Figures' has hidden row (3), which is read all the same."
    )


def test_hidden_rows_without_a_value_are_not_named(book, found):
    book["Figures"].row_dimensions[9].hidden = True
    assert found().notes == ()


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_and_named(book, found, state):
    sheet = book.create_sheet("Comparators")
    for row in rows_of("Comparators", comparator()):
        sheet.append(row)
    sheet.sheet_state = state
    shown = found()
    (source,) = shown.sources
    assert read_tables(source)["Comparators"]["value"].to_list() == ["11"]
    (note,) = shown.notes
    assert note.endswith("sheet 'Comparators' is hidden; it is read all the same.")


def test_a_hidden_sheet_of_other_things_is_not_named(book, found):
    add_formula(book)
    book["Workings"].sheet_state = "hidden"
    assert found().notes == ()


WRITTEN = {
    "letters": str.upper,
    "blanks around": lambda name: f" {name} ",
    "blanks between": lambda name: name.replace("_", "  ").title(),
    "hyphens": lambda name: name.replace("_", "-"),
    "line end": lambda name: name.replace("_", "\n"),
}


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_headings_in_other_letters_are_read(book, found, tmp_path, written):
    for cell in book["Figures"][1]:
        cell.value = written(cell.value)
    assert values(found()) == ["12", "13"]
    headings, *rows = rows_of("Figures", figure())
    path = write_csv(tmp_path / "a.csv", [written(name) for name in headings], *rows)
    assert values(discover([path])) == ["12"]


TITLES = [
    [["Performance report, January 2025"]],
    [["Performance report"], [], ["value"], [date(2025, 1, 31)], ["Figures"]],
    [["Figures", "", "Target"], ["note"]],
]


@pytest.mark.parametrize("titles", TITLES)
def test_titles_above_the_headings_are_passed_over(found, tmp_path, titles):
    book = Workbook()
    book.active.title = "Figures"
    body = rows_of("Figures", figure(), {}, figure(value="13"))
    for row in (*titles, *body):
        book.active.append(row)
    shown = found(book=book)
    assert values(shown) == ["12", "13"]
    (source,) = shown.sources
    assert read_tables(source)["Figures"]["row_number"].to_list() == [1, 3]
    path = write_csv(tmp_path / "Figures.csv", *titles, *body)
    assert values(discover([path])) == ["12", "13"]
    (source,) = discover([path]).sources
    assert read_tables(source)["Figures"]["row_number"].to_list() == [1, 3]


def test_headings_below_the_first_fifty_rows_are_not_found(found):
    book = Workbook()
    for row in ([["Words"]] * 50) + rows_of("Figures", figure()):
        book.active.append(row)
    assert "has no sheet with the headings" in refusal(found(book=book))
    book.active.delete_rows(1)
    assert values(found(book=book)) == ["12"]


def test_the_line_of_headings_is_told_below_titles(tmp_path):
    headings, *rows = rows_of("Figures", figure())
    path = write_csv(tmp_path / "a.csv", ["Title"], headings[1:], *rows)
    assert "Line 2 lists" in refusal(discover([path]))


@pytest.mark.parametrize("blank", [None, " ", "\N{NO-BREAK SPACE}"])
def test_blank_rows_and_columns_are_none(book, found, tmp_path, blank):
    sheet = book["Figures"]
    width = sheet.max_column
    sheet.insert_rows(2)
    sheet.append([blank] * (width + 3))
    assert values(found()) == ["12", "13"]
    headings, *rows = rows_of("Figures", figure())
    cells = [blank or ""] * (width + 3)
    path = write_csv(
        tmp_path / "a.csv",
        [*headings, "", "", ""],
        cells,
        *([*row, "", "", ""] for row in rows),
        cells,
    )
    assert values(discover([path])) == ["12"]


def test_a_value_beside_the_columns_is_refused_by_its_row(book, found, tmp_path):
    width = book["Figures"].max_column
    book["Figures"].cell(3, width + 2, "stray")
    assert "has a value beside its columns, in row 2 below the headings" in refusal(
        found()
    )
    headings, *rows = rows_of("Figures", figure(), figure())
    path = write_csv(
        tmp_path / "a.csv",
        [*headings, "", ""],
        [*rows[0], "", ""],
        [*rows[1], "", "7"],
    )
    assert "the first in row 2 below the headings" in refusal(discover([path]))


def test_a_sound_file_has_no_notes(found, tmp_path):
    assert found().notes == ()
    path = write_kpi(tmp_path / "a.csv", "Figures", figure())
    assert discover([path]).notes == ()
