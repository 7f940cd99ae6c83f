"""How the counts behind the indicators are linked, read from the catalogue's seeds.

`rc_indicator_parts.csv` says which count is the numerator or the denominator of an
indicator, `rc_count_links.csv` what that leaves open.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from returncheck.project import kept_for_project, project_root


class Part(StrEnum):
    """Which count of an indicator; a count is its own numerator."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


class Link(StrEnum):
    """What a count is to another."""

    SAME_AS = "same_as"
    WITHIN = "within"
    COMES_TO = "comes_to"
    """Those who come to a state in the period."""
    LEAVES = "leaves"
    """Those who leave it."""
    NO_SECRET = "no_secret"
    """A number that everybody knows, whatever its size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOf:
    """A numerator or denominator that is the count of another indicator.

    Attributes:
        indicator_id: The indicator.
        part: Its numerator or denominator.
        total_id: The indicator whose count that is.
        breakdown: What the total is broken down by; empty for nothing.
        is_whole: Whether the parts of the breakdown are all there are.
        apart: What keeps the numerators of the same name and total apart; or empty.
    """

    indicator_id: str
    part: Part
    total_id: str
    breakdown: str = ""
    is_whole: bool = False
    apart: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLink:
    """A numerator or denominator that is linked with another count.

    Attributes:
        indicator_id: The indicator.
        part: Its numerator or denominator.
        link: What it is to the other count.
        of_id: The other indicator; empty where the count is no secret.
        of_part: Its numerator or denominator.
        apart: What keeps counts of the same name within one another apart; or empty.
        is_whole: Whether they are all of it.
    """

    indicator_id: str
    part: Part
    link: Link
    of_id: str = ""
    of_part: Part = Part.NUMERATOR
    apart: str = ""
    is_whole: bool = False


@kept_for_project
def indicator_parts() -> tuple[PartOf, ...]:
    """Which counts are numerators and denominators, in the order of the seed."""
    return tuple(
        PartOf(
            indicator_id=row["indicator_id"],
            part=Part(row["part"]),
            total_id=row["total_id"],
            breakdown=row["breakdown"],
            is_whole=row["is_whole"] == "true",
            apart=row["apart"],
        )
        for row in _rows("indicator_parts")
    )


@kept_for_project
def count_links() -> tuple[CountLink, ...]:
    """What else links the counts, in the order of the seed."""
    return tuple(
        CountLink(
            indicator_id=row["indicator_id"],
            part=Part(row["part"]),
            link=Link(row["link"]),
            of_id=row["of_id"],
            of_part=Part(row["of_part"] or Part.NUMERATOR),
            apart=row["apart"],
            is_whole=row["is_whole"] == "true",
        )
        for row in _rows("count_links")
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = project_root() / "seeds" / "catalogue" / f"rc_{name}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)
