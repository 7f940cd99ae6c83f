"""Draws who a child is."""

from dataclasses import dataclass
from datetime import date

from returncheck.synth.dates import days, months_later
from returncheck.synth.dice import Dice, Weighted
from returncheck.synth.ssda903.records import Person
from returncheck.synth.upn import make_upn

_ETHNICITIES = Weighted(
    (
        ("WBRI", 680),
        ("WIRI", 6),
        ("WOTH", 40),
        ("WIRT", 4),
        ("WROM", 8),
        ("MWBC", 35),
        ("MWBA", 12),
        ("MWAS", 14),
        ("MOTH", 35),
        ("AIND", 5),
        ("APKN", 15),
        ("ABAN", 9),
        ("AOTH", 18),
        ("BCRB", 22),
        ("BAFR", 40),
        ("BOTH", 15),
        ("CHNE", 2),
        ("OOTH", 25),
        ("REFU", 3),
        ("NOBT", 6),
    )
)
_ETHNICITIES_OF_ASYLUM = Weighted(
    (("BAFR", 40), ("OOTH", 30), ("AOTH", 20), ("WOTH", 10))
)
_NEVER_A_NUMBER = Weighted((("UN2", 20), ("UN3", 60), ("UN5", 20)))
_SHARE_WITHOUT_NUMBER = 0.02
_SHARE_OF_MOTHERS = 0.04
_MONTHS_BEFORE_MOTHERHOOD = 15 * 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What tells a child of an authority from all others.

    Attributes:
        authority: Three digits.
        number: Nine digits that no other child of the authority has.
    """

    authority: str
    number: str


def draw_person(
    dice: Dice, naming: Naming, birth: date, *, is_asylum_seeker: bool = False
) -> Person:
    """Draw who a child is, but for its own children.

    Args:
        dice: The child's chance.
        naming: Its number.
        birth: Its birthday.
        is_asylum_seeker: Whether it came unaccompanied to seek asylum.
    """
    is_boy = dice.chance(0.93 if is_asylum_seeker else 0.56)
    table = _ETHNICITIES_OF_ASYLUM if is_asylum_seeker else _ETHNICITIES
    share = 0.4 if is_asylum_seeker else _SHARE_WITHOUT_NUMBER
    return Person(
        identifier=f"MADEUP{naming.authority}{naming.number}",
        sex="M" if is_boy else "F",
        birth=birth,
        ethnicity=dice.weighted(table),
        upn=make_upn(naming.authority, naming.number),
        no_upn=dice.weighted(_NEVER_A_NUMBER) if dice.chance(share) else None,
        is_asylum_seeker=is_asylum_seeker,
        own_child_born=None,
    )


def draw_motherhood(dice: Dice, person: Person, last: date) -> date | None:
    """The birth of a girl's own first child up to a day, seldom any."""
    earliest = months_later(person.birth, _MONTHS_BEFORE_MOTHERHOOD)
    room = (last - earliest).days - 10
    if person.sex != "F" or room <= 0 or not dice.chance(_SHARE_OF_MOTHERS):
        return None
    return earliest + days(dice.between(1, room))
