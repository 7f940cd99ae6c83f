"""The pieces of a picture: scales, marks and text, as SVG.

What a picture shows belongs to `charts`; colours and type belong to the stylesheet.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_INTERVALS = 6
_TYPE_SIZE = 12
_NARROW, _WIDE = frozenset(" ijlftr.,:;'()|!I"), frozenset("mwMW@%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A straight line from values to places.

    Attributes:
        low: Value at `start`.
        high: Value at `end`; above `low`.
        start: Coordinate of `low`.
        end: Coordinate of `high`.
    """

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """The coordinate of a value, to a tenth of a unit."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)


def bounds(
    values: Iterable[float], *, least: float | None = None, most: float | None = None
) -> tuple[float, float]:
    """Round numbers around values, for the ends of an axis.

    Args:
        values: At least one value.
        least: The axis never starts below it.
        most: The axis never ends above it.

    Returns:
        Two different numbers that enclose all values within `least` and `most`.
    """
    listed = list(values)
    low, high = min(listed), max(listed)
    if low == high:
        low, high = low - 1, high + 1
    step = _step((high - low) / _INTERVALS)
    start, end = math.floor(low / step) * step, math.ceil(high / step) * step
    if least is not None:
        start = max(start, least)
    if most is not None:
        end = min(end, most)
    return (start, end) if start < end else (start, start + step)


def _step(rough: float) -> float:
    size = 10.0 ** math.floor(math.log10(rough))
    return next(size * step for step in _STEPS if size * step >= rough * (1 - 1e-9))


def element(name: str, content: str | Markup = "", **attributes: object) -> Markup:
    """One element; attribute names take `_` for `-`, `class_` for `class`.

    Args:
        name: Name of the element.
        content: Text, which is escaped, or markup.
        attributes: Values, which are escaped; None leaves one out.
    """
    # A page has thousands: plain strings take a fifth of what `Markup.format` does.
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if not content:
        return Markup(f"<{name}{written}/>")
    return Markup(f"<{name}{written}>{escape(content)}</{name}>")


def text(
    x: float,
    y: float,
    words: str,
    class_: str | None = None,
    *,
    anchor: str | None = None,
    room: int | None = None,
) -> Markup:
    """One line of text.

    Args:
        x: Coordinate of its start, or of what `anchor` names.
        y: Coordinate of its foot.
        words: The text.
        class_: Class of the stylesheet.
        anchor: start, middle or end.
        room: Width that it must not exceed; long text is set narrower.
    """
    is_long = room is not None and _width(words) > room
    return element(
        "text",
        words,
        x=x,
        y=y,
        class_=class_,
        text_anchor=anchor,
        textLength=room if is_long else None,
        lengthAdjust="spacingAndGlyphs" if is_long else None,
    )


def _width(words: str) -> float:
    """About the width of a text in a wide typeface."""
    return _TYPE_SIZE * sum(
        0.4
        if letter in _NARROW
        else 0.98
        if letter in _WIDE
        else 0.75
        if letter.isupper()
        else 0.64
        for letter in words
    )


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    """A straight line."""
    return element("path", d=f"M{x1} {y1}L{x2} {y2}", class_=class_)


def ticks(xs: Iterable[float], top: float, height: float, class_: str) -> Markup:
    """Upright strokes of one height, as one path."""
    data = "".join(f"M{x} {top}v{height}" for x in xs)
    return element("path", d=data, class_=class_)


def polyline(points: Iterable[tuple[float, float]], class_: str) -> Markup:
    """A line through points."""
    return element(
        "polyline", points=" ".join(f"{x},{y}" for x, y in points), class_=class_
    )


def mark(kind: str, x: float, y: float, value: float, size: float = 5) -> Markup:
    """The mark of one figure; each kind has a shape of its own.

    Args:
        kind: own, england, region, neighbours, group, target or other; or a signal
            of a monthly series.
        x: Coordinate of its middle.
        y: Coordinate of its middle.
        value: The figure, kept beside the mark.
        size: Half its width.
    """
    data = _SHAPES[kind](x, y, size)
    return element("path", d=data, class_=f"m m-{kind}", data_value=f"{value:.6g}")


def _diamond(x: float, y: float, size: float) -> str:
    return f"M{x} {round(y - size, 1)}l{size} {size}l{-size} {size}l{-size} {-size}z"


def _square(x: float, y: float, size: float) -> str:
    half = size * 0.8
    return (
        f"M{round(x - half, 1)} {round(y - half, 1)}h{2 * half}v{2 * half}h{-2 * half}z"
    )


def _triangle(x: float, y: float, size: float) -> str:
    return f"M{x} {round(y - size, 1)}l{size} {2 * size}h{-2 * size}z"


def _circle(x: float, y: float, size: float) -> str:
    radius = size * 0.85
    arc = f"a{radius} {radius} 0 1 0"
    return f"M{round(x - radius, 1)} {y}{arc} {2 * radius} 0{arc} {-2 * radius} 0z"


def _flag(x: float, y: float, size: float) -> str:
    top = f"M{x} {round(y - size, 1)}"
    return f"{top}v{2 * size}{top}h{size}v{size}h{-size}"


def _upright_cross(x: float, y: float, size: float) -> str:
    upright = f"M{x} {round(y - size, 1)}v{2 * size}"
    return f"{upright}M{round(x - size, 1)} {y}h{2 * size}"


def _cross(x: float, y: float, size: float) -> str:
    half = size * 0.8
    left, top = round(x - half, 1), round(y - half, 1)
    return f"M{left} {top}l{2 * half} {2 * half}m0 {-2 * half}l{-2 * half} {2 * half}"


_SHAPES = {
    "own": _diamond,
    "other": _diamond,
    "england": _square,
    "region": _triangle,
    "neighbours": _circle,
    "group": _cross,
    "target": _flag,
    "beyond_limits": _diamond,
    "run": _square,
    "trend": _triangle,
    "two_of_three": _circle,
    "moving_range": _upright_cross,
}
