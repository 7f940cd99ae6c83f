"""Reads a model of statistical neighbours: a row a neighbour, or a row an authority.

The second form is that of the Department's tool: an authority, then SN1 to SN10 with
names or codes, and how close each is.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from returncheck.catalogue.authorities import Authority
from returncheck.errors import InputError
from returncheck.published.reference.checks import RANK, YEAR
from returncheck.published.reference.held import is_in_being
from returncheck.published.reference.names import code_of, told_name
from returncheck.published.reference.sheet import (
    Row,
    Top,
    listed,
    refusal,
    rows_below,
    rows_listed,
)
from returncheck.published.reference.tables import NEIGHBOURS

NEIGHBOUR_COUNT: Final = 10
"""How many neighbours an authority has."""

_MODEL = ("model", "neighbourmodel", "modelyear", "year")
_CODES = (
    "lacode",
    "lanumber",
    "lano",
    "oldlacode",
    "authoritycode",
    "localauthoritycode",
    "code",
)
_NAMES = ("laname", "localauthority", "localauthorityname", "authority", "la", "name")
_RANK = ("rank", "closenessrank")
_NEIGHBOUR = ("neighbourcode", "neighbour", "neighbourname")
_NUMBER = r"0*(10|[1-9])"
_SN = r"(?:sn|n|neighbour|statneighbour|statisticalneighbour)"
_PLACE = re.compile(rf"{_SN}{_NUMBER}(?:la)?(code|lacode|number|lanumber|lano)?")
_PLACE_NAME = re.compile(rf"{_SN}{_NUMBER}(?:name|la|laname|localauthority)")
_CLOSE = r"(?:prox|proximity|closeness|close|closenessband|band)"
_CLOSENESS = re.compile(
    rf"(?:{_SN}{_NUMBER}{_CLOSE}|{_CLOSE}(?:{_SN})?{_NUMBER}|{_SN}{_CLOSE}{_NUMBER})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where a file has what.

    Attributes:
        top: Its headings.
        model: Heading of the year of the model; None where the file does not say it.
        authority: Heading of the authority.
        rank: Heading of the rank; None where each neighbour has a column of its own.
        neighbours: Rank to the heading of the neighbour; `0` for the only one.
        closeness: Rank to the heading of its closeness, where there is one.
    """

    top: Top
    model: str | None
    authority: str
    rank: str | None
    neighbours: Mapping[int, str]
    closeness: Mapping[int, str]


def layout_of(top: Top) -> Layout | None:
    """How a file of neighbours is laid out.

    Args:
        top: What may be its headings.

    Returns:
        The layout; None for headings of anything else.
    """
    authority = top.first(*_CODES, *_NAMES)
    if authority is None:
        return None
    rank, neighbour = top.first(*_RANK), top.first(*_NEIGHBOUR)
    if rank is not None and neighbour is not None:
        closeness = top.first("closeness", "proximity", "prox")
        return Layout(
            top=top,
            model=top.first(*_MODEL),
            authority=authority,
            rank=rank,
            neighbours={0: neighbour},
            closeness={} if closeness is None else {0: closeness},
        )
    neighbours = {**_places(top, _PLACE_NAME), **_places(top, _PLACE)}
    if len(neighbours) < NEIGHBOUR_COUNT // 2:
        return None
    return Layout(
        top=top,
        model=top.first(*_MODEL),
        authority=authority,
        rank=None,
        neighbours=neighbours,
        closeness=_places(top, _CLOSENESS),
    )


def read_neighbours(
    path: Path, layout: Layout, known: Mapping[str, Authority], year: int | None
) -> pl.DataFrame:
    """The neighbours in a file, checked.

    Args:
        path: The file.
        layout: How it is laid out.
        known: Every known authority.
        year: Year of the model for a file that does not say it; None for none.

    Returns:
        The columns of the seed, all text.

    Raises:
        InputError: What is wrong with it, one fault a line.
    """
    missing = [
        f"SN{place}"
        for place in range(1, NEIGHBOUR_COUNT + 1)
        if layout.rank is None and place not in layout.neighbours
    ]
    if missing:
        raise InputError(
            f"{path} has no column for {listed(missing)}. "
            f"A model names {NEIGHBOUR_COUNT} neighbours of each authority."
        )
    rows = list(rows_below(path, layout.top, _wanted(layout)))
    if not rows:
        raise InputError(f"{path} has no row below its headings.")
    model = _model(path, layout, rows, year)
    found = list(_neighbours(rows, layout, model))
    faults = list(_unread(found))
    if not faults:
        faults = list(_faults(found, known))
    if faults:
        raise refusal(path, faults)
    return pl.DataFrame(
        [
            (each.model, each.la_code, each.rank, each.neighbour_code, each.closeness)
            for each in found
        ],
        schema=dict.fromkeys(NEIGHBOURS.columns, pl.String),
        orient="row",
    )


