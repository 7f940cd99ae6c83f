"""How our own outputs are told from returns, when a folder of inputs holds them too."""

import re
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from returncheck.findings.finding import COLUMNS

EXPLANATION_COLUMNS = ("rule", "child", "reason", "by", "date")
"""Columns that explanations of queries have to have; `return` may be there too."""

NOTE_COLUMNS = (
    "return_id",
    "rule",
    "title",
    "queries",
    "explained",
    "open",
    "note",
)
"""Columns of `return-level-notes.csv`, in order."""

EXCEPTION_COLUMNS = (
    "la_code",
    "authority",
    "indicator_id",
    "indicator",
    "source",
    "return_id",
    "row_number",
    "period_type",
    "period_start",
    "period_end",
    "value",
    "target",
    "target_tolerance",
    "gap_to_target",
    "rag",
    "previous_period_end",
    "previous_period_value",
    "change_on_previous_period",
    "trend",
    "periods_off_target",
    "off_target_since",
    "published_trend",
    "england_value",
    "comparator_year",
    "narrative",
    "verdict",
    "period_basis",
    "action",
    "owner",
    "due_date",
    "action_open_since",
    "action_days_open",
    "is_action_overdue",
)
"""Columns of `exceptions.csv`, in order."""
RECONCILIATION_COLUMNS = (
    "report",
    "paragraph",
    "indicator_id",
    "figure",
    "quoted_for",
    "team",
    "period",
    "period_basis",
    "printed",
    "parts",
    "verdict",
    "reason",
)
"""Columns of `reconciliation.csv`, in order."""

WORKBOOK_SHEETS = ("Summary", "By rule", "By child", "By episode")
"""Sheets of `findings.xlsx` beside those of records, in order; empty ones are left
out."""
SHEETS_WITH_DONE = WORKBOOK_SHEETS[1:3]
"""Those with a line a place of a finding, in which it can be ticked off."""

WORKBOOK_MARK = "returncheck_findings"
"""A name in the workbook by which it is told from others."""

RETURN_MARK = "returncheck_findings_of_a_return"
"""The same in the workbook of a single return, of which a run writes several."""

PAGE_MARK = "Returncheck, one of several pages"
"""What our pages have as `generator` of which a run writes several."""

_PAGE_MARK = f'<meta name="generator" content="{PAGE_MARK}">'.encode()
_SHEET_NAME = re.compile(rb'<(?:\w+:)?sheet [^>]*?name="([^"]*)"')
_MARKS = (WORKBOOK_MARK, RETURN_MARK)
_MOST_BYTES = 1_000_000
_MOST_BYTES_OF_A_HEAD = 2_000
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    KeyError,
    RuntimeError,
)


def own_table(headings: Sequence[str]) -> str | None:
    """What a CSV file of ours holds, told by its headings.

    Args:
        headings: The cells of its first line.

    Returns:
        Such as "findings of ours"; None for a file that is not ours.
    """
    given = tuple(headings)
    if given == COLUMNS:
        return "findings of ours"
    if given == NOTE_COLUMNS:
        return "notes of ours"
    if given == EXCEPTION_COLUMNS:
        return "figures off target, of ours"
    if given == RECONCILIATION_COLUMNS:
        return "verdicts of ours"
    if {heading.lower() for heading in given} >= set(EXPLANATION_COLUMNS):
        return "explanations of queries"
    return None


def is_own_workbook(path: Path) -> bool:
    """Whether a file is `findings.xlsx`, told by a name in it or, of old, its sheets.

    Args:
        path: A ZIP archive; one that cannot be read is not ours.
    """
    content = _workbook_part(path)
    if any(_is_marked(content, mark) for mark in _MARKS):
        return True
    found = _SHEET_NAME.findall(content)
    return found[: len(WORKBOOK_SHEETS)] == [name.encode() for name in WORKBOOK_SHEETS]


def is_workbook_of_return(path: Path) -> bool:
    """Whether a file is our workbook of a single return, told by a name in it.

    Args:
        path: A file; one that cannot be read is not ours.
    """
    return _is_marked(_workbook_part(path), RETURN_MARK)


def _workbook_part(path: Path) -> bytes:
    """What lists the sheets and names of a workbook; nothing where there is none."""
    try:
        with (
            zipfile.ZipFile(path) as archive,
            archive.open("xl/workbook.xml") as part,
        ):
            return part.read(_MOST_BYTES)
    except _UNREADABLE:
        return b""


def _is_marked(content: bytes, mark: str) -> bool:
    found = rb'<(?:\w+:)?definedName [^>]*?name="%b"' % mark.encode()
    return re.search(found, content) is not None


def is_own_page(path: Path) -> bool:
    """Whether a file is one of several pages of a run.

    Args:
        path: A file; one that cannot be read is not ours.
    """
    try:
        with path.open("rb") as file:
            return _PAGE_MARK in file.read(_MOST_BYTES_OF_A_HEAD)
    except OSError:
        return False
