"""KPI returns from CSV files and workbooks."""

from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from readers_files import (
    KPI,
    columns,
    comparator,
    figure,
    read_tables,
    write,
    write_kpi,
)

from returncheck.returns.contracts import check_batch
from returncheck.returns.discover import discover


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "kpis"


@pytest.fixture
def workbook(tmp_path):
    def save(sheets, name="kpis.xlsx", style=None):
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        for place, form in (style or {}).items():
            book.worksheets[0][place].number_format = form
        path = tmp_path / name
        book.save(path)
        return path

    return save


def sheet(table, *records):
    headings = columns(KPI, table)
    return [headings, *([r.get(name) for name in headings] for r in records)]


def ids(found):
    return [source.return_id for source in found.sources]


def messages(found):
    return [str(refusal.error) for refusal in found.refusals]


def one_cell(workbook, value, column="value", form=None):
    """The text read from one cell of a workbook."""
    rows = sheet("Figures", figure(**{column: value}))
    place = f"{chr(ord('A') + rows[0].index(column))}2"
    path = workbook({"Figures": rows}, style={place: form} if form else None)
    (source,) = discover([path]).sources
    return read_tables(source)["Figures"][column][0]


def test_kpi_csv_pair_is_one_return(folder):
    write_kpi(folder / "a.csv", "Figures", figure(), figure(value="13"))
    write_kpi(folder / "b.csv", "Comparators", comparator())
    found = discover([folder])
    (source,) = found.sources
    assert messages(found) == []
    assert source.return_id == "kpi_return-887-made-up-2025-01"
    assert (source.collection, source.la_code, source.return_year) == (
        "kpi_return",
        "887",
        None,
    )
    assert source.present_tables == ("Figures", "Comparators")
    assert [file.name for file in source.files] == ["a.csv", "b.csv"]
    assert source.source_name == "kpis/a.csv"


def test_kpi_csv_frames_have_row_number_and_the_official_columns(folder):
    write_kpi(folder / "a.csv", "Figures", figure())
    write_kpi(folder / "b.csv", "Comparators", comparator())
    (source,) = discover([folder]).sources
    tables = read_tables(source)
    assert {name: frame.columns for name, frame in tables.items()} == {
        name: ["row_number", *columns(KPI, name)] for name in ("Figures", "Comparators")
    }


def test_kpi_csv_without_comparators_has_one_table(folder):
    write_kpi(folder / "a.csv", "Figures", figure())
    (source,) = discover([folder]).sources
    assert source.present_tables == ("Figures",)
    assert source.observations().is_empty()


def test_kpi_csv_beside_the_comparators_of_another_report_has_one_table(folder):
    write_kpi(folder / "a.csv", "Figures", figure(report_id="alone"), figure())
    write_kpi(folder / "b.csv", "Comparators", comparator())
    tables = {s.return_id: s.present_tables for s in discover([folder]).sources}
    assert tables == {
        "kpi_return-887-alone": ("Figures",),
        "kpi_return-887-made-up-2025-01": ("Figures", "Comparators"),
    }


def test_kpi_csv_may_leave_out_the_paragraph(folder):
    path = folder / "a.csv"
    write_kpi(path, "Figures", figure())
    write(path, path.read_text().replace("paragraph,", "").replace("31,,887", "31,887"))
    (source,) = discover([folder]).sources
    assert read_tables(source)["Figures"]["paragraph"].to_list() == [None]


def test_kpi_csv_keeps_dates_as_received(folder):
    write_kpi(folder / "a.csv", "Figures", figure(report_date="31/01/2025"))
    (source,) = discover([folder]).sources
    assert read_tables(source)["Figures"]["report_date"].to_list() == ["31/01/2025"]


def test_kpi_file_of_several_reports_is_a_return_each(folder):
    write_kpi(
        folder / "a.csv",
        "Figures",
        figure(report_id="first"),
        figure(report_id="second"),
        figure(report_id="first", la_code="201"),
        figure(report_id="first"),
    )
    found = discover([folder])
    assert ids(found) == [
        "kpi_return-887-first",
        "kpi_return-201-first",
        "kpi_return-887-second",
    ]


