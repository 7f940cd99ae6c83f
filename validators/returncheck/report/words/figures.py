"""What is said of one figure: its place, its facts, its reservations.

Plain text throughout; the marts have computed everything but the rounding.
"""

from collections.abc import Mapping
from typing import Any

from returncheck.catalogue.indicators import Indicator
from returncheck.files.rounding import rounded
from returncheck.report.words.numbers import figure, gap, printed, signed
from returncheck.report.words.standing import (
    chance,
    next_band,
    no_interval,
    towards,
    trend,
)
from returncheck.report.words.targets import target_notes
from returncheck.report.words.terms import BANDS, BETTER

Row = Mapping[str, Any]
"""A row of the benchmarks mart with the parts and the note of its value."""


def shown_value(row: Row, unit: str) -> str:
    """The figure as text: as it was printed, or else to one decimal.

    Args:
        row: A row of the benchmarks.
        unit: Unit of the catalogue.
    """
    if row["completeness"] == "as_reported":
        return printed(row["value"], unit)
    return figure(row["value"], unit)


def place_in_words(row: Row) -> str:
    """The quarter and rank of a figure; empty for one without a rank."""
    if row["rank"] is None:
        return ""
    band = BANDS.get(row["quartile_band"] or "")
    rank = f"rank {row['rank']} of {row['ranked_authorities']}"
    return f"{band}, {rank}" if band else rank


def _change(row: Row, unit: str) -> str:
    change = row["change_on_previous_year"]
    if change is None:
        return ""
    if not rounded(change, 1):
        return "no change"
    return f"{'up' if change > 0 else 'down'} {gap(change, unit)}"


def short_change(row: Row) -> str:
    """The change with its sign alone, for a table that names the unit elsewhere."""
    change = row["change_on_previous_year"]
    return "" if change is None else signed(change)


def facts(row: Row, indicator: Indicator) -> tuple[str, ...]:
    """Where a figure stands: against England, bands, its target, the years before."""
    unit = indicator.unit
    said = []
    difference = row["gap_to_england"]
    if difference is not None and unit != "count":
        better = BETTER.get(indicator.polarity)
        tail = f" ({better})" if better else ""
        said.append(f"{_against(difference, unit, 'England')}{tail}")
    of_chance = chance(row, unit)
    if not of_chance and difference is not None and unit != "count":
        of_chance = no_interval(row)
    said += [each for each in (of_chance, next_band(row, unit)) if each]
    if row["gap_to_target"] is not None:
        colour = f" ({row['rag']})" if row["rag"] else ""
        said.append(
            f"{_against(row['gap_to_target'], unit, 'the target')} of "
            f"{printed(row['target'], unit)}{colour}"
        )
    change = _change(row, unit)
    if change:
        better = towards(row["is_change_better"])
        before = f"{_before(row, unit)}{'; ' if better else ''}{better}"
        said.append(f"{change[0].upper()}{change[1:]} on the year before ({before})")
    ten_years = trend(row, unit, indicator.polarity)
    return tuple([*said, ten_years] if ten_years else said)


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


def notes(row: Row, indicator: Indicator) -> tuple[str, ...]:
    """What to know before using a figure."""
    said = []
    completeness = row["completeness"]
    if completeness == "lower_bound":
        needs = (row["note"] or "").removeprefix("a lower bound: ").split(";")[0]
        said.append(
            f"A lower bound: {needs}. Rank and band are left out, because the full "
            "figure can only be higher."
        )
    elif completeness == "table_absent":
        said.append(f"Not computed; {row['note']}.")
    elif completeness == "earlier_population":
        said.append("Over the population estimate of an earlier year.")
    elif completeness == "from_parts":
        said.append("Worked out from its parts; the report prints no value.")
    elif completeness == "no_value":
        said.append("The report prints no value.")
    if row["period_basis"] == "assumed":
        said.append("Period assumed: the report does not print it.")
    if row["value"] is not None and not row["is_annual"]:
        said.extend(_part_year(row, indicator))
    said += target_notes(row, indicator.unit)
    if not row["is_latest"]:
        said.append("A later report states this figure again.")
    if row["source"] == "reported" and row["note"]:
        said.append(f"Report's note: {row['note'].rstrip('.')}.")
    return tuple(said)


def _part_year(row: Row, indicator: Indicator) -> list[str]:
    if row["period_end"] is None:
        return ["Without its period it is compared with nothing."]
    if indicator.grows_with_period:
        return ["Part of a year: not compared with annual rates and counts."]
    if row["england_value"] is not None:
        return ["Not a whole year; what stands beside it is for a whole year."]
    return []
