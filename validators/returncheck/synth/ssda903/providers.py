"""The providers that an authority's children are placed with.

Their URNs begin with 9, as no registered provider's does.
"""

from dataclasses import dataclass
from functools import cache

from returncheck.synth.dice import Dice
from returncheck.synth.ssda903.geography import around, homes_of
from returncheck.synth.ssda903.records import Postcode

OWN, OTHER_AUTHORITY, PRIVATE, VOLUNTARY = "PR1", "PR2", "PR4", "PR5"

FOSTER_PLACES = ("U1", "U2", "U3", "U4", "U5", "U6")
ADOPTION_PLACES = ("A3", "A4", "A5", "A6")
_SUPPORTED_PLACES = ("K3", "H5")
# Foster carers may adopt the child they have.
_FOSTERING = (*FOSTER_PLACES, "A3", "A5")

# Places, kind of provider, where its premises lie, and how many of it there are.
_ROSTER: tuple[tuple[tuple[str, ...], str, str, int], ...] = (
    (_FOSTERING, OWN, "inside", 1),
    (_FOSTERING, OTHER_AUTHORITY, "near", 1),
    (_FOSTERING, PRIVATE, "inside", 3),
    (_FOSTERING, PRIVATE, "far", 3),
    (_FOSTERING, VOLUNTARY, "near", 2),
    (ADOPTION_PLACES, OWN, "inside", 1),
    (ADOPTION_PLACES, VOLUNTARY, "near", 2),
    (("K2",), OWN, "inside", 4),
    (("K2",), PRIVATE, "inside", 5),
    (("K2",), PRIVATE, "near", 6),
    (("K2",), PRIVATE, "far", 10),
    (("K2",), VOLUNTARY, "inside", 1),
    (("K1",), OTHER_AUTHORITY, "far", 1),
    (("K1",), PRIVATE, "far", 1),
    (_SUPPORTED_PLACES, PRIVATE, "inside", 8),
    (_SUPPORTED_PLACES, PRIVATE, "near", 3),
    (_SUPPORTED_PLACES, PRIVATE, "far", 4),
    (_SUPPORTED_PLACES, VOLUNTARY, "inside", 2),
    (("S1",), PRIVATE, "near", 2),
    (("S1",), PRIVATE, "far", 2),
    (("R3",), VOLUNTARY, "inside", 1),
    (("R3",), VOLUNTARY, "near", 1),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A registered provider.

    Attributes:
        places: The placements it is registered for, coded.
        kind: Code of the kind of provider, as its placements have it.
        postcode: Of its premises; children of a home live there.
    """

    urn: str
    places: tuple[str, ...]
    kind: str
    postcode: Postcode


@cache
def providers_of(authority: str) -> tuple[Provider, ...]:
    """The providers of an authority's children, always the same.

    Raises:
        ConfigError: Its postcodes are not known.
    """
    dice = Dice(authority, "providers")
    centre = homes_of(authority)[0]
    surroundings = around(centre)
    found: list[Provider] = []
    for places, kind, where, count in _ROSTER:
        near = surroundings.near or surroundings.far
        lists = {"inside": surroundings.inside, "near": near, "far": surroundings.far}
        for _ in range(count):
            found.append(
                Provider(
                    urn=f"9{authority}{len(found) + 1:03d}",
                    places=places,
                    kind=kind,
                    postcode=dice.pick(lists[where]),
                )
            )
    return tuple(found)
