"""How far a change reaches: which steps of a plan, and which of their rows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from typing import Final

from returncheck.transform.plan import PLAN_SCHEMA, BuildStep

RAW: Final = "raw"
"""Schema of the raw tables, as a plan names it."""

_RELATION: Final = re.compile(rf'"({PLAN_SCHEMA}|{RAW})"\."([^"]+)"')

Relation = tuple[str, str]
"""Schema, as the plan names it, and name of what a query reads."""


class Reach(IntEnum):
    """Which rows of a relation may be others than before, ascending."""

    NONE = 0
    OF_RETURNS = 1
    """Those of the returns that have changed, and of others of the same authorities."""
    ANY = 2


def relations_of(query: str) -> frozenset[Relation]:
    """What a query of a plan reads.

    Args:
        query: The query, as dbt compiled it.
    """
    return frozenset(_found(query))


def _found(query: str) -> Iterator[Relation]:
    for match in _RELATION.finditer(query):
        yield match[1], match[2]


def reach_before(
    step: BuildStep, read: Iterable[Relation], known: Mapping[Relation, Reach]
) -> Reach:
    """How far a change may reach in a step, before it is built.

    Args:
        step: The step.
        read: What its query reads.
        known: How far it reached in what came before; nothing else has changed.
    """
    if step.is_reference:
        return Reach.NONE
    if step.extension_file is not None:
        # What others wrote may read by names that no plan knows of.
        return Reach.ANY
    reach = max((known.get(each, Reach.NONE) for each in read), default=Reach.NONE)
    is_confined = reach is Reach.OF_RETURNS and step.by_return
    return Reach.ANY if reach and not is_confined else reach
