"""What the boundary cases are written with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeAlias

from returncheck.synth.dates import days, months_later, on
from returncheck.synth.dice import Dice
from returncheck.synth.ssda903.chain import LegalChange, Move, Spell, episodes_of
from returncheck.synth.ssda903.context import Context
from returncheck.synth.ssda903.geography import homes_of
from returncheck.synth.ssda903.legal import AGREED, FULL
from returncheck.synth.ssda903.lives import finished
from returncheck.synth.ssda903.moves import with_registration
from returncheck.synth.ssda903.people import Naming, draw_person
from returncheck.synth.ssda903.placements import Chooser, Kind, Where
from returncheck.synth.ssda903.records import Life, Placement, Postcode

_USUAL_NEED = "N1"


@dataclass(frozen=True, kw_only=True)
class Script:
    """Writes the history of one boundary case.

    Attributes:
        context: The return.
        place: Number of its place; part of the child's identifier.
    """

    context: Context
    place: int

    @cached_property
    def dice(self) -> Dice:
        """The child's chance; no date of its care hangs on it."""
        return self.context.dice(self.place, "cast")

    @cached_property
    def home(self) -> Postcode:
        """Where the child lived before."""
        return self.dice.pick(homes_of(self.context.authority))

    def on(self, month: int, day: int, *, ago: int = 0) -> date:
        """The day of that month in the return year, or of a year so long ago."""
        return on(self.context.year - ago, month, day)

    def aged(self, years: int, day: date) -> date:
        """The birthday of a child that turns so many years old on a day."""
        return months_later(day, -12 * years)

    def placement(
        self, kind: Kind, start: date, birth: date, where: Where = Where.INSIDE
    ) -> Placement:
        """A placement of a kind."""
        chooser = self._chooser(birth)
        return chooser.placement(kind, where, start)

    def foster(self, place: str = "U6", where: Where = Where.INSIDE) -> Placement:
        """A foster placement; each call gives another carer."""
        day = self.context.first
        found = self.placement(Kind.FOSTER, day, self.aged(10, day), where)
        return replace(found, place=place)

    def temporary(self, place: str) -> Placement:
        """A temporary placement."""
        return self._chooser(self.context.first).temporary(place)

    def spell(
        self,
        moves: Sequence[tuple[date, Placement]],
        *,
        legal: Sequence[tuple[date, str]] | str = FULL,
        end: date | None = None,
        ended: str | None = None,
    ) -> Spell:
        """A time in care.

        Args:
            moves: Placements, the first from the day care starts.
            legal: Legal statuses, or the one throughout.
            end: The day it ends, with `ended`, the reason.
            ended: Coded.
        """
        statuses = [(moves[0][0], legal)] if isinstance(legal, str) else legal
        return Spell(
            legal=tuple(LegalChange(day=day, legal=each) for day, each in statuses),
            moves=tuple(Move(day=day, placement=each) for day, each in moves),
            need=_USUAL_NEED,
            home=self.home,
            end=end,
            ended=ended,
        )

    def fostered(
        self, start: date, end: date | None = None, ended: str | None = None
    ) -> Spell:
        """A time in care with one foster carer, by agreement."""
        return self.spell([(start, self.foster())], legal=AGREED, end=end, ended=ended)

    def life(
        self,
        birth: date,
        *spells: Spell,
        asylum: bool = False,
        base: Life | None = None,
    ) -> Life:
        """The history of a child, with what usually hangs on it.

        Args:
            birth: Its birthday.
            spells: Its times in care, in order.
            asylum: Whether it came unaccompanied to seek asylum.
            base: What else is written of it; the rest is drawn.
        """
        naming = Naming(authority=self.context.authority, number=f"{self.place:07d}01")
        person = draw_person(self.dice, naming, birth, is_asylum_seeker=asylum)
        chooser = self._chooser(birth)
        episodes = tuple(
            episode
            for spell in spells
            for episode in episodes_of(with_registration(spell, chooser))
        )
        if asylum:
            episodes = tuple(replace(each, home=None) for each in episodes)
        written = base or Life(person=person, episodes=episodes)
        life = replace(written, person=person, episodes=episodes)
        return finished(self.dice, self.context, life)

    def written(self, **details: object) -> Life:
        """What is written of a child besides its times in care."""
        blank = Life(
            person=draw_person(
                self.dice,
                Naming(authority=self.context.authority, number="000000000"),
                self.context.first,
            ),
            episodes=(),
        )
        return replace(blank, **details)  # type: ignore[arg-type]

    def _chooser(self, birth: date) -> Chooser:
        return Chooser(
            dice=self.dice,
            authority=self.context.authority,
            home=self.home,
            birth=birth,
        )


Role: TypeAlias = Callable[[Script], Life]
"""Writes one boundary case."""


def day_after(day: date) -> date:
    """The day after a day."""
    return day + days(1)
