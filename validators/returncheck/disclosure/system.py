"""The counts behind the figures and the equations that everybody can write down.

Counts that nobody prints, such as a denominator less its numerator, are in it too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from returncheck.disclosure.links import Balance, Link, Share, Total

SMALLEST, LARGEST = 1, 5
"""Counts from the one to the other are small: they are never shown."""
LEAST_DENOMINATOR = 11
"""Least denominator of a percentage that is shown."""


class State(Enum):
    """What becomes of a count."""

    SHOWN = auto()
    SMALL = auto()
    OF_FEW = auto()
    COVER = auto()
    NOT_PRINTED = auto()


HIDDEN = frozenset({State.SMALL, State.OF_FEW, State.COVER, State.NOT_PRINTED})


def is_small(value: int) -> bool:
    """Whether a count may be shown to nobody."""
    return SMALLEST <= value <= LARGEST


@dataclass(slots=True, kw_only=True)
class Count:
    """A count of children or events.

    Attributes:
        value: The true one.
        is_public: Whether others have published it already.
        is_printed: Whether the release has a place for it.
        is_total: Whether others are parts of it.
        state: What becomes of it.
        relations: Places of its relations in the system.
    """

    value: int
    is_public: bool = False
    is_printed: bool = True
    is_total: bool = False
    state: State = State.SHOWN
    relations: list[int] = field(default_factory=list)

    @property
    def is_hidden(self) -> bool:
        """Whether the release leaves the count open."""
        return self.state in HIDDEN

    @property
    def is_protected(self) -> bool:
        """Whether nobody may be able to work the count out."""
        return is_small(self.value) or self.state is State.OF_FEW

    def may_be(self, value: int, *, told_which_are_small: bool) -> bool:
        """Whether a reader holds a value for possible.

        Args:
            value: The value.
            told_which_are_small: Whether the reader knows that of each hidden count,
                but for those that are hidden because they are out of few.
        """
        if value < 0:
            return False
        if not told_which_are_small or self.state is State.OF_FEW:
            return True
        return is_small(value) == is_small(self.value)


Relation = Mapping[str, int]
"""Count to coefficient; the coefficients times the counts come to 0."""


@dataclass(slots=True)
class System:
    """Counts by id, and the relations between them."""

    counts: dict[str, Count] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)

    def relate(self, relation: Relation) -> None:
        """Add a relation between counts of the system."""
        for name in relation:
            self.counts[name].relations.append(len(self.relations))
        self.relations.append(relation)

    def neighbours(self, name: str) -> Iterable[str]:
        """Counts that stand in a relation with one, each as often as they do."""
        for place in self.counts[name].relations:
            yield from self.relations[place]


def build_system(counts: dict[str, Count], links: Iterable[Link]) -> System:
    """Write the links down as relations, and mark what is small.

    Args:
        counts: Count by id.
        links: What joins them; ids without a count are counts that nobody knows.

    Returns:
        The system; each count is shown, small, of few, or not printed.
    """
    system = System(counts=counts)
    for link in links:
        match link:
            case Total():
                _add_total(system, link.total, link.parts, link.is_complete)
            case Share():
                _add_total(system, link.denominator, (link.numerator,), False)
                _mark_of_few(system, link)
            case Balance():
                _add_balance(system, link)
            case _:
                pass
    for count in system.counts.values():
        if not count.is_printed:
            count.state = State.NOT_PRINTED
        elif is_small(count.value):
            count.state = State.SMALL
    return system


def _add_total(
    system: System, total: str, parts: tuple[str, ...], is_complete: bool
) -> None:
    counts = system.counts
    known = list(dict.fromkeys(part for part in parts if part in counts))
    if total not in counts or not known or total in known:
        return
    relation = {total: 1, **dict.fromkeys(known, -1)}
    left = counts[total].value - sum(counts[part].value for part in known)
    if left < 0:
        # No such total: what is printed of it contradicts itself.
        return
    if len(known) > 1 or not is_complete or left:
        counts[total].is_total = True
    if not is_complete or len(known) < len(set(parts)):
        rest = f"rest {len(system.relations)}"
        counts[rest] = Count(value=left, is_printed=False)
        relation[rest] = -1
    system.relate(relation)


def _add_balance(system: System, link: Balance) -> None:
    counts = system.counts
    names = (*link.left, *link.right)
    relation = {**dict.fromkeys(link.left, 1), **dict.fromkeys(link.right, -1)}
    unknown = [name for name in names if name not in counts]
    if len(relation) < len(names) or len(unknown) > 1:
        return
    if unknown:
        # The one that nobody prints follows from the others.
        sign = relation.pop(unknown[0])
        left = -sign * sum(counts[name].value * each for name, each in relation.items())
        if left < 0:
            return
        rest = f"rest {len(system.relations)}"
        counts[rest] = Count(value=left, is_printed=False)
        relation[rest] = sign
    system.relate(relation)


def _mark_of_few(system: System, link: Share) -> None:
    denominator = system.counts.get(link.denominator)
    numerator = system.counts.get(link.numerator)
    if denominator is None or numerator is None:
        return
    if 0 < denominator.value < LEAST_DENOMINATOR:
        numerator.state = State.OF_FEW
