"""Monthly series as the page shows them, by authority and source.

Limits and signals come from the mart as they are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl
from markupsafe import Markup

from returncheck.catalogue.indicators import Indicator
from returncheck.report.pictures.control_chart import draw_control_chart
from returncheck.report.sections.figures import unknown_indicator
from returncheck.report.words.control_charts import (
    Row,
    expected,
    month_of,
    months_between,
    signals_in_words,
    too_few,
    value_of,
)
from returncheck.report.words.names import area
from returncheck.report.words.numbers import counted
from returncheck.results.check_result import CheckResult

MOST_OPEN = 40
"""Charts of an authority that are shown without being asked for."""

_KEY = ("la_code", "indicator_id", "source", "period_type")
_SOURCES = {"recomputed": "worked out from the records", "reported": "as reported"}
_SETTLED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView:
    """One monthly series; all fields but `picture` are plain text.

    Attributes:
        title: Name of the indicator.
        covers: Its first and last month, and how many.
        latest: Figure of the last month.
        latest_month: The last month.
        signals: What stands out, the latest first.
        more: How many more signals there are.
        picture: The picture.
        caption: Mean and limits.
    """

    title: str
    covers: str
    latest: str
    latest_month: str
    signals: tuple[str, ...]
    more: int
    picture: Markup
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMonths:
    """The series of one authority that come from one source.

    Attributes:
        source: Where they come from, in words.
        shown: Series with signals that are shown at once.
        further: Series with signals that are folded away.
        quiet: Series without a signal.
        too_few: Series without limits: name and number of months.
    """

    source: str
    shown: tuple[SeriesView, ...]
    further: tuple[SeriesView, ...]
    quiet: tuple[SeriesView, ...]
    too_few: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityMonths:
    """The monthly series of one authority."""

    anchor: str
    authority: str
    sources: tuple[SourceMonths, ...]


def authority_months(result: CheckResult) -> tuple[AuthorityMonths, ...]:
    """The monthly series of the returns of a result.

    A series of which no two months follow each other is none by month.

    Args:
        result: The result.

    Returns:
        One entry an authority that has one, in the order in which the returns were
        loaded; recomputed before reported series, each in the catalogue's order.
    """
    by_month = result.control_charts.filter(pl.col("moving_ranges") > 0)
    frames = by_month.partition_by("la_code", as_dict=True, maintain_order=True)
    by_authority = {key[0]: frame.to_dicts() for key, frame in frames.items()}
    codes = dict.fromkeys(record.la_code for record in result.returns)
    return tuple(
        AuthorityMonths(
            anchor=f"months-{number}",
            authority=area(code).name,
            sources=tuple(
                _sources(
                    by_authority[code], f"months-{number}", result.known_indicators
                )
            ),
        )
        for number, code in enumerate(codes, start=1)
        if code in by_authority
    )


def _sources(
    rows: Iterable[Row], anchor: str, known: Mapping[str, Indicator]
) -> Iterable[SourceMonths]:
    series = _in_order(rows, known)
    room = MOST_OPEN
    for source, words in _SOURCES.items():
        found = [points for points in series if points[0]["source"] == source]
        if not found:
            continue
        charted = [
            _series_view(
                points, _indicator(points[0], known), f"{anchor}-{source}-{number}"
            )
            for number, points in enumerate(found, start=1)
            if points[0]["limits_reason"] is None
        ]
        signalled = [view for view in charted if view.signals]
        yield SourceMonths(
            source=words,
            shown=tuple(signalled[:room]),
            further=tuple(signalled[room:]),
            quiet=tuple(view for view in charted if not view.signals),
            too_few=tuple(
                f"{_indicator(points[0], known).title} ({too_few(points[0])})"
                for points in found
                if points[0]["limits_reason"] is not None
            ),
        )
        room = max(0, room - len(signalled))


def _in_order(rows: Iterable[Row], known: Iterable[str]) -> list[list[Row]]:
    """Series by series, in the order of the catalogue; points in that of time."""
    places = {name: place for place, name in enumerate(known)}
    series: dict[tuple[str, ...], list[Row]] = {}
    for row in sorted(rows, key=lambda row: row["period_end"]):
        series.setdefault(tuple(row[key] for key in _KEY), []).append(row)
    return [
        series[key]
        for key in sorted(
            series, key=lambda key: (places.get(key[1], len(places)), key)
        )
    ]


def _indicator(row: Row, known: Mapping[str, Indicator]) -> Indicator:
    return known.get(row["indicator_id"]) or unknown_indicator(row["indicator_id"])


def _series_view(rows: Sequence[Row], indicator: Indicator, name: str) -> SeriesView:
    last = rows[-1]
    signals, more = signals_in_words(rows, indicator)
    return SeriesView(
        title=indicator.title,
        covers=_covers(rows),
        latest=value_of(last, indicator),
        latest_month=month_of(last),
        signals=signals,
        more=more,
        picture=draw_control_chart(rows, indicator, name, signals),
        caption=_caption(last, indicator),
    )


def _covers(rows: Sequence[Row]) -> str:
    first, last = rows[0], rows[-1]
    said = f"{month_of(first)} to {month_of(last)}, {counted(len(rows), 'month')}"
    missing = months_between(first["period_end"], last["period_end"]) + 1 - len(rows)
    return f"{said}, {missing} missing" if missing else said


def _caption(row: Row, indicator: Indicator) -> str:
    said = [expected(row, indicator.unit)]
    if row["points"] < _SETTLED:
        said.append(f"Provisional: limits settle with about {_SETTLED} months.")
    if row["period_type"] == "snapshot":
        said.append("What stands at a month's end moves slowly, so limits are narrow.")
    return " ".join(said)
