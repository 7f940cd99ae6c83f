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

_FIRST_ENTRY = 2010


class Lasting(Protocol):
    """Part of a child's involvement in outline."""

    @property
    def start(self) -> date:
        """Its first day."""

    @property
    def end(self) -> date:
        """Its last day."""


D = TypeVar("D")
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


def succession(
    year: int,
    draw: Callable[[int], tuple[D, int]],
    build: Callable[[D], tuple[S, ...]],
) -> Iterator[Occupant[S]]:
    """The children that hold an ordinary place one after the other, without end.

    Args:
        year: The first return year that is wanted, 2011 or later; who is gone by then
            is left out.
        draw: Draws the involvement of a child that enters in a return year, and gives
            the return year of its last day.
        build: Makes stays of what was drawn, for the children that are wanted alone:
            nine in ten come before.
    """
    entered, generation = _FIRST_ENTRY, 1
    while True:
        drawn, last_year = draw(entered)
        if last_year >= year:
            yield Occupant(generation=generation, stays=build(drawn))
        entered, generation = last_year + 1, generation + 1
