"""Which table a file is, told from its headings, and what is wrong with them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

from returncheck.files.childless import told, told_list
from returncheck.returns.tables import Layout, Table

_MOST, _NEAR = 5, 0.75
_Score: TypeAlias = tuple[float, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The table that a file's headings come nearest to."""

    layout: Layout
    table: Table


def match_tables(
    headings: tuple[str, ...], name: str, layouts: Iterable[Layout]
) -> tuple[Match, ...]:
    """The tables whose columns a file's headings share most of, one a collection.

    Args:
        headings: Headings of the file; letter case does not count here.
        name: File or sheet name without its ending, or empty. It decides between
            tables that share as much, and lets a single shared heading count, no more.
        layouts: The collections to look in.

    Returns:
        The nearest table; several where collections have tables that are as near; none
        when the headings share too little with any: under half of the headings and
        under half of the table's columns.
    """
    found = {heading.casefold() for heading in headings if heading}
    nearest: dict[str, tuple[_Score, Match]] = {}
    for layout in layouts:
        for table in layout.tables:
            if table.looked_up:
                continue
            score = _score(found, table, name)
            best = nearest.get(layout.collection)
            if score is not None and (best is None or score > best[0]):
                match = Match(layout=layout, table=table)
                nearest[layout.collection] = (score, match)
    top = max((score for score, _ in nearest.values()), default=None)
    return tuple(match for score, match in nearest.values() if score == top)


def _score(found: set[str], table: Table, name: str) -> _Score | None:
    """How near headings come to a table; None where they share too little."""
    derived = {column.name.casefold() for column in table.columns if column.derived}
    columns = {column.name.casefold() for column in table.columns} - derived
    found = found - derived
    shared = len(found & columns)
    named = table.name.casefold() in name.casefold()
    if shared < (1 if named else 2) or 2 * shared < min(len(found), len(columns)):
        return None
    return shared / len(found | columns), named


def heading_problem(
    where: str, headings: tuple[str, ...], match: Match, year: int | None
) -> str | None:
    """What is wrong with the headings of a file of a known table.

    Args:
        where: The file (and sheet) as a message names it.
        headings: Its headings.
        match: The table it is.
        year: Return year; None asks only for the columns that every year has.

    Returns:
        One message, the most basic fault first: repeated, missing, unknown columns;
        None when there is none.
    """
    title = f"the {match.layout.title} table {match.table.name}"
    names = {column.name for column in match.table.columns}
    repeated = sorted({name for name in headings if headings.count(name) > 1})
    if repeated:
        return (
            f"{where} has the {_columns(repeated, names)} more than once. "
            "Keep each column once."
        )
    expected = match.table.columns_in(year)
    missing = [
        column.name
        for column in expected
        if column.name not in headings and not _may_lack(match.table, column.name, year)
    ]
    if missing:
        return (
            f"{where} lacks the {_columns(missing, names)} of {title}. Line 1 lists "
            f"{len(headings)} headings. Export it again with all columns."
        )
    unknown = [heading for heading in headings if heading not in names]
    if unknown:
        return (
            f"{where} has the unknown {_unknown(headings, unknown, names)}, not of "
            f"{title}. Correct the spelling or take the column out."
        )
    return None


def _may_lack(table: Table, name: str, year: int | None) -> bool:
    column = table.column(name)
    dated = column.first_year is not None or column.last_year is not None
    return column.optional or (year is None and dated)


def _columns(texts: Sequence[str], known: Iterable[str]) -> str:
    noun = "column" if len(texts) == 1 else "columns"
    return f"{noun} {told_list(texts, known)}"


def _unknown(
    headings: Sequence[str], unknown: Sequence[str], known: Collection[str]
) -> str:
    """Columns by their names, or their places where a name may be a child's."""
    shown = []
    for heading in unknown[:_MOST]:
        name = told(heading)
        if not name.startswith("'"):
            near = get_close_matches(heading, known, n=1, cutoff=_NEAR)
            like = f", much like '{near[0]}'" if near else ""
            name = f"number {headings.index(heading) + 1} ({name}{like})"
        shown.append(name)
    more = len(unknown) - _MOST
    rest = f" and {more} more" if more > 0 else ""
    noun = "column" if len(unknown) == 1 else "columns"
    return f"{noun} {', '.join(shown)}{rest}"