def test_kpi_row_numbers_are_those_of_the_file(folder):
    write_kpi(
        folder / "a.csv",
        "Figures",
        figure(report_id="first"),
        figure(report_id="second"),
        figure(report_id="first"),
    )
    found = discover([folder])
    numbers = [
        read_tables(source)["Figures"]["row_number"].to_list()
        for source in found.sources
    ]
    assert numbers == [[1, 3], [2]]


def test_kpi_rows_without_authority_join_the_only_one_of_their_report(folder):
    write_kpi(folder / "a.csv", "Figures", figure(), figure(la_code=""), figure())
    write_kpi(folder / "b.csv", "Comparators", comparator(la_code=" "))
    (source,) = discover([folder]).sources
    tables = read_tables(source)
    assert tables["Figures"].select("row_number", "la_code").rows() == [
        (1, "887"),
        (2, None),
        (3, "887"),
    ]
    assert tables["Comparators"]["la_code"].to_list() == [" "]


def test_kpi_without_any_authority_takes_the_option(folder):
    write_kpi(folder / "a.csv", "Figures", figure(la_code=""))
    found = discover([folder], authority="201")
    assert ids(found) == ["kpi_return-201-made-up-2025-01"]


def test_kpi_row_without_report_joins_the_only_one_of_its_table(folder):
    write_kpi(folder / "a.csv", "Figures", figure(), figure(report_id=""))
    (source,) = discover([folder]).sources
    assert len(read_tables(source)["Figures"]) == 2


@pytest.mark.parametrize(
    ("figures", "comparators", "expected"),
    [
        pytest.param(
            [figure(la_code="")],
            [],
            "{a} names no authority for report 'made-up-2025-01', row 1 below the "
            "headings. Enter la_code, or give --authority.",
            id="no authority",
        ),
        pytest.param(
            [figure(), figure(la_code="201"), figure(la_code="")],
            [],
            "{a} names no authority for report 'made-up-2025-01', row 3 below the "
            "headings. Enter la_code, or give --authority.",
            id="no authority among two",
        ),
        pytest.param(
            [figure(la_code="999")],
            [],
            "{a} (report 'made-up-2025-01') names the unknown authority '999'. "
            "Correct it to the authority's three-digit code.",
            id="unknown authority",
        ),
        pytest.param(
            [figure(), figure(report_id="other"), figure(report_id="")],
            [],
            "{a} has no report_id in row 3 below the headings. "
            "Enter the report's name in every row.",
            id="no report",
        ),
        pytest.param(
            [figure()],
            [comparator(la_code="201")],
            "{b} has comparators for report 'made-up-2025-01' of authority '201', but "
            "no table of figures has it. "
            "Give the file of its figures too, or correct report_id and la_code.",
            id="comparators of another authority",
        ),
        pytest.param(
            [],
            [],
            "{a} has no figures: there is no row below its headings. "
            "Enter one row for each figure of the report.",
            id="no rows",
        ),
    ],
)
def test_kpi_report_that_cannot_be_told_is_refused(
    folder, figures, comparators, expected
):
    a, b = folder / "a.csv", folder / "b.csv"
    write_kpi(a, "Figures", *figures)
    write_kpi(b, "Comparators", *comparators)
    found = discover([folder])
    assert messages(found) == [expected.format(a=a, b=b)]
    assert found.sources == ()


def test_kpi_comparators_without_figures_are_refused(folder):
    write_kpi(folder / "b.csv", "Comparators", comparator())
    assert messages(discover([folder])) == [
        f"{folder}/b.csv has comparators for report 'made-up-2025-01', but no table of "
        "figures has it. "
        "Give the file of its figures too, or correct report_id and la_code."
    ]


def test_kpi_unknown_authority_leaves_the_other_reports_of_the_file(folder):
    write_kpi(
        folder / "a.csv", "Figures", figure(report_id="bad", la_code="0"), figure()
    )
    found = discover([folder])
    assert ids(found) == ["kpi_return-887-made-up-2025-01"]
    assert len(found.refusals) == 1


