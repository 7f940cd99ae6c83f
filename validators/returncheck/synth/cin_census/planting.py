"""What planting a fault in a census child needs: where its records are.

The planters stand by the tables they touch in `plants/`; each of these modules lists
its own in `PLANTERS`.
"""

from collections.abc import Iterator
from dataclasses import replace

from returncheck.synth.cin_census.records import Child, Episode, Table, position
from returncheck.synth.planting import Location


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
