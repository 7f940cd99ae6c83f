"""Draws the reason for which care ends."""

from returncheck.synth.dice import Dice, Weighted
from returncheck.synth.ssda903.adoption import CONSENT_DISPENSED_WITH, UNOPPOSED
from returncheck.synth.ssda903.outlines import Exit
from returncheck.synth.ssda903.placements import Kind
from returncheck.synth.ssda903.providers import FOSTER_PLACES
from returncheck.synth.ssda903.records import Placement

STAYED_WITH_CARERS = "E17"

_DIED, _CUSTODY, _REMAND_OVER = "E2", "E9", "E14"
_ON_REMAND = "J1"
_ADOPTED = Weighted(((UNOPPOSED, 45), (CONSENT_DISPENSED_WITH, 55)))
_GUARDIANS = Weighted((("E45", 25), ("E46", 15), ("E47", 50), ("E48", 10)))
_OTHER_GUARDIANS = Weighted((("E47", 80), ("E48", 20)))
_GROWN_UP = Weighted((("E5", 40), ("E6", 8), ("E7", 12), ("E8", 40)))
_GROWN_UP_FOSTERED = Weighted(((STAYED_WITH_CARERS, 55), ("E5", 20), ("E8", 25)))
_EARLY = Weighted((("E4A", 35), ("E4B", 20), ("E5", 20), ("E8", 25)))
_USUAL = (
    ("E4A", 380), ("E4B", 120), ("E13", 80), ("E41", 50), ("E8", 200), ("E3", 50),
    ("E16", 15), (_DIED, 6),
)  # fmt: skip
_OTHERWISE = Weighted(_USUAL)
_OTHERWISE_OLDER = Weighted((*_USUAL, ("E5", 120), ("E7", 20), (_CUSTODY, 20)))


def draw_exit(
    dice: Dice, how: Exit, kind: Kind, last: Placement, legal: str, *, is_16: bool
) -> str:
    """The reason for which care ends, coded.

    Args:
        dice: The child's chance.
        how: How the child leaves.
        kind: Where it is at the end.
        last: Its last placement.
        legal: Its last legal status.
        is_16: Whether it is 16 or older.
    """
    if how is Exit.ADOPTED:
        return dice.weighted(_ADOPTED)
    if how is Exit.GUARDIANSHIP:
        is_fostered = last.place in FOSTER_PLACES
        return dice.weighted(_GUARDIANS if is_fostered else _OTHER_GUARDIANS)
    if how is Exit.GROWN_UP and kind is Kind.FOSTER:
        return dice.weighted(_GROWN_UP_FOSTERED)
    if how in (Exit.GROWN_UP, Exit.GROWN_UP_LATE):
        return dice.weighted(_GROWN_UP)
    if how is Exit.EARLY:
        return dice.weighted(_EARLY)
    if legal == _ON_REMAND and dice.chance(0.5):
        return _REMAND_OVER
    return dice.weighted(_OTHERWISE_OLDER if is_16 else _OTHERWISE)
