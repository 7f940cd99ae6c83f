"""What all children of one made-up return have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from returncheck.synth.dates import year_end, year_start
from returncheck.synth.dice import Dice, Weighted
from returncheck.synth.ssda903.placements import Kind
from returncheck.synth.ssda903.shares import Shares, shares_of

_TIMES = 100_000


def weighted(shares: Mapping[Kind, float]) -> Weighted[Kind]:
    """Kinds with shares as weights; those without a share are left out."""
    return Weighted(
        (kind, int(share * _TIMES))
        for kind, share in shares.items()
        if int(share * _TIMES)
    )


@dataclass(frozen=True, kw_only=True)
class Context:
    """A return that children are made up for.

    Attributes:
        authority: Three digits.
        year: Return year.
        seed: The seed of all chance.
    """

    authority: str
    year: int
    seed: int

    @property
    def first(self) -> date:
        """The first day of the year."""
        return year_start(self.year)

    @property
    def last(self) -> date:
        """The last day of the year."""
        return year_end(self.year)

    def dice(self, place: int, what: str) -> Dice:
        """The chance of a child of the return."""
        return Dice(self.seed, self.authority, self.year, place, what)

    @cached_property
    def shares(self) -> Shares:
        """How its children divide."""
        return shares_of(self.authority, self.year)

    @cached_property
    def kinds(self) -> Weighted[Kind]:
        """Where those live who stay, but for asylum seekers."""
        shares = self.shares
        # Half of the asylum seekers are fostered, half in supported accommodation.
        apart = shares.asylum / 2
        kept = max(1 - shares.asylum, 0.1)
        known = {
            Kind.FOSTER: max(shares.foster - apart, 0.0) / kept,
            Kind.HOME: shares.homes / kept,
            Kind.SUPPORTED: max(shares.supported - apart, 0.0) / kept,
            Kind.PARENTS: shares.parents / kept,
        }
        rest = max(1 - sum(known.values()), 0.02)
        others = {Kind.ADOPTION: 0.45, Kind.SCHOOL: 0.05, Kind.OTHER: 0.5}
        return weighted(known | {kind: rest * part for kind, part in others.items()})
