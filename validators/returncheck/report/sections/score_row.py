"""What a row of the scorecard holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from returncheck.catalogue.indicators import Indicator
from returncheck.report.sections.neighbour_models import NeighbourChange
from returncheck.report.sections.score_series import ScoreSeries
from returncheck.report.words.scorecard import WORSENING, SignalNow

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPeriod:
    """The newest figure of another kind of period, or of another source.

    Attributes:
        period: What it covers.
        source: Where it comes from, in words.
        value: The figure.
        rag: Its colour; empty for none.
        distance: How far it is from its target; empty for none.
        is_recent: Whether it ends within a year of the row's own figure.
    """

    period: str
    source: str
    value: str
    rag: str
    distance: str
    is_recent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFigure:
    """A figure of a team or locality, as its report prints it."""

    team: str
    period: str
    value: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One indicator of the scorecard; texts are plain.

    Attributes:
        key: Authority and indicator, for the address of the page.
        la_code: Three-digit code of the authority.
        indicator: The indicator.
        figures: Return, indicator and row of each of its figures, the row's own first.
        period: What the figure covers.
        is_assumed: Whether the report does not print that.
        end: Last day of that; None where it is not stated.
        source: Where the figure comes from, in words.
        return_name: The return that it stands in.
        value: The figure.
        verdict: Confirmed, contradicted or untestable; empty for a figure from records.
        rag: Green, amber or red; empty for none.
        worst: The worst colour of the row's figures of the last year; empty for none.
        target: Its target as text; empty for none that stands beside it.
        distance: How far it is from it, in words; empty likewise.
        beside_england: How far it is from England's, in words; empty for a count and
            where nothing published stands beside it.
        gap_share: How far to the worse side, as a share of the target: above 0 for off
            target; None where no target judges it.
        series: Its figures over time; None where it stands alone.
        further: Its monthly figures of another source, by that source in words.
        signal: How its last month stands; None without a monthly series.
        year_change: Change on the year before, in words; empty where none is known.
        trend: improving, worsening, unchanged or unknown.
        since: Since when it has been off target; empty where it is not.
        narrative: The report's own words; empty for none.
        action: What is done about it; empty for none.
        owner: Who does it; empty for nobody.
        due: Until when; empty for no day.
        is_overdue: Whether that day has passed.
        action_notes: Owner, day and since when, in a line; empty for none.
        others: Its newest figures of other kinds and sources.
        teams: Figures of teams.
        benchmark: Its row of the benchmarks.
        neighbour_changes: Where the model of its statistical neighbours changes.
    """

    key: str
    la_code: str
    indicator: Indicator
    figures: tuple[tuple[str, str, int | None], ...]
    period: str
    is_assumed: bool
    end: date | None
    source: str
    return_name: str
    value: str
    verdict: str
    rag: str
    worst: str
    target: str
    distance: str
    beside_england: str
    gap_share: float | None
    series: ScoreSeries | None
    further: Mapping[str, ScoreSeries]
    signal: SignalNow | None
    year_change: str
    trend: str
    since: str
    narrative: str
    action: str
    owner: str
    due: str
    is_overdue: bool
    action_notes: str
    others: tuple[OtherPeriod, ...]
    teams: tuple[TeamFigure, ...]
    benchmark: Row
    neighbour_changes: tuple[NeighbourChange, ...] = ()

    @property
    def is_worsening(self) -> bool:
        """Whether it gets worse."""
        return self.trend == WORSENING

    @property
    def is_off_target(self) -> bool:
        """Whether one of its figures is amber or red."""
        return self.worst in ("red", "amber")

    @property
    def lacks_narrative(self) -> bool:
        """Whether it is off target and nobody says why."""
        return self.is_off_target and not self.narrative
