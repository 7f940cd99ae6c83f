"""Which faults can be planted, and in which children they are.

A fault changes what one year's return shows of a child; the life history stays whole.
No child carries two faults and the boundary cases carry none.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from returncheck.errors import ConfigError, InternalError
from returncheck.synth.cast import CAST_SIZE
from returncheck.synth.dice import Dice
from returncheck.synth.planting import Planted, Planter, Season
from returncheck.synth.plants_child import (
    plant_1510,
    plant_4180,
    plant_8500,
    plant_8510,
    plant_8520,
    plant_8790,
    withhold_sex,
)
from returncheck.synth.plants_plans import (
    plant_2885,
    plant_4001,
    plant_4011,
    plant_8720,
)
from returncheck.synth.plants_work import (
    plant_1103,
    plant_8565,
    plant_8608,
    plant_8670q,
    plant_8675q,
    plant_8816,
    plant_8839,
    plant_8897q,
)
from returncheck.synth.records import Child

_FIRST_RULE_YEAR = 2023
_HEADER_RULE, _SEX_RULE, _SHARED_ID_RULE = "100", "2886Q", "8510"
_WHOLE_RETURN = (_HEADER_RULE, _SEX_RULE)

# The planters, those that fewest children suit first.
_PLANTERS: dict[str, Planter] = {
    "8510": plant_8510,
    "8500": plant_8500,
    "4001": plant_4001,
    "2885": plant_2885,
    "8675Q": plant_8675q,
    "8839": plant_8839,
    "8720": plant_8720,
    "8670Q": plant_8670q,
    "4011": plant_4011,
    "8816": plant_8816,
    "8520": plant_8520,
    "8565": plant_8565,
    "1103": plant_1103,
    "8608": plant_8608,
    "8897Q": plant_8897q,
    "1510": plant_1510,
    "8790": plant_8790,
    "4180": plant_4180,
    "2886Q": withhold_sex,
}

PLANTABLE = tuple(sorted({*_PLANTERS, _HEADER_RULE}))
"""Codes of the rules whose faults can be planted."""

Viewer = Callable[[int], Child]
"""Gives the child that holds a place, as the return shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    code: str
    shared_identifier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultPlan:
    """Where the faults of one return are.

    Attributes:
        is_header_wrong: Whether the reference date is a day late (rule 100).
        is_sex_withheld: Whether too many children lack their sex (rule 2886Q).
    """

    year: int
    words: tuple[object, ...]
    is_header_wrong: bool
    is_sex_withheld: bool
    places: Mapping[int, _Fault]

    def plant(self, place: int, child: Child) -> tuple[str, Planted] | None:
        """The child of a place with its fault, and the rule; None if it has none."""
        fault = self.places.get(place)
        if fault is None:
            return None
        planted = _try(self.words, self.year, place, fault, child)
        if planted is None:
            raise InternalError(f"Place {place} no longer suits rule {fault.code}.")
        return fault.code, planted

    def whole_return_findings(self) -> tuple[str, ...]:
        """Codes of the findings that have no place in the return but its header."""
        return (_SEX_RULE,) if self.is_sex_withheld else ()


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
        if year < _FIRST_RULE_YEAR:
            raise ConfigError(
                f"Rule {code} is not in force in {year}; its first year is "
                f"{_FIRST_RULE_YEAR}. Leave it out or choose a later year."
            )
        if count < 1:
            raise ConfigError(
                f"{count} faults were asked for rule {code}. Ask for 1 or more."
            )
        asked[code] = asked.get(code, 0) + count
        if code in _WHOLE_RETURN and asked[code] > 1:
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
    words = (seed, authority, year)
    return FaultPlan(
        year=year,
        words=words,
        is_header_wrong=_HEADER_RULE in asked,
        is_sex_withheld=_SEX_RULE in asked,
        places=_choose(asked, words, year, children, view),
    )


def _choose(
    asked: Mapping[str, int],
    words: tuple[object, ...],
    year: int,
    children: int,
    view: Viewer,
) -> dict[int, _Fault]:
    """Go through the ordinary places in an order of chance until all is planted."""
    left = {
        code: asked[code] * _children_for(code, children)
        for code in _PLANTERS
        if code in asked
    }
    places: dict[int, _Fault] = {}
    holders: list[str | None] = []
    for place in Dice(*words, "faults").shuffled(range(CAST_SIZE + 1, children + 1)):
        if not any(left.values()):
            break
        child = view(place)
        fault = _first_that_suits(left, words, year, place, child)
        if fault is None:
            continue
        left[fault.code] -= 1
        if fault.code == _SHARED_ID_RULE:
            holders.append(child.identifier)
            if len(holders) % 2 == 0:
                fault = replace(fault, shared_identifier=holders[-2])
        places[place] = fault
    _refuse_if_short(asked, left, children)
    return places


def _first_that_suits(
    left: Mapping[str, int],
    words: tuple[object, ...],
    year: int,
    place: int,
    child: Child,
) -> _Fault | None:
    faults = (_Fault(code=code) for code, count in left.items() if count)
    return next(
        (each for each in faults if _try(words, year, place, each, child) is not None),
        None,
    )


def _children_for(code: str, children: int) -> int:
    """How many children one fault takes."""
    if code == _SHARED_ID_RULE:
        return 2
    if code == _SEX_RULE:
        return children // 50 + 1
    return 1


def _refuse_if_short(
    asked: Mapping[str, int], left: Mapping[str, int], children: int
) -> None:
    for code, missing in left.items():
        if missing:
            each = _children_for(code, children)
            planted = (asked[code] * each - missing) // each
            wanted = "1 fault was" if asked[code] == 1 else f"{asked[code]} faults were"
            raise ConfigError(
                f"{wanted} asked for rule {code}, but only {planted} "
                f"could be planted: too few of the {children} children suit it. "
                "Ask for fewer faults or more children."
            )


def _try(
    words: tuple[object, ...], year: int, place: int, fault: _Fault, child: Child
) -> Planted | None:
    season = Season(
        year=year,
        dice=Dice(*words, place, fault.code),
        shared_identifier=fault.shared_identifier,
    )
    return _PLANTERS[fault.code](child, season)
