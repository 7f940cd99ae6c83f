"""The picture of one figure: where it lies, and how it came about over the years.

A picture shows what there is. Without published figures it is the figure on a plain
axis; a count is never set beside other places.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from returncheck.report.pictures.published import Distribution, Point
from returncheck.report.pictures.svg import (
    Scale,
    bounds,
    element,
    line,
    mark,
    text,
    ticks,
)
from returncheck.report.pictures.timeline import days_of, timeline
from returncheck.report.words.numbers import counted, figure

WIDTH = 420
PLOT_START, PLOT_END = 148.0, 352.0
_STRIP_TOP, _STRIP_HEIGHT = 14, 20
_FIRST_ROW, _ROW_HEIGHT = 46, 19
_LETTER_ROOM = 9
_REACH = 3.0
_LABEL_ROOM = 140


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparator:
    """A figure that stands beside the one shown.

    Attributes:
        kind: england, region, neighbours, group, target, or other for another figure of
            the authority's own.
        label: Its name on the picture.
        value: The figure, in the unit of the one shown.
        shown: The figure as text.
    """

    kind: str
    label: str
    value: float
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything that the picture of one figure shows.

    Attributes:
        name: Id of the picture, unique on its page.
        title: The indicator and the period.
        unit: Unit of the catalogue.
        decimals: Digits after the point of published figures.
        polarity: Which way is better: higher, lower or none.
        value: The figure.
        shown: The figure as text.
        verdict: Confirmed, contradicted or untestable; empty where nothing judged it.
        has_bands: Whether the quarters of the authorities are marked.
        comparators: What stands beside it, in the order of the rows.
        distribution: Published figures of all authorities; None for none.
        end: Last day of the figure's period; None when not stated.
        own: Published figures of the authority, in the order of time.
        england: Published figures of England, in the order of time.
        others: Other loaded figures of the same kind, in the order of time.
        others_label: What those are called.
        changes: Days on which the statistical neighbours changed.
    """

    name: str
    title: str
    unit: str
    decimals: int
    polarity: str
    value: float
    shown: str
    verdict: str = ""
    has_bands: bool = True
    comparators: tuple[Comparator, ...] = ()
    distribution: Distribution | None = None
    end: date | None = None
    own: tuple[Point, ...] = ()
    england: tuple[Point, ...] = ()
    others: tuple[Point, ...] = ()
    others_label: str = ""
    changes: tuple[date, ...] = ()


def draw(picture: Picture) -> Markup:
    """The picture as SVG, with a title and a description of what it shows.

    Args:
        picture: What to show.

    Returns:
        One `svg` element, 420 units wide; marks carry their figure in `data-value`.
    """
    over_time = timeline(
        value=picture.value,
        end=picture.end,
        own=picture.own,
        england=picture.england,
        others=picture.others,
        others_label=picture.others_label,
        unit=picture.unit,
        changes=picture.changes,
    )
    is_plain_count = picture.unit == "count" and not picture.comparators
    panels: list[Markup] = []
    height = 0.0
    if over_time is None or not is_plain_count:
        panels.extend(_place_panel(picture))
        height = _place_height(picture)
    if over_time is not None:
        panels.append(
            element("g", over_time.drawing, transform=f"translate(0 {height:g})")
        )
        height += over_time.height
    title, description = f"{picture.name}-t", f"{picture.name}-d"
    return element(
        "svg",
        Markup("").join(
            [
                element("title", picture.title, id=title),
                element("desc", describe(picture), id=description),
                *panels,
            ]
        ),
        role="img",
        viewBox=f"0 0 {WIDTH} {height:g}",
        aria_labelledby=f"{title} {description}",
    )


def days_shown(picture: Picture) -> list[date]:
    """The days of its lower panel in order; none where there is no such panel."""
    return days_of(
        end=picture.end,
        own=picture.own,
        england=picture.england,
        others=picture.others,
    )


def describe(picture: Picture) -> str:
    """What the picture shows, in sentences for those who cannot see it."""
    sentences = [f"{_own_label(picture)}: {picture.shown}."]
    sentences += [f"{other.label}: {other.shown}." for other in picture.comparators]
    if picture.distribution is not None:
        values = picture.distribution.values
        sentences.append(
            f"{counted(len(values), 'authority', 'authorities')}, from "
            f"{_shown(picture, values[0])} to {_shown(picture, values[-1])}, "
            f"half of them up to {_shown(picture, picture.distribution.quartiles[1])}."
        )
    for name, series in (
        ("Own published figures", picture.own),
        ("England", picture.england),
    ):
        if series:
            listed = ", ".join(
                f"{point.end.year} {_shown(picture, point.value)}" for point in series
            )
            sentences.append(f"{name}: {listed}.")
    return " ".join(sentences)


def _own_label(picture: Picture) -> str:
    return f"This figure, {picture.verdict}" if picture.verdict else "This figure"


