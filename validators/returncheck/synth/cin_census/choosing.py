"""Chooses the children that carry the faults of a return."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from returncheck.errors import ConfigError
from returncheck.synth.cin_census.cast import CAST_SIZE
from returncheck.synth.cin_census.planting import Planted, Planter, Season
from returncheck.synth.cin_census.plants.whole_return import (
    PLANS_RULE,
    SEX_RULE,
    children_for_sex_rule,
    conferences_above_plans,
)
from returncheck.synth.cin_census.records import Child
from returncheck.synth.dice import Dice

# Faults of two children that share a value, such as an identifier.
_OF_TWO = ("1520", "8510")
_TRIED_FIRST = 300

Viewer = Callable[[int], Child]
"""Gives the child that holds a place, as the return shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """The fault of one child.

    Attributes:
        partner: For a fault of two children, the first of them; None for that child.
    """

    code: str
    partner: Child | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chooser:
    """Chooses ordinary places in an order of chance.

    Attributes:
        planters: Every planter of a child's fault, by rule.
        words: What all chance of the return hangs on.
        children: Number of children in the return.
        view: Gives the child of a place.
    """

    planters: Mapping[str, Planter]
    words: tuple[object, ...]
    year: int
    children: int
    view: Viewer

    def choose(self, asked: Mapping[str, int]) -> dict[int, Fault]:
        """The fault of every place that carries one.

        Args:
            asked: Code to count; codes without planter are passed over.

        Raises:
            ConfigError: Too few children suit.
        """
        places = Dice(*self.words, "faults").shuffled(
            range(CAST_SIZE + 1, self.children + 1)
        )
        wanted = {
            code: count * self._children_for(code)
            for code, count in asked.items()
            if code in self.planters and code != PLANS_RULE
        }
        faults: dict[int, Fault] = {}
        self._fill(faults, self._rarest_first(wanted, places), places, asked)
        if PLANS_RULE in asked:
            lost = {PLANS_RULE: self._conferences_to_lose(faults)}
            self._fill(faults, lost, places, asked)
        return faults

    def plant(self, place: int, fault: Fault, child: Child) -> Planted | None:
        """The child of a place with a fault; None if it does not suit."""
        season = Season(
            year=self.year,
            dice=Dice(*self.words, place, fault.code),
            partner=fault.partner,
        )
        return self.planters[fault.code](child, season)

    def _fill(
        self,
        faults: dict[int, Fault],
        wanted: Mapping[str, int],
        places: list[int],
        asked: Mapping[str, int],
    ) -> None:
        """Go through the free places until all that is wanted has one."""
        left = dict(wanted)
        partners: dict[str, Child] = {}
        for place in places:
            if not any(left.values()):
                return
            if place in faults:
                continue
            child = self.view(place)
            fault = self._first_that_suits(left, partners, place, child)
            if fault is None:
                continue
            faults[place] = fault
            left[fault.code] -= 1
            if fault.code in _OF_TWO and partners.pop(fault.code, None) is None:
                partners[fault.code] = child
        self._refuse_if_short(asked, wanted, left)

    def _first_that_suits(
        self,
        left: Mapping[str, int],
        partners: Mapping[str, Child],
        place: int,
        child: Child,
    ) -> Fault | None:
        faults = (
            Fault(code=code, partner=partners.get(code))
            for code, count in left.items()
            if count
        )
        return next(
            (each for each in faults if self.plant(place, each, child) is not None),
            None,
        )

    def _rarest_first(
        self, wanted: Mapping[str, int], places: list[int]
    ) -> dict[str, int]:
        """The rules in the order of how few of the first places suit them."""
        if len(wanted) < 2:
            return dict(wanted)
        tried = [(place, self.view(place)) for place in places[:_TRIED_FIRST]]
        suited = {
            code: sum(
                self.plant(place, Fault(code=code), child) is not None
                for place, child in tried
            )
            for code in wanted
        }
        return {code: wanted[code] for code in sorted(wanted, key=suited.__getitem__)}

    def _children_for(self, code: str) -> int:
        """How many children one fault takes."""
        if code == SEX_RULE:
            return children_for_sex_rule(self.children)
        return 2 if code in _OF_TWO else 1

    def _conferences_to_lose(self, faults: Mapping[int, Fault]) -> int:
        """How many plans must lose their conference to outnumber all that are left.

        Only the children with faults still have conferences without a plan, or plans
        without a conference.
        """
        above = 0
        for place, fault in faults.items():
            planted = self.plant(place, fault, self.view(place))
            if planted is not None:
                above += conferences_above_plans(planted.child, self.year)
        return max(above, 0) + 1

    def _refuse_if_short(
        self,
        asked: Mapping[str, int],
        wanted: Mapping[str, int],
        left: Mapping[str, int],
    ) -> None:
        for code, missing in left.items():
            if not missing:
                continue
            each = wanted[code] // asked[code]
            planted = (wanted[code] - missing) // each
            faults = "1 fault was" if asked[code] == 1 else f"{asked[code]} faults were"
            raise ConfigError(
                f"{faults} asked for rule {code}, but only {planted} could be planted: "
                f"too few of the {self.children} children suit it. "
                "Ask for fewer faults or more children."
            )
