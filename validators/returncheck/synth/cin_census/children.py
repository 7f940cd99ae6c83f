"""Life histories: the person and all episodes, fixed by seed, authority and place.

What a given year's return shows of a history is the business of `census.py`.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from returncheck.synth.cin_census import codes
from returncheck.synth.cin_census.episodes import build_episode
from returncheck.synth.cin_census.pre_proceedings import with_pre_proceedings
from returncheck.synth.cin_census.records import Episode
from returncheck.synth.cin_census.stays import Outcome, Stay
from returncheck.synth.dates import days, months_later
from returncheck.synth.dice import Curve, Dice
from returncheck.synth.places import Occupant
from returncheck.synth.upn import make_upn

_AGE_AT_REFERRAL = Curve(
    (0, 0), (0.07, 365), (0.28, 1800), (0.55, 3650), (0.88, 5800), (1, 6500)
)
_UNBORN_SHARE = 0.03
_PRE_PROCEEDINGS_SHARE = 0.3
_DEATH_SHARE = 0.0006


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who a child is, whatever the year.

    Attributes:
        sex: `M` or `F`.
        upn_unknown: Reason for having no UPN at school age; None for a child with one.
        is_sex_withheld: Recorded as not specified while the code for it existed.
    """

    identifier: str
    sex: Literal["M", "F"]
    birth: date
    expected_birth: date
    death: date | None
    ethnicity: str
    disabilities: tuple[str, ...]
    upn: str
    former_upn: str | None
    upn_unknown: str | None
    is_sex_withheld: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A child's whole history, every date known."""

    person: Person
    episodes: tuple[Episode, ...]


def ordinary_life(
    seed: int, authority: str, place: int, occupant: Occupant[Stay]
) -> Life:
    """The history of a child in an ordinary place.

    Args:
        seed: The seed of all chance.
        authority: Three digits.
        place: Number of the place, from 1.
        occupant: The child's outline.
    """
    dice = Dice(seed, authority, place, occupant.generation, "life")
    last = occupant.stays[-1]
    person = make_person(
        dice,
        authority=authority,
        number=child_number(place, occupant.generation),
        first_day=occupant.stays[0].start,
        last_day=last.end,
    )
    plans_before = 0 if dice.chance(0.79) else dice.between(1, 2)
    episodes: list[Episode] = []
    for stay in occupant.stays:
        episode = build_episode(dice, stay, previous_plans=plans_before)
        plans_before += len(episode.protection_plans)
        episodes.append(episode)
    is_old_enough = (last.end - person.birth).days > 30
    if dice.chance(_DEATH_SHARE) and is_old_enough and last.outcome is Outcome.IN_NEED:
        person = replace(person, death=last.end)
        episodes[-1] = replace(episodes[-1], reason="RC2")
    apart = (seed, authority, place, occupant.generation, "pre-proceedings")
    return Life(
        person=person,
        episodes=with_pre_proceedings(apart, tuple(episodes), _PRE_PROCEEDINGS_SHARE),
    )


def identifier_of(authority: str, number: str) -> str:
    """LAchildID of the child with a number from `child_number`."""
    return f"MADEUP{authority}{number}"


def child_number(place: int, generation: int) -> str:
    """Nine digits that no other child of the authority has."""
    return f"{place:07d}{generation:02d}"


def make_person(
    dice: Dice,
    *,
    authority: str,
    number: str,
    first_day: date,
    last_day: date,
    may_be_unborn: bool = True,
) -> Person:
    """Draw who a child is.

    Args:
        dice: The child's chance.
        authority: Three digits.
        number: Nine digits, from `child_number`.
        first_day: Day of the first referral.
        last_day: Last day of the involvement; the child is under 18 on it.
        may_be_unborn: Whether the first referral may be made before the birth.
    """
    birth = first_day - days(dice.draw(_AGE_AT_REFERRAL))
    if not may_be_unborn:
        birth = min(birth, months_later(first_day, -14))
    elif dice.chance(_UNBORN_SHARE):
        birth = first_day + days(dice.between(15, 200))
    birth = max(birth, months_later(last_day, -18 * 12) + days(1))
    return Person(
        identifier=identifier_of(authority, number),
        sex="M" if dice.chance(0.53) else "F",
        birth=birth,
        expected_birth=birth + days(dice.between(0, 14)),
        death=None,
        ethnicity=codes.ethnicity(dice),
        disabilities=codes.disabilities(dice),
        upn=make_upn(authority, number),
        former_upn=_former_upn(authority, number) if dice.chance(0.02) else None,
        upn_unknown=codes.upn_unknown(dice) if dice.chance(0.03) else None,
        is_sex_withheld=dice.chance(0.002),
    )


def _former_upn(authority: str, number: str) -> str:
    return make_upn(authority, number[::-1])
