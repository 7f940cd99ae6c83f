"""What planting a fault needs to know, and what it gives, whatever the return.

A planter takes a child as the return shows it and gives the child with one fault, or
None if the child's records do not allow it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeAlias, TypeVar

from returncheck.synth.dates import DAY, calendar, year_end, year_start
from returncheck.synth.dice import Dice

C = TypeVar("C")


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A record of one child: its table and its place among the child's, from 0."""

    table: str
    index: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding that a rule must give, with all its records."""

    code: str
    rows: tuple[Location, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted(Generic[C]):
    """A child with one fault, and every finding of any rule that it must give."""

    child: C
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Season(Generic[C]):
    """The return that faults are planted in.

    Attributes:
        partner: For a fault of two children, the first of them as it was; None for
            that first child and for all other faults.
    """

    year: int
    dice: Dice
    partner: C | None = None

    @property
    def first_day(self) -> date:
        """A day after 1 April: a planted date is never on the very edge."""
        return year_start(self.year) + DAY

    @property
    def last_day(self) -> date:
        """The reference date."""
        return year_end(self.year)

    def working_days_before_end(self, count: int) -> date:
        """The `count`th working day before the reference date."""
        return calendar().nth_before(self.last_day, count)


Planter: TypeAlias = Callable[[C, Season[C]], Planted[C] | None]
"""Plants one fault in a child, if the child suits it."""


def one_finding(child: C, code: str, *rows: Location) -> Planted[C]:
    """The child with a fault that gives one finding."""
    return Planted(child=child, findings=(Finding(code, rows),))
