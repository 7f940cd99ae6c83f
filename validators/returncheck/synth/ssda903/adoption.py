"""Draws the way of a child to adoption: order, match, placement, and the adopters."""

from dataclasses import dataclass, replace
from datetime import date

from returncheck.synth.dates import days
from returncheck.synth.dice import Dice, Weighted
from returncheck.synth.ssda903.chain import LegalChange, Move
from returncheck.synth.ssda903.legal import FULL, INTERIM, PLACEMENT_ORDER
from returncheck.synth.ssda903.placements import Chooser, Kind, Where
from returncheck.synth.ssda903.records import Adoption, Decision

UNOPPOSED, CONSENT_DISPENSED_WITH = "E11", "E12"
SHORTEST_WAY = 260
"""Days from the start of care to an adoption, at least."""

_WITH_CARER, _WITH_OTHERS, _BY_CONSENT = "A5", "A6", "A4"
_PROSPECTIVE = "U5"
_COUPLES = Weighted(
    ((("MF", "L11"), 60), (("MF", "L3"), 12), (("MF", "L2"), 3), (("MM", "L12"), 8),
     (("MM", "L4"), 2), (("FF", "L12"), 6), (("FF", "L4"), 3), (("FF", "L2"), 1))
)  # fmt: skip
_SINGLES = Weighted(((("F1", "L0"), 9), (("M1", "L0"), 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to adoption.

    Attributes:
        adoption: What an adoption would be recorded with.
    """

    legal: tuple[LegalChange, ...]
    moves: tuple[Move, ...]
    decision: Decision
    adoption: Adoption


def draw_way(dice: Dice, chooser: Chooser, start: date, last: date) -> Way:
    """A way of a child to adoption that is placed with the adopters at its end.

    Args:
        dice: The child's chance.
        chooser: Draws its placements.
        start: The day care starts, `SHORTEST_WAY` or more before the last.
        last: The day of the adoption, or that of the return.
    """
    room = (last - start).days
    ordered = start + days(room * dice.between(25, 40) // 100)
    decided = ordered - days(dice.between(0, 40))
    placed = start + days(room * dice.between(55, 75) // 100)
    matched = placed - days(dice.between(0, 40))
    by_carer = dice.chance(0.25)
    by_consent = not by_carer and dice.chance(0.08)
    fostered = chooser.placement(Kind.FOSTER, Where.INSIDE, start)
    adopters = chooser.placement(Kind.ADOPTION, _where(dice), placed)
    if by_carer:
        fostered = replace(fostered, place=_PROSPECTIVE)
        adopters = replace(fostered, place=_WITH_CARER)
    elif by_consent:
        adopters = replace(adopters, place=_BY_CONSENT)
    court = LegalChange(day=ordered, legal=FULL if by_consent else PLACEMENT_ORDER)
    return Way(
        legal=(LegalChange(day=start, legal=INTERIM), court),
        moves=(
            Move(day=start, placement=fostered),
            Move(day=placed, placement=adopters),
        ),
        decision=Decision(day=max(decided, start)),
        adoption=_adoption(dice, max(matched, ordered), by_carer=by_carer),
    )


def _where(dice: Dice) -> Where:
    return dice.weighted(
        Weighted(((Where.INSIDE, 50), (Where.NEAR, 25), (Where.FAR, 25)))
    )


def _adoption(dice: Dice, matched: date, *, by_carer: bool) -> Adoption:
    adopters = 2 if dice.chance(0.87) else 1
    sexes, status = dice.weighted(_COUPLES if adopters == 2 else _SINGLES)
    return Adoption(
        matched=matched,
        by_carer=by_carer,
        adopters=adopters,
        sexes=sexes,
        status=status,
    )