def test_kpi_other_authority_than_the_option_is_refused(folder):
    write_kpi(folder / "a.csv", "Figures", figure())
    found = discover([folder], authority="201")
    assert found.sources == ()
    assert messages(found) == [
        f"{folder}/a.csv (report 'made-up-2025-01') names authority '887', but "
        "--authority or returncheck.yml says '201'. "
        "Leave that out or give the right file."
    ]


@pytest.mark.parametrize(
    ("table", "make"),
    [
        pytest.param("Figures", figure, id="figures"),
        pytest.param("Comparators", comparator, id="comparators"),
    ],
)
def test_kpi_report_in_two_files_is_refused(folder, table, make):
    write_kpi(folder / "figures.csv", "Figures", figure())
    write_kpi(folder / f"{table}-1.csv", table, make())
    write_kpi(folder / f"{table}-2.csv", table, make())
    found = discover([folder])
    (message,) = messages(found)
    assert found.sources == ()
    assert "files for the same return kpi_return-887-made-up-2025-01" in message
    assert f"{folder}/{table}-1.csv and {folder}/{table}-2.csv" in message


def test_kpi_csv_lacking_a_column_is_refused_by_name(folder):
    path = write_kpi(folder / "a.csv", "Figures", figure())
    write(path, path.read_text().replace("report_date,", "").replace("2025-01-31,", ""))
    assert messages(discover([folder])) == [
        f"{path} lacks the column 'report_date' of the KPI return table Figures. "
        "Line 1 lists 20 headings. Export it again with all columns."
    ]


def test_kpi_workbook_is_told_by_the_headings_of_its_sheets(workbook):
    path = workbook(
        {
            "Notes": [["Anything", "at all"], ["x", "y"]],
            "Sheet1": sheet("Comparators", comparator()),
            "Sheet2": sheet("Figures", figure()),
            "Blank": [],
        }
    )
    (source,) = discover([path]).sources
    assert source.return_id == "kpi_return-887-made-up-2025-01"
    assert sorted(read_tables(source)) == ["Comparators", "Figures"]


def test_kpi_workbook_needs_no_ending_in_its_name(workbook):
    path = workbook({"Figures": sheet("Figures", figure())})
    (source,) = discover([path.rename(path.with_suffix(".csv"))]).sources
    assert source.return_id == "kpi_return-887-made-up-2025-01"


def test_kpi_workbook_has_comparators_when_their_sheet_is_empty(workbook):
    path = workbook(
        {"Figures": sheet("Figures", figure()), "Comparators": sheet("Comparators")}
    )
    (source,) = discover([path]).sources
    assert source.present_tables == ("Figures", "Comparators")


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        pytest.param(12, None, "12", id="integer"),
        pytest.param(12.0, None, "12", id="whole float"),
        pytest.param(21.5, None, "21.5", id="decimal"),
        pytest.param(0.1 + 0.2, None, "0.3", id="binary rounding"),
        pytest.param(0.00001, None, "0.00001", id="small"),
        pytest.param(1234567890123, None, "1234567890123", id="large"),
        pytest.param(-3, None, "-3", id="negative"),
        pytest.param(0, None, "0", id="nought"),
        pytest.param("21.50", None, "21.50", id="text"),
        pytest.param(" of all ", None, " of all ", id="untrimmed"),
        pytest.param(0.215, "0.0%", "21.5%", id="percentage"),
        pytest.param(True, None, "true", id="boolean"),
        pytest.param(date(2025, 1, 31), None, "2025-01-31", id="date"),
        pytest.param(datetime(2025, 1, 31), None, "2025-01-31", id="midnight"),
        pytest.param(
            datetime(2025, 1, 31, 9, 30), None, "2025-01-31T09:30:00", id="moment"
        ),
        pytest.param(time(9, 30), None, "09:30:00", id="time"),
        pytest.param(None, None, None, id="empty"),
    ],
)
def test_kpi_workbook_cells_become_plain_text(workbook, value, form, text):
    assert one_cell(workbook, value, form=form) == text


