"""The large charts of the scorecard, each with the table of its figures."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from returncheck.report.pictures.run_chart import Beside, RunChart, draw_run_chart
from returncheck.report.sections.neighbour_models import changes_between
from returncheck.report.sections.score_row import ScoreRow
from returncheck.report.sections.score_series import ScoreSeries, SeriesPoint
from returncheck.report.words.control_charts import limits_in_words, signals_in_words
from returncheck.report.words.names import area
from returncheck.report.words.numbers import figure
from returncheck.report.words.scorecard import signal_now

_FEWEST_POINTS = 2
_IN_TABLE = "The figures stand in the table beside it."
_NO_LIMITS = "A run of figures: ten months are needed for limits of what is usual."


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPoint:
    """One row of the table beside a chart, and its place in the picture."""

    x: float
    y: float
    point: SeriesPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartView:
    """The large chart of one row.

    Attributes:
        picture: The picture.
        caption: What it shows.
        notes: Where the neighbours beside it change, in sentences.
        points: Its figures, the newest first.
        beside: What can be put in or taken out: kind, name, and whether it is in.
        has_target: Whether any figure has a target.
        mean: Mean of the figures, to be downloaded; None without limits.
        limits: What is usual, likewise.
        signals: What stood out, in sentences, the latest first.
        more_signals: How many more there are.
        source: Where the figures come from, in words.
        now: How the last month stands, in words; empty for no monthly series.
    """

    picture: Markup
    caption: str
    notes: tuple[str, ...]
    points: tuple[ChartPoint, ...]
    beside: tuple[tuple[str, str, bool], ...]
    has_target: bool
    mean: float | None
    limits: tuple[float, float] | None
    signals: tuple[str, ...]
    more_signals: int
    source: str
    now: str


def row_charts(row: ScoreRow) -> tuple[ChartView, ...]:
    """The charts of a row: of its own series, then of those of other sources.

    Args:
        row: The row.

    Returns:
        None where no series has two figures.
    """
    listed = [] if row.series is None else [(row.source, row.series)]
    listed += row.further.items()
    return tuple(
        _chart(row, series, source, number)
        for number, (source, series) in enumerate(listed, start=1)
        if len(series.points) >= _FEWEST_POINTS
    )


def _chart(row: ScoreRow, series: ScoreSeries, source: str, number: int) -> ChartView:
    points = series.points
    signals: tuple[str, ...] = ()
    more = 0
    caption = _NO_LIMITS if series.is_monthly else ""
    said: list[str] = []
    if series.limits is not None:
        signals, more = signals_in_words(series.rows, row.indicator)
        caption = limits_in_words(series.rows[-1], row.indicator.unit)
        said = [caption, *(f"{each}." for each in signals)]
    beside = tuple(_beside(row))
    changes = (
        changes_between(
            row.neighbour_changes, row.indicator, points[0].end, points[-1].end
        )
        if any(each.kind == "neighbours" for each in beside)
        else {}
    )
    notes = tuple(f"{change.words}." for change in changes.values())
    picture, places = draw_run_chart(
        RunChart(
            name=f"run-{row.key}-{number}",
            title=f"{row.indicator.title}, {points[0].label} to {points[-1].label}",
            description=" ".join([*said, *notes, _IN_TABLE]),
            unit=row.indicator.unit,
            series=series,
            beside=beside,
            changes=tuple(changes),
        )
    )
    has_target = any(point.target is not None for point in points)
    choices = [("target", "Target", True)] if has_target else []
    choices += [(each.kind, each.name, each.is_on) for each in beside]
    now = signal_now(series.rows, row.indicator).text if series.is_monthly else ""
    return ChartView(
        picture=picture,
        caption=caption,
        notes=notes,
        points=tuple(
            ChartPoint(x=x, y=y, point=point)
            for (x, y), point in zip(reversed(places), reversed(points), strict=True)
        ),
        beside=tuple(choices),
        has_target=has_target,
        mean=series.mean,
        limits=series.limits,
        signals=signals,
        more_signals=more,
        source=source,
        now=now,
    )


def _beside(row: ScoreRow) -> Iterator[Beside]:
    """England, the region and the neighbours; counts stand beside no other place."""
    found = row.benchmark
    unit = row.indicator.unit
    if unit == "count":
        return
    year = found["comparator_year"]
    listed = (
        ("england", "England", found["england_value"]),
        ("region", area(row.la_code).region, found["region_value"]),
        ("neighbours", "Statistical neighbours", found["statistical_neighbour_mean"]),
    )
    for kind, name, value in listed:
        if value is not None:
            short = "Neighbours" if kind == "neighbours" else name
            model = f" ({found['neighbour_model']} model)" if short != name else ""
            yield Beside(
                kind=kind,
                label=f"{short} {year}: {figure(value, unit)}",
                name=f"{name}, {year}{model}",
                value=value,
                is_on=kind == "england",
            )
