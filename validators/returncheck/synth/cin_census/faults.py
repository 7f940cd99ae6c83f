"""Which faults can be planted, and what a return with its faults shows.

A fault changes what one year's return shows of a child; the life history stays whole.
No child carries two faults and the boundary cases carry none, except that faults of
the return as a whole (2883, 2887Q, 2888Q) touch whichever child they have to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from returncheck.errors import InternalError
from returncheck.synth import plants_asked
from returncheck.synth.choosing import Chooser, Fault
from returncheck.synth.cin_census.cast import CAST_SIZE
from returncheck.synth.cin_census.plants import (
    assessments,
    births,
    cin_plans,
    closures,
    enquiries,
    identifiers,
    no_action,
    people,
    pre_proceedings,
    protection_plans,
    referrals,
    unfinished,
    whole_return,
)
from returncheck.synth.cin_census.plants.whole_return import (
    HEADER_RULE,
    NO_RECORD_RULE,
    NO_START_RULE,
    PLANS_RULE,
    SEX_RULE,
    WHOLE_RETURN,
    as_a_whole,
    children_for_sex_rule,
    conferences_above_plans,
    without_other_conferences,
)
from returncheck.synth.cin_census.records import Child
from returncheck.synth.made_return import Plants
from returncheck.synth.planting import Planted, Planter

# Faults of two children that share a value, such as an identifier.
_OF_TWO = frozenset({"1520", "8510"})
_FIRST_RULE_YEAR = 2023
_LATER_FIRST_YEARS = {
    **dict.fromkeys(("1570", "1580", "8945Q", "8950Q"), 2025),
    **dict.fromkeys((*pre_proceedings.PLANTERS, NO_RECORD_RULE, NO_START_RULE), 2027),
}

_PLANTERS: dict[str, Planter[Child]] = {
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
    **pre_proceedings.PLANTERS,
    **whole_return.PLANTERS,
}

PLANTABLE = tuple(sorted({*_PLANTERS, *WHOLE_RETURN}))
"""Codes of the rules whose faults can be planted."""


@dataclass(frozen=True, kw_only=True)
class FaultPlan:
    """Where the faults of one return are.

    Attributes:
        planted: Rules that are broken on purpose, with their numbers of faults.
        places: Places of the children that carry a fault, with that fault.
    """

    planted: Mapping[str, int]
    chooser: Chooser[Child]
    places: Mapping[int, Fault[Child]]

    @cached_property
    def codes(self) -> frozenset[str]:
        """Rules that are broken on purpose."""
        return frozenset(self.planted)

    @property
    def is_header_wrong(self) -> bool:
        """Whether the header lacks its reference date (rule 100)."""
        return HEADER_RULE in self.codes

    @property
    def whole_return_codes(self) -> frozenset[str]:
        """Rules that the return is to break as a whole, in no record."""
        return self.codes & {*WHOLE_RETURN} - {HEADER_RULE}

    def plant(self, place: int, child: Child) -> Planted[Child]:
        """The child of a place as the return shows it, with its findings if any."""
        fault = self.places.get(place)
        shown = as_a_whole(child, self.codes)
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


def read_plants(plants: Plants, year: int) -> dict[str, int]:
    """Check what is asked for; see `plants_asked.read_plants`."""
    return plants_asked.read_plants(
        plants, year, plantable=PLANTABLE, first_year=first_year, once=WHOLE_RETURN
    )


def plan_faults(
    asked: Mapping[str, int],
    *,
    seed: int,
    authority: str,
    year: int,
    children: int,
    view: Callable[[int], Child],
    may_lack: bool = False,
) -> FaultPlan:
    """Choose the children that carry the faults.

    Args:
        asked: Code to count, from `read_plants`.
        seed: The seed of all chance.
        authority: Three digits.
        year: Return year.
        children: Number of children in the return.
        view: Gives the child of a place.
        may_lack: Whether faults that no child suits are left out, not refused.

    Returns:
        The plan; the same one for the same arguments.

    Raises:
        ConfigError: Too few children suit, and none may lack.
    """
    codes = frozenset(asked)
    chooser = Chooser(
        planters=_PLANTERS,
        words=(seed, authority, year),
        year=year,
        first_place=CAST_SIZE + 1,
        children=children,
        view=lambda place: as_a_whole(view(place), codes),
        pairs=_OF_TWO,
        takes={SEX_RULE: children_for_sex_rule(children)},
        last={PLANS_RULE: _conferences_to_lose},
        may_lack=may_lack,
    )
    places = chooser.choose(asked)
    planted = chooser.planted(asked, places)
    return FaultPlan(planted=planted, chooser=chooser, places=places)


def _conferences_to_lose(
    chooser: Chooser[Child], faults: Mapping[int, Fault[Child]]
) -> int:
    """How many plans must lose their conference to outnumber all that are left.

    Only the children with faults still have conferences without a plan, or plans
    without a conference.
    """
    above = 0
    for place, fault in faults.items():
        planted = chooser.plant(place, fault, chooser.view(place))
        if planted is not None:
            above += conferences_above_plans(planted.child, chooser.year)
    return max(above, 0) + 1
