"""What is true of the children looked after on one day."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from returncheck.synth.ssda903.geography import miles_between, postcodes
from returncheck.synth.ssda903.records import Postcode
from returncheck.synth.ssda903.truth.told import Care
from returncheck.synth.true_values import TrueValue, count_of, rate_of, share_of

_FAR = 20
_FOSTER = ("U1", "U2", "U3", "U4", "U5", "U6")
_REGISTERED = date(2023, 10, 28)


def _known() -> Mapping[str, Postcode]:
    return {
        each.text.replace(" ", ""): each
        for listed in postcodes().values()
        for each in listed
    }


class Places:
    """Tells where a placement lies.

    Args:
        authority: Three digits, of the authority that returns.
    """

    def __init__(self, authority: str) -> None:
        self._authority = authority
        self._postcodes = _known()

    def is_outside(self, care: Care) -> bool:
        """Whether it lies in another authority."""
        placed = self._find(care.postcode)
        return placed is not None and placed.authority != self._authority

    def is_far_outside(self, care: Care) -> bool:
        """Whether it does, more than 20 miles from home (rounded to a tenth)."""
        if not self.is_outside(care):
            return False
        home, placed = self._find(care.home), self._find(care.postcode)
        if home is None or placed is None:
            return False
        return round(miles_between(home, placed), 1) > _FAR

    def _find(self, text: str | None) -> Postcode | None:
        return self._postcodes.get((text or "").upper().replace(" ", ""))


def _is_independent(care: Care, day: date) -> bool:
    if care.place in ("P2", "H5"):
        return care.start <= _REGISTERED
    return care.place == "K3" and day >= _REGISTERED


_INDEPENDENT = "cla_independent_living"
_SHARES: Mapping[str, Callable[[Care], bool]] = {
    "cla_own_provision": lambda care: care.provider == "PR1",
    "cla_in_foster_care": lambda care: care.place in _FOSTER,
    "cla_in_childrens_homes": lambda care: care.place in ("K1", "K2"),
    "cla_with_parents": lambda care: care.place == "P1",
    "cla_in_residential_schools": lambda care: care.place == "S1",
    "cla_placed_for_adoption": lambda care: care.place in ("A3", "A4", "A5", "A6"),
    "cla_section20": lambda care: care.legal == "V2",
}
STOCKS = (
    "cla_at_year_end",
    "cla_rate",
    "cla_placed_outside_area",
    "cla_placed_over_20_miles_outside",
    "cla_own_provision",
    "cla_in_foster_care",
    "cla_in_childrens_homes",
    _INDEPENDENT,
    "cla_with_parents",
    "cla_in_residential_schools",
    "cla_placed_for_adoption",
    "cla_section20",
    "cla_uasc",
)
"""The indicators of children looked after on a day that one return tells alone."""


def facts_of(care: Care, places: Places) -> tuple[str, ...]:
    """The indicators that an episode counts for on whatever day.

    Args:
        care: The episode.
        places: Tells where placements lie.
    """
    found = [name for name, holds in _SHARES.items() if holds(care)]
    if places.is_outside(care):
        found.append("cla_placed_outside_area")
        if places.is_far_outside(care):
            found.append("cla_placed_over_20_miles_outside")
    return tuple(found)


class Stock:
    """Counts the children looked after on one day.

    Args:
        day: The day.
    """

    def __init__(self, day: date) -> None:
        self.day = day
        self._tally: Counter[str] = Counter()

    def add(self, care: Care, facts: Iterable[str], *, is_asylum_seeker: bool) -> None:
        """Count one child by its episode of the day.

        Args:
            care: The episode.
            facts: What `facts_of` tells of it.
            is_asylum_seeker: Whether the child is one on the day.
        """
        tally = self._tally
        tally["cla_at_year_end"] += 1
        for name in facts:
            tally[name] += 1
        tally[_INDEPENDENT] += _is_independent(care, self.day)
        tally["cla_uasc"] += is_asylum_seeker

    def values(self, population: int | None) -> dict[str, TrueValue]:
        """The values of the day, by indicator."""
        total = self._tally["cla_at_year_end"]
        shares = {
            name: share_of(self._tally[name], total)
            for name in STOCKS
            if name not in ("cla_at_year_end", "cla_rate")
        }
        return {
            "cla_at_year_end": count_of(total),
            "cla_rate": rate_of(total, population),
            **shares,
        }
