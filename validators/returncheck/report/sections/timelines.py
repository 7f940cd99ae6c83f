"""The year of each child with findings, as a picture and as a table."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from returncheck.report.pictures.child_timeline import draw_child_timeline
from returncheck.report.words.names import ReturnName
from returncheck.report.words.numbers import day
from returncheck.results.check_result import CheckResult
from returncheck.returns.quoting import visible
from returncheck.returns.timelines import ChildTimeline, Lane, TimelineEntry

MOST_ENTRIES = 40
"""How many records of one sort the table of a child shows."""

_TEXT_LETTERS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """A record of a child: what sort, which code, from when, until when."""

    title: str
    text: str
    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView:
    """A child's year.

    Attributes:
        child: LA child identifier.
        return_name: The return.
        picture: An `svg` element.
        rows: What it shows, and what lies outside the year, in words.
        more: Records that the rows leave out.
    """

    child: str
    return_name: str
    picture: Markup
    rows: tuple[TimelineRow, ...]
    more: int


def timeline_views(
    result: CheckResult, names: Mapping[str, ReturnName]
) -> tuple[TimelineView, ...]:
    """The years of the children that the page lists.

    Args:
        result: The result.
        names: What its returns are called.
    """
    return tuple(
        _view(timeline.with_texts(_shown), names, f"child-{number}")
        for number, timeline in enumerate(result.timelines, start=1)
    )


def _view(
    timeline: ChildTimeline, names: Mapping[str, ReturnName], anchor: str
) -> TimelineView:
    name = names.get(timeline.return_id)
    return TimelineView(
        child=timeline.child_id,
        return_name=name.full if name else "",
        picture=draw_child_timeline(timeline, anchor),
        rows=tuple(
            _row(lane, entry)
            for lane in timeline.lanes
            for entry in lane.entries[:MOST_ENTRIES]
        ),
        more=sum(max(len(lane.entries) - MOST_ENTRIES, 0) for lane in timeline.lanes),
    )


def _row(lane: Lane, entry: TimelineEntry) -> TimelineRow:
    end = "" if lane.are_moments else "not ended"
    return TimelineRow(
        title=lane.title,
        text=entry.text,
        start=day(entry.start),
        end=end if entry.end is None else day(entry.end),
    )


def _shown(text: str) -> str:
    shown = visible(text)
    return shown if len(shown) <= _TEXT_LETTERS else f"{shown[:_TEXT_LETTERS]} …"
