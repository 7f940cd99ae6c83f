"""How children divide, as the published figures of the authority and year have it.

Where an authority's figure is not published, that of England stands in; for a year
after the latest, the latest.
"""

import csv
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from returncheck.project import kept_for_project, project_root

_ENGLAND = "E92000001"
_FILES = ("looked_after", "care_leavers")
_ENGLAND_2025 = (81770.0, 34450.0, 32270.0)


@kept_for_project
def _published() -> Mapping[tuple[str, str], Mapping[int, float]]:
    """Value by year, by indicator and area."""
    known: dict[tuple[str, str], dict[int, float]] = {}
    for name in _FILES:
        path = project_root() / "seeds" / "published" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            for cells in csv.DictReader(file):
                values = known.setdefault(
                    (cells["indicator_id"], cells["area_code"]), {}
                )
                # A symbol of the release is no number.
                with suppress(ValueError):
                    values[int(cells["year"])] = float(cells["value"])
    return known


def published(indicator: str, authority: str, year: int) -> float | None:
    """The latest published value up to a year, of the authority or of England."""
    found = _latest(indicator, authority, year)
    return _latest(indicator, _ENGLAND, year) if found is None else found


def _latest(indicator: str, area: str, year: int) -> float | None:
    values = _published().get((indicator, area), {})
    years = [each for each in values if each <= year]
    return values[max(years)] if years else None


def _flows(authority: str, year: int) -> tuple[float, float, float]:
    """Children looked after at the end, left and entered, all of one area."""
    names = ("cla_at_year_end", "cla_ceased", "cla_starts")
    for area in (authority, _ENGLAND):
        found = [_latest(name, area, year) for name in names]
        values = [value for value in found if value is not None]
        if len(values) == len(names) and all(values):
            return values[0], values[1], values[2]
    return _ENGLAND_2025


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Shares (0 to 1) of the made-up children.

    Attributes:
        left: Of the children looked after in the year, those who left.
        entered: Of those looked after at the end, those who entered in the year.
        far: Of those looked after at the end, placed far away in other authorities.
        stable: Of those long looked after, long with the same carer.
    """

    left: float
    entered: float
    foster: float
    homes: float
    supported: float
    parents: float
    far: float
    three_placements: float
    stable: float
    asylum: float
    missing: float
    assessed: float
    teeth: float
    immunised: float
    convicted: float
    adopted: float
    guardianship: float
    not_in_touch: float
    suitable: float
    working: float
    idle: float
    studying: float


def shares_of(authority: str, year: int) -> Shares:
    """The shares of an authority's return.

    Args:
        authority: Three digits.
        year: Return year.
    """

    def share(indicator: str, usual: float) -> float:
        value = published(indicator, authority, year)
        return usual if value is None else min(max(value / 100, 0.0), 1.0)

    staying, left, entered = _flows(authority, year)
    # A fifth of those who leave had entered in the same year.
    entered_and_stayed = max(entered - 0.2 * left, 0.0)
    return Shares(
        left=left / (left + staying),
        entered=min(max(entered_and_stayed / staying, 0.05), 0.6),
        foster=share("cla_in_foster_care", 0.67),
        homes=share("cla_in_childrens_homes", 0.12),
        supported=share("cla_independent_living", 0.09),
        parents=share("cla_with_parents", 0.07),
        far=share("cla_placed_over_20_miles_outside", 0.18),
        three_placements=share("cla_three_or_more_placements", 0.10),
        stable=share("cla_long_term_stability", 0.69),
        asylum=share("cla_uasc", 0.08),
        missing=share("cla_missing", 0.11),
        assessed=share("cla_health_assessments", 0.90),
        teeth=share("cla_dental_checks", 0.81),
        immunised=share("cla_immunisations", 0.84),
        convicted=share("cla_convicted", 0.02),
        adopted=share("cla_adopted", 0.09),
        guardianship=share("cla_special_guardianship", 0.12),
        not_in_touch=share("care_leavers_not_in_touch", 0.07),
        suitable=share("care_leavers_suitable_accommodation", 0.89),
        working=share("care_leavers_eet", 0.54),
        idle=share("care_leavers_neet", 0.38),
        studying=share("care_leavers_higher_education", 0.07),
    )
