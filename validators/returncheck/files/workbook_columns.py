"""Reads a few columns of a workbook of ours, which may have a million cells.

For what people have filled in: the columns are found by their headings, also when the
workbook was sorted, filtered and saved by a spreadsheet program. The other cells are
passed over by the parser; the general reader (`workbook`) makes each of them a text.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from lxml import etree

from returncheck.files.xml_files import SETTINGS, XmlNode

HEADINGS_WITHIN: Final = 20
"""Among how many rows the headings are looked for."""

_MOST_BYTES: Final = 2_000_000_000
_WORKBOOK: Final = "xl/workbook.xml"
_SHARED_TEXTS: Final = "xl/sharedStrings.xml"
_RELATION: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
)
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    KeyError,
    ValueError,
    EOFError,
    RuntimeError,
    NotImplementedError,
)

_Token: TypeAlias = "str | int"
"""A text, or the number of a shared one."""


class UnreadableWorkbookError(Exception):
    """A file that is no workbook, or one that cannot be read now."""


def read_columns(
    path: Path, sheets: Collection[str], headings: Sequence[str]
) -> dict[str, list[tuple[str, ...]]]:
    """The texts of some columns, in each of some sheets that has them all.

    Args:
        path: A workbook.
        sheets: Names of the sheets; one that is not there is left out.
        headings: Headings of the columns.

    Returns:
        Name of a sheet to its rows below the headings: a text for each heading, empty
        for an empty cell. Numbers are as the file has them.

    Raises:
        UnreadableWorkbookError: It cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_size(archive)
            parts = _parts(archive)
            return {
                name: rows
                for name in sheets
                if name in parts
                and (rows := _rows_of(archive, parts[name], headings)) is not None
            }
    except OSError as error:
        raise UnreadableWorkbookError(error.strerror or str(error)) from error
    except _UNREADABLE as error:
        raise UnreadableWorkbookError("it is damaged, or no workbook") from error


def _check_size(archive: zipfile.ZipFile) -> None:
    if sum(part.file_size for part in archive.infolist()) > _MOST_BYTES:
        raise ValueError


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet, by the name on its tab."""
    base = posixpath.dirname(_WORKBOOK)
    relations = f"{base}/_rels/{posixpath.basename(_WORKBOOK)}.rels"
    targets = {
        element.get("Id"): element.get("Target", "")
        for element in _elements(archive, relations, "Relationship")
    }
    found = {}
    for element in _elements(archive, _WORKBOOK, "sheet"):
        target = targets.get(element.get(_RELATION), "")
        part = target.lstrip("/") if target.startswith("/") else f"{base}/{target}"
        found[element.get("name", "")] = posixpath.normpath(part)
    return found


def _rows_of(
    archive: zipfile.ZipFile, part: str, headings: Sequence[str]
) -> list[tuple[str, ...]] | None:
    found = _columns(archive, part, headings)
    if found is None:
        return None
    first, columns = found
    tokens: list[tuple[_Token, ...]] = []
    for number, row in enumerate(_elements(archive, part, "row")):
        if number > first:
            cells = dict(_cells(row, columns))
            tokens.append(tuple(cells.get(column, "") for column in columns))
    texts = _shared(archive, {each for row in tokens for each in row})
    return [tuple(_text(each, texts) for each in row) for row in tokens]


def _columns(
    archive: zipfile.ZipFile, part: str, headings: Sequence[str]
) -> tuple[int, tuple[str, ...]] | None:
    """Which row has the headings, and the letters of their columns."""
    rows: list[dict[str, _Token]] = []
    for row in _elements(archive, part, "row"):
        rows.append(dict(_cells(row)))
        if len(rows) == HEADINGS_WITHIN:
            break
    texts = _shared(archive, {each for row in rows for each in row.values()})
    for number, cells in enumerate(rows):
        letters = {_text(each, texts): column for column, each in cells.items()}
        if set(headings) <= set(letters):
            return number, tuple(letters[heading] for heading in headings)
    return None


def _cells(
    row: XmlNode, wanted: Collection[str] | None = None
) -> Iterator[tuple[str, _Token]]:
    """The letters of a cell's column and what it holds."""
    left = None if wanted is None else len(wanted)
    for cell in row.iterchildren("{*}c"):
        column = cell.get("r", "").rstrip("0123456789")
        if wanted is not None and column not in wanted:
            continue
        yield column, _token(cell)
        if left is not None:
            left -= 1
            if not left:
                return


def _token(cell: XmlNode) -> _Token:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _joined(cell)
    value = cell.findtext("{*}v") or ""
    return int(value) if kind == "s" else value


def _joined(element: XmlNode) -> str:
    """The text of a cell, without what is only said of its reading aloud."""
    return "".join(
        part.text or ""
        for part in element.iter("{*}t")
        if etree.QName(part.getparent()).localname != "rPh"
    )


def _shared(archive: zipfile.ZipFile, tokens: Collection[_Token]) -> dict[int, str]:
    wanted = {token for token in tokens if isinstance(token, int)}
    if not wanted:
        return {}
    return {
        number: _joined(element)
        for number, element in enumerate(_elements(archive, _SHARED_TEXTS, "si"))
        if number in wanted
    }


def _text(token: _Token, texts: dict[int, str]) -> str:
    return texts.get(token, "") if isinstance(token, int) else token


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[XmlNode]:
    """The elements of a name in a part; each is freed when the next is asked for."""
    with archive.open(part) as content:
        for _, element in etree.iterparse(content, tag=f"{{*}}{name}", **SETTINGS):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