def _shown(picture: Picture, value: float) -> str:
    return figure(value, picture.unit, picture.decimals)


def _place_height(picture: Picture) -> float:
    return _axis_top(picture) + 20


def _axis_top(picture: Picture) -> float:
    return _FIRST_ROW + _ROW_HEIGHT * len(picture.comparators) - 4


def place_scale(picture: Picture) -> Scale:
    """The axis on which the figure and its comparators lie.

    Args:
        picture: What is shown.

    Returns:
        The scale of the upper panel: round ends around everything shown but authorities
        more than three times the middle half's width outside it; from 0 where nothing
        is published, 0 to 100 for such a percentage.
    """
    values = [picture.value, *(other.value for other in picture.comparators)]
    most = 100.0 if picture.unit == "percent" and max(values) <= 100 else None
    if picture.distribution is not None:
        values += _ends(picture.distribution)
    else:
        values += [0.0] if most is None else [0.0, most]
    least = 0.0 if min(values) >= 0 else None
    low, high = bounds(values, least=least, most=most)
    return Scale(low=low, high=high, start=PLOT_START, end=PLOT_END)


def off_scale(picture: Picture) -> int:
    """How many authorities lie outside the axis of the picture."""
    if picture.distribution is None:
        return 0
    scale = place_scale(picture)
    return sum(
        not scale.low <= value <= scale.high for value in picture.distribution.values
    )


def _ends(distribution: Distribution) -> list[float]:
    """The least and greatest figure that are not far from all others."""
    values = distribution.values
    lower, _, upper = distribution.quartiles
    reach = _REACH * (upper - lower)
    near = [value for value in values if lower - reach <= value <= upper + reach]
    return [near[0], near[-1]] if reach else [values[0], values[-1]]


def _place_panel(picture: Picture) -> Iterator[Markup]:
    scale = place_scale(picture)
    axis_top = _axis_top(picture)
    middle = _STRIP_TOP + _STRIP_HEIGHT / 2
    yield from _strip(picture, scale)
    at = scale.place(picture.value)
    yield line(at, middle, at, axis_top, "lead")
    yield text(0, middle + 4, _own_label(picture), "own", room=_LABEL_ROOM)
    yield text(WIDTH, middle + 4, picture.shown, "own", anchor="end")
    for row, other in enumerate(picture.comparators):
        y = _FIRST_ROW + _ROW_HEIGHT * row
        yield text(0, y + 4, other.label, room=_LABEL_ROOM)
        yield line(PLOT_START, y, PLOT_END, y, "row")
        yield mark(other.kind, scale.place(other.value), y, other.value)
        yield text(WIDTH, y + 4, other.shown, anchor="end")
    yield mark("own", at, middle, picture.value, 7)
    yield from _axis(picture, scale, axis_top)


def _strip(picture: Picture, scale: Scale) -> Iterator[Markup]:
    if picture.distribution is None:
        yield element(
            "rect",
            x=PLOT_START,
            y=_STRIP_TOP,
            width=PLOT_END - PLOT_START,
            height=_STRIP_HEIGHT,
            class_="q q-even",
        )
        return
    values = [
        value
        for value in picture.distribution.values
        if scale.low <= value <= scale.high
    ]
    edges = [values[0], *picture.distribution.quartiles, values[-1]]
    places = [scale.place(edge) for edge in edges]
    letters = {"higher": "DCBA", "lower": "ABCD"}.get(picture.polarity, "")
    for quarter, (start, end) in enumerate(pairwise(places)):
        yield element(
            "rect",
            x=start,
            y=_STRIP_TOP,
            width=round(end - start, 1),
            height=_STRIP_HEIGHT,
            class_=f"q q-{'odd' if quarter % 2 and picture.has_bands else 'even'}",
        )
        if letters and picture.has_bands and end - start >= _LETTER_ROOM:
            middle = round((start + end) / 2, 1)
            yield text(
                middle, _STRIP_TOP - 4, letters[quarter], "band", anchor="middle"
            )
    xs = (scale.place(value) for value in values)
    yield ticks(dict.fromkeys(xs), _STRIP_TOP + 3, _STRIP_HEIGHT - 6, "ticks")


def _axis(picture: Picture, scale: Scale, top: float) -> Iterator[Markup]:
    yield line(PLOT_START, top, PLOT_END, top, "axis")
    places = (
        0 if float(scale.low).is_integer() and float(scale.high).is_integer() else 1
    )
    for x, value, anchor in (
        (PLOT_START, scale.low, "start"),
        (PLOT_END, scale.high, "end"),
    ):
        yield text(
            x, top + 14, figure(value, picture.unit, places), "small", anchor=anchor
        )
    arrows = {"higher": "better →", "lower": "← better"}
    if picture.polarity in arrows:
        middle = (PLOT_START + PLOT_END) / 2
        yield text(middle, top + 14, arrows[picture.polarity], "small", anchor="middle")
