"""How figures are linked: what each relation is called and which figures it joins.

Only the description; what follows from it is in `system` and `control`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A count that is the sum of others.

    Attributes:
        total: Id of the whole.
        parts: Ids of its parts, which do not overlap.
        is_complete: Whether the parts are all there is; what is left over is a count
            that nobody prints, and small ones of it are protected too.
    """

    total: str
    parts: tuple[str, ...]
    is_complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Counts that come to the same: `left` added up equals `right` added up.

    One that nobody prints follows from the others; small ones are protected too.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A figure that is a count over another: any two of the three give the third."""

    share: str
    numerator: str
    denominator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A figure that is a count over a number everybody knows, such as a population."""

    rate: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A figure that is the difference of two: with one of them it gives the other."""

    change: str
    this: str
    previous: str


Link = Total | Balance | Share | Rate | Change
