"""Times in care and placements, as two years' rows tell them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from returncheck.synth.ssda903.truth.told import Care

_TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
_NEW_PLACEMENTS = ("S", "P", "B")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A time with one carer; `end` is None while it lasts."""

    start: date
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A time in care without a break.

    Attributes:
        care: Its episodes, in order.
        is_start_known: Whether its first episode is the one that care began with.
    """

    care: tuple[Care, ...]
    is_start_known: bool

    @property
    def start(self) -> date:
        """The day of its first known episode."""
        return self.care[0].start

    @property
    def end(self) -> date | None:
        """The day it ended; None while it lasts."""
        return self.care[-1].end


def all_care(
    now: Sequence[Care], before: Iterable[Care], year_began: date
) -> list[Care]:
    """This year's episodes, and those that ended in the year before.

    Args:
        now: Of this year's return.
        before: Of the return of the year before.
        year_began: 1 April of this year.
    """
    told = {each.start for each in now}
    ended = [
        each
        for each in before
        if each.end is not None and each.end < year_began and each.start not in told
    ]
    return sorted([*ended, *now], key=lambda care: care.start)


def periods_in(care: Sequence[Care]) -> list[Period]:
    """The times in care that episodes make up."""
    found: list[list[Care]] = []
    for each in care:
        last = found[-1][-1] if found else None
        if last is None or each.new == "S" or last.is_left or _gap(last, each):
            found.append([each])
        else:
            found[-1].append(each)
    return [
        Period(
            care=tuple(listed),
            is_start_known=listed[0].new == "S" or place > 0,
        )
        for place, listed in enumerate(found)
    ]


def _gap(last: Care, following: Care) -> bool:
    return last.end is not None and last.end < following.start


def placements_in(period: Period) -> list[Placement]:
    """The placements of a time in care, those on leave counted into the one before."""
    found: list[list[Care]] = []
    last_settled, was_away = None, False
    for each in period.care:
        if each.place in _TEMPORARY:
            was_away = True
            if found:
                found[-1].append(each)
            continue
        came_back = was_away and last_settled is not None and _same(last_settled, each)
        is_new = each.new in _NEW_PLACEMENTS and not came_back
        if last_settled is None or is_new:
            found.append([each])
        else:
            found[-1].append(each)
        last_settled, was_away = each, False
    return [_placement(listed) for listed in found]


def _same(one: Care, other: Care) -> bool:
    return (one.place, one.provider, one.postcode, one.urn) == (
        other.place,
        other.provider,
        other.postcode,
        other.urn,
    )


def _placement(care: Sequence[Care]) -> Placement:
    ends = [each.end for each in care if each.end is not None]
    return Placement(
        start=care[0].start, end=max(ends) if len(ends) == len(care) else None
    )
