"""Reads estimates of children aged 0 to 17, as the seed or the ONS lays them out.

Forms: a column of the whole age band; a column for each age; or a row for each age.
Where there is a row for each sex, the rows of all persons are taken, or else added up.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from returncheck.catalogue.authorities import RECODED, Authority
from returncheck.errors import InputError
from returncheck.published.reference.checks import YEAR
from returncheck.published.reference.held import (
    ENGLAND,
    LONDON,
    is_in_being,
    regions_of,
)
from returncheck.published.reference.sheet import Row, Top, refusal, rows_below
from returncheck.published.reference.tables import POPULATIONS

AGES: Final = tuple(range(18))
"""The ages of children, in whole years."""

_BAND = ("population017", "age017", "aged017", "017", "ages017", "population")
_CODES = ("areacode", "geographycode", "gsscode", "code", "lacode", "newlacode")
# Codes of the ONS carry the year of their boundaries: ladcode23, CTYUA24CD.
_DATED_CODE = re.compile(r"(lad|ctyua|cty|utla|la)(code)?[0-9]{2}(cd|code)?")
_YEARS = ("midyear", "year", "date", "calendaryear")
_SEXES = ("sex", "sexname", "gender", "gendername")
_AGE = ("age", "agename", "ageyears", "singleyearofage", "cagename", "cage")
_COUNTS = ("population", "obsvalue", "observation", "value", "count", "persons")
_DATED_COUNT = re.compile(r"population(20[0-9]{2})")
_ALL = frozenset({"persons", "person", "p", "all", "total", "t", "all persons"})
_AGE_CELL = re.compile(r"(?:aged? *)?([0-9]{1,3})(?: *years?(?: old)?)?", re.IGNORECASE)
_MID_YEAR = re.compile(r"(?:mid[- ]?)?(20[0-9]{2})(?:-06-30)?", re.IGNORECASE)
_COUNT = r"[0-9]{1,9}"
_ANY_CODE = r"[0-9]{3}|[A-Z][0-9]{8}"
# Codes of authorities with children's services; districts of a county are E07.
_OF_AUTHORITY: Final = ("E06", "E08", "E09", "E10", *"0123456789")
_OF_LONDON: Final = ("E13000001", "E13000002")
_REGIONS: Final = 9
_MOST_APART: Final = 0.005

Key = tuple[str, str, str]
"""Mid-year, kind of area, code of the area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where a file has what.

    Attributes:
        top: Its headings.
        code: Heading of the area's code.
        year: Heading of the year; None where the file does not say it there.
        sex: Heading of the sex; None for none.
        age: Heading of the age, where each has a row.
        counts: Headings that are added up, to the year that their name says.
    """

    top: Top
    code: str
    year: str | None
    sex: str | None
    age: str | None
    counts: Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """The estimates of a file.

    Attributes:
        rows: The columns of the seed, all text.
        added_up: Regions that the file has not, and whose authorities it all has.
        unknown: Codes of authorities that are not known.
        passed_over: Codes of other areas, such as districts of a county.
    """

    rows: pl.DataFrame
    added_up: tuple[str, ...]
    unknown: tuple[str, ...]
    passed_over: tuple[str, ...]


def layout_of(top: Top) -> Layout | None:
    """How a file of estimates is laid out.

    Args:
        top: What may be its headings.

    Returns:
        The layout; None for headings of anything else.
    """
    code = top.first(*_CODES) or next(
        (each for each in top.headings if _DATED_CODE.fullmatch(each)), None
    )
    if code is None:
        return None
    age = top.first(*_AGE)
    counts = _counts(top, has_age=age is not None)
    if not counts:
        return None
    year = top.first(*_YEARS)
    return Layout(
        top=top, code=code, year=year, sex=top.first(*_SEXES), age=age, counts=counts
    )


def _counts(top: Top, *, has_age: bool) -> dict[str, str | None]:
    if has_age:
        dated = {
            heading: match[1]
            for heading in top.headings
            if (match := _DATED_COUNT.fullmatch(heading))
        }
        single = top.first(*_COUNTS)
        return dict(dated) if dated else ({} if single is None else {single: None})
    for form in ("{}", "age{}", "aged{}", "{}years", "population{}"):
        ages = [form.format(age) for age in AGES]
        if all(age in top.headings for age in ages):
            return dict.fromkeys(ages)
    band = top.first(*_BAND)
    # A column that is called population alone may be of all ages.
    if band is None or (band == "population" and "areatype" not in top.headings):
        return {}
    return {band: None}


def read_estimates(
    path: Path, layout: Layout, known: Mapping[str, Authority], year: int | None
) -> Estimates:
    """The estimates in a file, checked.

    Args:
        path: The file.
        layout: How it is laid out.
        known: Every known authority.
        year: Year of the estimates for a file that does not say it; None for none.

    Returns:
        The estimates of England, its regions and the known authorities.

    Raises:
        InputError: What is wrong with it, one fault a line.
    """
    if layout.year is None and None in layout.counts.values() and year is None:
        raise InputError(
            f"{path} does not say of which year its estimates are. "
            "Give it with --mid-year, such as --mid-year 2025."
        )
    names = [layout.code, layout.year, layout.sex, layout.age, *layout.counts]
    wanted = [name for name in dict.fromkeys(names) if name is not None]
    rows = list(rows_below(path, layout.top, wanted))
    if not rows:
        raise InputError(f"{path} has no row below its headings.")
    summed = _Summed(layout, _areas_by_code(known), year)
    for row in _of_children(rows, layout):
        summed.add(row)
    added_up = _regions_from_authorities(summed.counts, known)
    counts = {**summed.counts, **added_up}
    faults = [*summed.faults, *summed.gaps(), *england_faults(counts)]
    if not faults and not counts:
        faults = ["no row has the code of England, a region or a known authority"]
    if faults:
        raise refusal(path, faults)
    return Estimates(
        rows=pl.DataFrame(
            [[*key, str(number)] for key, number in counts.items()],
            schema=dict.fromkeys(POPULATIONS.columns, pl.String),
            orient="row",
        ),
        added_up=tuple(dict.fromkeys(code for _, _, code in added_up)),
        unknown=tuple(code for code in summed.others if code.startswith(_OF_AUTHORITY)),
        passed_over=tuple(
            code for code in summed.others if not code.startswith(_OF_AUTHORITY)
        ),
    )


def counts_of(estimates: pl.DataFrame) -> dict[Key, int]:
    """Estimates by mid-year, kind of area and code.

    Args:
        estimates: The columns of the seed, all text.
    """
    rows = estimates.select(POPULATIONS.columns).rows()
    return {(year, kind, code): int(number) for year, kind, code, number in rows}


def england_faults(counts: Mapping[Key, int]) -> Iterator[str]:
    """Years in which England is not about the sum of its regions.

    Args:
        counts: Mid-year, kind of area and code to the number of children.
    """
    for mid_year in sorted({key[0] for key in counts}):
        england = counts.get((mid_year, "england", ENGLAND))
        parts = [
            number
            for (of_year, _, code), number in counts.items()
            if of_year == mid_year and code.startswith("E12")
        ]
        if england is None or len(parts) != _REGIONS:
            continue
        if abs(england - sum(parts)) > england * _MOST_APART:
            yield (
                f"England of mid-{mid_year} is {england:,}, and its regions add up to "
                f"{sum(parts):,}"
            )


def _regions_from_authorities(
    counts: Mapping[Key, int], known: Mapping[str, Authority]
) -> dict[Key, int]:
    """Regions that a file has not: estimates of areas are exact, so they add up."""
    found: dict[Key, int] = {}
    for mid_year in {year for year, _, _ in counts}:
        members: dict[str, list[str]] = {}
        for code, each in known.items():
            if is_in_being(each, int(mid_year) + 1):
                members.setdefault(each.region_code, []).append(code)
        for region, codes in members.items():
            parts = [counts.get((mid_year, "authority", code)) for code in codes]
            numbers = [part for part in parts if part is not None]
            key = (mid_year, "region", region)
            if key not in counts and len(numbers) == len(codes):
                found[key] = sum(numbers)
        every = {**counts, **found}
        halves = [every.get((mid_year, "region", code)) for code in _OF_LONDON]
        london = (mid_year, "region", LONDON)
        if london not in counts and None not in halves:
            found[london] = sum(half for half in halves if half is not None)
    return found


class _Summed:
    """Adds up the rows of a file by year and area, and notes what is wrong."""

    def __init__(
        self, layout: Layout, areas: Mapping[str, tuple[str, str]], year: int | None
    ) -> None:
        self.counts: dict[Key, int] = {}
        self.faults: list[str] = []
        self.others: dict[str, None] = {}
        self._layout = layout
        self._areas = areas
        self._year = year
        # Which ages and sexes an area and year has.
        self._parts: dict[Key, set[tuple[str, str]]] = {}

    def add(self, row: Row) -> None:
        """Add a row to the areas and years that it is about."""
        code = row[self._layout.code]
        area = self._areas.get(code)
        if area is None:
            if re.fullmatch(_ANY_CODE, code):
                self.others[code] = None
            else:
                self._fault(row, f"'{code}' is no code of an area")
            return
        for heading, year in self._layout.counts.items():
            self._count(row, heading, (year or self._year_of(row), *area))

    def gaps(self) -> Iterator[str]:
        """What is not there of an area, or is 0."""
        most = max((len(parts) for parts in self._parts.values()), default=0)
        for key, parts in self._parts.items():
            if self._layout.age is not None and (
                len({age for age, _ in parts}) != len(AGES) or len(parts) != most
            ):
                yield f"{key[2]} of {key[0]} has not all ages from 0 to 17"
            if self.counts[key] == 0:
                yield f"{key[2]} of {key[0]} has no child"

    def _count(self, row: Row, heading: str, key: Key) -> None:
        layout = self._layout
        cell = row[heading].replace(",", "")
        age = heading if layout.age is None else str(_age(row[layout.age]))
        part = (age, row[layout.sex] if layout.sex else "")
        if not re.fullmatch(YEAR, key[0]):
            self._fault(row, f"'{key[0]}' is not a year such as 2025")
        elif not re.fullmatch(_COUNT, cell):
            self._fault(row, f"'{row[heading]}' is not a whole number above 0")
        elif part in self._parts.setdefault(key, set()):
            self._fault(row, f"{key[2]} of {key[0]} stands there a second time")
        else:
            self._parts[key].add(part)
            self.counts[key] = self.counts.get(key, 0) + int(cell)

    def _year_of(self, row: Row) -> str:
        if self._layout.year is None:
            return str(self._year)
        said = row[self._layout.year]
        found = _MID_YEAR.fullmatch(said)
        return found[1] if found else said

    def _fault(self, row: Row, words: str) -> None:
        self.faults.append(f"row {row.number}: {words}")


def _of_children(rows: list[Row], layout: Layout) -> Iterator[Row]:
    """The rows of children, of all persons where there are such rows."""
    sex = layout.sex
    has_all = sex is not None and any(row[sex].casefold() in _ALL for row in rows)
    for row in rows:
        is_child = layout.age is None or _age(row[layout.age]) is not None
        if is_child and not (has_all and row[sex or ""].casefold() not in _ALL):
            yield row


def _age(cell: str) -> int | None:
    """The single year of age that a cell means, of a child; None for any other."""
    found = _AGE_CELL.fullmatch(cell)
    age = int(found[1]) if found else None
    return age if age in AGES else None


def _areas_by_code(known: Mapping[str, Authority]) -> dict[str, tuple[str, str]]:
    """Kind and code of each area, by the codes that a file may have for it."""
    areas = {ENGLAND: ("england", ENGLAND)}
    areas |= {code: ("region", code) for code in regions_of(known)}
    for code, each in known.items():
        areas[code] = areas[each.gss_code] = ("authority", code)
    for later, before in RECODED.items():
        if before in areas:
            areas.setdefault(later, areas[before])
    return areas
