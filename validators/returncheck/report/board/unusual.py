"""What is unusual in the newest months of a series, in a few words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from returncheck.report.words.numbers import month

Row = Mapping[str, Any]
"""A row of the mart `fct_control_charts`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual:
    """Something unusual in the newest month.

    Attributes:
        words: What: "below its usual level since July 2024".
        is_worse: Whether it goes to the worse side; None where no side is worse.
    """

    words: str
    is_worse: bool | None


def unusual_now(rows: Sequence[Row], polarity: str) -> Unusual | None:
    """What the newest month of a series shows; None for nothing.

    Args:
        rows: The months of one series in the order of time.
        polarity: Which way is better: higher, lower or none.
    """
    if not rows or rows[-1]["centre_line"] is None:
        return None
    last = rows[-1]
    is_up = bool(last["value"] > last["centre_line"])
    if last["is_on_run"]:
        first = rows[-min(last["run_points"], len(rows))]
        side = "above" if is_up else "below"
        words = f"{side} its usual level since {month(first['period_end'])}"
    elif last["is_on_trend"]:
        is_up = last["trend_direction"] == "rising"
        first = rows[-min(last["trend_points"], len(rows))]
        words = (
            f"{last['trend_direction']} every month since {month(first['period_end'])}"
        )
    elif last["is_beyond_limits"]:
        side = "high" if is_up else "low"
        words = f"unusually {side} in {month(last['period_end'])}"
    else:
        return None
    is_worse = None if polarity == "none" else is_up != (polarity == "higher")
    return Unusual(words=words, is_worse=is_worse)
