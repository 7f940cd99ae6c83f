"""Small made-up returns that are wrong in as many ways as fit, for every rule at once.

This module draws them; what from stands in `messy_cells`, in which mixtures in
`messy_kinds`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from messy_cells import Choice, cells_of
from messy_kinds import KINDS

Rows = list[dict[str, str | None]]
YEARS = (2023, 2024, 2025, 2026, 2027)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """One made-up return.

    Attributes:
        year: Return year (ending 31 March).
        tables: The tables that it has; cells are text or None.
        previous: Nothing: no rule of it looks at the year before.
        file_format: Nothing: no rule of it asks for the form.
    """

    year: int
    tables: dict[str, Rows]
    previous: None = None
    file_format: None = None


def _table(
    columns: Mapping[str, tuple[str | None, ...]], lengths: tuple[int, int]
) -> st.SearchStrategy[Rows]:
    row = st.tuples(*map(st.sampled_from, columns.values()))
    rows = st.lists(row, min_size=lengths[0], max_size=lengths[1])
    return rows.map(
        lambda drawn: [dict(zip(columns, each, strict=True)) for each in drawn]
    )


@cache
def _tables(
    make: Callable[[date], Choice], end: date
) -> dict[str, st.SearchStrategy[Rows | None]]:
    """Table to what draws its rows; None is a table that the return lacks."""
    choice = make(end)
    tables = {}
    for table, cells in cells_of(choice).items():
        columns = {n: choice.values.get(n, values) for n, values in cells.items()}
        rows = _table(columns, choice.lengths)
        if not choice.is_whole:
            rows = st.integers(1, 20).flatmap(partial(_damaged, rows))
        if not choice.tables or table in choice.tables:
            tables[table] = rows
    return tables


def _damaged(
    rows: st.SearchStrategy[Rows], chance: int
) -> st.SearchStrategy[Rows | None]:
    return {19: rows.map(_without_episodes), 20: st.none()}.get(chance, rows)


def _without_episodes(rows: Rows) -> Rows:
    """The rows of a table that came without the column CINdetailsID."""
    return [{n: v for n, v in row.items() if n != "CINdetailsID"} for row in rows]


def _headers(year: int, end: date) -> tuple[Rows | None, ...]:
    """Headers that all name the same census period; and none."""
    dated = [
        {"Year": each, "ReferenceDate": str(end)}
        for each in ("x", f"0{year}", "", None)
    ]
    if (end.month, end.day) != (3, 31):
        return tuple([each] for each in dated)
    right = {"Year": str(year), "ReferenceDate": str(end)}
    wrong = [
        {"Year": str(year), "ReferenceDate": each}
        for each in (f"{year - 1}-03-31", f"{year}-03-30", "2000-01-01", None, "x", "")
    ]
    blank = {"Year": f" {year}", "ReferenceDate": str(end)}
    headers = (right, right, right, blank, *wrong, *dated)
    return (None, [], *([each] for each in headers))


@st.composite
def _returns(draw: Callable[..., Any], make: Callable[[date], Choice]) -> MadeUp:
    year = draw(st.sampled_from(YEARS))
    usual = (date(year, 3, 31),) * 5
    end = draw(st.sampled_from((*usual, date(year, 3, 1), date(year, 2, 28))))
    drawn = {"Header": draw(st.sampled_from(_headers(year, end)))}
    for table, rows in _tables(make, end).items():
        drawn[table] = draw(rows)
    tables = {table: rows for table, rows in drawn.items() if rows is not None}
    # A return without any table is no return.
    return MadeUp(year=year, tables=tables or {"Header": []})


def made_up_returns() -> dict[str, MadeUp]:
    """Id to return, of every kind; the same ones every time."""
    return {
        f"{kind} {number}": made
        for kind, (make, runs) in KINDS.items()
        for number, made in enumerate(_drawn(_returns(make), runs), start=1)
    }


def _drawn(strategy: st.SearchStrategy[MadeUp], runs: int) -> list[MadeUp]:
    """Draws them all first, for a check of one return takes as long as of all.

    In runs of ten, because Hypothesis makes variations of earlier ones after that. The
    first of each run is the simplest of all and left out.
    """
    drawn: list[MadeUp] = []
    for number in range(runs):
        drawn += _ten(strategy, number)[1:]
    return drawn


def _ten(strategy: st.SearchStrategy[MadeUp], number: int) -> list[MadeUp]:
    drawn = []

    @seed(number)
    @settings(
        max_examples=10,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def note(made: MadeUp) -> None:
        drawn.append(made)

    note()
    return drawn
