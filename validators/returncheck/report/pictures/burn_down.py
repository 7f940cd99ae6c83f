"""A picture of what was left to do of a return, run by run, up to its submission.

Errors are a whole line with diamonds, queries a dashed one with squares, so that they
differ without colour; a number stays until the next run, and so does its line.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time

from markupsafe import Markup

from returncheck.report.pictures.svg import (
    Scale,
    bounds,
    element,
    line,
    mark,
    polyline,
    text,
)
from returncheck.report.words.numbers import day, whole
from returncheck.results.history import BurnDown, BurnDownPoint

_WIDTH, _HEIGHT = 480, 190
_START, _END = 44.0, 462.0
_TOP, _BOTTOM = 44.0, 152.0
_LETTER = 6.5
_LEAST_SPAN = 1.0
_ROOM = 50.0
_MOST_MARKS = 40
_SERIES = (("errors", "own"), ("queries", "england"))


def burn_down_picture(burn_down: BurnDown, label: str) -> Markup | None:
    """The picture.

    Args:
        burn_down: What was left, run by run.
        label: What it shows, for who cannot see it.

    Returns:
        An SVG element; None with less than two runs, which make no line.
    """
    points = burn_down.points
    if len(points) < 2:
        return None
    due = _due(burn_down.submission_date)
    moments = [point.at.timestamp() for point in points]
    last = max(moments[-1], due or moments[-1])
    xs = Scale(
        low=moments[0],
        high=max(last, moments[0] + _LEAST_SPAN),
        start=_START,
        end=_END,
    )
    most = max(max(point.errors, point.queries) for point in points)
    low, high = bounds([0, max(most, 1)], least=0)
    ys = Scale(low=low, high=high, start=_BOTTOM, end=_TOP)
    drawing = [
        *_grid(ys),
        *_axis(points, xs, burn_down.submission_date),
        *_submission(xs, due, burn_down.submission_date),
        *(
            piece
            for name, kind in _SERIES
            for piece in _series(points, name, kind, xs, ys)
        ),
        *_legend(),
    ]
    return element(
        "svg",
        Markup("").join([element("title", label), *drawing]),
        class_="burn-down",
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_label=label,
    )


def _due(submission: date | None) -> float | None:
    """The end of the day of submission, in seconds."""
    if submission is None:
        return None
    return datetime.combine(submission, time.max, tzinfo=UTC).timestamp()


def _number(point: BurnDownPoint, name: str) -> int:
    return point.errors if name == "errors" else point.queries


def _series(
    points: Sequence[BurnDownPoint], name: str, kind: str, xs: Scale, ys: Scale
) -> Iterator[Markup]:
    corners: list[tuple[float, float]] = []
    for point in points:
        x, y = xs.place(point.at.timestamp()), ys.place(_number(point, name))
        if corners and corners[-1][1] != y:
            corners.append((x, corners[-1][1]))
        corners.append((x, y))
    yield polyline(corners, f"l l-left-{name}")
    shown = points if len(points) <= _MOST_MARKS else (points[0], points[-1])
    for point in shown:
        number = _number(point, name)
        x, y = xs.place(point.at.timestamp()), ys.place(number)
        yield mark(kind, x, y, number, 4)
    ends = [xs.place(points[place].at.timestamp()) for place in (0, -1)]
    labelled = ((0, "start"), (-1, "end"))
    # Where the first run is right before the last there is room for one number.
    for place, anchor in labelled if ends[1] - ends[0] > _ROOM else labelled[1:]:
        point = points[place]
        number, x = _number(point, name), xs.place(point.at.timestamp())
        y = ys.place(number)
        is_higher = (
            point.errors >= point.queries
            if name == "errors"
            else point.queries > point.errors
        )
        # The higher of the two above its line, the other below, so that both show.
        above = is_higher or y > _BOTTOM - 16
        if y > _BOTTOM - 16 and not is_higher and _are_close(point, ys):
            continue  # the one number stands for both
        anchor = "start" if ends[1] - ends[0] <= _ROOM else anchor
        yield text(x, y - 8 if above else y + 16, whole(number), "own", anchor=anchor)


def _are_close(point: BurnDownPoint, ys: Scale) -> bool:
    """Whether the numbers of both lines would stand on each other."""
    apart = abs(ys.place(point.errors) - ys.place(point.queries))
    return point.errors == point.queries or apart < _LETTER


def _grid(ys: Scale) -> Iterator[Markup]:
    for value in (ys.low, ys.high):
        y = ys.place(value)
        yield line(_START - 6, y, _END + 6, y, "row")
        yield text(_START - 10, y + 4, whole(int(value)), "small", anchor="end")


def _axis(
    points: Sequence[BurnDownPoint], xs: Scale, submission: date | None
) -> Iterator[Markup]:
    first, last = points[0].at.date(), points[-1].at.date()
    y = _BOTTOM + 18
    yield text(_START - 6, y, day(first), "small", anchor="start")
    if last == first or (submission is not None and submission >= last):
        return
    x = xs.place(points[-1].at.timestamp())
    yield text(x + 6, y, day(last), "small", anchor="end")


def _submission(
    xs: Scale, due: float | None, submission: date | None
) -> Iterator[Markup]:
    """The day of submission, where it lies in the picture."""
    if due is None or submission is None or not xs.low <= due <= xs.high:
        return
    x = xs.place(due)
    yield line(x, _TOP - 12, x, _BOTTOM, "l l-due")
    anchor = "end" if x > (_START + _END) / 2 else "start"
    words = f"to be submitted {day(submission)}"
    yield text(x, _BOTTOM + 18, words, "small", anchor=anchor)


def _legend() -> Iterator[Markup]:
    x, y = 0.0, 13.0
    for name, kind in _SERIES:
        words = f"{name} left"
        yield line(x, y, x + 24, y, f"l l-left-{name}")
        yield element("g", mark(kind, x + 12, y, 0, 4))
        yield text(x + 30, y + 4, words, "small")
        x = round(x + 46 + _LETTER * len(words), 1)
