"""What planting a fault needs to know, and what it gives.

A planter takes a child as the return shows it and gives the child with one fault, or
None if the child's records do not allow it. The planters stand by the tables they
touch in `plants/`; each of these modules lists its own in `PLANTERS`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from returncheck.synth.cin_census.records import Child, Episode, Table, position
from returncheck.synth.dates import DAY, calendar, year_end, year_start
from returncheck.synth.dice import Dice


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A record of one child: its table and its place among the child's, from 0."""

    table: Table
    index: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding that a rule must give, with all its records."""

    code: str
    rows: tuple[Location, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A child with one fault, and every finding of any rule that it must give."""

    child: Child
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """The return that faults are planted in.

    Attributes:
        partner: For a fault of two children, the first of them as it was; None for
            that first child and for all other faults.
    """

    year: int
    dice: Dice
    partner: Child | None = None

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


def one_finding(child: Child, code: str, *rows: Location) -> Planted:
    """The child with a fault that gives one finding."""
    return Planted(child=child, findings=(Finding(code, rows),))


def of_child(table: Table, index: int = 0) -> Location:
    """The place of a record of the child itself."""
    return Location(table=table, index=index)


def of_episode(child: Child, table: Table, episode: int, index: int = 0) -> Location:
    """The place of a record of an episode.

    Args:
        child: The child as written, with its fault.
        table: A table that episodes have records in.
        episode: Index of the episode, from 0.
        index: Index of the record within the episode, from 0.
    """
    return Location(table=table, index=position(child, table, episode, index))


def rows_of_episode(child: Child, episode: int, *tables: Table) -> tuple[Location, ...]:
    """The places of all records that an episode has in some tables.

    Args:
        child: The child as written, with its fault.
        episode: Index of the episode, from 0.
        tables: Tables that episodes have records in.
    """
    return tuple(
        Location(table=table, index=index)
        for table in tables
        for index in range(
            position(child, table, episode), position(child, table, episode + 1)
        )
    )


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
