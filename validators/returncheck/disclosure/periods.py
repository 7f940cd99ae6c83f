"""Counts of one thing over periods that overlap: a month is a quarter less the others.

Knows days only; what is counted does not matter.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from returncheck.disclosure.links import Balance, Total

_DAY = timedelta(days=1)
_UNKNOWN = ""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Period:
    """From the first day to the last, both of them in it."""

    first: date
    last: date

    def without(self, part: "Period") -> "Period | None":
        """What is left when a part at one of the two ends goes."""
        if part == self:
            return None
        if part.first == self.first and part.last < self.last:
            return Period(first=part.last + _DAY, last=self.last)
        if part.last == self.last and part.first > self.first:
            return Period(first=self.first, last=part.first - _DAY)
        return None


def link_periods(counts: Mapping[Period, str]) -> list[Total | Balance]:
    """How counts of one thing over several periods are linked.

    Args:
        counts: Period to the id of its count.

    Returns:
        One total for each period that begins or ends with another, one for each that
        others fill without a gap, one for each that they fill but for one gap, and one
        for each that they leave several gaps in; and a balance for each two that
        overlap, where what only one of them has is known.
    """
    links: list[Total | Balance] = []
    for whole, whole_id in counts.items():
        for part, part_id in counts.items():
            rest = whole.without(part)
            if rest is None:
                continue
            if rest not in counts:
                links.append(Total(total=whole_id, parts=(part_id,), is_complete=False))
            elif part < rest:
                links.append(Total(total=whole_id, parts=(part_id, counts[rest])))
        tiles = _tiles(whole, counts)
        if len(tiles) > 2:
            links.append(
                Total(total=whole_id, parts=tuple(counts[tile] for tile in tiles))
            )
        links += [
            Total(
                total=whole_id,
                parts=tuple(counts[tile] for tile in beside),
                is_complete=False,
            )
            for beside in _beside_gaps(whole, counts)
        ]
        scattered = _scattered(whole, counts)
        if scattered:
            parts = tuple(counts[piece] for piece in scattered)
            links.append(Total(total=whole_id, parts=parts, is_complete=False))
    return [*links, *_crossings(counts)]


def _scattered(whole: Period, counts: Mapping[Period, str]) -> list[Period]:
    """The shortest periods inside another, where they leave two gaps or more."""
    inside = [
        each
        for each in counts
        if each != whole and whole.first <= each.first and each.last <= whole.last
    ]
    chosen: list[Period] = []
    for each in sorted(inside, key=lambda piece: (piece.last - piece.first, piece)):
        if all(each.last < other.first or other.last < each.first for other in chosen):
            chosen.append(each)
    chosen.sort()
    starts = [whole.first, *(each.last + _DAY for each in chosen)]
    ends = [*(each.first for each in chosen), whole.last + _DAY]
    gaps = sum(start < end for start, end in zip(starts, ends, strict=True))
    return chosen if gaps > 1 else []


def _crossings(counts: Mapping[Period, str]) -> Iterator[Balance]:
    """Twelve months and the twelve from a month later: one month gives the other."""
    for early, early_id in counts.items():
        for late, late_id in counts.items():
            if not early.first < late.first <= early.last < late.last:
                continue
            head = _filled(Period(first=early.first, last=late.first - _DAY), counts)
            tail = _filled(Period(first=early.last + _DAY, last=late.last), counts)
            if head or tail:
                yield Balance(
                    left=(early_id, *(tail or (_UNKNOWN,))),
                    right=(*(head or (_UNKNOWN,)), late_id),
                )


def _filled(period: Period, counts: Mapping[Period, str]) -> tuple[str, ...]:
    """Ids of the counts that make up a period; none where they leave a gap."""
    if period in counts:
        return (counts[period],)
    return tuple(counts[tile] for tile in _tiles(period, counts))


def _tiles(whole: Period, counts: Mapping[Period, str]) -> list[Period]:
    """The shortest periods that fill another one after the other; none with a gap."""
    return _from_start(whole, counts).get(whole.last + _DAY, [])


def _from_start(
    whole: Period, counts: Mapping[Period, str]
) -> dict[date, list[Period]]:
    """First day that is left to the shortest periods that fill all days before it."""
    best: dict[date, list[Period]] = {whole.first: []}
    for piece in sorted(counts):
        before = best.get(piece.first)
        if piece == whole or piece.last > whole.last or before is None:
            continue
        following = piece.last + _DAY
        if len(best.get(following, ())) <= len(before):
            best[following] = [*before, piece]
    return best


def _from_end(whole: Period, counts: Mapping[Period, str]) -> dict[date, list[Period]]:
    """Last day that is left to the shortest periods that fill all days after it."""
    best: dict[date, list[Period]] = {whole.last: []}
    for piece in sorted(counts, key=lambda each: each.last, reverse=True):
        after = best.get(piece.last)
        if piece == whole or piece.first < whole.first or after is None:
            continue
        previous = piece.first - _DAY
        if len(best.get(previous, ())) <= len(after):
            best[previous] = [piece, *after]
    return best


def _beside_gaps(
    whole: Period, counts: Mapping[Period, str]
) -> Iterator[tuple[Period, ...]]:
    """Two or more periods that fill another but for one gap; none makes it smaller."""
    ends = _from_end(whole, counts)
    for first, before in _from_start(whole, counts).items():
        for last, after in ends.items():
            if len(before) + len(after) < 2 or first > last:
                continue
            gap = Period(first=first, last=last)
            if gap not in counts and all(gap.without(each) is None for each in counts):
                yield (*before, *after)
