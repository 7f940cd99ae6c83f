"""Postcodes of every authority and how far apart they lie.

`postcodes.csv` holds twenty of each authority, drawn by hash from all it has. They are
real, as the rules look them up; who is made up to live there is not.

Source:
    ONS Postcode Directory, November 2025. Open Government Licence v3.0. Contains OS
    data © Crown copyright and database right 2025; contains Royal Mail data © Royal
    Mail copyright and database right 2025.
"""

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from returncheck.errors import ConfigError
from returncheck.synth.ssda903.records import Postcode

FAR_MILES = 20
"""From here on a placement is far from home."""
FARTHEST_MILES = 340
"""No placement is farther from home than this."""

_FILE = Path(__file__).with_name("postcodes.csv")
_METRES_A_MILE = 1609.3
# Nobody is near or far by a rounding.
_CLEARLY = 0.3


@cache
def postcodes() -> Mapping[str, tuple[Postcode, ...]]:
    """Every postcode, by the code of its authority."""
    known: dict[str, list[Postcode]] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for cells in csv.DictReader(file):
            known.setdefault(cells["la_code"], []).append(
                Postcode(
                    text=cells["postcode"],
                    authority=cells["la_code"],
                    easting=int(cells["easting"]),
                    northing=int(cells["northing"]),
                )
            )
    return {code: tuple(listed) for code, listed in known.items()}


def miles_between(one: Postcode, other: Postcode) -> float:
    """Miles in a straight line, not rounded."""
    metres = math.dist((one.easting, one.northing), (other.easting, other.northing))
    return metres / _METRES_A_MILE


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The other postcodes around a home.

    Attributes:
        inside: In the home's authority.
        near: In others, clearly not far.
        far: In others, clearly far, all in reach.
    """

    inside: tuple[Postcode, ...]
    near: tuple[Postcode, ...]
    far: tuple[Postcode, ...]


@cache
def around(home: Postcode) -> Surroundings:
    """The postcodes around a home."""
    near, far = [], []
    for code, listed in postcodes().items():
        if code == home.authority:
            continue
        for other in listed:
            miles = miles_between(home, other)
            if miles <= FAR_MILES - _CLEARLY:
                near.append(other)
            elif FAR_MILES + _CLEARLY <= miles <= FARTHEST_MILES:
                far.append(other)
    inside = tuple(other for other in postcodes()[home.authority] if other != home)
    return Surroundings(inside=inside, near=tuple(near), far=tuple(far))


def homes_of(authority: str) -> tuple[Postcode, ...]:
    """The postcodes of an authority.

    Raises:
        ConfigError: None is known of it.
    """
    found = postcodes().get(authority)
    if found is None:
        raise ConfigError(
            f"No postcodes are known for authority '{authority}'. Give the three-digit "
            "code of an authority of England that there is today, such as 887."
        )
    return found
