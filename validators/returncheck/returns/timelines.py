"""What a return tells of one child over time, whatever the return.

A return that can tell it has a function in its plug; the report draws what that gives.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """Something that began on a day.

    Attributes:
        start: Its first day.
        end: The day on which it ended; None while it goes on, or where it has no
            length.
        text: What it was, such as a code as received; may be empty.
    """

    start: date
    end: date | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """Things of one sort.

    Attributes:
        title: What they are, in the plural.
        entries: In the order of their starts.
        are_moments: Whether they have no length, but happen on a day.
    """

    title: str
    entries: tuple[TimelineEntry, ...]
    are_moments: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildTimeline:
    """A child over the year of its return.

    Attributes:
        return_id: The return.
        child_id: The child.
        first_day: First day of the year.
        last_day: Last day of the year.
        lanes: Its lanes, empty ones too; entries may begin and end in other years.
    """

    return_id: str
    child_id: str
    first_day: date
    last_day: date
    lanes: tuple[Lane, ...]

    def with_texts(self, change: Callable[[str], str]) -> "ChildTimeline":
        """The timeline with every text of its records changed."""
        lanes = tuple(
            replace(
                lane,
                entries=tuple(
                    replace(entry, text=change(entry.text)) for entry in lane.entries
                ),
            )
            for lane in self.lanes
        )
        return replace(self, lanes=lanes)


Timelines = Callable[
    ["duckdb.DuckDBPyConnection", str, Sequence[str]], Sequence[ChildTimeline]
]
"""The timelines of children of one return, from a connection to a built database, the
id of the return and identifiers as received; in the order of the identifiers, none for
a child without a dated record."""


def joined(entries: Iterable[tuple[TimelineEntry, bool]]) -> tuple[TimelineEntry, ...]:
    """Entries of which some go on with the one before.

    Args:
        entries: In the order of their starts, each with whether it may be the same
            thing as the one before.

    Returns:
        One entry for what has one text and no day between; the others as they are.
    """
    found: list[TimelineEntry] = []
    for entry, may_go_on in entries:
        before = found[-1] if found else None
        if (
            may_go_on
            and before is not None
            and before.text == entry.text
            and before.end is not None
            and before.end >= entry.start
        ):
            found[-1] = replace(before, end=entry.end)
        else:
            found.append(entry)
    return tuple(found)
