"""The picture of how long things took: bars by working days, and the limit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from returncheck.report.pictures.svg import element, line, text
from returncheck.report.words.numbers import whole

WIDTH, HEIGHT = 720, 190
_START, _END = 40.0, 700.0
_TOP, _BOTTOM = 30.0, 150.0
_GAP = 2.0
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The number of records of some lengths.

    Attributes:
        start: Least working days.
        end: Most working days; None for no end.
        number: How many records.
        is_late: Whether they are beyond the limit.
    """

    start: int
    end: int | None
    number: int
    is_late: bool

    @property
    def label(self) -> str:
        """The lengths in words: "41 to 45"."""
        if self.end is None:
            return f"{self.start} or more"
        return (
            f"{self.start}" if self.start == self.end else f"{self.start} to {self.end}"
        )


def draw_lengths(
    bins: Sequence[Bin], limit: int, name: str, title: str, description: str
) -> Markup:
    """The picture as SVG.

    Args:
        bins: The numbers, the shortest length first.
        limit: The most working days that are in time.
        name: Id of the picture, unique on its page.
        title: What it shows.
        description: What is to be seen in it.

    Returns:
        One `svg` element, 720 by 190 units; each bar carries its number in `title`.
    """
    most = max(each.number for each in bins) or 1
    step = (_END - _START) / len(bins)
    in_time = sum(not each.is_late for each in bins)
    limit_x = round(_START + step * in_time, 1)
    parts = [
        element("title", f"{title}: working days", id=f"{name}-t"),
        element("desc", description, id=f"{name}-d"),
        *_bars(bins, most, step),
        line(_START - 6, _BOTTOM, _END, _BOTTOM, "axis"),
        line(limit_x, _TOP - 14, limit_x, _BOTTOM + 6, "l l-target"),
        text(limit_x - 6, _TOP - 6, "in time", "small", anchor="end"),
        text(limit_x + 6, _TOP - 6, f"limit: {limit} working days", "own"),
        *_axis(bins, step),
    ]
    return element(
        "svg",
        Markup("").join(parts),
        class_="lengths",
        role="img",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        aria_labelledby=f"{name}-t {name}-d",
    )


def _bars(bins: Sequence[Bin], most: int, step: float) -> Iterator[Markup]:
    for place, each in enumerate(bins):
        x = round(_START + step * place + _GAP / 2, 1)
        size = round((_BOTTOM - _TOP) * each.number / most, 1)
        if each.number:
            size = max(size, 1.0)
        bar = element(
            "rect",
            element("title", f"{each.label} working days: {whole(each.number)}"),
            x=x,
            y=round(_BOTTOM - size, 1),
            width=round(step - _GAP, 1),
            height=size,
            class_="bar bar-late" if each.is_late else "bar",
        )
        yield bar


def _axis(bins: Sequence[Bin], step: float) -> Iterator[Markup]:
    every = max(1, -(-len(bins) // _MOST_NAMED))
    y = _BOTTOM + 18
    for place, each in enumerate(bins):
        is_open = each.end is None
        if is_open or (place + 1) % every == 0:
            words = f"{each.start}+" if is_open else str(each.end)
            x = round(_START + step * (place + 0.5), 1)
            yield text(x, y, words, "small", anchor="middle")
    middle = (_START + _END) / 2
    yield text(
        middle, y + 18, "working days; the start is day 0", "small", anchor="middle"
    )
