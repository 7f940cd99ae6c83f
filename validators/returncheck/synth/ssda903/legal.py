"""Draws the legal statuses of a time in care."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from returncheck.synth.dates import days, months_later
from returncheck.synth.dice import Dice, Weighted
from returncheck.synth.ssda903.chain import LegalChange
from returncheck.synth.ssda903.placements import Kind

AGREED, INTERIM, FULL, PLACEMENT_ORDER = "V2", "C1", "C2", "E1"
_POLICE, _EMERGENCY, _ASSESSMENT = "L1", "L2", "L3"
_REMAND, _DETAINED, _SENTENCED = "J1", "J2", "J3"
_OLDEST_CHILD_OF_NO_COURT = 10

# From the day before a status must have ended, so that a limit is never reached.
_SHORT_ONES = {
    _POLICE: (1, 3),
    _EMERGENCY: (3, 20),
    _ASSESSMENT: (3, 7),
    _DETAINED: (2, 20),
}
_ROOM = 60

_PATHS = Weighted(
    (
        ((AGREED,), 30),
        ((AGREED, INTERIM, FULL), 14),
        ((INTERIM, FULL), 30),
        ((FULL,), 4),
        ((_EMERGENCY, INTERIM, FULL), 8),
        ((_POLICE, AGREED), 4),
        ((_POLICE, INTERIM, FULL), 6),
        ((_ASSESSMENT, INTERIM, FULL), 1),
    )
)
_PATHS_OF_COURTS = Weighted(
    (((_REMAND,), 5), ((_DETAINED, AGREED), 2), ((_REMAND, _SENTENCED), 1))
)
_PATHS_TO_PARENTS = Weighted((((INTERIM, FULL), 60), ((FULL,), 40)))
_SHARE_OF_COURTS = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A time in care in outline.

    Attributes:
        start: The day it starts.
        last: The day it ends, or that of the return if it goes on.
        kind: Where the child is at the end.
    """

    start: date
    last: date
    kind: Kind


def draw_legal(
    dice: Dice, span: Span, birth: date, moves: Sequence[date], *, agreed: bool = False
) -> tuple[LegalChange, ...]:
    """The legal statuses of a time in care, the first from its start.

    Args:
        dice: The child's chance.
        span: The time in care.
        birth: For the age from which a court can remand.
        moves: Days of changes of placement; some statuses change on one of them.
        agreed: Whether it is by agreement throughout.
    """
    path = (AGREED,) if agreed else _path(dice, span, birth)
    changes = [LegalChange(day=span.start, legal=path[0])]
    for legal in path[1:]:
        before = changes[-1]
        low, high = _SHORT_ONES.get(before.legal, (40, 300))
        day = before.day + days(dice.between(low, high))
        if before.legal not in _SHORT_ONES:
            day = _with_a_move(dice, day, before.day, moves)
        if day >= span.last - days(2):
            break
        changes.append(LegalChange(day=day, legal=legal))
    return tuple(changes)


def _path(dice: Dice, span: Span, birth: date) -> tuple[str, ...]:
    if span.kind is Kind.PARENTS:
        return dice.weighted(_PATHS_TO_PARENTS)
    can_be_remanded = months_later(birth, 12 * _OLDEST_CHILD_OF_NO_COURT) < span.start
    if can_be_remanded and dice.chance(_SHARE_OF_COURTS):
        path = dice.weighted(_PATHS_OF_COURTS)
    else:
        path = dice.weighted(_PATHS)
    has_room = (span.last - span.start).days > _ROOM
    return path if has_room or path[0] not in _SHORT_ONES else (AGREED,)


def _with_a_move(dice: Dice, day: date, after: date, moves: Sequence[date]) -> date:
    """The day, or that of a move not far from it."""
    close = [move for move in moves if move > after and abs((move - day).days) <= 90]
    return dice.pick(close) if close and dice.chance(0.4) else day
