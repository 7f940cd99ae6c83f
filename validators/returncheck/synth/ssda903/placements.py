"""Draws where a child is placed."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from returncheck.synth.dates import months_later
from returncheck.synth.dice import Dice, Weighted
from returncheck.synth.ssda903.code_years import (
    SUPPORTED,
    SUPPORTED_SINCE,
    UNREGISTERED,
)
from returncheck.synth.ssda903.geography import (
    FAR_MILES,
    FARTHEST_MILES,
    around,
    miles_between,
)
from returncheck.synth.ssda903.providers import (
    FOSTER_PLACES,
    OWN,
    PRIVATE,
    VOLUNTARY,
    Provider,
    providers_of,
)
from returncheck.synth.ssda903.records import Placement, Postcode


class Kind(StrEnum):
    """Kinds of placements that a child may be in at the end."""

    FOSTER = "foster"
    HOME = "home"
    SECURE = "secure"
    SUPPORTED = "supported"
    PARENTS = "parents"
    ADOPTION = "adoption"
    SCHOOL = "school"
    OTHER = "other"
    SHORT_BREAK = "short break"


class Where(StrEnum):
    """Where a placement lies, seen from the child's home."""

    INSIDE = "inside"
    NEAR = "near"
    FAR = "far"


YOUNGEST = {
    Kind.HOME: 8,
    Kind.SECURE: 12,
    Kind.SUPPORTED: 16,
    Kind.SCHOOL: 7,
}
"""Age in years from which a kind of placement is used."""

_PARENTS_OR_OTHERS, _NOBODY_ELSE, _HEALTH = "P1", "PR0", "PR3"
_OTHER_ADOPTERS = "A6"
_FOSTER = Weighted((("U1", 9), ("U2", 1), ("U3", 8), ("U4", 34), ("U5", 2), ("U6", 46)))
_OTHERS = Weighted((("R1", 30), ("Z11", 25), ("Z12", 10), ("R2", 15), ("Z14", 5)))
_OTHERS_OF_YOUTHS = Weighted((("R1", 20), ("Z11", 20), ("R5", 30), ("P3", 10)))
_YOUTH = 14
_HELPERS_OF_ADULTS = Weighted(((PRIVATE, 70), (VOLUNTARY, 30)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chooser:
    """Draws placements of one child.

    Attributes:
        authority: Three digits.
        home: Where the child lived before; also of a child whose home is not recorded.
        birth: For the ages from which placements are used.
    """

    dice: Dice
    authority: str
    home: Postcode
    birth: date

    def placement(self, kind: Kind, where: Where, start: date) -> Placement:
        """A placement of a kind that begins on a day, where there is one."""
        draw = {
            Kind.FOSTER: self._foster,
            Kind.PARENTS: self._parents,
            Kind.ADOPTION: self._adopters,
            Kind.OTHER: self._other,
            Kind.SHORT_BREAK: self._short_break,
        }
        if kind in draw:
            return draw[kind](where, start)
        return self._premises(kind, where, start)

    def temporary(self, place: str) -> Placement:
        """A temporary placement, of which no provider is recorded."""
        return self._at(place, None, self.dice.pick(around(self.home).inside))

    def is_old_enough(self, years: int, day: date) -> bool:
        """Whether the child is so many years old on a day."""
        return months_later(self.birth, 12 * years) <= day

    def _foster(self, where: Where, _start: date) -> Placement:
        place = self.dice.weighted(_FOSTER)
        provider = self._provider("U6", where)
        return self._with(place, provider, self._postcode(where))

    def _adopters(self, where: Where, _start: date) -> Placement:
        provider = self.dice.pick(self._all_of(_OTHER_ADOPTERS))
        return self._with(_OTHER_ADOPTERS, provider, self._postcode(where))

    def _parents(self, where: Where, _start: date) -> Placement:
        is_home = where is Where.INSIDE and self.dice.chance(0.6)
        postcode = self.home if is_home else self._postcode(where)
        return self._at(_PARENTS_OR_OTHERS, _NOBODY_ELSE, postcode)

    def _other(self, where: Where, start: date) -> Placement:
        table = _OTHERS_OF_YOUTHS if self.is_old_enough(_YOUTH, start) else _OTHERS
        place = self.dice.weighted(table)
        if place.startswith("Z"):
            provider = None
        elif place in ("R2", "R5"):
            provider = _HEALTH
        else:
            provider = self.dice.weighted(_HELPERS_OF_ADULTS)
        return self._at(place, provider, self._postcode(where))

    def _short_break(self, _where: Where, _start: date) -> Placement:
        # Rules 214 and 218 together leave few placements that need no URN.
        return self._at("R1", self.dice.weighted(_HELPERS_OF_ADULTS), None)

    def _premises(self, kind: Kind, where: Where, start: date) -> Placement:
        """A place in a home, a school or supported accommodation."""
        places = {
            Kind.HOME: "K2",
            Kind.SECURE: "K1",
            Kind.SUPPORTED: SUPPORTED,
            Kind.SCHOOL: "S1",
        }
        place = places[kind]
        if place == SUPPORTED and start < SUPPORTED_SINCE:
            return self._at(
                self.dice.pick(UNREGISTERED), PRIVATE, self._postcode(where)
            )
        provider = self._provider(place, where)
        return self._with(place, provider, provider.postcode)

    def _all_of(self, place: str) -> tuple[Provider, ...]:
        return tuple(
            each for each in providers_of(self.authority) if place in each.places
        )

    def _provider(self, place: str, where: Where) -> Provider:
        """A provider of a placement; of premises the ones that lie there, if any."""
        known = self._all_of(place)
        if place in FOSTER_PLACES:
            own = next(each for each in known if each.kind == OWN)
            return own if self.dice.chance(0.55) else self.dice.pick(known)
        known = tuple(each for each in known if self._is_in_reach(each.postcode))
        there = tuple(each for each in known if self.where_is(each.postcode) is where)
        return self.dice.pick(there or known)

    def _is_in_reach(self, postcode: Postcode) -> bool:
        is_home = postcode == self.home
        return not is_home and miles_between(self.home, postcode) <= FARTHEST_MILES

    def where_is(self, postcode: Postcode) -> Where:
        """Where a postcode lies, seen from the child's home."""
        if postcode.authority == self.authority:
            return Where.INSIDE
        is_far = miles_between(self.home, postcode) > FAR_MILES
        return Where.FAR if is_far else Where.NEAR

    def _postcode(self, where: Where) -> Postcode:
        surroundings = around(self.home)
        near = surroundings.near or surroundings.inside
        lists = {
            Where.INSIDE: surroundings.inside,
            Where.NEAR: near,
            Where.FAR: surroundings.far,
        }
        return self.dice.pick(lists[where])

    def _with(self, place: str, provider: Provider, postcode: Postcode) -> Placement:
        return replace(self._at(place, provider.kind, postcode), urn=provider.urn)

    def _at(
        self, place: str, provider: str | None, postcode: Postcode | None
    ) -> Placement:
        return Placement(
            place=place,
            provider=provider,
            postcode=postcode,
            urn=None,
            carer=self.dice.between(1, 999_999_999),
        )


def supported_since(placement: Placement, chooser: Chooser) -> Placement:
    """Supported accommodation as it is from 28 October 2023, with the same carer."""
    provider = chooser.placement(Kind.SUPPORTED, Where.INSIDE, SUPPORTED_SINCE)
    return replace(provider, carer=placement.carer)
