"""What is typed into the column «Done» of `findings.xlsx` outlives the workbook."""

import dataclasses
import json
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest
from lxml import etree
from report_results import CENSUS, CENSUS_2024, finding, result

from returncheck.files.own_files import SHEETS_WITH_DONE
from returncheck.report import write_outputs
from returncheck.report.outputs.done_column import keep_done, read_done
from returncheck.report.outputs.erasing import erase_outputs
from returncheck.report.outputs.unfinished import write_unfinished
from returncheck.results.check_result import ExitCode
from returncheck.settings.config import FailOn

BEGUN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
FOUND = result(findings=[finding(1), finding(2), finding(2, row_number=9)])


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "out"


def written(folder, found=FOUND):
    write_outputs(found, folder, fail_on=FailOn.ERROR, exit_code=ExitCode.FINDINGS)
    return folder / "findings.xlsx"


def done(folder):
    """The column on both sheets, by finding: one text where all places say the same."""
    book = openpyxl.load_workbook(folder / "findings.xlsx")
    found = {}
    for name in SHEETS_WITH_DONE:
        for row in book[name].iter_rows(min_row=2, max_col=2, values_only=True):
            found.setdefault(row[1], set()).add(row[0])
    return {
        key: texts.pop() if len(texts) == 1 else texts for key, texts in found.items()
    }


def fill_in(folder, *cells):
    """Type into cells, and save as a spreadsheet program does: texts are shared."""
    path = folder / "findings.xlsx"
    book = openpyxl.load_workbook(path)
    for sheet, place, value in cells:
        book[sheet][place] = value
    book.save(path)
    share_texts(path)


def share_texts(path):
    """Have the cells point at a list of texts, as spreadsheet programs do."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    shared = etree.Element(f"{{{space}}}sst", nsmap={None: space})
    for name in [name for name in parts if name.startswith("xl/worksheets/")]:
        root = etree.fromstring(parts[name])
        for cell in root.iter("{*}c"):
            if cell.get("t") == "inlineStr" and len(cell):
                inner = cell[0]
                inner.tag = f"{{{space}}}si"
                cell.set("t", "s")
                etree.SubElement(cell, f"{{{space}}}v").text = str(len(shared))
                shared.append(inner)
        parts[name] = etree.tostring(root)
    assert len(shared) > 10
    parts["xl/sharedStrings.xml"] = etree.tostring(shared)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_what_is_typed_stands_in_the_next_workbook(folder):
    written(folder)
    fill_in(folder, ("By rule", "A2", "x"), ("By child", "A4", "JB, 3 May"))
    written(folder)
    assert done(folder) == {"f1": "x", "f2": "JB, 3 May"}
    written(folder)
    assert done(folder) == {"f1": "x", "f2": "JB, 3 May"}


def test_it_outlives_a_run_that_fails_and_one_that_is_killed(folder):
    written(folder)
    fill_in(folder, ("By rule", "A2", "x"))
    for _ in range(2):
        write_unfinished(folder, BEGUN)
        assert not (folder / "findings.xlsx").exists()
    written(folder)
    assert done(folder) == {"f1": "x", "f2": None}


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_what_is_cleared_is_gone_and_no_file_is_left(folder, empty):
    written(folder)
    fill_in(folder, ("By rule", "A2", "x"))
    written(folder)
    assert read_done(folder)["f1"].text == "x"
    fill_in(folder, ("By child", "A2", empty))
    written(folder)
    assert done(folder) == {"f1": None, "f2": None}
    assert [path.name for path in folder.glob(".*")] == []


def test_a_change_in_one_sheet_counts_and_the_first_where_both_changed(folder):
    written(folder)
    fill_in(folder, ("By rule", "A2", "x"), ("By child", "A2", "y"))
    written(folder)
    assert done(folder)["f1"] == "x"
    fill_in(folder, ("By child", "A2", "z"))
    written(folder)
    assert done(folder)["f1"] == "z"


def test_columns_may_be_moved_and_rows_sorted(folder):
    path = written(folder)
    book = openpyxl.load_workbook(path)
    sheet = book["By rule"]
    sheet["A2"] = "x"
    sheet.move_range(f"A1:D{sheet.max_row}", cols=30)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), start=2):
        for column, value in enumerate(row, start=1):
            sheet.cell(row=number, column=column, value=value)
    sheet.insert_rows(1, amount=3)
    book.save(path)
    written(folder)
    assert done(folder)["f1"] == "x"


def test_numbers_days_and_truths_are_kept_as_text(folder):
    written(folder)
    fill_in(folder, ("By rule", "A2", 12), ("By rule", "A3", True))
    written(folder)
    assert done(folder) == {"f1": "12", "f2": "1"}


def test_it_is_kept_for_returns_that_this_run_left_out(folder):
    other = result(
        returns=(CENSUS_2024,),
        findings=[finding(7, return_id=CENSUS_2024.return_id)],
    )
    written(folder)
    fill_in(folder, ("By rule", "A2", "x"))
    written(folder, other)
    fill_in(folder, ("By rule", "A2", "y"))
    written(folder)
    assert done(folder)["f1"] == "x"
    assert {key: each.text for key, each in read_done(folder).items()} == {
        "f1": "x",
        "f7": "y",
    }


def test_it_is_removed_with_its_return_and_with_all(folder):
    written(folder)
    fill_in(folder, ("By rule", "A2", "x"))
    erase_outputs(folder, CENSUS_2024.return_id)
    assert read_done(folder)["f1"].return_id == CENSUS.return_id
    erase_outputs(folder, CENSUS.return_id)
    assert read_done(folder) == {}
    written(folder)
    fill_in(folder, ("By rule", "A2", "x"))
    keep_done(folder, SHEETS_WITH_DONE)
    (folder / "findings.old.xlsx").write_bytes(b"")
    erase_outputs(folder, None)
    assert list(folder.glob("*done*")) == list(folder.glob("*.xlsx")) == []
    assert list(folder.glob(".*done*")) == []


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"PK\x03\x04 half of an archive", id="half"),
        pytest.param(b"<html></html>", id="no archive"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_put_aside_in_one_line(folder, content):
    written(folder).write_bytes(content)
    line = write_unfinished(folder, BEGUN)
    assert line is not None
    assert "\n" not in line
    assert "findings.old.xlsx" in line
    assert (folder / "findings.old.xlsx").read_bytes() == content
    written(folder)
    assert done(folder) == {"f1": None, "f2": None}


def test_an_archive_that_is_no_workbook_is_put_aside(folder):
    path = written(folder)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    assert "findings.old.xlsx" in (write_unfinished(folder, BEGUN) or "")


def test_a_workbook_that_may_not_be_read_is_told(folder, monkeypatch):
    """Root may read anything, so the system's refusal is put in."""
    path = written(folder)

    def refuse(name, *_):
        raise PermissionError(13, "Permission denied", str(name))

    monkeypatch.setattr("returncheck.files.workbook_columns.zipfile.ZipFile", refuse)
    line = keep_done(folder, SHEETS_WITH_DONE)
    assert "Permission denied" in line
    assert not path.exists()