def not_in_model(rows: pl.DataFrame, known: Mapping[str, Authority]) -> list[str]:
    """Authorities in being in the year of a model that it has no neighbours of.

    Args:
        rows: The neighbours of one model.
        known: Every known authority.
    """
    model = int(rows.get_column("model").item(0))
    there = set(rows.get_column("la_code").to_list())
    return sorted(
        code
        for code, each in known.items()
        if code not in there and is_in_being(each, model)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """One neighbour as a file has it; its codes once all names are known."""

    row: int
    model: str
    authority: str
    rank: str
    neighbour: str
    closeness: str | None

    @property
    def la_code(self) -> str:
        return code_of(self.authority, int(self.model)) or ""

    @property
    def neighbour_code(self) -> str:
        return code_of(self.neighbour, int(self.model)) or ""


def _places(top: Top, pattern: re.Pattern[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for heading in top.headings:
        match = pattern.fullmatch(heading)
        if match:
            place = next(int(each) for each in match.groups() if (each or "").isdigit())
            found.setdefault(place, heading)
    return found


def _wanted(layout: Layout) -> list[str]:
    names = [layout.model, layout.authority, layout.rank]
    names += [*layout.neighbours.values(), *layout.closeness.values()]
    return [name for name in dict.fromkeys(names) if name is not None]


def _model(path: Path, layout: Layout, rows: list[Row], year: int | None) -> str:
    """The year of the model, which is one for the whole file."""
    if layout.model is None:
        if year is None:
            raise InputError(
                f"{path} does not say of which year its neighbour model is. "
                "Give it with --model, such as --model 2026."
            )
        return str(year)
    models = sorted({row[layout.model] for row in rows})
    if len(models) > 1:
        raise InputError(
            f"{path} holds more than one neighbour model: {listed(models)}. "
            "Import each from a file of its own."
        )
    if not re.fullmatch(YEAR, models[0]):
        raise InputError(f"{path}: the model '{models[0]}' is not a year such as 2026.")
    return models[0]


def _neighbours(rows: list[Row], layout: Layout, model: str) -> Iterator[_Found]:
    for row in rows:
        for place, heading in layout.neighbours.items():
            closeness = layout.closeness.get(place)
            yield _Found(
                row=row.number,
                model=model,
                authority=row[layout.authority],
                rank=str(place) if layout.rank is None else row[layout.rank],
                neighbour=row[heading],
                closeness=None if closeness is None else row[closeness] or None,
            )


def _unread(found: list[_Found]) -> Iterator[str]:
    """Cells that are no authority or no rank, each with the rows that it stands in."""
    names: dict[str, dict[int, None]] = {}
    ranks: dict[str, dict[int, None]] = {}
    for each in found:
        for name in (each.authority, each.neighbour):
            if code_of(name, int(each.model)) is None:
                names.setdefault(name, {})[each.row] = None
        if not re.fullmatch(RANK, each.rank):
            ranks.setdefault(each.rank, {})[each.row] = None
    for name, rows in names.items():
        yield f"{told_name(name)} ({rows_listed(list(rows))})"
    for rank, rows in ranks.items():
        yield f"the rank '{rank}' is not 1 to 10 ({rows_listed(list(rows))})"


def _faults(found: list[_Found], known: Mapping[str, Authority]) -> Iterator[str]:
    own = [each.row for each in found if each.la_code == each.neighbour_code]
    if own:
        yield f"an authority is its own neighbour ({rows_listed(own)})"
    ranks: dict[str, list[str]] = {}
    names: dict[str, list[str]] = {}
    for each in found:
        ranks.setdefault(each.la_code, []).append(each.rank)
        names.setdefault(each.la_code, []).append(each.neighbour_code)
    wanted = sorted(str(place) for place in range(1, NEIGHBOUR_COUNT + 1))
    wrong = [code for code, each in ranks.items() if sorted(each) != wanted]
    if wrong:
        yield (
            f"{_named(wrong, known)}: not {NEIGHBOUR_COUNT} neighbours of the ranks 1 "
            f"to {NEIGHBOUR_COUNT}, each once"
        )
    twice = [
        code
        for code, each in names.items()
        if code not in wrong and max(Counter(each).values()) > 1
    ]
    if twice:
        yield f"{_named(twice, known)}: a neighbour is named twice"


def _named(codes: list[str], known: Mapping[str, Authority]) -> str:
    return listed([f"{code} ({known[code].name})" for code in sorted(codes)])
