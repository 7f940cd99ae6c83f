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

_SHEET_NAME = re.compile(rb'<(?:\w+:)?sheet [^>]*?name="([^"]*)"')
_MARK = WORKBOOK_MARK.encode()
_MOST_BYTES = 1_000_000
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
    try:
        with (
            zipfile.ZipFile(path) as archive,
            archive.open("xl/workbook.xml") as part,
        ):
            content = part.read(_MOST_BYTES)
    except _UNREADABLE:
        return False
    if re.search(rb'<(?:\w+:)?definedName [^>]*?name="%b"' % _MARK, content):
        return True
    found = _SHEET_NAME.findall(content)
    return found[: len(WORKBOOK_SHEETS)] == [name.encode() for name in WORKBOOK_SHEETS]
