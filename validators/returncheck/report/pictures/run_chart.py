"""The large picture of an indicator over time: figures, target, limits, other places.

Every comparator is in the picture as a group of its own, so that a reader can put it in
or take it out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from returncheck.report.pictures.steps import amid, line_through, target_steps
from returncheck.report.pictures.svg import (
    Scale,
    bounds,
    element,
    line,
    mark,
    text,
)
from returncheck.report.sections.score_series import ScoreSeries, SeriesPoint
from returncheck.report.words.numbers import figure, on_axis, printed, short_month

WIDTH, HEIGHT = 720, 270
_START, _END = 60.0, 560.0
_TOP, _BOTTOM = 14.0, 232.0
_LABEL, _LABEL_ROOM = 574, 144
_LINE = 14.0
_INTERVALS = 4
_DATE_ROOM = 66


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside a series as a level line.

    Attributes:
        kind: england, region or neighbours.
        label: Its name with its figure: "England 2025: 85.7%".
        name: Its name alone.
        value: The figure.
        is_on: Whether it is shown without being asked for.
    """

    kind: str
    label: str
    name: str
    value: float
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChart:
    """A series as the large picture shows it.

    Attributes:
        name: Id of the picture, unique on its page.
        title: What it shows.
        description: What is to be seen in it, in sentences.
        unit: Unit of the catalogue.
        series: The figures; at least two.
        beside: What stands beside them.
        changes: Days on which the statistical neighbours changed.
    """

    name: str
    title: str
    description: str
    unit: str
    series: ScoreSeries
    beside: tuple[Beside, ...]
    changes: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    """A name at the right of the picture."""

    y: float
    words: str
    class_: str
    kind: str = ""
    is_on: bool = True


class _Field:
    """Where days and values lie."""

    def __init__(self, chart: RunChart) -> None:
        points = chart.series.points
        shown = [point.value for point in points]
        shown += [point.target for point in points if point.target is not None]
        shown += [each.value for each in chart.beside]
        shown += chart.series.limits or ()
        low, high = bounds(
            shown,
            least=0.0 if min(shown) >= 0 else None,
            most=100.0 if chart.unit == "percent" and max(shown) <= 100 else None,
        )
        self.ys = Scale(low=low, high=high, start=_BOTTOM, end=_TOP)
        first, last = points[0].end.toordinal(), points[-1].end.toordinal()
        self._xs = Scale(low=first, high=max(last, first + 1), start=_START, end=_END)

    def place(self, day: date, value: float) -> tuple[float, float]:
        """The coordinates of a value of a day."""
        return self.x(day), self.ys.place(value)

    def x(self, day: date) -> float:
        """The coordinate of a day."""
        return self.at(day.toordinal())

    def at(self, ordinal: float) -> float:
        """The coordinate of an ordinal, which may lie within a day."""
        return self._xs.place(ordinal)


def draw_run_chart(chart: RunChart) -> tuple[Markup, tuple[tuple[float, float], ...]]:
    """The picture as SVG, and where its points lie.

    Args:
        chart: What it shows.

    Returns:
        One `svg` element, 720 by 270 units, and the coordinates of each figure.
    """
    field = _Field(chart)
    points = chart.series.points
    title, description = f"{chart.name}-t", f"{chart.name}-d"
    labels = list(_labels(chart, field))
    parts = [
        element("title", chart.title, id=title),
        element("desc", chart.description, id=description),
        *_grid(field.ys, chart.unit),
        *_usual(chart.series, field),
        *_levels(chart, field, labels),
        *_changes(chart, field),
        *_own(points, field),
        *_dates(points, field),
    ]
    places = tuple(field.place(point.end, point.value) for point in points)
    picture = element(
        "svg",
        Markup("").join(parts),
        class_="run-chart",
        role="img",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        aria_labelledby=f"{title} {description}",
    )
    return picture, places


def _grid(ys: Scale, unit: str) -> Iterator[Markup]:
    step = (ys.high - ys.low) / _INTERVALS
    values = [ys.low + number * step for number in range(_INTERVALS + 1)]
    places = 0 if all(float(value).is_integer() for value in values) else 1
    for value in values:
        y = ys.place(value)
        shown = on_axis(value, unit, places)
        yield line(_START - 6, y, _END + 6, y, "row")
        yield text(_START - 10, y + 4, shown, "small", anchor="end")


def _usual(series: ScoreSeries, field: _Field) -> Iterator[Markup]:
    """The band of what is usual, its edges and the mean."""
    if series.limits is None or series.mean is None:
        return
    low, high = (field.ys.place(value) for value in series.limits)
    yield element(
        "rect",
        x=_START - 6,
        y=high,
        width=_END - _START + 12,
        height=round(low - high, 1),
        class_="q-odd",
    )
    mean = field.ys.place(series.mean)
    yield line(_START - 6, mean, _END + 6, mean, "l l-mean")
    for y in (low, high):
        yield line(_START - 6, y, _END + 6, y, "l l-limit")