def test_kpi_workbook_date_passes_the_contract(workbook):
    rows = sheet("Figures", figure(report_date=date(2025, 1, 31), la_code=887))
    (source,) = discover([workbook({"x": rows})]).sources
    frame = read_tables(source)["Figures"]
    assert check_batch(KPI, "Figures", frame, None).is_empty()


def test_kpi_workbook_formula_without_result_is_refused(workbook):
    path = workbook({"Figures": sheet("Figures", figure(value="=1+1"))})
    assert messages(discover([path])) == [
        f"{path}, sheet 'Figures', has a formula without a saved result in L2. "
        "Open the workbook in a spreadsheet program and save it."
    ]


def test_kpi_workbook_blank_rows_count_but_are_left_out(workbook):
    rows = sheet("Figures", figure(), {}, figure(), {})
    (source,) = discover([workbook({"x": [[], *rows]})]).sources
    assert read_tables(source)["Figures"]["row_number"].to_list() == [1, 3]


def test_kpi_workbook_value_beside_the_columns_is_refused(workbook):
    rows = sheet("Figures", figure(), figure())
    rows[2].append("stray")
    path = workbook({"x": rows})
    assert messages(discover([path])) == [
        f"{path}, sheet 'x' has a value beside its columns, in row 2 below the "
        "headings. Give the column a heading or empty the cell."
    ]


def test_kpi_workbook_lacking_a_column_is_refused_by_name(workbook):
    rows = [row[1:] for row in sheet("Figures", figure())]
    path = workbook({"x": rows})
    (message,) = messages(discover([path]))
    assert message.startswith(f"{path}, sheet 'x' lacks the column 'report_id'")


def test_kpi_workbook_without_figures_is_refused(workbook):
    path = workbook({"x": sheet("Comparators", comparator())})
    assert messages(discover([path])) == [
        f"{path} has no sheet with the headings of the KPI return's figures. "
        "Start from `returncheck template kpi-return`."
    ]


def test_kpi_workbook_with_a_report_unnamed_is_refused_whole(workbook):
    path = workbook(
        {
            "Figures": sheet("Figures", figure()),
            "Comparators": sheet(
                "Comparators",
                comparator(report_id="x"),
                comparator(report_id="y"),
                comparator(report_id=None),
            ),
        }
    )
    found = discover([path])
    assert found.sources == ()
    assert "sheet 'Comparators' has no report_id in row 3" in messages(found)[0]


def with_index(path, cells):
    """Put a column without a heading in front."""
    first, *others = path.read_text().splitlines()
    lines = [
        f",{first}",
        *(f"{cell},{line}" for cell, line in zip(cells, others, strict=True)),
    ]
    path.write_text("\n".join(lines) + "\n")


def test_kpi_csv_column_that_numbers_the_rows_is_passed_over_with_a_note(folder):
    write_kpi(folder / "a.csv", "Figures", figure(), figure(value="13"))
    write_kpi(folder / "b.csv", "Comparators", comparator())
    with_index(folder / "a.csv", ["0", "1"])
    with_index(folder / "b.csv", [""])
    found = discover([folder])
    assert messages(found) == []
    (source,) = found.sources
    figures = read_tables(source)["Figures"]
    assert figures.columns == ["row_number", *columns(KPI, "Figures")]
    assert figures["value"].to_list() == [figure()["value"], "13"]
    assert found.notes == (
        f"{folder}: a column without a heading that only numbers the rows passed over "
        "in 2 files: 'a.csv', 'b.csv'.",
    )


def test_kpi_csv_without_an_index_column_has_no_note(folder):
    write_kpi(folder / "a.csv", "Figures", figure())
    assert discover([folder]).notes == ()


@pytest.mark.parametrize("cell", ["x", "1.0", "-1"])
def test_kpi_csv_column_of_values_without_a_heading_is_refused(folder, cell):
    write_kpi(folder / "a.csv", "Figures", figure())
    with_index(folder / "a.csv", [cell])
    found = discover([folder])
    assert messages(found) == [
        f"{folder / 'a.csv'} has values in a column without a heading, which are not "
        "numbers of its rows. Give the column a heading or take it out."
    ]
    assert found.notes == ()
