"""The figures of an indicator over time, as the scorecard and its charts show them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from returncheck.catalogue.indicators import Indicator
from returncheck.report.words.numbers import figure, period, printed
from returncheck.report.words.scorecard import stood_out
from returncheck.report.words.targets import is_of_one_kind
from returncheck.results.check_result import CheckResult

MOST_POINTS = 36
"""Points of a chart; older ones are left out."""

_MONTHLY = ("month", "snapshot")

Row = Mapping[str, Any]
Key = tuple[str, str, str, str]
"""Authority, source, indicator, kind of period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPoint:
    """One figure of a series.

    Attributes:
        start: First day; None for a state on a day.
        end: Last day.
        value: The figure.
        target: What stood as its target then; None for none.
        label: What it covers, in words.
        shown: The figure as text.
        target_shown: The target as text; empty for none.
        signal: Name of what makes it stand out; empty for nothing.
        stands_out: The same in words.
    """

    start: date | None
    end: date
    value: float
    target: float | None
    label: str
    shown: str
    target_shown: str
    signal: str = ""
    stands_out: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSeries:
    """The figures of one indicator over time, the oldest first.

    Attributes:
        kind: Kind of period.
        points: The figures.
        mean: Their mean; None where there are too few months for limits.
        limits: Least and greatest that is usual; None likewise.
        rows: The rows of the control chart that it came from; none for another kind.
    """

    kind: str
    points: tuple[SeriesPoint, ...]
    mean: float | None = None
    limits: tuple[float, float] | None = None
    rows: tuple[Row, ...] = field(default=(), repr=False)

    @property
    def is_monthly(self) -> bool:
        """Whether its figures are of months or of the ends of months."""
        return bool(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllSeries:
    """Every series of a result, and the targets that stood beside its figures."""

    monthly: Mapping[Key, list[Row]]
    others: Mapping[Key, list[Row]]
    targets: Mapping[tuple[str, str, str, str, date], Row]

    def of(self, row: Row, indicator: Indicator) -> ScoreSeries | None:
        """The series that a figure belongs to; by month where there is one.

        Args:
            row: A row of the benchmarks.
            indicator: Its indicator.

        Returns:
            None where it stands alone.
        """
        kind = row["period_type"]
        kinds = (kind,) if kind in _MONTHLY else (kind, *_MONTHLY)
        found: ScoreSeries | None = None
        for each in kinds:
            key = (row["la_code"], row["source"], row["indicator_id"], each)
            if each in _MONTHLY and key in self.monthly:
                return self._monthly(self.monthly[key], row, indicator)
            points = self.others.get(key, [])
            if len(points) > 1 and found is None:
                found = ScoreSeries(
                    kind=each,
                    points=tuple(
                        self._point(point, row, indicator)
                        for point in points[-MOST_POINTS:]
                    ),
                )
        return found

    def _monthly(
        self, rows: Sequence[Row], row: Row, indicator: Indicator
    ) -> ScoreSeries:
        last = rows[-1]
        has_limits = last["limits_reason"] is None
        return ScoreSeries(
            kind=last["period_type"],
            points=tuple(
                self._point(each, row, indicator) for each in rows[-MOST_POINTS:]
            ),
            mean=last["centre_line"] if has_limits else None,
            limits=(last["lower_limit"], last["upper_limit"]) if has_limits else None,
            rows=tuple(rows),
        )

    def _point(self, point: Row, row: Row, indicator: Indicator) -> SeriesPoint:
        kind, end = point["period_type"], point["period_end"]
        target = self._target(point, row, indicator)
        show = printed if point["source"] == "reported" else figure
        return SeriesPoint(
            start=point["period_start"],
            end=end,
            value=point["value"],
            target=target,
            label=period(kind, point["period_start"], end),
            shown=show(point["value"], indicator.unit),
            target_shown="" if target is None else printed(target, indicator.unit),
            signal=point.get("signal") or "",
            stands_out=stood_out(point) if "signal" in point else "",
        )

    def _target(self, point: Row, row: Row, indicator: Indicator) -> float | None:
        """The target that stood beside a point, or that stands beside its figure now.

        The target of a whole year says nothing of a month's count.
        """
        kind, end = point["period_type"], point["period_end"]
        key = (row["la_code"], row["source"], row["indicator_id"], kind, end)
        stated = self.targets.get(key)
        if stated is not None:
            return stated["target"] if is_of_one_kind(stated) else None
        if kind != row["period_type"] and indicator.grows_with_period:
            return None
        return row["target"] if is_of_one_kind(row) else None


def read_series(result: CheckResult) -> AllSeries:
    """Gather every series of a result.

    Args:
        result: The result.
    """
    keys = ("la_code", "source", "indicator_id", "period_type")
    monthly: dict[Key, list[Row]] = defaultdict(list)
    by_month = result.control_charts.filter(pl.col("moving_ranges") > 0)
    for row in by_month.sort("period_end").iter_rows(named=True):
        monthly[row[keys[0]], row[keys[1]], row[keys[2]], row[keys[3]]].append(row)
    others: dict[Key, list[Row]] = defaultdict(list)
    codes = {record.la_code for record in result.returns}
    periods = result.checked_periods.filter(
        pl.col("is_latest"),
        pl.col("value").is_not_null(),
        pl.col("period_end").is_not_null(),
        pl.col("la_code").is_in(list(codes)),
    )
    for row in periods.sort("period_end").iter_rows(named=True):
        others[row[keys[0]], row[keys[1]], row[keys[2]], row[keys[3]]].append(row)
    stated = result.checked_benchmarks.filter(
        pl.col("source") != "published",
        pl.col("is_latest"),
        pl.col("period_end").is_not_null(),
        pl.col("la_code").is_in(list(codes)),
    ).select(*keys, "period_end", "target", "rag_reason")
    return AllSeries(
        monthly=monthly,
        others=others,
        targets={
            (*(row[key] for key in keys), row["period_end"]): row
            for row in stated.iter_rows(named=True)
        },
    )
