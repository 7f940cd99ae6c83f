"""A workbook that unpacks to far more than it is, is refused before it does."""

import zipfile
from io import BytesIO

import pytest
from bounded_reading import read_apart
from openpyxl import Workbook
from readers_files import KPI, columns, figure, write

from returncheck.errors import InputError
from returncheck.files.limits import Limits, limited
from returncheck.files.workbook import read_sheets
from returncheck.returns.discover import discover

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MOST = 600
"""Mebibytes that refusing any workbook may take."""


def plain_book():
    book = Workbook()
    headings = columns(KPI, "Figures")
    book.active.append(headings)
    book.active.append([figure().get(name) for name in headings])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def bomb(path, part, before, piece, count, after, noise=0):
    """A workbook in which a part is replaced by one that repeats a piece."""
    with (
        zipfile.ZipFile(BytesIO(plain_book())) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        with new.open(part, "w", force_zip64=True) as handle:
            handle.write(before.encode())
            block = piece.encode() * 1_000
            for _ in range(count // 1_000):
                handle.write(block)
            handle.write(after.encode())
        # Bytes that do not pack, so that the archive as a whole packs little.
        new.writestr("xl/media/noise", b"\0" * noise, zipfile.ZIP_STORED)
    return path


ROWS = (f"<worksheet {NAMESPACE}><sheetData>", "</sheetData></worksheet>")
CELL = "<c><v>1</v></c>"
BOMBS = [
    pytest.param(SHEET, ROWS[0], " ", 300_000_000, ROWS[1], 0, id="blanks"),
    pytest.param(
        SHEET, ROWS[0], f"<row>{CELL * 50}</row>", 100_000, ROWS[1], 0, id="cells"
    ),
    pytest.param(
        SHEET, f"{ROWS[0]}<row>", CELL, 1_000_000, f"</row>{ROWS[1]}", 2_000_000,
        id="one row",
    ),
    pytest.param(
        SHEET,
        ROWS[0],
        "<row><c r='XFD1'><v>1</v></c></row>",
        10_000,
        ROWS[1],
        0,
        id="widest rows",
    ),
    pytest.param(
        STRINGS, f"<sst {NAMESPACE}><si>", "<r><t>x</t></r>", 2_000_000,
        "</si></sst>", 2_000_000,
        id="one shared text",
    ),
    pytest.param(
        STYLES, f"<styleSheet {NAMESPACE}><cellXfs>", "<xf numFmtId='0'/>", 1_000_000,
        "</cellXfs></styleSheet>", 2_000_000,
        id="styles",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("part", "before", "piece", "count", "after", "noise"), BOMBS)
def test_a_bomb_is_refused_in_one_line(
    tmp_path, part, before, piece, count, after, noise
):
    path = bomb(tmp_path / "kpis.xlsx", part, before, piece, count, after, noise)
    reading = read_apart(path)
    assert len(reading.lines) == 1
    assert "the limit is" in reading.lines[0]
    assert "under `limits` in returncheck.yml" in reading.lines[0]
    assert reading.peak < MOST


def test_entities_of_a_workbook_are_refused(tmp_path):
    path = bomb(
        tmp_path / "kpis.xlsx",
        STRINGS,
        '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        f"<sst {NAMESPACE}>",
        "<si><t>&b;</t></si>",
        1_000,
        "</sst>",
    )
    (line,) = read_apart(path).lines
    assert "defines entities of its own" in line


def read(path, **changed):
    with limited(Limits(**changed)):
        return read_sheets(path)


@pytest.fixture
def book(tmp_path):
    def save(rows):
        made = Workbook()
        for row in rows:
            made.active.append(row)
        path = tmp_path / "book.xlsx"
        made.save(path)
        return path

    return save


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"workbook_cells": 5}, "has too many cells; the limit is 5 cells in all"),
        ({"rows": 2}, "has too many rows; the limit is 2 rows"),
        ({"columns": 1}, "has too many columns; the limit is 1 columns"),
        ({"text_length": 2}, "has a cell that is too long; the limit is 2 characters"),
    ],
)
def test_each_limit_of_a_sheet_is_told(book, changed, words):
    path = book([["a", "b"], ["1", "2"], ["333", "4"]])
    with pytest.raises(InputError, match=words):
        read(path, **changed)


def test_a_sheet_may_be_as_large_as_its_limits(book):
    path = book([["a", "b"], ["1", "2"], ["333", "4"]])
    (sheet,) = read(path, workbook_cells=8, rows=3, columns=2, text_length=3)
    assert sheet.rows == [(1, ["1", "2"]), (2, ["333", "4"])]


def test_blank_rows_keep_their_place_between_others(book):
    path = book([[None], ["a"], [None], ["1"], [None], ["2"]])
    (sheet,) = read(path)
    assert sheet.rows == [(2, ["1"]), (4, ["2"])]


def test_a_workbook_with_a_password_is_called_that(tmp_path):
    content = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 3_000_000
        + "EncryptedPackage".encode("utf-16-le")
    )
    path = write(tmp_path / "kpis.xlsx", content)
    (refusal,) = discover([path]).refusals
    assert str(refusal.error) == (
        f"{path} is protected by a password. Save it as .xlsx without one."
    )


def test_an_archive_with_a_password_is_called_that(tmp_path):
    content = bytearray(plain_book())
    # The flag of each entry, in its own header and in the directory.
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 1)
    path = write(tmp_path / "kpis.xlsx", bytes(content))
    (refusal,) = discover([path]).refusals
    assert str(refusal.error) == (
        f"{path} is protected by a password. Save it as .xlsx without one."
    )
