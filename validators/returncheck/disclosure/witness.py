"""Another table that the same release would have come from.

While there is one in which a hidden count has another value, nobody can tell which of
the two is true. Finding it is the proof; not finding it counts as having none.
"""

from collections.abc import Iterator, Mapping

from returncheck.disclosure.system import System

_FURTHEST = 12
_MOST_STEPS = 4000


class _Search:
    """One search, which ends after a number of steps."""

    def __init__(self, system: System, target: str, *, told: bool) -> None:
        self.system = system
        self.target = target
        self.told = told
        self.steps = 0

    def moves(self, name: str, change: int) -> bool:
        """Whether a count may be another by so much."""
        count = self.system.counts[name]
        if not count.is_hidden or (count.is_public and name != self.target):
            return False
        return count.may_be(count.value + change, told_which_are_small=self.told)

    def complete(self, changes: dict[str, int]) -> dict[str, int] | None:
        """Changes that leave every relation true, beginning with some."""
        self.steps += 1
        if self.steps > _MOST_STEPS:
            return None
        broken = next(self._broken(changes), None)
        if broken is None:
            return changes
        relation, excess = broken
        for name, coefficient in relation.items():
            change = -excess * coefficient
            if name not in changes and self.moves(name, change):
                found = self.complete({**changes, name: change})
                if found is not None:
                    return found
        return None

    def _broken(
        self, changes: Mapping[str, int]
    ) -> Iterator[tuple[Mapping[str, int], int]]:
        places = {p for name in changes for p in self.system.counts[name].relations}
        for place in sorted(places):
            relation = self.system.relations[place]
            excess = sum(relation[n] * changes[n] for n in relation if n in changes)
            if excess:
                yield relation, excess


def find_witness(
    system: System, target: str, *, told_which_are_small: bool
) -> Mapping[str, int] | None:
    """Look for another table of the same release in which one count differs.

    Args:
        system: The counts, each shown or hidden.
        target: Id of the hidden count.
        told_which_are_small: Whether the reader knows which hidden counts are small;
            then they stay so in the other table, and the others stay as they are.

    Returns:
        Count to its change in the other table; None when none was found.
    """
    search = _Search(system, target, told=told_which_are_small)
    for size in range(1, _FURTHEST + 1):
        for change in (size, -size):
            if search.moves(target, change):
                found = search.complete({target: change})
                if found is not None:
                    return found
    return None
