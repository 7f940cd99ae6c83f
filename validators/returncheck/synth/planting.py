"""What planting a fault needs to know, and what it gives.

A planter takes a child as the return shows it and gives the child with one fault, or
None if the child's records do not allow it. The planters stand by the tables they
touch in `plants_*.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from returncheck.synth.dates import DAY, calendar, year_end, year_start
from returncheck.synth.dice import Dice
from returncheck.synth.records import Child, Episode, Table, position


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A record of one child: its table and its place among the child's, from 0."""

    table: Table
    index: int


Finding = tuple[Location, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A child with one fault and the findings it must give."""

    child: Child
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """The return that faults are planted in.

    Attributes:
        shared_identifier: For 8510, the identifier that the child is given.
    """

    year: int
    dice: Dice
    shared_identifier: str | None = None

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


Planter = Callable[[Child, Season], Planted | None]


def of_child(table: Table, index: int = 0) -> Finding:
    """A finding on one record of the child itself."""
    return (Location(table=table, index=index),)


def of_episode(child: Child, table: Table, episode: int, index: int = 0) -> Location:
    """The place of a record of an episode."""
    return Location(table=table, index=position(child, table, episode, index))


def with_episode(child: Child, index: int, episode: Episode) -> Child:
    """The child with one episode replaced."""
    episodes = (*child.episodes[:index], episode, *child.episodes[index + 1 :])
    return replace(child, episodes=episodes)


def accepted_episodes(child: Child) -> Iterator[tuple[int, Episode]]:
    """The episodes that went beyond referral, each with its index."""
    return (
        (index, episode)
        for index, episode in enumerate(child.episodes)
        if not episode.is_nfa
    )
