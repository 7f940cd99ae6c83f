"""What a row of the scorecard says: the signal now, the change in a year, the distance.

Plain text throughout; the marts have computed everything but the rounding.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from returncheck.catalogue.indicators import Indicator
from returncheck.files.rounding import rounded
from returncheck.report.words.control_charts import month_of, months_between, too_few
from returncheck.report.words.numbers import gap
from returncheck.report.words.standing import towards

IMPROVING, WORSENING, UNCHANGED, UNKNOWN = (
    "improving",
    "worsening",
    "unchanged",
    "unknown",
)

Row = Mapping[str, Any]
"""A row of the mart `fct_control_charts`."""

_LONG, _SHORT = " percentage points", " points"
_MONTHS_OF_A_YEAR = 12
_STOOD_OUT = {
    "run": "eight or more in a row on one side of the mean",
    "trend": "six or more in a row one way",
    "two_of_three": "two of three close to a limit",
    "moving_range": "a large step",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalNow:
    """How the last month of a series stands to the months before.

    Attributes:
        text: In words, such as "below usual since July".
        is_signal: Whether it is more than the variation from month to month.
        is_better: Whether it is so to the better side; None for no signal, and where
            neither side is better.
        can_tell: Whether there are months enough to tell.
    """

    text: str
    is_signal: bool = False
    is_better: bool | None = None
    can_tell: bool = True

    @property
    def judged(self) -> str:
        """Better, worse or nothing."""
        return towards(self.is_better)


def signal_now(rows: Sequence[Row], indicator: Indicator) -> SignalNow:
    """How the last month of a series stands, in words.

    Args:
        rows: The points of one monthly series in the order of time, at least one.
        indicator: Its indicator.
    """
    last = rows[-1]
    if last["limits_reason"] is not None:
        return SignalNow(
            text=f"too few months to tell: {too_few(last)}", can_tell=False
        )
    is_above = last["value"] > last["centre_line"]
    side = "above" if is_above else "below"
    if last["is_on_run"]:
        first = rows[-min(last["run_points"], len(rows))]
        words = f"{side} usual since {_when(first, last)}"
        return _signal(words, is_above, indicator)
    if last["is_beyond_limits"]:
        return _signal(f"{side} usual {_since_beyond(rows)}", is_above, indicator)
    if last["is_on_trend"]:
        is_up = last["trend_direction"] == "rising"
        # The month that a trend starts from is not yet part of its rise or fall.
        first = rows[-min(last["trend_points"], len(rows))]
        words = f"{last['trend_direction']} since {_when(first, last)}"
        return _signal(words, is_up, indicator)
    if last["is_two_of_three"]:
        words = f"{'high' if is_above else 'low'} in two of the last three months"
        return _signal(words, is_above, indicator)
    if last["is_moving_range_high"]:
        is_up = last["signal_direction"] == "up"
        words = f"a large step {'up' if is_up else 'down'} in {_when(last, last)}"
        return _signal(words, is_up, indicator)
    return SignalNow(text="as usual")


def _signal(words: str, is_up: bool, indicator: Indicator) -> SignalNow:
    is_better = None
    if indicator.polarity != "none":
        is_better = is_up == (indicator.polarity == "higher")
    return SignalNow(text=words, is_signal=True, is_better=is_better)


def _since_beyond(rows: Sequence[Row]) -> str:
    """Since which month all lie beyond the same limit: "since July 2025"."""
    is_above = rows[-1]["value"] > rows[-1]["centre_line"]
    first = len(rows) - 1
    while (
        first
        and rows[first - 1]["is_beyond_limits"]
        and (rows[first - 1]["value"] > rows[first - 1]["centre_line"]) == is_above
    ):
        first -= 1
    when = "in" if first == len(rows) - 1 else "since"
    return f"{when} {_when(rows[first], rows[-1])}"


def _when(row: Row, last: Row) -> str:
    """A month, with its year where the name alone could be of two years."""
    name = month_of(row)
    is_near = months_between(row["period_end"], last["period_end"]) < _MONTHS_OF_A_YEAR
    return name.rsplit(" ", 1)[0] if is_near else name


def stood_out(row: Row) -> str:
    """Why one month stands out, in a few words; empty where it does not."""
    signal = row["signal"] or ""
    if signal == "beyond_limits":
        side = "above" if row["value"] > row["centre_line"] else "below"
        return f"{side} the limits"
    return _STOOD_OUT.get(signal, "")


def trend_of(
    signal: SignalNow | None, changes: Sequence[float | None], indicator: Indicator
) -> str:
    """Whether a figure gets better or worse.

    A signal says it. Where there are too few months for one, the first change that is
    known does; a step that is within the usual variation is no trend.

    Args:
        signal: How its last month stands; None without a monthly series.
        changes: Changes in the indicator's unit, the one that tells most first.
        indicator: Its indicator.

    Returns:
        improving, worsening, unchanged or unknown.
    """
    if indicator.polarity == "none":
        return UNKNOWN
    if signal is not None and signal.can_tell:
        if signal.is_better is None:
            return UNCHANGED
        return IMPROVING if signal.is_better else WORSENING
    change = next((each for each in changes if each is not None), None)
    if change is None:
        return UNKNOWN
    if not rounded(change, 1):
        return UNCHANGED
    is_better = (change > 0) == (indicator.polarity == "higher")
    return IMPROVING if is_better else WORSENING


def short_gap(difference: float, unit: str) -> str:
    """The size of a difference where there is little room: "16.9 points"."""
    return gap(difference, unit).replace(_LONG, _SHORT)


def distance(difference: float, unit: str) -> str:
    """How far a figure is from its target: "16.9 points below", "on target"."""
    if not difference:
        return "on target"
    size = short_gap(difference, unit)
    if not rounded(difference, 1):
        size = "less than 0.1"
    return f"{size} {'above' if difference > 0 else 'below'}"


def year_change(change: float | None, unit: str, polarity: str) -> str:
    """The change on the year before: "up 1.7 points, better"; empty where unknown."""
    if change is None:
        return ""
    if not rounded(change, 1):
        return "no change"
    said = f"{'up' if change > 0 else 'down'} {short_gap(change, unit)}"
    if polarity == "none":
        return said
    return f"{said}, {towards((change > 0) == (polarity == 'higher'))}"
