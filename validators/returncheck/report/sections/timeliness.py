"""How long things took that have a time limit: the distribution, not one share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl
from markupsafe import Markup

from returncheck.catalogue.indicators import Indicator
from returncheck.catalogue.time_limits import working_day_limit
from returncheck.report.pictures.lengths import Bin, draw_lengths
from returncheck.report.words.names import ReturnName
from returncheck.report.words.numbers import counted, figure, whole
from returncheck.results.check_result import CheckResult

_WIDTHS = (5, 1)
_FEWEST_BINS = 6
_REACH = 2
"""The picture ends at this many times the limit; what took longer is one bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinessView:
    """How long the records of one indicator took.

    Attributes:
        anchor: Id of its place on the page.
        title: Name of the indicator.
        return_name: The return that the records stand in.
        limit: The most working days that are in time.
        sentences: What is to be seen, in words.
        bins: The numbers by length.
        picture: The picture.
    """

    anchor: str
    title: str
    return_name: str
    limit: int
    sentences: tuple[str, ...]
    bins: tuple[Bin, ...]
    picture: Markup


def timeliness_views(
    result: CheckResult, names: Mapping[str, ReturnName]
) -> tuple[TimelinessView, ...]:
    """The distribution of each indicator with a time limit, by return.

    Args:
        result: The result.
        names: What its returns are called.

    Returns:
        In the order of the returns and of the catalogue; none where no record of what
        has a limit is loaded.
    """
    if result.durations is None or result.durations.is_empty():
        return ()
    known = result.known_indicators
    order = {name: place for place, name in enumerate(known)}
    by_key = result.durations.partition_by(
        "return_id", "indicator_id", as_dict=True, maintain_order=True
    )
    loaded = list(names)
    keys = sorted(by_key, key=lambda key: (loaded.index(key[0]), order[key[1]]))
    return tuple(
        _view(by_key[key], known[key[1]], names[key[0]], f"lengths-{number}")
        for number, key in enumerate(keys, start=1)
    )


def _view(
    frame: pl.DataFrame, indicator: Indicator, name: ReturnName, anchor: str
) -> TimelinessView:
    limit = working_day_limit(indicator.indicator_id)
    dated = frame.filter(pl.col("working_days").is_not_null())
    counts: dict[int, int] = {}
    for days, records in dated.select("working_days", "records").iter_rows():
        counts[days] = counts.get(days, 0) + records
    bins = _bins(counts, limit)
    total = int(frame["records"].sum())
    in_time = int(frame.filter(pl.col("is_in_time"))["records"].sum())
    undated = total - sum(counts.values())
    sentences = tuple(_sentences(counts, total, in_time, undated, limit))
    return TimelinessView(
        anchor=anchor,
        title=indicator.title,
        return_name=name.full,
        limit=limit,
        sentences=sentences,
        bins=bins,
        picture=draw_lengths(bins, limit, anchor, indicator.title, " ".join(sentences)),
    )


def _bins(counts: Mapping[int, int], limit: int) -> tuple[Bin, ...]:
    """Numbers by length, in steps that end on the limit; day 0 is in the first."""
    width = next(
        each for each in _WIDTHS if not limit % each and limit // each >= _FEWEST_BINS
    )
    last = limit * _REACH
    found = []
    for end in range(width, last + 1, width):
        start = 0 if end == width else end - width + 1
        number = sum(counts.get(days, 0) for days in range(start, end + 1))
        found.append(Bin(start=start, end=end, number=number, is_late=end > limit))
    beyond = sum(number for days, number in counts.items() if days > last)
    if beyond:
        found.append(Bin(start=last + 1, end=None, number=beyond, is_late=True))
    while found[-1].number == 0 and found[-1].end != limit + width:
        found.pop()
    return tuple(found)


def _sentences(
    counts: Mapping[int, int], total: int, in_time: int, undated: int, limit: int
) -> list[str]:
    share = figure(100 * in_time / total, "percent")
    said = [
        f"{whole(in_time)} of {whole(total)} ({share}) within {limit} working days."
    ]
    lengths = sorted(counts)
    if lengths:
        middle = _quantile(counts, lengths, 0.5)
        longest = _quantile(counts, lengths, 0.9)
        said.append(
            f"Half took {counted(middle, 'working day')} or fewer, nine of ten "
            f"{longest} or fewer; the longest took {lengths[-1]}."
        )
        near = sum(counts.get(days, 0) for days in range(limit + 1, limit + 6))
        if near:
            verb = "was" if near == 1 else "were"
            said.append(f"{whole(near)} {verb} late by a week or less.")
    if undated:
        have = "has" if undated == 1 else "have"
        said.append(
            f"{whole(undated)} {have} not both dates, or the end before the start, and "
            "cannot be drawn."
        )
    return said


def _quantile(counts: Mapping[int, int], lengths: Sequence[int], share: float) -> int:
    """The least length that this share of the records does not exceed."""
    wanted = share * sum(counts.values())
    seen = 0
    for days in lengths:
        seen += counts[days]
        if seen >= wanted:
            return days
    return lengths[-1]
