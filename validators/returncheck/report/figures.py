"""Indicators beside their benchmarks: what the page says of each figure.

Comparators, ranks and bands come from the benchmarks mart as they are; only words and
precision are chosen here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from markupsafe import Markup

from returncheck.catalogue import Indicator, indicators
from returncheck.report.charts import Comparator, Picture, draw, off_scale
from returncheck.report.names import ReturnName, area
from returncheck.report.numbers import figure, gap, parts, period, printed, signed
from returncheck.report.published import Point, Published, read_published
from returncheck.report.wording import BANDS, BETTER
from returncheck.results import CheckResult

Row = Mapping[str, Any]

_OTHERS = {"recomputed": "other returns", "reported": "also reported"}
_OF_A_YEAR_ONLY = ("per_10k", "count")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """One figure as the page shows it; all fields but `picture` are plain text.

    Attributes:
        anchor: Id of its card.
        title: Name of the indicator.
        topic: Heading of the catalogue.
        period: What it covers.
        value: The figure; None when there is none.
        parts: The counts behind it.
        band: Letter of its quarter, A the best; None without one.
        place: Its quarter and rank in words.
        england: England's figure; empty for a count or without one.
        neighbours: Mean of the statistical neighbours; empty likewise.
        change: Change on the year before, with its sign; empty where none is known.
        facts: Sentences on where it stands.
        notes: What to know before using it.
        picture: The picture.
        caption: What the picture shows.
        is_lower_bound: Whether the full figure may be higher.
        is_headline: Whether it is shown without being asked for.
    """

    anchor: str
    title: str
    topic: str
    period: str
    value: str | None
    parts: str | None = None
    band: str | None = None
    place: str = ""
    england: str = ""
    neighbours: str = ""
    change: str = ""
    facts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    picture: Markup = Markup("")
    caption: str = ""
    is_lower_bound: bool = False
    is_headline: bool = False


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
    published = read_published(result.benchmarks, result.indicators, loaded)
    views = _views(loaded, published)
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
    values = result.indicators.filter(of_returns).select(
        *keys, "numerator", "denominator", "period_basis", "note"
    )
    catalogue = {each.indicator_id: number for number, each in enumerate(indicators())}
    return (
        result.benchmarks.filter(of_returns)
        .join(values, on=keys, how="left", nulls_equal=True)
        .with_columns(
            pl.col("indicator_id")
            .replace_strict(catalogue, default=len(catalogue), return_dtype=pl.Int64)
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


def _views(loaded: pl.DataFrame, published: Published) -> dict[str, list[FigureView]]:
    rows = loaded.to_dicts()
    series = _loaded_series(rows)
    known = {each.indicator_id: each for each in indicators()}
    views: dict[str, list[FigureView]] = defaultdict(list)
    for number, row in enumerate(rows, start=1):
        indicator = known.get(row["indicator_id"]) or _unknown(row["indicator_id"])
        views[row["return_id"]].append(
            _view(
                row, indicator, published, series[_series_key(row)], f"figure-{number}"
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


def _unknown(indicator_id: str) -> Indicator:
    return Indicator(
        indicator_id=indicator_id,
        topic="Unknown indicators",
        title=indicator_id,
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


def _view(
    row: Row,
    indicator: Indicator,
    published: Published,
    series: tuple[Point, ...],
    anchor: str,
) -> FigureView:
    covers = period(row["period_type"], row["period_start"], row["period_end"])
    notes = _notes(row, indicator)
    if row["value"] is None:
        return FigureView(
            anchor=anchor,
            title=indicator.title,
            topic=indicator.topic,
            period=covers,
            value=None,
            notes=notes,
        )
    unit, decimals = indicator.unit, published.decimals.get(indicator.indicator_id, 1)
    is_compared = unit != "count" and row["england_value"] is not None
    is_bound = row["completeness"] == "lower_bound"
    shown = shown_value(row, unit)
    picture = _picture(row, indicator, published, series, anchor, shown, covers)
    return FigureView(
        anchor=anchor,
        title=indicator.title,
        topic=indicator.topic,
        period=covers,
        value=shown,
        parts=parts(row["numerator"], row["denominator"], unit),
        band=None if is_bound else row["quartile_band"],
        place="" if is_bound else _place(row),
        england=figure(row["england_value"], unit, decimals) if is_compared else "",
        neighbours=(
            figure(row["statistical_neighbour_mean"], unit, 1) if is_compared else ""
        ),
        change=_short_change(row),
        facts=_facts(row, indicator),
        notes=notes,
        picture=draw(picture),
        caption=_caption(row, indicator, picture),
        is_lower_bound=is_bound,
        is_headline=bool(
            is_compared and row["is_newest_of_return"] and row["is_latest"]
        ),
    )


def shown_value(row: Row, unit: str) -> str:
    """The figure as text: as it was printed, or else to one decimal.

    Args:
        row: A row of the benchmarks.
        unit: Unit of the catalogue.
    """
    if row["completeness"] == "as_reported":
        return printed(row["value"], unit)
    return figure(row["value"], unit)


def _place(row: Row) -> str:
    if row["rank"] is None:
        return ""
    band = BANDS.get(row["quartile_band"] or "")
    rank = f"rank {row['rank']} of {row['ranked_authorities']}"
    return f"{band}, {rank}" if band else rank


def _change(row: Row, unit: str) -> str:
    change = row["change_on_previous_year"]
    if change is None:
        return ""
    if not round(change, 1):
        return "no change"
    return f"{'up' if change > 0 else 'down'} {gap(change, unit)}"


def _short_change(row: Row) -> str:
    """The change with its sign alone, for a table that names the unit elsewhere."""
    change = row["change_on_previous_year"]
    return "" if change is None else signed(change)


def _facts(row: Row, indicator: Indicator) -> tuple[str, ...]:
    unit = indicator.unit
    facts = []
    difference = row["gap_to_england"]
    if difference is not None and unit != "count":
        better = BETTER.get(indicator.polarity)
        tail = f" ({better})" if better else ""
        facts.append(f"{_against(difference, unit, 'England')}{tail}")
    if row["gap_to_target"] is not None:
        facts.append(
            f"{_against(row['gap_to_target'], unit, 'the target')} of "
            f"{printed(row['target'], unit)}"
        )
    change = _change(row, unit)
    if change:
        before = _before(row, unit)
        facts.append(f"{change[0].upper()}{change[1:]} on the year before ({before})")
    return tuple(facts)


def _before(row: Row, unit: str) -> str:
    """The figure of the year before; no digits are made up for a reported one."""
    value = row["previous_year_value"]
    if row["source"] == "reported":
        return printed(round(value, 1), unit)
    return figure(value, unit)


def _against(difference: float, unit: str, other: str) -> str:
    if not round(difference, 1):
        return f"Equal to {other}" if not difference else f"About equal to {other}"
    return f"{gap(difference, unit)} {'above' if difference > 0 else 'below'} {other}"


def _notes(row: Row, indicator: Indicator) -> tuple[str, ...]:
    notes = []
    completeness = row["completeness"]
    if completeness == "lower_bound":
        needs = (row["note"] or "").removeprefix("a lower bound: ").split(";")[0]
        notes.append(
            f"A lower bound: {needs}. Rank and band are left out, because the full "
            "figure can only be higher."
        )
    elif completeness == "table_absent":
        notes.append(f"Not computed; {row['note']}.")
    elif completeness == "earlier_population":
        notes.append("Over the population estimate of an earlier year.")
    elif completeness == "from_parts":
        notes.append("Worked out from its parts; the report prints no value.")
    elif completeness == "no_value":
        notes.append("The report prints no value.")
    if row["period_basis"] == "assumed":
        notes.append("Period assumed: the report does not print it.")
    if row["value"] is not None and not row["is_annual"]:
        notes.extend(_part_year(row, indicator))
    if not row["is_latest"]:
        notes.append("A later report states this figure again.")
    if row["source"] == "reported" and row["note"]:
        notes.append(f"Report's note: {row['note']}.")
    return tuple(notes)


def _part_year(row: Row, indicator: Indicator) -> list[str]:
    if row["period_end"] is None:
        return ["Without its period it is compared with nothing."]
    if indicator.unit in _OF_A_YEAR_ONLY:
        return ["Part of a year: not compared with annual rates and counts."]
    if row["england_value"] is not None:
        return ["Not a whole year; what stands beside it is for a whole year."]
    return []


def _picture(
    row: Row,
    indicator: Indicator,
    published: Published,
    series: tuple[Point, ...],
    anchor: str,
    shown: str,
    covers: str,
) -> Picture:
    indicator_id, unit = indicator.indicator_id, indicator.unit
    is_count = unit == "count"
    is_comparable = row["comparator_year"] is not None
    key = (indicator_id, row["comparator_year"])
    end = row["period_end"]
    return Picture(
        name=f"{anchor}-picture",
        title=f"{indicator.title}: {covers}",
        unit=unit,
        decimals=published.decimals.get(indicator_id, 1),
        polarity=indicator.polarity,
        value=row["value"],
        shown=shown,
        comparators=_comparators(row, indicator, published),
        distribution=None if is_count else published.distributions.get(key),
        end=end,
        own=published.own.get((row["la_code"], indicator_id), ())
        if is_comparable
        else (),
        england=(
            published.england.get(indicator_id, ())
            if is_comparable and not is_count
            else ()
        ),
        others=tuple(point for point in series if point.end != end),
        others_label=_OTHERS[row["source"]],
    )


def _comparators(
    row: Row, indicator: Indicator, published: Published
) -> tuple[Comparator, ...]:
    unit = indicator.unit
    decimals = published.decimals.get(indicator.indicator_id, 1)
    members = row["statistical_neighbours_with_value"] or 0
    listed = [("target", "Target", row["target"], printed(row["target"], unit))]
    if unit != "count":
        listed = [
            ("england", "England", row["england_value"], None),
            ("region", area(row["la_code"]).region, row["region_value"], None),
            (
                "neighbours",
                f"Neighbours ({members})",
                row["statistical_neighbour_mean"],
                figure(row["statistical_neighbour_mean"], unit, 1),
            ),
            *listed,
        ]
    return tuple(
        Comparator(
            kind=kind,
            label=label,
            value=value,
            shown=shown or figure(value, unit, decimals),
        )
        for kind, label, value, shown in listed
        if value is not None
    )


def _caption(row: Row, indicator: Indicator, picture: Picture) -> str:
    year = row["comparator_year"]
    if indicator.unit == "count":
        return "The authority's own figures; counts are not set beside other places."
    if year is None:
        if not indicator.is_published:
            return "Nothing is published for this indicator."
        return "Nothing published is comparable with this figure."
    number = len(picture.distribution.values) if picture.distribution else 0
    of_year = f"Published figures of {year}"
    if row["return_year"] is not None and year != row["return_year"]:
        of_year += f", the latest before {row['return_year']}"
    caption = f"{of_year}: each stroke is one of {number} authorities"
    hidden = off_scale(picture)
    if hidden:
        caption += f"; {hidden} {'lies' if hidden == 1 else 'lie'} off the scale"
    return f"{caption}."
