"""The empty KPI return and the notes that come with it."""

import csv

import pytest
from openpyxl import load_workbook
from readers_files import KPI, columns, comparator, figure, read_tables, record

from returncheck.errors import ConfigError
from returncheck.returns.discover import discover
from returncheck.returns.kpi_return.template import (
    TemplateFormat,
    column_notes,
    write_template,
)


def test_template_csv_writes_both_tables_and_notes(tmp_path):
    written = write_template(tmp_path / "new", TemplateFormat.CSV)
    assert [path.name for path in written] == [
        "kpi-return.csv",
        "kpi-return.comparators.csv",
        "kpi-return-notes.txt",
    ]


@pytest.mark.parametrize(
    ("name", "table"),
    [("kpi-return.csv", "Figures"), ("kpi-return.comparators.csv", "Comparators")],
    ids=["figures", "comparators"],
)
def test_template_csv_holds_the_headings_alone(tmp_path, name, table):
    write_template(tmp_path, TemplateFormat.CSV)
    assert (tmp_path / name).read_text() == ",".join(columns(KPI, table)) + "\n"


def test_template_csv_filled_in_reads_as_a_return(tmp_path):
    figures, comparators, _ = write_template(tmp_path, TemplateFormat.CSV)
    for path, table, row in (
        (figures, "Figures", figure()),
        (comparators, "Comparators", comparator()),
    ):
        with path.open("a", newline="") as handle:
            csv.writer(handle).writerow(record(columns(KPI, table), **row))
    found = discover([tmp_path])
    assert found.refusals == ()
    assert sorted(read_tables(found.sources[0])) == ["Comparators", "Figures"]


@pytest.mark.parametrize(
    ("target", "file"),
    [("new", "new/kpi-return.xlsx"), ("own.xlsx", "own.xlsx")],
    ids=["folder", "file"],
)
def test_template_workbook_goes_where_it_is_told(tmp_path, target, file):
    written = write_template(tmp_path / target, TemplateFormat.XLSX)
    assert written == (tmp_path / file,)


def test_template_workbook_has_three_sheets(tmp_path):
    (path,) = write_template(tmp_path, TemplateFormat.XLSX)
    book = load_workbook(path)
    assert book.sheetnames == ["Figures", "Comparators", "Notes"]
    assert [cell.value for cell in book["Figures"][1]] == columns(KPI, "Figures")


def test_template_workbook_filled_in_reads_as_a_return(tmp_path):
    (path,) = write_template(tmp_path, TemplateFormat.XLSX)
    book = load_workbook(path)
    book["Figures"].append(record(columns(KPI, "Figures"), **figure()))
    book["Comparators"].append(record(columns(KPI, "Comparators"), **comparator()))
    book.save(path)
    found = discover([path])
    assert found.refusals == ()
    assert sorted(read_tables(found.sources[0])) == ["Comparators", "Figures"]


@pytest.mark.parametrize("template_format", list(TemplateFormat))
def test_template_left_empty_is_refused_as_a_return(tmp_path, template_format):
    write_template(tmp_path, template_format)
    found = discover([tmp_path])
    assert found.sources == ()
    assert "has no figures" in str(found.refusals[0].error)


@pytest.mark.parametrize(
    ("template_format", "name"),
    [
        (TemplateFormat.XLSX, "kpi-return.xlsx"),
        (TemplateFormat.CSV, "kpi-return.comparators.csv"),
        (TemplateFormat.CSV, "kpi-return-notes.txt"),
    ],
    ids=["workbook", "table", "notes"],
)
def test_template_never_overwrites(tmp_path, template_format, name):
    (tmp_path / name).write_text("mine")
    with pytest.raises(ConfigError, match="is there already and was left as it is"):
        write_template(tmp_path, template_format)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "mine"


def test_template_notes_explain_every_column():
    notes = column_notes()
    assert [(note.table, note.column) for note in notes] == [
        (table.name, column.name) for table in KPI.tables for column in table.columns
    ]
    assert [note.column for note in notes if not note.what] == []


def test_template_notes_list_the_codes(tmp_path):
    *_, notes = write_template(tmp_path, TemplateFormat.CSV)
    text = notes.read_text()
    assert "  period_basis (needed in every row): " in text
    assert "    Allowed: printed, assumed." in text


def test_template_says_that_the_note_is_the_narrative_of_an_exception():
    what = {(note.table, note.column): note.what for note in column_notes()}
    assert "list of exceptions" in what["Figures", "note"]
    assert "exceptions" not in what["Comparators", "note"]
