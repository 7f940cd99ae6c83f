"""Episodes from what changes when: legal status and placement.

Wherever one of the two changes an episode ends and the next begins on the same day, so
that they chain without gaps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from returncheck.synth.ssda903.records import Episode, Placement, Postcode

C = TypeVar("C", bound="Dated")

STARTED = "S"
GOES_ON = "X1"
_CHANGE_OF_STATUS = "PLACE"


class Dated(Protocol):
    """What holds from a day on."""

    @property
    def day(self) -> date:
        """The first day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalChange:
    """A legal status from a day on."""

    day: date
    legal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A placement from a day on.

    Attributes:
        reason: Why it came about, coded; not asked of temporary placements.
    """

    day: date
    placement: Placement
    reason: str = "CARPL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A time in care without a gap.

    Attributes:
        legal: Legal statuses, the first from the day care starts.
        moves: Placements, the first from the same day.
        end: None while it lasts, with `ended`, the reason.
        need: Category of need.
        home: Where the child lived before, where it is collected.
    """

    legal: Sequence[LegalChange]
    moves: Sequence[Move]
    need: str
    home: Postcode | None
    end: date | None = None
    ended: str | None = None

    @property
    def start(self) -> date:
        """The day care starts."""
        return self.legal[0].day


def episodes_of(spell: Spell) -> tuple[Episode, ...]:
    """The episodes of a spell, in order."""
    changes = _changes(spell)
    episodes = []
    for place, day in enumerate(changes):
        legal, move = _at(spell.legal, day), _at(spell.moves, day)
        is_last = place == len(changes) - 1
        end = spell.end if is_last else changes[place + 1]
        new = STARTED
        if place:
            new = _reason_for_new(spell, changes[place - 1], day)
        episodes.append(
            Episode(
                start=day,
                new=new,
                legal=legal.legal,
                need=spell.need,
                placement=move.placement,
                home=spell.home,
                end=end,
                ended=spell.ended if is_last else GOES_ON,
                moved=None
                if is_last
                else _reason_for_move(spell, day, changes[place + 1]),
            )
        )
    return tuple(episodes)


def _changes(spell: Spell) -> list[date]:
    """The days on which something that a return shows changes."""
    days = sorted(
        {each.day for each in spell.legal} | {each.day for each in spell.moves}
    )
    kept = days[:1]
    for day in days[1:]:
        if spell.end is not None and day >= spell.end:
            break
        is_moved = not _placement(spell, day).is_same_as(_placement(spell, kept[-1]))
        if is_moved or _legal(spell, day) != _legal(spell, kept[-1]):
            kept.append(day)
    return kept


def _at(listed: Sequence[C], day: date) -> C:
    return next(each for each in reversed(listed) if each.day <= day)


def _legal(spell: Spell, day: date) -> str:
    return _at(spell.legal, day).legal


def _placement(spell: Spell, day: date) -> Placement:
    return _at(spell.moves, day).placement


def _reason_for_new(spell: Spell, before: date, day: date) -> str:
    old, new = _placement(spell, before), _placement(spell, day)
    if old.is_same_as(new):
        return "L"
    has_same_carer = old.carer == new.carer
    if _legal(spell, before) == _legal(spell, day):
        return "T" if has_same_carer else "P"
    return "U" if has_same_carer else "B"


def _reason_for_move(spell: Spell, day: date, following: date) -> str | None:
    old, new = _placement(spell, day), _placement(spell, following)
    if old.is_same_as(new) or old.is_temporary or new.is_temporary:
        return None
    if old.carer == new.carer:
        return _CHANGE_OF_STATUS
    return _at(spell.moves, following).reason
