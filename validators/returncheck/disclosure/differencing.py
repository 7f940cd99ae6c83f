"""Holds a public export against earlier ones: what together would give a count away.

Each export is judged by itself, whole, before rows are chosen. Two of one state of a
database are the same; two of different states are not, and a reader may have both.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import polars as pl

from returncheck.disclosure.control import SUPPRESSED
from returncheck.disclosure.figures import PUBLISHED
from returncheck.disclosure.system import is_small

Cell: TypeAlias = float | str | None
"""A number that is shown, `c` where it is withheld, None where there is none."""

_SYMBOL = "_symbol"
_SHARE = 2
_VALUES = "fct_indicator_values"
_COUNTED = ("fct_finding_counts", "fct_rule_outcomes")
_KEYS = {
    _VALUES: (
        *("source", "return_id", "area_code", "indicator_id", "return_year"),
        *("period_type", "period_start", "period_end"),
    ),
    "fct_finding_counts": ("return_id", "layer", "check_id", "severity"),
    "fct_rule_outcomes": ("return_id", "collection", "code"),
}
_FIGURES = {
    _VALUES: ("numerator", "denominator", "value"),
    "fct_finding_counts": ("finding_count",),
    "fct_rule_outcomes": ("finding_count", "explained_count"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What an export says, its whole database judged, whatever rows were written.

    Attributes:
        returns: Ids of the returns that it tells of.
        rows: Key of a figure to its cells, one list a row that states it, sorted.
    """

    returns: frozenset[str]
    rows: Mapping[str, Sequence[Sequence[Cell]]]


def release_of(public: Mapping[str, pl.DataFrame], returns: Iterable[str]) -> Release:
    """What an export says of the returns of its database.

    All other public figures stand and fall with these.

    Args:
        public: What `make_public` gives, before rows are chosen.
        returns: Ids of the returns of the database.
    """
    rows: dict[str, list[list[Cell]]] = defaultdict(list)
    for table, key in _KEYS.items():
        frame = public[table]
        if "source" in frame.columns:
            frame = frame.filter(pl.col("source") != PUBLISHED)
        names = [name for name in key if name in frame.columns]
        for row in frame.iter_rows(named=True):
            place = "|".join(
                [table, *("" if row[n] is None else str(row[n]) for n in names)]
            )
            rows[place].append([_cell(row, name) for name in _FIGURES[table]])
    return Release(
        returns=frozenset(returns),
        rows={place: sorted(cells, key=str) for place, cells in rows.items()},
    )


def _cell(row: Mapping[str, Any], name: str) -> Cell:
    if row.get(f"{name}{_SYMBOL}") == SUPPRESSED:
        return SUPPRESSED
    value = row.get(name)
    return None if value is None else float(value)


def conflict(earlier: Release, later: Release) -> str | None:
    """What two exports together would give away.

    Args:
        earlier: An export that may have been given out.
        later: The one that is asked for.

    Returns:
        One sentence; None where nothing is given away: every return of the earlier is
        judged again with the later, no cell is withheld in one and shown in the other,
        and no shown figure has changed by a small count.
    """
    gone = sorted(earlier.returns - later.returns)
    if gone:
        return f"it told of {gone[0]}, which the database no longer holds"
    for place in sorted({*earlier.rows, *later.rows}):
        # A check that found nothing has no row, and a new return has no earlier one.
        if _return_of(place) not in earlier.returns | {""}:
            continue
        before = earlier.rows.get(place) or _absent(place)
        after = later.rows.get(place) or _absent(place)
        found = _between(before, after)
        if found:
            return f"{found} ({_in_words(place)})"
    return None


def _between(
    before: Sequence[Sequence[Cell]], after: Sequence[Sequence[Cell]]
) -> str | None:
    if not before:
        return None
    if not after:
        return "a figure in it is no longer there to be judged"
    if len(before) != len(after):
        return "a figure is stated more or less often than it was"
    for old_row, new_row in zip(before, after, strict=True):
        has_counts = None not in new_row[:_SHARE]
        for place, (old, new) in enumerate(zip(old_row, new_row, strict=True)):
            found = _changed(old, new, of_counts=has_counts and place == _SHARE)
            if found:
                return found
    return None


def _changed(old: Cell, new: Cell, *, of_counts: bool) -> str | None:
    """What a changed cell gives away.

    Args:
        old: The cell before.
        new: The cell now.
        of_counts: Whether it follows from counts beside it, which are held themselves.
    """
    if old == new or old is None or new is None:
        return None
    if SUPPRESSED in (old, new):
        which = "shown" if new == SUPPRESSED else "withheld"
        return f"a figure was {which} in it that is not so now"
    if of_counts:
        return None
    if not _is_whole(old, new):
        return "a share has changed whose counts are not shown"
    if is_small(round(abs(float(old) - float(new)))):
        return "a count has changed by 1 to 5"
    return None


def _is_whole(*values: Cell) -> bool:
    return all(float(value or 0).is_integer() for value in values)


def _absent(place: str) -> Sequence[Sequence[Cell]]:
    table = place.partition("|")[0]
    return [[0.0] * len(_FIGURES[table])] if table in _COUNTED else []


def _return_of(place: str) -> str:
    table, *parts = place.split("|")
    return parts[_KEYS[table].index("return_id")] if parts else ""


def _in_words(place: str) -> str:
    return ", ".join(part for part in place.split("|")[1:] if part)