def _changes(chart: RunChart, field: _Field) -> Iterator[Markup]:
    """An upright line with its name where the statistical neighbours changed."""
    for day in chart.changes:
        x = field.at(amid(day, [point.end for point in chart.series.points]))
        late = x > (_START + _END) / 2
        yield element(
            "g",
            line(x, _TOP, x, _BOTTOM, "l l-change")
            + text(
                x + (-4 if late else 4),
                _TOP + 8,
                "new neighbours",
                "small",
                anchor="end" if late else "start",
            ),
            data_change=day.isoformat(),
        )


def _labels(chart: RunChart, field: _Field) -> Iterator[_Label]:
    series = chart.series
    last = next((p for p in reversed(series.points) if p.target is not None), None)
    if last is not None and last.target is not None:
        yield _Label(
            y=field.ys.place(last.target),
            words=f"Target {printed(last.target, chart.unit)}",
            class_="own",
            kind="target",
        )
    for each in chart.beside:
        yield _Label(
            y=field.ys.place(each.value),
            words=each.label,
            class_="small",
            kind=each.kind,
            is_on=each.is_on,
        )
    if series.limits is not None and series.mean is not None:
        named = [
            ("mean", series.mean),
            *zip(("from", "to"), series.limits, strict=True),
        ]
        for name, value in named:
            words = f"usual {name} {figure(value, chart.unit)}"
            if name == "mean":
                words = f"mean {figure(value, chart.unit)}"
            yield _Label(y=field.ys.place(value), words=words, class_="small")


def _levels(
    chart: RunChart, field: _Field, labels: Sequence[_Label]
) -> Iterator[Markup]:
    """Target and comparators, each with its name, and the names of the limits."""
    steps = target_steps(chart.series.points, field.place, _START - 6, _END + 6)
    drawn = {
        "target": element("path", d=steps, class_="l l-target") if steps else Markup("")
    }
    for each in chart.beside:
        y = field.ys.place(each.value)
        drawn[each.kind] = line(_START - 6, y, _END + 6, y, f"l l-{each.kind}")
    for label, y in _apart(labels):
        words = text(_LABEL, y + 4, label.words, label.class_, room=_LABEL_ROOM)
        if not label.kind:
            yield words
            continue
        lead = Markup("")
        if abs(y - label.y) > 1:
            lead = line(_END + 7, label.y, _LABEL - 3, y, "row")
        yield element(
            "g",
            drawn[label.kind] + lead + words,
            class_="beside" if label.is_on else "beside off",
            data_beside=label.kind,
        )


def _apart(labels: Sequence[_Label]) -> list[tuple[_Label, float]]:
    """Labels so far apart that each can be read, within the picture."""
    ordered = sorted(labels, key=lambda label: label.y)
    placed: list[float] = []
    for label in ordered:
        least = placed[-1] + _LINE if placed else _TOP
        placed.append(max(label.y, least))
    room = _BOTTOM + _LINE
    for number in reversed(range(len(placed))):
        placed[number] = min(placed[number], room)
        room = placed[number] - _LINE
    return [(label, round(y, 1)) for label, y in zip(ordered, placed, strict=True)]


def _own(points: Sequence[SeriesPoint], field: _Field) -> Iterator[Markup]:
    yield element("path", d=line_through(points, field.place), class_="l l-loaded")
    plain = [point for point in points if not point.signal]
    if plain:
        dots = "".join("M{} {}h0".format(*field.place(p.end, p.value)) for p in plain)
        yield element("path", d=dots, class_="dots")
    for point in points:
        if point.signal:
            x, y = field.place(point.end, point.value)
            yield mark(point.signal, x, y, point.value)


def _dates(points: Sequence[SeriesPoint], field: _Field) -> Iterator[Markup]:
    """The first and the last date, and each January between that has room."""
    first, last = points[0].end, points[-1].end
    y = _BOTTOM + 18
    yield line(_START - 6, _BOTTOM, _END + 6, _BOTTOM, "axis")
    yield text(_START - 6, y, short_month(first), "small", anchor="start")
    yield text(_END + 6, y, short_month(last), "small", anchor="end")
    shown = _START
    for year in range(first.year + 1, last.year + 1):
        x = field.x(date(year, 1, 31))
        if x > _END:
            continue
        yield line(x, _BOTTOM, x, _BOTTOM + 5, "axis")
        if x - shown > _DATE_ROOM and _END - x > _DATE_ROOM:
            yield text(x, y, f"Jan {year}", "small", anchor="middle")
            shown = x
