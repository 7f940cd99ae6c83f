"""Which faults can be planted, and what a return with its faults shows.

A fault changes what the return shows of a child, or the one before it; the history
stays whole. No child carries two faults and the boundary cases carry none. What is
expected holds of the return as it is written, with its previous year, its postcodes
looked up, and without a list of providers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from returncheck.errors import InternalError
from returncheck.synth import plants_asked
from returncheck.synth.choosing import Chooser, Fault
from returncheck.synth.made_return import Plants
from returncheck.synth.planting import Planted, Planter
from returncheck.synth.ssda903.cast import CAST_SIZE
from returncheck.synth.ssda903.plants import (
    adopters,
    asylum,
    births,
    decisions,
    episodes,
    header,
    health,
    leavers,
    liberty,
    missing,
    permanence,
    placements,
    reviews,
    sequence,
    short_breaks,
    strangers,
    workers,
    year_end,
)
from returncheck.synth.ssda903.shown import Child

_FIRST_RULE_YEAR = 2023
_QUERIES = frozenset(("164", "169", "231", "554", "582", "583", "709"))
_FIRST_YEARS = {
    **dict.fromkeys(
        ("217t", "230", "347", "1016", "SW01STG1", "SW02STG1", "SW03STG1", "SW04STG1",
         "SW05STG1", "SW06STG2", "SW07STG2", "SW08STG2", "SW09STG2", "SW10STG2",
         "SW11aSTG2", "SW11bSTG2", "SW12STG2", "SW13STG1", "SW14STG2"), 2024),
    **dict.fromkeys(("231", "232", "SW01aSTG1", "SW01bSTG1"), 2025),
    **dict.fromkeys(("233", "234", "348", "444", "454", "SW17STG2"), 2026),
    **dict.fromkeys(map(str, range(700, 711)), 2027),
}  # fmt: skip
_LAST_YEARS = dict.fromkeys(
    ("217t", "230", "370", "445", "451", "555", "556", "SW01STG1", "SW03STG1",
     "SW11aSTG2", "SW14STG2"), 2024)  # fmt: skip

PLANTERS: dict[str, Planter[Child]] = {
    **adopters.PLANTERS,
    **asylum.PLANTERS,
    **births.PLANTERS,
    **decisions.PLANTERS,
    **episodes.PLANTERS,
    **header.PLANTERS,
    **health.PLANTERS,
    **leavers.PLANTERS,
    **liberty.PLANTERS,
    **missing.PLANTERS,
    **permanence.PLANTERS,
    **placements.PLANTERS,
    **reviews.PLANTERS,
    **sequence.PLANTERS,
    **short_breaks.PLANTERS,
    **strangers.PLANTERS,
    **workers.PLANTERS,
    **year_end.PLANTERS,
}
"""Every planter of a child's fault, by rule."""

PLANTABLE = tuple(sorted(PLANTERS))
"""Codes of the rules whose faults can be planted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultPlan:
    """Where the faults of one return are.

    Attributes:
        planted: Rules that are broken on purpose, with their numbers of faults.
        places: Places of the children that carry a fault, with that fault.
    """

    planted: Mapping[str, int]
    chooser: Chooser[Child]
    places: Mapping[int, Fault[Child]]

    def plant(self, place: int, child: Child) -> Planted[Child]:
        """The child of a place as the return shows it, with its findings if any."""
        fault = self.places.get(place)
        if fault is None:
            return Planted(child=child, findings=())
        planted = self.chooser.plant(place, fault, child)
        if planted is None:
            raise InternalError(f"Place {place} no longer suits rule {fault.code}.")
        return planted


def first_year(code: str) -> int:
    """First return year that a rule is in force in."""
    return _FIRST_YEARS.get(code, _FIRST_RULE_YEAR)


def last_year(code: str) -> int | None:
    """Last return year that a rule is in force in; None where it still is."""
    return _LAST_YEARS.get(code)


def severity(code: str) -> str:
    """`query` or `error`."""
    return "query" if code in _QUERIES else "error"


def read_plants(plants: Plants, year: int) -> dict[str, int]:
    """Check what is asked for; see `plants_asked.read_plants`."""
    return plants_asked.read_plants(
        plants, year, plantable=PLANTABLE, first_year=first_year, last_year=last_year
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
    chooser = Chooser(
        planters=PLANTERS,
        words=(seed, authority, year),
        year=year,
        first_place=CAST_SIZE + 1,
        children=children,
        view=view,
        may_lack=may_lack,
    )
    places = chooser.choose(asked)
    planted = chooser.planted(asked, places)
    return FaultPlan(planted=planted, chooser=chooser, places=places)
