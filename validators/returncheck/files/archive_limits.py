"""Looks into an archive before it is unpacked: what in it is too much.

Of a download only the size is asked, for its tables are read row by row.

The library that reads workbooks builds some parts in memory as a whole. How large that
gets follows from the size of the parts and the number of their tags, which are counted
here piece by piece.
"""

import zipfile
from pathlib import Path
from typing import IO, Final

from returncheck.errors import InputError
from returncheck.files.limits import MEGABYTE, Deadline, beyond, limits

_PIECE: Final = 1 << 20
_MOST_PARTS: Final = 2_000
# Tags of a cell, with its share of a row and of the shared texts.
_TAGS_A_CELL: Final = 8
_SHEETS: Final = "xl/worksheets/"
_SHARED_TEXTS: Final = "xl/sharedstrings"
# Parts that are read record by record; the others stand in memory whole.
_STREAMED: Final = (_SHEETS, _SHARED_TEXTS)
_MOST_TAGS_AT_ONCE: Final = 100_000
# A row is held whole too: six tags a cell, as many cells as it can have, and more.
_MOST_TAGS_OF_A_ROW: Final = 150_000
_MOST_SHARED_TAGS: Final = 2_000_000
_DOCTYPE: Final = b"<!DOCTYPE"
_RATIO_ASKED_FROM: Final = 10
_IS_ENCRYPTED: Final = 0x1


def check_archive(path: Path, deadline: Deadline) -> None:
    """Refuse a workbook that unpacks to more than can be read.

    Args:
        path: A ZIP archive.
        deadline: When reading has to be over.

    Raises:
        InputError: It does, it is protected by a password, or it is no archive.
        zipfile.BadZipFile: It is damaged.
    """
    bounds = limits()
    with zipfile.ZipFile(path) as archive:
        parts = [part for part in archive.infolist() if not part.is_dir()]
        if any(part.flag_bits & _IS_ENCRYPTED for part in parts):
            raise InputError(
                f"{path} is protected by a password. Save it as .xlsx without one."
            )
        if len(parts) > _MOST_PARTS:
            raise InputError(
                f"{path} holds {len(parts):,} files, more than any workbook. "
                "Save it again as .xlsx, or give the files inside it."
            )
        unpacked = sum(part.file_size for part in parts)
        if unpacked > bounds.workbook_megabytes * MEGABYTE:
            what = f"unpacks to {unpacked / MEGABYTE:,.0f} megabytes"
            raise beyond(str(path), what, "workbook_megabytes", "megabytes")
        _check_ratio(path, unpacked)
        _check_tags(path, archive, parts, deadline)


def check_download(path: Path) -> None:
    """Refuse a download that unpacks to more than can be read.

    Args:
        path: A ZIP archive of tables.

    Raises:
        InputError: It does, or it is protected by a password.
        zipfile.BadZipFile: It is damaged.
    """
    most = limits().input_megabytes
    with zipfile.ZipFile(path) as archive:
        parts = [part for part in archive.infolist() if not part.is_dir()]
    if any(part.flag_bits & _IS_ENCRYPTED for part in parts):
        raise InputError(
            f"{path} is protected by a password. Give the files inside it."
        )
    if len(parts) > _MOST_PARTS:
        raise InputError(
            f"{path} holds {len(parts):,} files, more than any release. "
            "Give the files inside it that are meant."
        )
    unpacked = sum(part.file_size for part in parts)
    if unpacked > most * MEGABYTE:
        what = f"unpacks to {unpacked / MEGABYTE:,.0f} megabytes"
        raise beyond(str(path), what, "input_megabytes", "megabytes")


def _check_ratio(path: Path, unpacked: int) -> None:
    bounds = limits()
    if unpacked * _RATIO_ASKED_FROM <= bounds.workbook_megabytes * MEGABYTE:
        return
    ratio = unpacked / max(path.stat().st_size, 1)
    if ratio > bounds.workbook_ratio:
        what = f"unpacks to {ratio:,.0f} times its size"
        raise beyond(str(path), what, "workbook_ratio", "times")


def _check_tags(
    path: Path,
    archive: zipfile.ZipFile,
    parts: list[zipfile.ZipInfo],
    deadline: Deadline,
) -> None:
    left = limits().workbook_cells * _TAGS_A_CELL + _MOST_TAGS_AT_ONCE
    for part in parts:
        name = part.filename.lower()
        if not name.endswith((".xml", ".rels")):
            continue
        most = left
        if not name.startswith(_STREAMED):
            most = min(left, _MOST_TAGS_AT_ONCE)
        elif name.startswith(_SHARED_TEXTS):
            most = min(left, _MOST_SHARED_TAGS)
        with archive.open(part) as content:
            is_sheet = name.startswith(_SHEETS)
            found = _tags(path, content, most, deadline, is_sheet=is_sheet)
        if found > most:
            what = f"has too much in its part {part.filename[:60]}"
            raise beyond(str(path), what, "workbook_cells", "cells in all")
        left -= found


def _tags(
    path: Path, content: IO[bytes], most: int, deadline: Deadline, *, is_sheet: bool
) -> int:
    """How many tags a part has, counted until they are too many."""
    found, of_a_row, end = 0, 0, b""
    while found <= most and (piece := content.read(_PIECE)):
        found += piece.count(b"<")
        # A document type is what lets a few bytes stand for many.
        if _DOCTYPE in end + piece:
            raise InputError(
                f"{path} defines entities of its own, which no workbook does. "
                "Save it again as .xlsx in a spreadsheet program."
            )
        end = piece[-len(_DOCTYPE) :]
        last = max(piece.rfind(b"row>"), piece.rfind(b"row "))
        of_a_row = piece.count(b"<", max(last, 0)) + (of_a_row if last < 0 else 0)
        if is_sheet and of_a_row > _MOST_TAGS_OF_A_ROW:
            return most + 1
        deadline.check()
    return found
