"""The picture of a child's year: a row of bars or marks for each sort of record."""

from collections.abc import Iterator
from datetime import date, timedelta

from markupsafe import Markup

from returncheck.report.pictures.svg import Scale, element, line, text, ticks
from returncheck.report.words.numbers import day, short_month
from returncheck.returns.timelines import ChildTimeline, Lane, TimelineEntry

WIDTH = 640
_START, _END = 96.0, 632.0
_TOP = 20.0
_LANE, _BAR = 26.0, 18.0
_LETTER = 7.5
_EDGE = 4.0
_LEAST = 1.5


def draw_child_timeline(timeline: ChildTimeline, name: str) -> Markup:
    """The picture as SVG, with a title and a description of what it shows.

    Args:
        timeline: The timeline.
        name: Id of the picture, unique on its page.

    Returns:
        One `svg` element, 640 units wide. What lies outside the year is not drawn; a
        bar that begins before it or goes on after it reaches the edge.
    """
    xs = Scale(
        low=timeline.first_day.toordinal(),
        high=timeline.last_day.toordinal() + 1,
        start=_START,
        end=_END,
    )
    bottom = _TOP + _LANE * len(timeline.lanes)
    title, description = f"{name}-t", f"{name}-d"
    covers = f"{day(timeline.first_day)} to {day(timeline.last_day)}"
    parts = [
        element("title", f"Records by day, {covers}", id=title),
        element("desc", _describe(timeline), id=description),
        *_months(timeline, xs, bottom),
    ]
    for place, lane in enumerate(timeline.lanes):
        top = _TOP + _LANE * place
        parts.append(text(0, top + 17, lane.title, "small"))
        parts += _marks(timeline, lane, xs, top) if lane.are_moments else ()
        parts += () if lane.are_moments else _bars(timeline, lane, xs, top)
    return element(
        "svg",
        Markup("").join(parts),
        role="img",
        viewBox=f"0 0 {WIDTH} {bottom + 4:g}",
        aria_labelledby=f"{title} {description}",
    )


def _describe(timeline: ChildTimeline) -> str:
    listed = ", ".join(
        f"{lane.title.lower()} {len(_within(timeline, lane))}"
        for lane in timeline.lanes
    )
    return f"Number of records in the year: {listed}. The table below lists them."


def _within(timeline: ChildTimeline, lane: Lane) -> list[TimelineEntry]:
    """The entries that have a day in the year."""
    return [
        entry
        for entry in lane.entries
        if entry.start <= timeline.last_day
        and _last_day(timeline, lane, entry) >= timeline.first_day
    ]


def _last_day(timeline: ChildTimeline, lane: Lane, entry: TimelineEntry) -> date:
    if lane.are_moments:
        return entry.start
    return timeline.last_day if entry.end is None else entry.end


def _months(timeline: ChildTimeline, xs: Scale, bottom: float) -> Iterator[Markup]:
    """A line at the start of each month, every third one named."""
    moment, number = timeline.first_day, 0
    while moment <= timeline.last_day:
        x = xs.place(moment.toordinal())
        yield line(x, _TOP, x, bottom, "row")
        if number % 3 == 0:
            yield text(x, _TOP - 6, short_month(moment), "small")
        moment = (moment.replace(day=1) + timedelta(days=32)).replace(day=1)
        number += 1


def _bars(
    timeline: ChildTimeline, lane: Lane, xs: Scale, top: float
) -> Iterator[Markup]:
    for number, entry in enumerate(_within(timeline, lane)):
        first = max(entry.start, timeline.first_day)
        left = xs.place(first.toordinal())
        until = _END if entry.end is None else xs.place(entry.end.toordinal())
        width = round(max(min(until, _END) - left, _LEAST), 1)
        y = top + (_LANE - _BAR) / 2
        yield element(
            "rect",
            x=left,
            y=y,
            width=width,
            height=_BAR,
            class_=f"t-bar t-{'odd' if number % 2 else 'even'}",
        )
        if entry.text and _LETTER * len(entry.text) + 2 * _EDGE <= width:
            yield text(left + _EDGE, y + 13, entry.text)


def _marks(
    timeline: ChildTimeline, lane: Lane, xs: Scale, top: float
) -> Iterator[Markup]:
    entries = _within(timeline, lane)
    if entries:
        places = [xs.place(entry.start.toordinal()) for entry in entries]
        yield ticks(places, top + (_LANE - _BAR) / 2, _BAR, "t-mark")
