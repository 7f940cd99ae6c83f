"""Who holds a place in a year's return.

A return of N children has N places. In every year each place is held by exactly one
child; when the child's involvement ends, another child enters the place in the next
year. So every return has exactly N children, and the returns of one seed share them
whatever their years and sizes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from returncheck.synth.dates import year_of
from returncheck.synth.dice import Dice

_FIRST_ENTRY = 2010


class Lasting(Protocol):
    """Part of a child's involvement in outline."""

    @property
    def start(self) -> date:
        """Its first day."""

    @property
    def end(self) -> date:
        """Its last day."""


S = TypeVar("S", bound=Lasting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupant(Generic[S]):
    """A child's whole involvement in outline.

    Attributes:
        generation: Which child of the place it is; part of the identifier.
        stays: The parts in order, at least a day apart.
    """

    generation: int
    stays: tuple[S, ...]

    @property
    def first_year(self) -> int:
        """Return year of the first day."""
        return year_of(self.stays[0].start)

    @property
    def last_year(self) -> int:
        """Return year of the last day."""
        return year_of(self.stays[-1].end)


def holder_of(
    dice: Dice, year: int, draw: Callable[[Dice, int], tuple[S, ...]]
) -> Occupant[S]:
    """The child that holds an ordinary place in a return year.

    Args:
        dice: The chance of the place.
        year: Return year, 2011 or later.
        draw: Draws the involvement of a child that enters in a return year.
    """
    succession = _succession(dice, draw)
    return next(child for child in succession if child.last_year >= year)


def _succession(
    dice: Dice, draw: Callable[[Dice, int], tuple[S, ...]]
) -> Iterator[Occupant[S]]:
    year, generation = _FIRST_ENTRY, 1
    while True:
        child = Occupant(generation=generation, stays=draw(dice, year))
        yield child
        year, generation = child.last_year + 1, generation + 1
