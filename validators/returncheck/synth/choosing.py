"""Chooses the children that carry the faults of a return."""

from collections import Counter
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from returncheck.errors import ConfigError
from returncheck.synth.dice import Dice
from returncheck.synth.planting import Planted, Planter, Season

C = TypeVar("C")

_TRIED_FIRST = 300
_MOST_KEPT = 2 * _TRIED_FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault(Generic[C]):
    """The fault of one child.

    Attributes:
        partner: For a fault of two children, the first of them; None for that child.
    """

    code: str
    partner: C | None = None


class Kept(Generic[C]):
    """Gives the child of a place, and keeps those that are looked at first.

    Whoever chooses looks at a few hundred; when they are written they need not be drawn
    again.

    Args:
        view: Draws the child of a place.
    """

    def __init__(self, view: Callable[[int], C]) -> None:
        self._view = view
        self._kept: dict[int, C] = {}

    def look(self, place: int) -> C:
        """The child of a place, to choose by."""
        child = self._kept.get(place)
        if child is None:
            child = self._view(place)
            if len(self._kept) < _MOST_KEPT:
                self._kept[place] = child
        return child

    def take(self, place: int) -> C | None:
        """The child of a place if it is kept, for the last time."""
        return self._kept.pop(place, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chooser(Generic[C]):
    """Chooses ordinary places in an order of chance.

    Attributes:
        planters: Every planter of a child's fault, by rule.
        words: What all chance of the return hangs on.
        first_place: The first place that may carry a fault.
        children: Number of children in the return.
        view: Gives the child of a place, as the return shows it.
        pairs: Rules whose fault is that two children share a value.
        takes: How many children one fault takes, where that is not one.
        last: Rules whose number of faults depends on the other faults, and what gives
            it; they come last.
        may_lack: Whether faults that no child suits are left out, not refused.
    """

    planters: Mapping[str, Planter[C]]
    words: tuple[object, ...]
    year: int
    first_place: int
    children: int
    view: Callable[[int], C]
    pairs: Set[str] = frozenset()
    takes: Mapping[str, int] = field(default_factory=dict)
    last: "Mapping[str, Callable[[Chooser[C], Mapping[int, Fault[C]]], int]]" = field(
        default_factory=dict
    )
    may_lack: bool = False

    def choose(self, asked: Mapping[str, int]) -> dict[int, Fault[C]]:
        """The fault of every place that carries one.

        Args:
            asked: Code to count; codes without planter are passed over.

        Raises:
            ConfigError: Too few children suit, and none may lack.
        """
        places = Dice(*self.words, "faults").shuffled(
            range(self.first_place, self.children + 1)
        )
        wanted = {
            code: count * self._children_for(code)
            for code, count in asked.items()
            if code in self.planters and code not in self.last
        }
        faults: dict[int, Fault[C]] = {}
        self._fill(faults, self._rarest_first(wanted, places), places, asked)
        for code, number in self.last.items():
            if code in asked:
                self._fill(faults, {code: number(self, faults)}, places, asked)
        return faults

    def planted(
        self, asked: Mapping[str, int], faults: Mapping[int, Fault[C]]
    ) -> dict[str, int]:
        """How many faults of each rule that was asked for have their places.

        Args:
            asked: What was asked for; what has no planter stays as it is.
            faults: The fault of every place, from `choose`.
        """
        held = Counter(fault.code for fault in faults.values())
        numbers = {
            code: held[code] // self._children_for(code)
            if code in self.planters and code not in self.last
            else count
            for code, count in asked.items()
        }
        return {code: count for code, count in numbers.items() if count}

    def plant(self, place: int, fault: Fault[C], child: C) -> Planted[C] | None:
        """The child of a place with a fault; None if it does not suit."""
        season = Season(
            year=self.year,
            dice=Dice(*self.words, place, fault.code),
            partner=fault.partner,
        )
        return self.planters[fault.code](child, season)

    def _fill(
        self,
        faults: dict[int, Fault[C]],
        wanted: Mapping[str, int],
        places: list[int],
        asked: Mapping[str, int],
    ) -> None:
        """Go through the free places until all that is wanted has one."""
        left = dict(wanted)
        partners: dict[str, C] = {}
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
            if fault.code in self.pairs and partners.pop(fault.code, None) is None:
                partners[fault.code] = child
        if self.may_lack:
            self._take_back_halves(faults, left)
        else:
            self._refuse_if_short(asked, wanted, left)

    def _take_back_halves(
        self, faults: dict[int, Fault[C]], left: Mapping[str, int]
    ) -> None:
        """Free the places of a fault that did not find all the children it takes."""
        for code, missing in left.items():
            each = self._children_for(code)
            unfinished = (each - missing % each) % each
            held = [place for place, fault in faults.items() if fault.code == code]
            for place in held[len(held) - unfinished :]:
                del faults[place]

    def _first_that_suits(
        self,
        left: Mapping[str, int],
        partners: Mapping[str, C],
        place: int,
        child: C,
    ) -> Fault[C] | None:
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
        return self.takes.get(code, 2 if code in self.pairs else 1)

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
