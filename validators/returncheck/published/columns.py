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


def resolved(series: Series, headings: Headings) -> tuple[Series | None, list[str]]:
    """A series with the headings that a file has.

    Args:
        series: The series as the mapping has it.
        headings: The headings of the file.

    Returns:
        The series, without a value where it follows from its counts, and without counts
        that are not there; None where nothing gives its value. And the columns that are
        missing, quoted, alternatives with `or`: of a value that can be computed none.
    """
    value, above, below = (
        list(_lacking(cell, headings))
        for cell in (series.value, series.numerator, series.denominator)
    )
    has_value = series.value is not None and not value
    has_counts = None not in (series.numerator, series.denominator)
    has_counts = has_counts and not above and not below
    missing = list(_lacking_of_where(series.where, headings))
    if missing or not (has_value or has_counts):
        wanted = value if series.value is not None else [*above, *below]
        return None, list(dict.fromkeys([*missing, *wanted]))
    found = replace(
        series,
        value=_cell(series.value, headings) if has_value else None,
        numerator=None if above else _cell(series.numerator, headings),
        denominator=None if below else _cell(series.denominator, headings),
        where=_where(series.where, headings),
    )
    return found, list(dict.fromkeys([*above, *below]))


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
