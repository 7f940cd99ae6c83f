"""Faults in UASC, the unaccompanied asylum seekers."""

from dataclasses import replace

from returncheck.synth.dates import DAY, days, months_later
from returncheck.synth.planting import Planted, Planter, Season
from returncheck.synth.ssda903.code_years import LETTERS_FOR_SEX
from returncheck.synth.ssda903.geography import homes_of
from returncheck.synth.ssda903.plants.sites import (
    NO_DATE,
    Site,
    age_at_end,
    first_day,
    found,
    in_a_row,
    is_new,
    pick,
    planted,
    sites,
)
from returncheck.synth.ssda903.shown import Child, day_of, row, text_of

_RECORD, _HEADER = ("UASC", 0), ("Header", 0)
_YOUNGEST = 11
_AUTHORITY_OF_IDENTIFIER = slice(6, 9)


def _is_known_before(child: Child) -> bool:
    return bool(child.rows("UASC")) and bool(child.before.get("UASC"))


def plant_205a(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """No asylum seeker any more, though the status had not ended."""
    if not _is_known_before(child):
        return None
    return planted(child.with_rows("UASC", ()), found("205A", _HEADER))


def plant_205b(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An end of the status in the year before that is not the 18th birthday."""
    if not _is_known_before(child):
        return None
    ended = day_of(child.before["UASC"][0].get("DUC"))
    if ended is None:
        return None
    changed = child.with_cells_before("UASC", 0, DUC=text_of(ended - days(40)))
    return planted(changed, found("205B", _RECORD, _HEADER))


def plant_205d(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An asylum seeker who was none in the year before."""
    if not _is_known_before(child):
        return None
    changed = replace(child, before={**child.before, "UASC": ()})
    return planted(changed, found("205D", _HEADER))


def plant_231(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An asylum seeker of ten or younger."""
    site = sites(child, "Header", season)[0]
    birth = child.birth
    if birth is None or age_at_end(site) >= _YOUNGEST or child.before:
        return None
    header, changed = child.rows("Header")[0], child
    for index in range(child.count("Episodes")):
        changed = changed.with_cells("Episodes", index, HOME_POST=None)
    record = row(
        CHILD=header.get("CHILD"),
        SEX=header.get("SEX"),
        DOB=header.get("DOB"),
        DUC=text_of(months_later(birth, 18 * 12)),
    )
    return planted(changed.with_rows("UASC", (record,)), found("231", _HEADER))


def plant_406(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An asylum seeker with a home here, so with a distance from it."""
    if not child.rows("UASC"):
        return None
    known = [
        site
        for site in sites(child, "Episodes", season)
        if site.index or not child.before
    ]
    site = pick(season, known)
    if site is None:
        return None
    authority = (child.rows("Header")[0].get("CHILD") or "")[_AUTHORITY_OF_IDENTIFIER]
    homes = [home.text for home in homes_of(authority)]
    other = season.dice.pick([home for home in homes if home != site.get("PL_POST")])
    changed = child.with_cells("Episodes", site.index, HOME_POST=other)
    return planted(changed, found("406", ("Episodes", site.index)))


def plant_int36(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """The record of a child twice."""
    rows = child.rows("UASC")
    if not rows:
        return None
    return planted(
        child.with_added("UASC", rows[0]), found("INT36", _RECORD, ("UASC", 1))
    )


def _other_sex(site: Site) -> dict[str, str | None]:
    letters = site.season.year >= LETTERS_FOR_SEX
    sexes = ("M", "F") if letters else ("1", "2")
    return {"SEX": next(sex for sex in sexes if sex != site.get("SEX"))}


def _late_end(site: Site) -> dict[str, str | None]:
    grown_up = months_later(site.known("DOB"), 18 * 12)
    return {"DUC": text_of(grown_up + days(site.season.dice.between(1, 20)))}


PLANTERS: dict[str, Planter[Child]] = {
    "104": in_a_row(
        "104",
        "UASC",
        lambda site: {
            "DUC": site.season.dice.pick(
                (*NO_DATE, text_of(first_day(site) - DAY) or "")
            )
        },
        suits=is_new,
    ),
    "205A": plant_205a,
    "205B": plant_205b,
    "205D": plant_205d,
    "231": plant_231,
    "304": in_a_row("304", "UASC", _late_end, suits=is_new),
    "406": plant_406,
    "INT21": in_a_row("INT21", "UASC", _other_sex),
    "INT36": plant_int36,
}
"""Planters by rule."""
