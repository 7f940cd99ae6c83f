"""What is said of a monthly series: the months that stand out, and how.

Plain text throughout; what stands out is the mart's to say.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from returncheck.catalogue.indicators import Indicator
from returncheck.report.words.numbers import counted, figure, gap, month, printed
from returncheck.report.words.standing import towards

Row = Mapping[str, Any]
"""A row of the mart `fct_control_charts`."""

_MOST_DECIMALS = 4
_MOST_SENTENCES = 3
_SETTLED = 20
_MOVES_SLOWLY = "What stands at a month's end moves slowly, so limits are narrow."


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence on some months of a series.

    Attributes:
        end: Last day of the last of them.
        text: The sentence, without its stop.
    """

    end: date
    text: str


def month_of(row: Row) -> str:
    """The month of a point: March 2025."""
    return month(row["period_end"])


def value_of(row: Row, indicator: Indicator) -> str:
    """The figure of a point: as it was printed, or else to one decimal."""
    if row["source"] == "reported":
        return printed(row["value"], indicator.unit)
    return figure(row["value"], indicator.unit)


def months_between(first: date, last: date) -> int:
    """How many months later the last day is."""
    return (last.year - first.year) * 12 + last.month - first.month


def signals_in_words(
    rows: Sequence[Row], indicator: Indicator
) -> tuple[tuple[str, ...], int]:
    """What stands out in a series, the latest first.

    Args:
        rows: The points of one series in the order of time.
        indicator: Its indicator.

    Returns:
        At most three sentences, and how many more there would be.
    """
    said = [
        *_beyond(rows, indicator),
        *_runs(rows, indicator),
        *_trends(rows, indicator),
        *_two_of_three(rows, indicator),
        *_jumps(rows, indicator),
    ]
    latest = sorted(said, key=lambda each: each.end, reverse=True)
    shown = tuple(each.text for each in latest[:_MOST_SENTENCES])
    return shown, max(0, len(latest) - _MOST_SENTENCES)


def _beyond(rows: Sequence[Row], indicator: Indicator) -> Iterator[Said]:
    chosen = [row for row in rows if row["is_beyond_limits"]]
    for found in _groups(chosen, _is_above):
        is_up, first, last = _is_above(found[0]), found[0], found[-1]
        bound = first["upper_limit" if is_up else "lower_limit"]
        places = _telling_decimals(bound, [row["value"] for row in found])
        limit = figure(bound, indicator.unit, places)
        value = value_of(first, indicator)
        if places > 1 and first["source"] != "reported":
            value = figure(first["value"], indicator.unit, places)
        subject = f"{month_of(first)}, at {value}, is"
        if len(found) > 1:
            subject = f"{month_of(first)} to {month_of(last)} are"
        side = "above" if is_up else "below"
        reach = f"at most {limit}" if is_up else f"at least {limit}"
        yield Said(
            end=last["period_end"],
            text=f"{subject} {side} what the months lead one to expect "
            f"({reach}){_judged(is_up, indicator)}",
        )


def _runs(rows: Sequence[Row], indicator: Indicator) -> Iterator[Said]:
    chosen = [row for row in rows if row["is_on_run"]]
    for found in _groups(chosen, _is_above):
        is_up, last = _is_above(found[0]), found[-1]
        mean = figure(last["centre_line"], indicator.unit)
        yield Said(
            end=last["period_end"],
            text=f"{last['run_points']} months in a row "
            f"{'above' if is_up else 'below'} the mean of {mean}, "
            f"{month_of(found[0])} to {month_of(last)}"
            f"{_judged(is_up, indicator)}",
        )


def _trends(rows: Sequence[Row], indicator: Indicator) -> Iterator[Said]:
    """Counted from its end: a trend may begin at the turn that ends another."""
    places = {row["period_end"]: place for place, row in enumerate(rows)}
    chosen = [row for row in rows if row["is_on_trend"]]
    for found in _groups(chosen, lambda row: bool(row["trend_direction"] == "rising")):
        last = found[-1]
        first = rows[places[last["period_end"]] - last["trend_points"] + 1]
        is_up = last["trend_direction"] == "rising"
        yield Said(
            end=last["period_end"],
            text=f"{last['trend_points']} months in a row {last['trend_direction']}, "
            f"from {value_of(first, indicator)} in {month_of(first)} to "
            f"{value_of(last, indicator)} in {month_of(last)}"
            f"{_judged(is_up, indicator)}",
        )


