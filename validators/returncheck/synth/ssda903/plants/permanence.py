"""Faults in PrevPerm, how a child had left care for good before."""

from datetime import date

from returncheck.synth.planting import Planted, Planter, Season
from returncheck.synth.ssda903.plants.sites import (
    Site,
    base,
    found,
    in_a_row,
    planted,
    sites,
)
from returncheck.synth.ssda903.records import SHORT_BREAKS
from returncheck.synth.ssda903.shown import Child, day_of, row

_RECORD = ("PrevPerm", 0)
_FIRST_ASKED = date(2016, 4, 1)
_OLD = "15/06/2009"


def _has_none(site: Site) -> bool:
    return site.get("PREV_PERM") == "Z1"


def _told(
    code: str, kind: str, authority: str, day: str | None = _OLD
) -> Planter[Child]:
    """A planter of a permanence before, of a child that had none."""
    return in_a_row(
        code,
        "PrevPerm",
        lambda _: {"PREV_PERM": kind, "LA_PERM": authority, "DATE_PERM": day},
        suits=_has_none,
    )


def plant_630(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Not told of a child that started to be looked after."""
    first = sites(child, "Header", season)[0].season.first_day
    starts = [
        index
        for index, each in enumerate(child.rows("Episodes"))
        if each.get("RNE") == "S"
        and (day_of(each.get("DECOM")) or date.min) >= first.replace(day=1)
    ]
    if not starts or not child.rows("PrevPerm"):
        return None
    changed = child.with_rows("PrevPerm", ())
    return planted(changed, *(found("630", ("Episodes", index)) for index in starts))


def plant_632(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Left care for good on the day that care began."""
    rows = child.rows("PrevPerm")
    if not rows or rows[0].get("PREV_PERM") != "Z1":
        return None
    start = child.rows("Episodes")[0].get("DECOM")
    changed = child.with_cells(
        "PrevPerm", 0, PREV_PERM="P2", LA_PERM="887", DATE_PERM=start
    )
    return planted(changed, found("632", _RECORD, ("Episodes", 0)))


def plant_634(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Told of a child in care since before it was asked."""
    episodes = child.rows("Episodes")
    starts = [day_of(each.get("DECOM")) for each in episodes]
    is_short = any(each.get("LS") in SHORT_BREAKS for each in episodes)
    known = [start for start in starts if start is not None]
    if not known or max(known) >= _FIRST_ASKED or is_short or child.rows("PrevPerm"):
        return None
    record = row(**base(child), PREV_PERM="Z1")
    places = [("Episodes", index) for index in range(len(episodes))]
    return planted(
        child.with_rows("PrevPerm", (record,)), found("634", _RECORD, *places)
    )


def plant_int35(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """The record of a child twice."""
    rows = child.rows("PrevPerm")
    if not rows:
        return None
    return planted(
        child.with_added("PrevPerm", rows[0]),
        found("INT35", _RECORD, ("PrevPerm", 1)),
    )


PLANTERS: dict[str, Planter[Child]] = {
    "630": plant_630,
    "631": _told("631", "P9", "887"),
    "632": plant_632,
    "633": _told("633", "P2", "123"),
    "634": plant_634,
    "635": _told("635", "Z1", "887"),
    "INT35": plant_int35,
}
"""Planters by rule."""
