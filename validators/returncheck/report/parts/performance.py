"""The part «Performance»: the scorecard, a large chart for each row, timeliness."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from returncheck.report.parts.performance_charts import ChartView, row_charts
from returncheck.report.pictures.sparkline import draw_sparkline
from returncheck.report.sections.figure_view import FigureView
from returncheck.report.sections.figures import AuthorityFigures
from returncheck.report.sections.score_row import ScoreRow
from returncheck.report.sections.score_series import ScoreSeries, SeriesPoint
from returncheck.report.sections.scorecard import Scorecard, scorecards
from returncheck.report.sections.timeliness import TimelinessView, timeliness_views
from returncheck.report.words.names import ReturnName
from returncheck.report.words.numbers import counted, day
from returncheck.results.check_result import CheckResult

SPARK_MONTHS = 24
DENSE_FROM = 14
"""Red rows from which the rows of a scorecard have one line each."""

_FEWEST_POINTS = 2
_UNTIL_NEWEST = {
    "month": "",
    "snapshot": "",
    "year": "year",
    "quarter": "quarter",
    "year_to_date": "year to date",
    "rolling_12_months": "12 months",
}
"""What names a period up to the day that stands above all rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One row of the scorecard with its pictures.

    Attributes:
        row: What it says.
        sparkline: The small picture; empty with fewer than two figures.
        spark_note: What stands in its place.
        charts: The large ones: of its own figures, then of other sources.
        cards: Its figures beside other authorities.
    """

    row: ScoreRow
    sparkline: Markup
    spark_note: str
    charts: tuple[ChartView, ...]
    cards: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardView:
    """The scorecard of one authority.

    Attributes:
        card: Its counts.
        judged: Rows beside a target, the furthest off it first.
        unjudged: Rows without one.
        is_dense: Whether so many rows are red that each has one line.
        newest: The day up to which its newest figures go; empty where none is stated.
    """

    card: Scorecard
    judged: tuple[RowView, ...]
    unjudged: tuple[RowView, ...]
    is_dense: bool
    newest: str

    @property
    def source(self) -> str:
        """Where most of its figures come from, in words."""
        return Counter(view.row.source for view in self.rows).most_common(1)[0][0]

    def note(self, row: ScoreRow) -> str:
        """What is to be said of a row's period and source beside those of most rows."""
        kind = row.benchmark["period_type"]
        said = row.period
        if row.end is not None and day(row.end) == self.newest:
            said = _UNTIL_NEWEST.get(kind, said)
        if row.is_assumed:
            said = f"{said or row.period} (assumed)"
        notes = [said, "" if row.source == self.source else row.source]
        return ", ".join(note for note in notes if note)

    @property
    def shown(self) -> tuple[RowView, ...]:
        """Rows beside a target; where none is, those with a better side."""
        return self.judged or tuple(view for view in self.unjudged if _is_key(view))

    @property
    def folded(self) -> tuple[RowView, ...]:
        """The rows that are not shown without being asked for."""
        if self.judged:
            return self.unjudged
        return tuple(view for view in self.unjudged if not _is_key(view))

    @property
    def caption(self) -> str:
        """What the shown rows are."""
        if self.judged:
            return f"{self.card.authority} beside its targets, the furthest off first"
        return f"{self.card.authority}: indicators with a better side"

    @property
    def fold_title(self) -> str:
        """What the folded rows are, with their number."""
        number = counted(len(self.folded), "indicator")
        if self.judged:
            return f"{number} without a target to be held against"
        return f"{number} of which neither side is better"

    @property
    def rows(self) -> tuple[RowView, ...]:
        """All rows in the order in which they are shown."""
        return (*self.judged, *self.unjudged)

    @property
    def words(self) -> str:
        """The counts in a line: "19 red, 2 amber, 5 green; 6 without a target"."""
        if not self.judged:
            return f"{counted(len(self.unjudged), 'indicator')}, none with a target"
        said = ", ".join(
            f"{self.card.count(colour)} {colour}"
            for colour in ("red", "amber", "green")
        )
        if self.unjudged:
            said += f"; {len(self.unjudged)} without a target"
        return said


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceView:
    """Everything that the part shows.

    Attributes:
        scorecards: One an authority.
        timeliness: How long things took that have a limit.
    """

    scorecards: tuple[ScorecardView, ...]
    timeliness: tuple[TimelinessView, ...]

    @property
    def rows(self) -> tuple[RowView, ...]:
        """Every row of every authority."""
        return tuple(row for each in self.scorecards for row in each.rows)

    @property
    def red(self) -> int:
        """How many rows are red."""
        return sum(view.row.worst == "red" for view in self.rows)

    @property
    def worsening(self) -> int:
        """How many rows get worse."""
        return sum(view.row.is_worsening for view in self.rows)

    @property
    def without_narrative(self) -> int:
        """How many rows are off target without a word on it."""
        return sum(view.row.lacks_narrative for view in self.rows)


def performance_view(
    result: CheckResult,
    names: Mapping[str, ReturnName],
    figures: Sequence[AuthorityFigures],
) -> PerformanceView:
    """Everything that the part shows.

    Args:
        result: The result.
        names: What its returns are called.
        figures: The figures beside their benchmarks.
    """
    cards = {
        view.key: view
        for authority in figures
        for each in authority.returns
        for view in (*each.headline, *each.others)
    }
    return PerformanceView(
        scorecards=tuple(_card(each, cards) for each in scorecards(result, names)),
        timeliness=timeliness_views(result, names),
    )


def _is_key(view: RowView) -> bool:
    return view.row.indicator.polarity != "none"


def _card(
    card: Scorecard, cards: Mapping[tuple[str, str, int | None], FigureView]
) -> ScorecardView:
    ends = [row.end for row in card.rows if row.end is not None]
    return ScorecardView(
        card=card,
        judged=tuple(_row_view(row, cards) for row in card.judged),
        unjudged=tuple(_row_view(row, cards) for row in card.unjudged),
        is_dense=card.count("red") >= DENSE_FROM,
        newest=day(max(ends)) if ends else "",
    )


def _row_view(
    row: ScoreRow, cards: Mapping[tuple[str, str, int | None], FigureView]
) -> RowView:
    recent = _recent(row.series)
    return RowView(
        row=row,
        sparkline=(
            draw_sparkline(recent, _spark_label(recent, row))
            if len(recent) >= _FEWEST_POINTS
            else Markup("")
        ),
        spark_note="" if len(recent) >= _FEWEST_POINTS else "one figure",
        charts=row_charts(row),
        cards=tuple(cards[key] for key in row.figures if key in cards),
    )


def _recent(series: ScoreSeries | None) -> tuple[SeriesPoint, ...]:
    """The figures of the last two years; all of them where they are of years."""
    if series is None:
        return ()
    if not series.is_monthly:
        return series.points
    last = series.points[-1].end
    months = last.year * 12 + last.month - SPARK_MONTHS
    return tuple(
        point
        for point in series.points
        if point.end.year * 12 + point.end.month > months
    )


def _spark_label(points: Sequence[SeriesPoint], row: ScoreRow) -> str:
    first, last = points[0], points[-1]
    said = f"{first.label} {first.shown} to {last.label} {last.shown}"
    return f"{said}; target {last.target_shown}" if last.target_shown else said