def _two_of_three(rows: Sequence[Row], indicator: Indicator) -> Iterator[Said]:
    chosen = [row for row in rows if row["is_two_of_three"]]
    for found in _groups(chosen, _is_above, reach=2):
        if all(row["signal"] != "two_of_three" for row in found):
            continue
        is_up, last = _is_above(found[0]), found[-1]
        *others, final = [month_of(row) for row in found]
        side = "above" if is_up else "below"
        yield Said(
            end=last["period_end"],
            text=f"{', '.join(others)} and {final} lie far {side} "
            f"the mean of {figure(last['centre_line'], indicator.unit)}"
            f"{_judged(is_up, indicator)}",
        )


def _jumps(rows: Sequence[Row], indicator: Indicator) -> Iterator[Said]:
    """The step back from a month beyond the limits goes without saying."""
    for before, row in pairwise(rows):
        if row["signal"] == "moving_range" and not before["is_beyond_limits"]:
            is_up = row["signal_direction"] == "up"
            places = _telling_decimals(row["moving_range_limit"], [row["moving_range"]])
            size = gap(row["moving_range"], indicator.unit, places)
            usual = gap(row["moving_range_limit"], indicator.unit, places)
            yield Said(
                end=row["period_end"],
                text=f"{month_of(row)} is {size} {'above' if is_up else 'below'} the "
                f"month before, a larger step than expected (at most {usual})"
                f"{_judged(is_up, indicator)}",
            )


def _telling_decimals(limit: float, values: Sequence[float]) -> int:
    """How many decimals show that values lie beyond a limit: one, four at most."""
    for places in range(1, _MOST_DECIMALS):
        if all(round(value, places) != round(limit, places) for value in values):
            return places
    return _MOST_DECIMALS


def _is_above(row: Row) -> bool:
    return bool(row["value"] > row["centre_line"])


def _judged(is_up: bool, indicator: Indicator) -> str:
    if indicator.polarity == "none":
        return ""
    return f": {towards(is_up == (indicator.polarity == 'higher'))}"


def _groups(
    rows: Sequence[Row], kind: Callable[[Row], bool], reach: int = 1
) -> Iterator[list[Row]]:
    """Points of one kind that follow each other within some months."""
    found: list[Row] = []
    for row in rows:
        if found and (
            kind(row) != kind(found[-1])
            or months_between(found[-1]["period_end"], row["period_end"]) > reach
        ):
            yield found
            found = []
        found.append(row)
    if found:
        yield found


def expected(row: Row, unit: str) -> str:
    """Mean and limits of a series in one sentence.

    Args:
        row: A point of a series that has limits.
        unit: Unit of the catalogue.
    """
    low, high = row["lower_limit"], row["upper_limit"]
    mean = figure(row["centre_line"], unit)
    if row["period_type"] == "snapshot":
        mean = f"{mean} at the ends of the months"
    return f"Mean {mean}; expected {figure(low, unit)} to {figure(high, unit)}."


def limits_in_words(row: Row, unit: str) -> str:
    """Mean and limits of a series, and what to know of them.

    Args:
        row: A point of a series that has limits.
        unit: Unit of the catalogue.
    """
    said = [expected(row, unit)]
    if row["points"] < _SETTLED:
        said.append(f"Provisional: limits settle with about {_SETTLED} months.")
    if row["period_type"] == "snapshot":
        said.append(_MOVES_SLOWLY)
    return " ".join(said)


def too_few(row: Row) -> str:
    """Why a series has no chart, in brackets' worth of words."""
    gaps = ", with gaps" if row["limits_reason"] == "too_few_moving_ranges" else ""
    return f"{counted(row['points'], 'month')}{gaps}"
