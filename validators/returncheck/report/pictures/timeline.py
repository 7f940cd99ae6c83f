"""The lower panel of a picture: a figure among those of other years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from markupsafe import Markup

from returncheck.report.pictures.published import Point
from returncheck.report.pictures.steps import amid
from returncheck.report.pictures.svg import (
    Scale,
    bounds,
    element,
    line,
    mark,
    polyline,
    text,
)
from returncheck.report.words.numbers import on_axis, short_month

_START, _END = 48.0, 403.0
_TOP, _BOTTOM = 30.0, 92.0
_HEIGHT = 112.0
_GAP_DAYS = 550
_YEARS_SHOWN = 10
_LONG_DAYS = 800
_LETTER = 6.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A drawn panel.

    Attributes:
        drawing: Its elements.
        height: How much room it takes, in units of the picture.
    """

    drawing: Markup
    height: float


def timeline(
    *,
    value: float,
    end: date | None,
    own: tuple[Point, ...],
    england: tuple[Point, ...],
    others: tuple[Point, ...],
    others_label: str,
    unit: str,
    changes: tuple[date, ...] = (),
) -> Timeline | None:
    """A figure among the figures of other years.

    Args:
        value: The figure.
        end: Last day of its period; None when not stated.
        own: Published figures of the authority, in the order of time.
        england: Published figures of England, in the order of time.
        others: Other loaded figures, in the order of time.
        others_label: What those are called.
        unit: Unit of the catalogue.
        changes: Days on which the statistical neighbours changed, to be marked.

    Returns:
        The panel, of at least the last ten published years; None when there is no
        second point in time.
    """
    own, england = _window(own, england, end)
    here = () if end is None else (Point(end, value),)
    loaded = tuple(sorted([*here, *others]))
    points = [*loaded, *own, *england]
    days = {point.end for point in points}
    if len(days) < 2:
        return None
    xs = Scale(
        low=min(days).toordinal(), high=max(days).toordinal(), start=_START, end=_END
    )
    has_published = bool(own or england)
    values = [point.value for point in points]
    ys = _height_scale(values, unit, from_nought=unit == "count" or not has_published)
    drawing = [
        *_legend(bool(own), bool(england), bool(here), others_label if others else ""),
        *_grid(ys, unit),
        *_days(xs, sorted(days)),
        *_changes(xs, changes, sorted(days)),
        *_series(england, xs, ys, "england"),
        *_series(own, xs, ys, "own"),
        *([] if has_published else _series(loaded, xs, ys, "loaded")),
        *_marks("other", others, xs, ys, 3.5),
        *_marks("own", here, xs, ys, 6),
    ]
    return Timeline(drawing=Markup("").join(drawing), height=_HEIGHT)


def days_of(
    *,
    end: date | None,
    own: tuple[Point, ...],
    england: tuple[Point, ...],
    others: tuple[Point, ...],
) -> list[date]:
    """The days that the panel of such figures shows, in order; none without a panel."""
    own, england = _window(own, england, end)
    here = [] if end is None else [end]
    days = {*here, *(point.end for point in (*own, *england, *others))}
    return sorted(days) if len(days) > 1 else []


def _changes(
    xs: Scale, changes: tuple[date, ...], days: list[date]
) -> Iterator[Markup]:
    """An upright line where the statistical neighbours changed."""
    for day in changes:
        x = xs.place(amid(day, days))
        yield element(
            "g",
            element("title", "Statistical neighbours changed")
            + line(x, _TOP - 6, x, _BOTTOM, "l l-change"),
            data_change=day.isoformat(),
        )


def _height_scale(values: list[float], unit: str, *, from_nought: bool) -> Scale:
    low, high = bounds(
        [*values, 0.0] if from_nought else values,
        least=0.0 if min(values) >= 0 else None,
        most=100.0 if unit == "percent" and max(values) <= 100 else None,
    )
    return Scale(low=low, high=high, start=_BOTTOM, end=_TOP)


