"""The element tree of one return year, in the form that the walk through a file needs.

What the elements are stands in `structure`, what the columns are in `layout`.
"""

from dataclasses import dataclass, field

from returncheck.returns.cin_census.layout import LAYOUT
from returncheck.returns.cin_census.structure import Element
from returncheck.returns.tables import Column, Kind, Table


@dataclass(slots=True, kw_only=True)
class Step:
    """An element as the walk through a file of one year needs it.

    Attributes:
        tag: Name of the element.
        path: Full path from the root, separated by slashes.
        known: Whether the layout of the year has it.
        repeats: As in `Element`.
        required: Whether its parent must hold one.
        bit: Mark of the element among its siblings: higher ones come later.
        table: Table of which each occurrence is a row; None for a part of its
            parent's row.
        owner: Table that takes its text, or has the row that it is a part of; empty
            outside any table.
        width: Columns of that table.
        index: Position of its text in the row; None for an element without text.
        numbered: Whether its occurrences are numbered in the next key column.
        takes_nothing: Whether an occurrence without text is nobody else's finding.
        is_wrapper: Whether it only holds the elements of a list.
        needed: Bits of the blocks and lists that it must hold. A single value is for
            the contract, which knows the rules that speak of it.
        steps: What it may hold, by tag.
    """

    tag: str
    path: str
    known: bool
    repeats: bool
    required: bool
    bit: int
    table: str | None
    owner: str
    width: int
    index: int | None
    numbered: bool
    takes_nothing: bool
    is_wrapper: bool = False
    needed: int = 0
    steps: dict[str, "Step"] = field(default_factory=dict)


def compile_steps(element: Element, parent_path: str, year: int) -> Step:
    """The walk through an element in a return year.

    Args:
        element: `HEADER` or `CHILD`.
        parent_path: Path of the element that holds it.
        year: Year ending 31 March; later than the latest layout takes the latest.

    Returns:
        Steps that also hold the elements of other years, marked as not known.
    """
    return _compile(element, f"{parent_path}/{element.tag}", None, year, 0)


def element_column(element: Element, owner: str | None) -> Column | None:
    """The column that takes an element's text; None for an element without text."""
    if element.column is None:
        return None
    return LAYOUT.table(element.table or owner or "").column(element.column)


def is_required(element: Element, column: Column | None) -> bool:
    """Whether the parent of an element must hold one."""
    return element.required if column is None else column.required


def is_in_layout(element: Element, owner: str | None, year: int) -> bool:
    """Whether the layout of a return year has an element, if it has its parent.

    Args:
        element: The element.
        owner: Table of which its parent is a row or a part.
        year: Year ending 31 March.
    """
    column = element_column(element, owner)
    has_table = element.table is None or LAYOUT.table(element.table).holds_in(year)
    return has_table and (column is None or column.holds_in(year))


def _compile(
    element: Element, path: str, owner: str | None, year: int, position: int
) -> Step:
    name = element.table or owner
    column = element_column(element, owner)
    steps = {
        child.tag: _compile(child, f"{path}/{child.tag}", name, year, place)
        for place, child in enumerate(element.children)
    }
    table = None if name is None else LAYOUT.table(name)
    return Step(
        tag=element.tag,
        path=path,
        known=is_in_layout(element, owner, year),
        repeats=element.repeats,
        required=is_required(element, column),
        bit=1 << position,
        table=element.table,
        owner=name or "",
        width=0 if table is None else len(table.columns),
        index=_index(table, column),
        numbered=element.numbered is not None,
        takes_nothing=column is not None and _takes_nothing(column),
        is_wrapper=bool(steps)
        and all(step.table and step.repeats for step in steps.values()),
        needed=sum(
            step.bit
            for step in steps.values()
            if step.required and step.known and (step.index is None or step.repeats)
        ),
        steps=steps,
    )


def _index(table: Table | None, column: Column | None) -> int | None:
    if table is None or column is None:
        return None
    return [each.name for each in table.columns].index(column.name)


def _takes_nothing(column: Column) -> bool:
    """Whether nobody else misses the text of an element that is there without it."""
    is_plain = (
        column.kind is Kind.TEXT and column.pattern is None and column.code_list is None
    )
    return not column.required and not is_plain
