"""Headings of a KPI return as people write them, and the row that they stand in."""

from collections.abc import Sequence

from returncheck.returns.headings import Match, match_tables
from returncheck.returns.kpi_return.layout import LAYOUT
from returncheck.returns.tables import Table


def official(headings: Sequence[str], table: Table) -> tuple[str, ...]:
    """Headings by their official names, where they are one in other letters.

    Args:
        headings: As they are written: `Report ID`, ` report_id `.
        table: The table that they are of.

    Returns:
        As many headings; one that is none of the table's stays as it is, without
        blanks around it.
    """
    names = {_letters(column.name): column.name for column in table.columns}
    return tuple(names.get(_letters(each), each.strip()) for each in headings)


def matches(headings: Sequence[str], title: str) -> tuple[Match, ...]:
    """The tables that headings are of, however they are written.

    Args:
        headings: Cells of a row.
        title: Name of the tab or file, or empty.
    """
    known = {
        _letters(column.name): column.name
        for table in LAYOUT.tables
        for column in table.columns
    }
    written = tuple(known.get(_letters(each), each.strip()) for each in headings)
    return match_tables(written, title, (LAYOUT,))


def likeness(headings: Sequence[str], title: str) -> float:
    """How much cells of a row are headings of a table of the KPI return.

    Args:
        headings: Cells of a row.
        title: Name of the tab or file, or empty.

    Returns:
        The number of columns of the table that they name; 0 where they are no headings.
    """
    found = matches(headings, title)
    if not found:
        return 0
    names = {column.name for column in found[0].table.columns}
    return len(names & set(official(headings, found[0].table)))


def missing_share(headings: Sequence[str], table: Table) -> float:
    """How much of a table's columns is missing, from 0 to 1.

    Args:
        headings: Official headings.
        table: The table.
    """
    needed = [column.name for column in table.columns if not column.optional]
    return sum(name not in headings for name in needed) / len(needed)


def _letters(heading: str) -> str:
    """What tells headings apart: letters and digits, in small letters."""
    return "".join(each for each in heading.casefold() if each.isalnum())
