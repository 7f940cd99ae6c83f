"""What is wrong with the elements of a file, gathered by path and kind of fault."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

LINES_KEPT: Final = 5
"""How many places of a fault are remembered by their line."""

ROWS_KEPT: Final = 1_000
"""Up to how many places a fault is remembered by the row of its table."""

_MOST_PATHS: Final = 1_000
_REST: Final = "..."


class FaultKind(StrEnum):
    """Kinds of fault, the last part of a finding's `check_id`; in order of report."""

    UNKNOWN = "unknown_element"
    ATTRIBUTE = "unknown_attribute"
    TEXT = "stray_text"
    MISPLACED = "misplaced_element"
    MISSING = "missing_element"
    EMPTY = "empty_element"
    REPEATED = "repeated_element"
    FURTHER = "further_element"


@dataclass(slots=True, kw_only=True)
class Places:
    """Where one fault is in the file.

    Attributes:
        count: Number of places.
        lines: Lines of the first few, as the parser counts them.
        rows: Rows of its table, of the first many places that have one.
    """

    count: int = 0
    lines: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultKey:
    """One kind of fault of one element.

    Attributes:
        kind: What is wrong.
        path: The element, or the attribute after `@`.
        is_rules: Whether a statutory rule that is in force speaks of it too.
    """

    kind: FaultKind
    path: str
    is_rules: bool = False


class Faults:
    """Counts faults. However large and odd a file is, memory stays bounded."""

    def __init__(self) -> None:
        self.places: dict[FaultKey, Places] = {}

    def add(
        self,
        kind: FaultKind,
        path: str,
        line: int | None,
        *,
        row: int | None = None,
        is_rules: bool = False,
    ) -> None:
        """Note one place.

        Args:
            kind: What is wrong.
            path: The element, or the attribute after `@`.
            line: Line of the element, where the parser knows it.
            row: Row of the table that takes its value, where it has one.
            is_rules: As in `FaultKey`.
        """
        key = FaultKey(kind=kind, path=path, is_rules=is_rules)
        places = self.places.get(key)
        if places is None:
            if len(self.places) >= _MOST_PATHS:
                parent = path.rpartition("/")[0]
                key = FaultKey(kind=kind, path=f"{parent}/{_REST}")
            places = self.places.setdefault(key, Places())
        places.count += 1
        if line and len(places.lines) < LINES_KEPT:
            places.lines.append(line)
        if row and row not in places.rows[-1:] and len(places.rows) < ROWS_KEPT:
            places.rows.append(row)

    def of(self, kind: FaultKind) -> Iterable[tuple[FaultKey, Places]]:
        """The faults of one kind, by path."""
        return sorted(
            ((key, places) for key, places in self.places.items() if key.kind is kind),
            key=lambda item: (item[0].path, item[0].is_rules),
        )


def out_of_order(positions: Sequence[int]) -> list[int]:
    """The fewest elements that have to move so that all stand in order.

    Args:
        positions: Place in the layout of each element, in the order of the file.

    Returns:
        Indexes of the elements outside the longest run in order.
    """
    ends: list[int] = []
    last_of: list[int] = []
    before: list[int] = []
    for index, position in enumerate(positions):
        length = bisect_right(ends, position)
        before.append(last_of[length - 1] if length else -1)
        if length == len(ends):
            ends.append(position)
            last_of.append(index)
        else:
            ends[length] = position
            last_of[length] = index
    in_order = set()
    index = last_of[-1] if last_of else -1
    while index >= 0:
        in_order.add(index)
        index = before[index]
    return [index for index in range(len(positions)) if index not in in_order]
