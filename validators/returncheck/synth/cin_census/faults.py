"""Which faults can be planted, and what a return with its faults shows.

A fault changes what one year's return shows of a child; the life history stays whole.
No child carries two faults and the boundary cases carry none, except that faults of
the return as a whole (2883, 2887Q, 2888Q) touch whichever child they have to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from returncheck.errors import ConfigError, InternalError
from returncheck.synth.cin_census.choosing import Chooser, Fault, Viewer
from returncheck.synth.cin_census.planting import Planted, Planter
from returncheck.synth.cin_census.plants import (
    assessments,
    births,
    cin_plans,
    closures,
    enquiries,
    identifiers,
    no_action,
    people,
    protection_plans,
    referrals,
    unfinished,
    whole_return,
)
from returncheck.synth.cin_census.plants.whole_return import (
    HEADER_RULE,
    PLANS_RULE,
    WHOLE_RETURN,
    with_few_disabilities,
    without_other_conferences,
)
from returncheck.synth.cin_census.records import Child

_FIRST_RULE_YEAR = 2023
_LATER_FIRST_YEARS = {"1570": 2025, "1580": 2025, "8945Q": 2025, "8950Q": 2025}

_PLANTERS: dict[str, Planter] = {
    **identifiers.PLANTERS,
    **people.PLANTERS,
    **births.PLANTERS,
    **referrals.PLANTERS,
    **no_action.PLANTERS,
    **closures.PLANTERS,
    **assessments.PLANTERS,
    **enquiries.PLANTERS,
    **cin_plans.PLANTERS,
    **protection_plans.PLANTERS,
    **unfinished.PLANTERS,
    **whole_return.PLANTERS,
}

PLANTABLE = tuple(sorted({*_PLANTERS, *WHOLE_RETURN}))
"""Codes of the rules whose faults can be planted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultPlan:
    """Where the faults of one return are.

    Attributes:
        codes: Rules that are broken on purpose.
        places: Places of the children that carry a fault, with that fault.
    """

    codes: frozenset[str]
    chooser: Chooser
    places: Mapping[int, Fault]

    @property
    def is_header_wrong(self) -> bool:
        """Whether the header lacks its reference date (rule 100)."""
        return HEADER_RULE in self.codes

    @property
    def whole_return_codes(self) -> frozenset[str]:
        """Rules that the return is to break as a whole, in no record."""
        return self.codes & {*WHOLE_RETURN} - {HEADER_RULE}

    def plant(self, place: int, child: Child) -> Planted:
        """The child of a place as the return shows it, with its findings if any."""
        fault = self.places.get(place)
        shown = with_few_disabilities(child, self.codes)
        if fault is None:
            if PLANS_RULE in self.codes:
                shown = without_other_conferences(shown, self.chooser.year)
            return Planted(child=shown, findings=())
        planted = self.chooser.plant(place, fault, shown)
        if planted is None:
            raise InternalError(f"Place {place} no longer suits rule {fault.code}.")
        return planted


def first_year(code: str) -> int:
    """First return year that a rule is in force in."""
    return _LATER_FIRST_YEARS.get(code, _FIRST_RULE_YEAR)


def severity(code: str) -> str:
    """`query` for the rules whose code ends in Q, otherwise `error`."""
    return "query" if code.endswith("Q") else "error"


def read_plants(
    plants: Mapping[str, int] | Iterable[tuple[str, int]], year: int
) -> dict[str, int]:
    """Check what is asked for and add up repeated codes.

    Args:
        plants: Rule code and how many faults.
        year: Return year.

    Returns:
        Code to count, in the order of `PLANTABLE`.

    Raises:
        ConfigError: Unknown code, rule not in force, or an impossible count.
    """
    pairs = plants.items() if isinstance(plants, Mapping) else plants
    asked: dict[str, int] = {}
    for code, count in pairs:
        if code not in PLANTABLE:
            raise ConfigError(
                f"No fault can be planted for rule '{code}'. "
                f"Choose from {', '.join(PLANTABLE)}."
            )
        if year < first_year(code):
            raise ConfigError(
                f"Rule {code} is not in force in {year}; its first year is "
                f"{first_year(code)}. Leave it out or choose a later year."
            )
        if count < 1:
            raise ConfigError(
                f"{count} faults were asked for rule {code}. Ask for 1 or more."
            )
        asked[code] = asked.get(code, 0) + count
        if code in WHOLE_RETURN and asked[code] > 1:
            raise ConfigError(
                f"Rule {code} gives one finding for the whole return, but "
                f"{asked[code]} were asked for. Ask for 1."
            )
    return {code: asked[code] for code in PLANTABLE if code in asked}


def plan_faults(
    asked: Mapping[str, int],
    *,
    seed: int,
    authority: str,
    year: int,
    children: int,
    view: Viewer,
) -> FaultPlan:
    """Choose the children that carry the faults.

    Args:
        asked: Code to count, from `read_plants`.
        seed: The seed of all chance.
        authority: Three digits.
        year: Return year.
        children: Number of children in the return.
        view: Gives the child of a place.

    Returns:
        The plan; the same one for the same arguments.

    Raises:
        ConfigError: Too few children suit.
    """
    codes = frozenset(asked)
    chooser = Chooser(
        planters=_PLANTERS,
        words=(seed, authority, year),
        year=year,
        children=children,
        view=lambda place: with_few_disabilities(view(place), codes),
    )
    return FaultPlan(codes=codes, chooser=chooser, places=chooser.choose(asked))
