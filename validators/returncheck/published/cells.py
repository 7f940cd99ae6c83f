"""What a mapping says of one figure: which cell of a file it is, or what of cells.

How a cell is written in YAML is read here too; what stands in one is `evaluate`'s.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Where = Mapping[str, tuple[str, ...]]
"""Heading, or alternatives as `a|b`, to the values of the rows that are meant."""

AREA_TYPES = ("england", "region", "authority")
"""Kinds of area, as the seeds call them; a mapping gives the level of each."""

POPULATION = "population"
"""The word that stands for the children aged 0 to 17 of an area, half a year before."""

_KINDS = ("total", "difference")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One cell of a row.

    Attributes:
        headings: Headings that it may stand under; the first that a file has is it.
        where: What is asked of the row instead of what its series asks.
    """

    headings: tuple[str, ...]
    where: Where = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Combined:
    """A sum or difference of cells of one area and year.

    Attributes:
        is_total: Whether they are added; else all but the first are taken from it.
        cells: The cells, two or more.
    """

    is_total: bool
    cells: tuple["Cell", ...]


@dataclass(frozen=True, slots=True)
class Population:
    """The population of children, which no cell of the file is."""


Cell = Leaf | Combined | Population


def leaves_of(cell: Cell | None) -> Iterator[Leaf]:
    """The cells of rows that a figure is made of; none for a population."""
    if isinstance(cell, Leaf):
        yield cell
    elif isinstance(cell, Combined):
        for each in cell.cells:
            yield from leaves_of(each)


def alternatives(key: str) -> tuple[str, ...]:
    """The headings that a key of a `where` stands for, in lower case."""
    return tuple(part.strip().lower() for part in key.split("|"))


def merged(where: Where, own: Where) -> Where:
    """What is asked of rows, with some of it replaced.

    Args:
        where: What is asked.
        own: What is asked instead, for the headings that it names.
    """
    replaced = {name for key in own for name in alternatives(key)}
    kept = {k: v for k, v in where.items() if replaced.isdisjoint(alternatives(k))}
    return {**kept, **own}


def where_of(value: object) -> Where:
    """A `where` as written.

    Raises:
        ValueError: It is no mapping of headings to texts or lists of texts.
    """
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ValueError("no mapping")
    return {str(key): texts_of(each) for key, each in value.items()}


def texts_of(value: object) -> tuple[str, ...]:
    """A text or a list of texts as written.

    Raises:
        ValueError: It is neither, or there is nothing in it.
    """
    listed = value if isinstance(value, list) else [value]
    texts = tuple(each.strip() for each in listed if isinstance(each, str))
    if len(texts) != len(listed) or not all(texts) or not texts:
        raise ValueError("no text")
    return texts


def cell_of(value: object) -> Cell:
    """A cell as written.

    Raises:
        ValueError: It is none of the forms of a cell.
    """
    if not isinstance(value, dict):
        if value == POPULATION:
            return Population()
        return Leaf(headings=texts_of(value))
    if "column" in value and not set(value) - {"column", "where"}:
        return Leaf(
            headings=texts_of(value["column"]), where=where_of(value.get("where"))
        )
    kind, listed = next(iter(value.items()), ("", None))
    if kind not in _KINDS or len(value) > 1 or not isinstance(listed, list):
        raise ValueError("no cell")
    cells = tuple(cell_of(each) for each in listed)
    if len(cells) < 2 or any(isinstance(each, Population) for each in cells):
        raise ValueError("too few cells")
    return Combined(is_total=kind == "total", cells=cells)
