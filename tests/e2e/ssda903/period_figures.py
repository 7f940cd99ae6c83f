"""Every figure of a made-up set over every period, counted in plain Python.

Reads the CSV files as they are written, one window at a time: a quarter is counted
over its days, never added up from its months. A window that begins before the return's
year is counted in the return of the year before up to 31 March, each child once.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from returncheck.synth.ssda903.geography import miles_between, postcodes
from ssda903.figures import (
    REASONS,
    in_care,
    is_five,
    months_after,
    months_of,
    on_month_ends,
    open_on,
    present,
    reviews_by_month,
    spans_of,
)
from ssda903.plain import Tables

FAR = "cla_placed_over_20_miles_outside"
RATES = {
    "cla_rate": "cla_at_year_end",
    "cla_start_rate": "cla_starts",
    "cla_cease_rate": "cla_ceased",
}
_FAR_MILES = 20


STABILITY = "cla_long_term_stability"
REVIEWS = "cla_reviews_in_timescale"
UNTOLD = (None, None)
"""The counts of a figure that the returns there are cannot tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A period: its kind, its first and its last day."""

    kind: str
    first: date
    last: date


@cache
def _known():
    return {
        each.text.replace(" ", ""): each
        for listed in postcodes().values()
        for each in listed
    }


def read_tables(folder: Path, year: int, authority: str) -> Tables:
    """The CSV files of a return, with where each episode's placement is."""
    tables = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = [
                {name: text or None for name, text in row.items()}
                for row in csv.DictReader(file)
            ]
    for row in tables["Episodes"]:
        home, placed = (
            _known().get((row[name] or "").replace(" ", ""))
            for name in ("HOME_POST", "PL_POST")
        )
        if placed is not None:
            row["PL_LOCATION"] = "IN" if placed.authority == authority else "OUT"
        if home is not None and placed is not None:
            row["PL_DISTANCE"] = round(miles_between(home, placed), 1)
    return Tables(tables, year)


def rolling(year):
    """The twelve months to each month end of a return's year."""
    for _, last in months_of(year):
        yield "rolling_12_months", months_after(last.replace(day=1), -11), last


def figures_of(history, population, first_due):
    """Indicator and window to the two counts, of the last return of a history.

    Args:
        history: The returns, the one that is asked for last, at least two.
        population: Children aged 0 to 17.
        first_due: Gives the last day in time of a first review.

    Returns:
        Those of periods and of month ends, but for what tells of 31 March alone;
        `UNTOLD` where a return would be needed that is not in the history.
    """
    found = {}
    own = history[-1]
    for (name, last), counts in on_month_ends(history):
        found[name, Window(kind="snapshot", first=last, last=last)] = counts
    for _, last in months_of(own.year):
        children = open_on(own, last).values()
        far = sum(map(is_far, children))
        window = Window(kind="snapshot", first=last, last=last)
        found[FAR, window] = far, len(children)
    reviews = {
        data.year: list(reviews_by_month(history[: place + 1], first_due))
        for place, data in enumerate(history)
        if place > 0
    }
    for kind, first, last in (*spans_of(own.year), *rolling(own.year)):
        window = Window(kind=kind, first=first, last=last)
        for name, counts in over(parts_of(history, first, last), reviews):
            found[name, window] = counts
    rates = {
        (rate, window): (found[of, window][0], population)
        for rate, of in RATES.items()
        for name, window in list(found)
        if name == of
    }
    untold = {
        (name, window): UNTOLD
        for name, window in found
        if is_untold(history, name, window)
    }
    return found | rates | untold


def is_untold(history, name, window):
    """Whether a figure looks back to before the first return of a history.

    Children are followed for thirty months, and reviews are judged in a year that has
    a return before it.
    """
    if name == STABILITY:
        return months_after(window.last, -30) < history[0].start
    return name == REVIEWS and window.first < history[1].start


def is_far(row):
    """Whether a placement is outside, and more than twenty miles from home."""
    miles = row["PL_DISTANCE"]
    return row["PL_LOCATION"] == "OUT" and miles is not None and miles > _FAR_MILES


def parts_of(history, first, last):
    """The returns that a window lies in, with the days of it in each."""
    return [
        (data, max(first, data.start), min(last, data.end))
        for data in history
        if data.start <= last and first <= data.end
    ]


def over(parts, reviews):
    """The figures of a window, each child once in all of its parts."""
    yield from starts_and_ends(parts)
    yield "cla_missing", missing_in(parts)
    verdicts = defaultdict(list)
    for data, first, last in parts:
        for child, month_end, is_in_time in reviews.get(data.year, ()):
            if first <= month_end <= last:
                verdicts[child].append(is_in_time)
    in_time = sum(map(all, verdicts.values()))
    yield REVIEWS, (in_time, len(verdicts))


def starts_and_ends(parts):
    """Who started, and who left with which reason."""
    started, leaving = set(), {}
    for data, first, last in parts:
        for row in in_care(data):
            start, end = row.day("DECOM"), row.day("DEC")
            if row["RNE"] == "S" and start and first <= start <= last:
                started.add(row["CHILD"])
            if row["REC"] in (None, "X1") or not end or not first <= end <= last:
                continue
            known = leaving.get(row["CHILD"])
            if known is None or end >= known[1].day("DEC"):
                leaving[row["CHILD"]] = data, row
    yield "cla_starts", (len(started), None)
    yield "cla_ceased", (len(leaving), None)
    for name, codes in REASONS.items():
        left_so = [
            (data, row)
            for data, row in leaving.values()
            if row["REC"] in codes(data.year)
        ]
        yield name, (len(left_so), len(leaving))
        if name == "cla_adopted":
            old = sum(is_five(data, row) for data, row in left_so)
            yield "cla_adopted_aged_5_plus", (old, len(left_so))


def missing_in(parts):
    """Who was missing in a month of the window, of all who were in care in one."""
    missing, everybody = set(), set()
    for data, first, last in parts:
        incidents = [row for row in data["Missing"] if row["MISSING"] == "M"]
        for start, end in months_of(data.year):
            if first <= start and end <= last:
                there = present(in_care(data), "DECOM", "DEC", start, end)
                gone = present(incidents, "MIS_START", "MIS_END", start, end)
                everybody |= there
                missing |= there & gone
    return len(missing), len(everybody)
