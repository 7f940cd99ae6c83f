"""The picture of a monthly series: its points, their mean, the limits, what stands out.

Each kind of signal has a shape of its own; the words beside the picture say the same.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from markupsafe import Markup

from returncheck.catalogue.indicators import Indicator
from returncheck.report.pictures.svg import (
    Scale,
    bounds,
    element,
    line,
    mark,
    polyline,
    text,
)
from returncheck.report.words.control_charts import (
    Row,
    expected,
    month_of,
    months_between,
    value_of,
)
from returncheck.report.words.numbers import figure, short_month

WIDTH, HEIGHT = 420, 168
_START, _END = 48.0, 338.0
_TOP, _BOTTOM = 12.0, 132.0
_LABEL = 346
_LABEL_ROOM = 74
_APART = 11.0
_MANY = 36
_YEAR_ROOM = 62


def draw_control_chart(
    rows: Sequence[Row], indicator: Indicator, name: str, said: Sequence[str]
) -> Markup:
    """The picture as SVG, with a title and a description of what it shows.

    Args:
        rows: The points of one series with limits, in the order of time.
        indicator: Its indicator.
        name: Id of the picture, unique on its page.
        said: What stands out, in sentences.

    Returns:
        One `svg` element, 420 units wide; the mark of each month that stands out
        carries its figure in `data-value`.
    """
    xs = _month_scale(rows)
    ys = _value_scale(rows, indicator.unit)
    title, description = f"{name}-t", f"{name}-d"
    covers = f"{month_of(rows[0])} to {month_of(rows[-1])}"
    parts = [
        element("title", f"{indicator.title} by month, {covers}", id=title),
        element("desc", _describe(rows, indicator, said), id=description),
        *_grid(ys, indicator.unit),
        *_limits(rows[0], ys, indicator.unit),
        *_series(rows, xs, ys),
        *_signals(rows, xs, ys),
        *_months(rows, xs),
    ]
    return element(
        "svg",
        Markup("").join(parts),
        role="img",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        aria_labelledby=f"{title} {description}",
    )


def _describe(rows: Sequence[Row], indicator: Indicator, said: Sequence[str]) -> str:
    listed = ", ".join(f"{month_of(row)} {value_of(row, indicator)}" for row in rows)
    sentences = [expected(rows[0], indicator.unit), *(f"{each}." for each in said)]
    return " ".join([*sentences, f"By month: {listed}."])


def _month_scale(rows: Sequence[Row]) -> Scale:
    count = months_between(rows[0]["period_end"], rows[-1]["period_end"])
    return Scale(low=0, high=count, start=_START, end=_END)


def _value_scale(rows: Sequence[Row], unit: str) -> Scale:
    values = [row["value"] for row in rows]
    shown = [*values, rows[0]["lower_limit"], rows[0]["upper_limit"]]
    low, high = bounds(
        shown,
        least=0.0 if min(shown) >= 0 else None,
        most=100.0 if unit == "percent" and max(shown) <= 100 else None,
    )
    return Scale(low=low, high=high, start=_BOTTOM, end=_TOP)


def _grid(ys: Scale, unit: str) -> Iterator[Markup]:
    places = 0 if float(ys.low).is_integer() and float(ys.high).is_integer() else 1
    for value in (ys.low, ys.high):
        y = ys.place(value)
        shown = figure(value, "percent" if unit == "percent" else "number", places)
        yield line(_START - 6, y, _END + 6, y, "row")
        yield text(_START - 10, y + 4, shown, "small", anchor="end")


def _limits(row: Row, ys: Scale, unit: str) -> Iterator[Markup]:
    """The band of what is expected, its edges and the mean, named at the right."""
    mean, low, high = (
        ys.place(row[key]) for key in ("centre_line", "lower_limit", "upper_limit")
    )
    yield element(
        "rect",
        x=_START - 6,
        y=high,
        width=_END - _START + 12,
        height=round(low - high, 1),
        class_="q-odd",
    )
    yield line(_START - 6, mean, _END + 6, mean, "l l-mean")
    words = f"mean {figure(row['centre_line'], unit)}"
    yield text(_LABEL, mean + 4, words, "small", room=_LABEL_ROOM)
    for key, y in (("upper_limit", high), ("lower_limit", low)):
        yield line(_START - 6, y, _END + 6, y, "l l-limit")
        if abs(y - mean) > _APART:
            shown = figure(row[key], unit)
            yield text(_LABEL, y + 4, shown, "small", room=_LABEL_ROOM)


def _place(rows: Sequence[Row], row: Row, xs: Scale, ys: Scale) -> tuple[float, float]:
    months = months_between(rows[0]["period_end"], row["period_end"])
    return xs.place(months), ys.place(row["value"])


def _series(rows: Sequence[Row], xs: Scale, ys: Scale) -> Iterator[Markup]:
    """A line through the months, broken where one is missing, and a dot for each."""
    run: list[tuple[float, float]] = []
    before: date | None = None
    for row in rows:
        if before is not None and months_between(before, row["period_end"]) > 1:
            yield polyline(run, "l l-loaded")
            run = []
        run.append(_place(rows, row, xs, ys))
        before = row["period_end"]
    yield polyline(run, "l l-loaded")
    dots = "".join(
        "M{} {}h0".format(*_place(rows, row, xs, ys))
        for row in rows
        if row["signal"] is None
    )
    if dots:
        yield element("path", d=dots, class_="dots")


def _signals(rows: Sequence[Row], xs: Scale, ys: Scale) -> Iterator[Markup]:
    size = 5 if len(rows) <= _MANY else 3.5
    for row in rows:
        if row["signal"] is not None:
            x, y = _place(rows, row, xs, ys)
            yield mark(row["signal"], x, y, row["value"], size)


def _months(rows: Sequence[Row], xs: Scale) -> Iterator[Markup]:
    """The first and the last month, and each January between that has room."""
    first, last = rows[0]["period_end"], rows[-1]["period_end"]
    y = _BOTTOM + 17
    yield text(_START - 6, y, short_month(first), "small", anchor="start")
    yield text(_END + 6, y, short_month(last), "small", anchor="end")
    januaries = [
        (year, xs.place(months_between(first, date(year, 1, 31))))
        for year in range(first.year + 1, last.year + 1)
    ]
    shown = _START
    for year, x in januaries:
        yield line(x, _BOTTOM, x, _BOTTOM + 5, "axis")
        if x - shown > _YEAR_ROOM and _END - x > _YEAR_ROOM:
            yield text(x, y, f"Jan {year}", "small", anchor="middle")
            shown = x
