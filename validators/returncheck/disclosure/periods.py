"""Counts of one thing over periods that overlap: a month is a quarter less the others.

Knows days only; what is counted does not matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from returncheck.disclosure.links import Total

_DAY = timedelta(days=1)


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


def link_periods(counts: Mapping[Period, str]) -> list[Total]:
    """How counts of one thing over several periods are linked.

    Args:
        counts: Period to the id of its count.

    Returns:
        One total for each period that begins or ends with another, and one for each
        that others fill without a gap.
    """
    links = []
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
    return links


def _tiles(whole: Period, counts: Mapping[Period, str]) -> list[Period]:
    """The shortest periods that fill another one after the other; none with a gap."""
    best: dict[date, list[Period]] = {whole.first: []}
    for piece in sorted(counts):
        before = best.get(piece.first)
        if piece == whole or piece.last > whole.last or before is None:
            continue
        following = piece.last + _DAY
        if len(best.get(following, ())) <= len(before):
            best[following] = [*before, piece]
    return best.get(whole.last + _DAY, [])