def _window(
    own: tuple[Point, ...], england: tuple[Point, ...], end: date | None
) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """The last ten years, and those back to the figure."""
    years = [point.end.year for point in (*own, *england)]
    if not years:
        return own, england
    first = max(years) - _YEARS_SHOWN + 1
    if end is not None:
        first = min(first, end.year)
    return (
        tuple(point for point in own if point.end.year >= first),
        tuple(point for point in england if point.end.year >= first),
    )


def _marks(
    kind: str, points: tuple[Point, ...], xs: Scale, ys: Scale, size: float
) -> Iterator[Markup]:
    for point in points:
        x, y = xs.place(point.end.toordinal()), ys.place(point.value)
        yield mark(kind, x, y, point.value, size)


def _series(
    points: tuple[Point, ...], xs: Scale, ys: Scale, name: str
) -> Iterator[Markup]:
    """A line through neighbouring years, broken where a year has no figure."""
    run: list[tuple[float, float]] = []
    before: date | None = None
    for point in points:
        if before is not None and (point.end - before).days > _GAP_DAYS:
            yield polyline(run, f"l l-{name}")
            run = []
        run.append((xs.place(point.end.toordinal()), ys.place(point.value)))
        before = point.end
    if run:
        yield polyline(run, f"l l-{name}")
    if name == "own":
        dots = "".join(
            f"M{xs.place(point.end.toordinal())} {ys.place(point.value)}h0"
            for point in points
        )
        if dots:
            yield element("path", d=dots, class_="dots")


def _grid(ys: Scale, unit: str) -> Iterator[Markup]:
    places = 0 if float(ys.low).is_integer() and float(ys.high).is_integer() else 1
    for value in (ys.low, ys.high):
        y = ys.place(value)
        yield line(_START - 6, y, _END + 6, y, "row")
        shown = on_axis(value, unit, places)
        yield text(_START - 10, y + 4, shown, "small", anchor="end")


def _days(xs: Scale, days: list[date]) -> Iterator[Markup]:
    first, last = days[0], days[-1]
    y = _BOTTOM + 17
    if (last - first).days < _LONG_DAYS:
        for moment, anchor in ((first, "start"), (last, "end")):
            words = short_month(moment)
            x = xs.place(moment.toordinal())
            yield text(
                x + (-8 if anchor == "start" else 8), y, words, "small", anchor=anchor
            )
        return
    years = sorted({moment.year for moment in days})
    every = 1 if len(years) <= _YEARS_SHOWN else 2
    for year in years[::-1][::every]:
        # Where years usually end, so that names keep their distance.
        places = (moment for moment in days if moment.year == year)
        x = xs.place(min(places, key=partial(_from_usual_end, last)).toordinal())
        yield text(x, y, str(year), "small", anchor="middle")


def _from_usual_end(last: date, moment: date) -> int:
    """How many days a day is from that of the last figure, in its own year."""
    return abs(moment.timetuple().tm_yday - last.timetuple().tm_yday)


def _legend(
    has_own: bool, has_england: bool, has_here: bool, others: str
) -> Iterator[Markup]:
    x = 0.0
    y = 13.0
    for shown, name, words in (
        (has_own, "own", "own, published"),
        (has_england, "england", "England"),
    ):
        if shown:
            yield line(x, y, x + 18, y, f"l l-{name}")
            yield text(x + 23, y + 4, words, "small")
            x = round(x + 33 + _LETTER * len(words), 1)
    for shown, kind, words in (
        (has_here, "own", "this figure"),
        (bool(others), "other", others),
    ):
        if shown:
            yield element(
                "path",
                d=f"M{x + 5} {y - 4.5}l4.5 4.5l-4.5 4.5l-4.5 -4.5z",
                class_=f"m m-{kind}",
            )
            yield text(x + 14, y + 4, words, "small")
            x = round(x + 26 + _LETTER * len(words), 1)
