"""The headings of a file, and where in it the cells of a series stand."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from returncheck.published.cells import (
    Cell,
    Combined,
    Leaf,
    Population,
    Where,
    alternatives,
    leaves_of,
)
from returncheck.published.mapping import Series


class Headings:
    """The headings of a file, in lower case and in order.

    Attributes:
        names: The headings.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Keep headings that are in lower case."""
        self.names = tuple(names)

    def first(self, names: Iterable[str]) -> str | None:
        """The first of some names that the file has as a heading; None for none."""
        return next((n.lower() for n in names if n.lower() in self.names), None)


def missing_of(series: Series, headings: Headings) -> list[str]:
    """The columns that a file lacks of a series, quoted, alternatives with `or`.

    Only the value may be missing: where both counts are there it follows from them.
    """
    needed = [*_lacking_of_where(series.where, headings)]
    for cell in (series.numerator, series.denominator):
        needed += _lacking(cell, headings)
    if series.numerator is None or series.denominator is None:
        needed += _lacking(series.value, headings)
    return list(dict.fromkeys(needed))


def resolved(series: Series, headings: Headings) -> Series:
    """A series of a file that lacks none of it, with the headings of the file."""
    has_value = series.value is not None and not any(_lacking(series.value, headings))
    return replace(
        series,
        value=_cell(series.value, headings) if has_value else None,
        numerator=_cell(series.numerator, headings),
        denominator=_cell(series.denominator, headings),
        where=_where(series.where, headings),
    )


def _lacking(cell: Cell | None, headings: Headings) -> Iterator[str]:
    for leaf in leaves_of(cell):
        if headings.first(leaf.headings) is None:
            yield " or ".join(f"'{name}'" for name in leaf.headings)
        yield from _lacking_of_where(leaf.where, headings)


def _lacking_of_where(where: Where, headings: Headings) -> Iterator[str]:
    for key in where:
        if headings.first(alternatives(key)) is None:
            yield " or ".join(f"'{part.strip()}'" for part in key.split("|"))


def _cell(cell: Cell | None, headings: Headings) -> Cell | None:
    if cell is None or isinstance(cell, Population):
        return cell
    if isinstance(cell, Combined):
        cells = [_cell(each, headings) for each in cell.cells]
        return replace(cell, cells=tuple(each for each in cells if each))
    return Leaf(
        headings=(headings.first(cell.headings) or "",),
        where=_where(cell.where, headings),
    )


def _where(where: Where, headings: Headings) -> Where:
    return {headings.first(alternatives(key)) or "": where[key] for key in where}
