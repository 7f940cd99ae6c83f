"""Where points of a series lie, and the lines through them, as path data."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from returncheck.report.sections.score_series import SeriesPoint

Place = Callable[[date, float], tuple[float, float]]
"""Puts a value of a day at its coordinates."""

_GAP = 1.6
"""A step this many times the usual one is a gap."""


def line_through(points: Sequence[SeriesPoint], place: Place) -> str:
    """The figures as a line that breaks where some are missing.

    Args:
        points: At least one figure, the oldest first.
        place: Where a value of a day lies.
    """
    days = [(after.end - before.end).days for before, after in pairwise(points)]
    usual = sorted(days)[len(days) // 2] if days else 0
    begins = [True, *(step > _GAP * usual for step in days)]
    said = []
    for point, is_first in zip(points, begins, strict=True):
        x, y = place(point.end, point.value)
        said.append(f"{'M' if is_first else 'L'}{x} {y}")
    return "".join(said)


def target_steps(
    points: Sequence[SeriesPoint], place: Place, start: float, end: float
) -> str:
    """The targets as steps from one end to the other; nothing without any.

    Args:
        points: The figures, the oldest first.
        place: Where a value of a day lies.
        start: Where the line begins.
        end: Where it ends.
    """
    known = [(each.end, each.target) for each in points if each.target is not None]
    if not known:
        return ""
    said = [f"M{start} {place(*known[0])[1]}"]
    for (_, before), (day, target) in pairwise(known):
        if target != before:
            x, y = place(day, target)
            said.append(f"H{x}V{y}")
    return "".join([*said, f"H{end}"])


def amid(day: date, days: Sequence[date]) -> float:
    """Halfway between the figures before and after a change, as an ordinal.

    Args:
        day: The first day after the change.
        days: Last days of the periods of all figures, on both sides of it.
    """
    before = max(each for each in days if each < day)
    after = min(each for each in days if each >= day)
    return (before.toordinal() + after.toordinal()) / 2