def test_a_workbook_that_is_open_elsewhere_stays_and_is_told(folder, monkeypatch):
    path = written(folder)
    path.write_bytes(b"")

    def refuse(*_):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(type(path), "replace", refuse)
    line = keep_done(folder, SHEETS_WITH_DONE)
    assert "Close it" in line
    assert path.exists()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"f1": 1}', '{"f1": {"text": "x"}}', "\x00"]
)
def test_what_is_kept_and_damaged_is_nothing(folder, text):
    folder.mkdir()
    (folder / ".findings-done.json").write_text(text, encoding="utf-8")
    assert read_done(folder) == {}
    written(folder)


def test_a_workbook_of_an_earlier_version_has_no_such_column(folder):
    path = written(folder)
    book = openpyxl.load_workbook(path)
    for name in SHEETS_WITH_DONE:
        book[name].delete_cols(1, 4)
    book.save(path)
    assert write_unfinished(folder, BEGUN) is None
    assert read_done(folder) == {}


def test_names_in_it_are_hidden_where_all_are(folder):
    written(folder)
    fill_in(folder, ("By rule", "A2", "CHILD1 rang"))
    hidden = dataclasses.replace(FOUND, hide=lambda text: text.replace("CHILD1", "id"))
    written(folder, hidden)
    assert done(folder)["f1"] == "id rang"
    # What was typed is kept as it was.
    written(folder)
    assert done(folder)["f1"] == "CHILD1 rang"


@pytest.mark.posix
def test_what_is_kept_is_for_its_owner_alone(folder):
    written(folder)
    fill_in(folder, ("By rule", "A2", "x"))
    written(folder)
    path = folder / ".findings-done.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_text(encoding="utf-8"))


def test_entities_of_its_own_are_not_expanded(folder):
    """A workbook that somebody made to fill the memory is read as damaged, or empty."""
    path = written(folder)
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "'
        + "x" * 1000
        + '"><!ENTITY c "'
        + "&b;" * 1000
        + '">]><worksheet><sheetData><row><c r="A1" t="inlineStr"><is><t>&c;</t></is>'
        + "</c></row></sheetData></worksheet>"
    )
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet2.xml"] = bomb.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    write_unfinished(folder, BEGUN)
    assert read_done(folder) == {}
