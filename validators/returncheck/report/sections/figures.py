"""Indicators beside their benchmarks, by authority and return.

Comparators, ranks and bands come from the benchmarks mart as they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from returncheck.catalogue.indicators import Indicator
from returncheck.report.pictures.published import Point, Published, read_published
from returncheck.report.sections.checks import in_words
from returncheck.report.sections.comparators import Beside, read_beside
from returncheck.report.sections.figure_view import FigureView, figure_view
from returncheck.report.words.figures import Row
from returncheck.report.words.names import ReturnName, area
from returncheck.results.check_result import CheckResult


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFigures:
    """The figures of one return.

    Attributes:
        name: What the return is called.
        is_recomputed: Whether they were computed from records.
        is_earlier: Whether the authority has a later return of the same kind.
        headline: Figures that are shown without being asked for.
        others: Further figures.
        without_value: Figures without a value, with the reason among the notes.
    """

    name: ReturnName
    is_recomputed: bool
    is_earlier: bool
    headline: tuple[FigureView, ...]
    others: tuple[FigureView, ...]
    without_value: tuple[FigureView, ...]

    @property
    def count(self) -> int:
        """How many figures it has, those without a value included."""
        return len(self.headline) + len(self.others) + len(self.without_value)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityFigures:
    """The figures of one authority, its newest return first."""

    anchor: str
    authority: str
    region: str
    returns: tuple[ReturnFigures, ...]


def authority_figures(
    result: CheckResult, names: Mapping[str, ReturnName]
) -> tuple[AuthorityFigures, ...]:
    """The figures of every return of a result.

    Args:
        result: The result.
        names: What its returns are called.

    Returns:
        One entry an authority, in the order in which the returns were loaded; returns
        with records before reports, newest first.
    """
    loaded = _loaded(result)
    if loaded.is_empty():
        return ()
    published = read_published(
        result.checked_benchmarks, result.checked_indicators, loaded
    )
    views = _views(
        loaded, published, read_beside(result, loaded), result.known_indicators
    )
    by_authority: dict[str, list[ReturnFigures]] = defaultdict(list)
    codes = {record.return_id: record.la_code for record in result.returns}
    years = {record.return_id: record.return_year or 0 for record in result.returns}
    newest = _newest(result)
    for return_id, found in sorted(views.items(), key=lambda item: -years[item[0]]):
        by_authority[codes[return_id]].append(
            _return_figures(names[return_id], found, years, newest[codes[return_id]])
        )
    ordered = dict.fromkeys(codes.values())
    return tuple(
        AuthorityFigures(
            anchor=f"figures-{number}",
            authority=area(code).name,
            region=area(code).region,
            returns=tuple(by_authority[code]),
        )
        for number, code in enumerate(ordered, start=1)
        if code in by_authority
    )


def _newest(result: CheckResult) -> dict[str, int]:
    """The newest return year by authority; 0 where it has only reports."""
    newest: dict[str, int] = {}
    for record in result.returns:
        year = max(newest.get(record.la_code, 0), record.return_year or 0)
        newest[record.la_code] = year
    return newest


def _return_figures(
    name: ReturnName, found: list[FigureView], years: Mapping[str, int], newest: int
) -> ReturnFigures:
    year = years[name.return_id]
    return ReturnFigures(
        name=name,
        is_recomputed=bool(year),
        is_earlier=0 < year < newest,
        headline=tuple(view for view in found if view.is_headline),
        others=tuple(view for view in found if view.value and not view.is_headline),
        without_value=tuple(view for view in found if not view.value),
    )


def _loaded(result: CheckResult) -> pl.DataFrame:
    """The benchmarks of the returns, with the parts and notes of their values."""
    wanted = [record.return_id for record in result.returns]
    keys = ["source", "return_id", "indicator_id", "row_number"]
    of_returns = pl.col("return_id").is_in(wanted) & (pl.col("source") != "published")
    values = result.checked_indicators.filter(of_returns).select(
        *keys, "numerator", "denominator", "note"
    )
    contradictions = result.verdicts.filter(
        pl.col("table_name") == "Figures", pl.col("verdict") == "contradicted"
    ).select("return_id", "row_number", pl.col("reason").alias("contradictions"))
    places = {name: number for number, name in enumerate(result.known_indicators)}
    return (
        result.checked_benchmarks.filter(of_returns)
        .join(values, on=keys, how="left", nulls_equal=True)
        .join(contradictions, on=["return_id", "row_number"], how="left")
        .with_columns(
            pl.col("indicator_id")
            .replace_strict(places, default=len(places), return_dtype=pl.Int64)
            .alias("place"),
            (
                pl.col("period_end")
                == pl.col("period_end").max().over("return_id", "indicator_id")
            )
            .fill_null(pl.col("period_end").is_null())
            .alias("is_newest_of_return"),
        )
        .sort(
            "place",
            "indicator_id",
            "period_end",
            "row_number",
            descending=[False, False, True, False],
            nulls_last=True,
        )
    )


def _views(
    loaded: pl.DataFrame,
    published: Published,
    beside: Beside,
    known: Mapping[str, Indicator],
) -> dict[str, list[FigureView]]:
    rows = loaded.to_dicts()
    series = _loaded_series(rows)
    views: dict[str, list[FigureView]] = defaultdict(list)
    for number, row in enumerate(rows, start=1):
        # What came before the newest stands in the chart of its indicator.
        if not (row["is_newest_period"] or row["value"] is None):
            continue
        indicator = known.get(row["indicator_id"]) or unknown_indicator(
            row["indicator_id"]
        )
        views[row["return_id"]].append(
            figure_view(
                row,
                indicator,
                published,
                beside,
                series[_series_key(row)],
                f"figure-{number}",
            )
        )
    return views


def _series_key(row: Row) -> tuple[str, ...]:
    return tuple(
        row[key] for key in ("source", "la_code", "indicator_id", "period_type")
    )


def _loaded_series(rows: Iterable[Row]) -> dict[tuple[str, ...], tuple[Point, ...]]:
    """Loaded figures of the same kind over time, the latest statement of each."""
    series: dict[tuple[str, ...], list[Point]] = defaultdict(list)
    for row in rows:
        if row["is_latest"] and row["value"] is not None and row["period_end"]:
            series[_series_key(row)].append(Point(row["period_end"], row["value"]))
        else:
            series[_series_key(row)]
    return {key: tuple(sorted(points)) for key, points in series.items()}


def unknown_indicator(indicator_id: str) -> Indicator:
    """What stands for an indicator that the catalogue does not have."""
    return Indicator(
        indicator_id=indicator_id,
        topic="Unknown indicators",
        title=in_words(indicator_id or "A figure"),
        unit="number",
        polarity="none",
        computed_from="reported",
        is_published=False,
        period_type="year",
        first_year=None,
        last_year=None,
        numerator="",
        denominator="",
        needs="",
        note="",
    )
