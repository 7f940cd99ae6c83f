"""The published figures that ship with the project, as a council reads them.

Values stay the text that was published, so that their decimals are known.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from returncheck.project import project_root

ENGLAND = "E92000001"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is needed of an indicator of the catalogue.

    Attributes:
        indicator_id: Its key.
        unit: count, number, percent, per_10k or weeks.
        period_type: year or snapshot.
        year_end: Month and day, 03-31 or 09-30.
        decimals: Digits behind the point as published.
    """

    indicator_id: str
    unit: str
    period_type: str
    year_end: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority and the years that it has figures of."""

    la_code: str
    name: str
    region: str
    first_year: int
    last_year: int


def _rows(folder: str, name: str) -> Iterator[dict[str, str]]:
    path = project_root() / "seeds" / folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators by key, in the order of the catalogue."""
    return {
        row["indicator_id"]: Indicator(
            row["indicator_id"],
            row["unit"],
            row["period_type"],
            row["year_end"],
            int(row["published_decimals"] or 0),
        )
        for row in _rows("catalogue", "rc_indicators")
    }


@cache
def authorities() -> dict[str, Authority]:
    """All authorities by their three digits."""
    return {
        row["la_code"]: Authority(
            row["la_code"],
            row["la_name"],
            row["region_code"],
            int(row["first_year"]),
            int(row["last_year"] or 9999),
        )
        for row in _rows("areas", "rc_authorities")
    }


@cache
def _figures() -> dict[tuple[str, int, str], dict[str, str]]:
    folder = project_root() / "seeds" / "published"
    return {
        (row["indicator_id"], int(row["year"]), row["area_code"]): row
        for name in sorted(path.stem for path in folder.glob("*.csv"))
        for row in _rows("published", name)
    }


def is_number(text: str | None) -> bool:
    """Whether a published value is a figure and no symbol."""
    return bool(text) and (text or "").replace(".", "", 1).isdigit()


def value(indicator_id: str, year: int, area_code: str) -> str | None:
    """A published figure as it was printed; None where there is none."""
    found = _figures().get((indicator_id, year, area_code), {}).get("value")
    return found if is_number(found) else None


def counts(indicator_id: str, year: int, area_code: str) -> tuple[int, int] | None:
    """The whole numbers above and below the line; None where either is missing."""
    found = _figures().get((indicator_id, year, area_code), {})
    above, below = found.get("numerator", ""), found.get("denominator", "")
    return (int(above), int(below)) if above.isdigit() and below.isdigit() else None


def is_suppressed(indicator_id: str, year: int, area_code: str) -> bool:
    """Whether a release prints «c» above the line."""
    found = _figures().get((indicator_id, year, area_code), {})
    return found.get("numerator") == "c"


@cache
def _series() -> dict[tuple[str, str], dict[int, str]]:
    found: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for (indicator_id, year, area_code), row in _figures().items():
        if is_number(row["value"]):
            found[indicator_id, area_code][year] = row["value"]
    return dict(found)


@cache
def joint_workforces() -> tuple[tuple[str, ...], ...]:
    """Authorities that send one return of their workforce together."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows("releases", "rc_joint_figures"):
        found[row["joint_code"]].append(row["la_code"])
    return tuple(tuple(members) for members in found.values())


def is_joint(indicator_id: str, la_code: str) -> bool:
    """Whether the figures of an authority's workforce are those of two together."""
    return indicator_id.startswith("social_worker") and any(
        la_code in pair for pair in joint_workforces()
    )


def series(indicator_id: str, area_code: str) -> dict[int, str]:
    """All published figures of an area by year."""
    return _series().get((indicator_id, area_code), {})


@cache
def _populations() -> dict[tuple[str, int], int]:
    return {
        (row["area_code"], int(row["mid_year"])): int(row["population_0_17"])
        for row in _rows("areas", "rc_population_0_17")
    }


def children(area_code: str, mid_year: int) -> int | None:
    """The estimate of children aged 0 to 17 at the middle of a year."""
    return _populations().get((area_code, mid_year))


@cache
def _neighbours() -> dict[tuple[str, int], tuple[str, ...]]:
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for row in _rows("areas", "rc_statistical_neighbours"):
        found[row["la_code"], int(row["model"])].append(row["neighbour_code"])
    return {key: tuple(codes) for key, codes in found.items()}


def neighbours(la_code: str, model: int) -> tuple[str, ...]:
    """The ten statistical neighbours of a model; empty where it lacks the authority."""
    return _neighbours().get((la_code, model), ())
