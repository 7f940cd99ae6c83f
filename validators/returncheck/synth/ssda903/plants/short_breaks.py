"""Faults of children in short breaks (V3 and V4)."""

from collections.abc import Sequence

from returncheck.synth.dates import days
from returncheck.synth.planting import Planted, Planter, Season
from returncheck.synth.ssda903.geography import homes_of
from returncheck.synth.ssda903.plants.sites import (
    Site,
    age,
    all_of,
    base,
    found,
    in_a_row,
    last_day,
    planted,
    sites,
    value,
)
from returncheck.synth.ssda903.records import SHORT_BREAKS
from returncheck.synth.ssda903.shown import Child, day_of, row, text_of

_SINGLE, _AGREED = "V3", "V4"
_LONGEST, _LONGEST_IN_ALL = 17, 75
_URN_ALWAYS = 2026
_AUTHORITY_OF_IDENTIFIER = slice(6, 9)


def _is_break(site: Site) -> bool:
    return site.get("LS") in SHORT_BREAKS


def _is_single(site: Site) -> bool:
    return site.get("LS") == _SINGLE


def _is_open_agreement(site: Site) -> bool:
    return site.get("LS") == _AGREED and "DEC" not in site.row and not site.index


def _is_new(site: Site) -> bool:
    return not site.child.before


def _is_told_once(site: Site) -> bool:
    """A break that the year before does not tell of as well."""
    return _is_single(site) or (_is_break(site) and _is_new(site))


def _is_last_or_agreed(site: Site) -> bool:
    """The last single break, or an agreement that goes on."""
    is_last = _is_single(site) and site.is_last and site.index > 0
    return is_last or (_is_open_agreement(site) and _is_new(site))


def _length(site: Site) -> int:
    return (site.known("DEC") - site.known("DECOM")).days


def _is_followed_late(site: Site) -> bool:
    """Whether a single break could last longer than it may."""
    following = day_of((site.following or {}).get("DECOM")) or last_day(site)
    return (following - site.known("DECOM")).days > _LONGEST + 3


def _a_postcode(site: Site) -> str:
    identifier = site.get("CHILD") or ""
    homes = homes_of(identifier[_AUTHORITY_OF_IDENTIFIER])
    return site.season.dice.pick(homes).text


def _series(child: Child, season: Season[Child]) -> Sequence[Site]:
    """The single breaks of a child that has no other episodes."""
    rows = sites(child, "Episodes", season)
    return rows if rows and all(map(_is_single, rows)) else ()


def plant_367(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Single breaks of more than 75 days in all."""
    rows = _series(child, season)
    if len(rows) < 2 or child.before or not child.rows("PrevPerm"):
        return None
    template, number = rows[0].row, _LONGEST_IN_ALL // _LONGEST + 1
    breaks = tuple(
        row(
            **{
                **template,
                "DECOM": text_of(season.first_day + days(20 + 40 * count)),
                "DEC": text_of(season.first_day + days(20 + 40 * count + _LONGEST)),
            }
        )
        for count in range(number)
    )
    places = [("Episodes", index) for index in range(number)]
    return planted(child.with_rows("Episodes", breaks), found("367", *places))


def plant_399(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A review of a child that has short breaks alone."""
    rows = sites(child, "Episodes", season)
    if not rows or not all(map(_is_break, rows)):
        return None
    day = season.first_day + days(season.dice.between(30, 300))
    code = "PN0" if age(child, day) < 4 else "PN2"
    review = row(**base(child), REVIEW=text_of(day), REVIEW_CODE=code)
    places = [("Episodes", site.index) for site in rows]
    changed = child.with_rows("Reviews", (review,))
    return planted(changed, found("399", *places, ("Header", 0), ("Reviews", 0)))


def plant_426(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A break under the other agreement among single ones."""
    rows = _series(child, season)
    if len(rows) < 2:
        return None
    changed = child.with_cells("Episodes", rows[-1].index, LS=_AGREED)
    places = [("Episodes", site.index) for site in rows]
    return planted(changed, found("426", *places))


def plant_431(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A break that begins on the day the one before ended (388)."""
    rows = _series(child, season)
    total = sum(_length(site) for site in rows)
    for site in rows[:-1]:
        following = day_of((site.following or {}).get("DECOM"))
        if following is None:
            continue
        longer = (following - site.known("DECOM")).days
        if longer > _LONGEST or total - _length(site) + longer > _LONGEST_IN_ALL:
            continue
        changed = child.with_cells("Episodes", site.index, DEC=text_of(following))
        return planted(
            changed,
            found("431", ("Episodes", site.index + 1)),
            found("388", ("Episodes", site.index)),
        )
    return None


def _urn_always(site: Site) -> tuple[str, ...]:
    """The rule on a missing URN, in the years in which no break is left out."""
    return ("218",) if site.season.year >= _URN_ALWAYS else ()


PLANTERS: dict[str, Planter[Child]] = {
    "214": in_a_row("214", "Episodes", value("URN", "XXXXXXX"), suits=_is_told_once),
    "365": in_a_row(
        "365",
        "Episodes",
        lambda site: {"DEC": text_of(site.known("DECOM") + days(_LONGEST + 1))},
        suits=all_of(
            _is_single,
            _is_followed_late,
            lambda site: _is_within(site),
        ),
    ),
    "366": in_a_row(
        "366",
        "Episodes",
        value("RNE", "P", "T"),
        suits=all_of(_is_single, lambda site: site.index > 0),
        also=lambda _: ("432", "433", "435"),
    ),
    "367": plant_367,
    "382": in_a_row(
        "382",
        "Episodes",
        lambda _: {"PLACE": "T2", "PLACE_PROVIDER": None},
        suits=_is_last_or_agreed,
        also=lambda site: ("380", "381") if "REC" in site.row else ("380",),
    ),
    "384": in_a_row(
        "384",
        "Episodes",
        value("PLACE", "U1", "U4"),
        suits=_is_told_once,
        also=_urn_always,
    ),
    "398": in_a_row(
        "398",
        "Episodes",
        lambda site: {"HOME_POST": _a_postcode(site)},
        suits=_is_break,
    ),
    "399": plant_399,
    "420": in_a_row(
        "420",
        "Episodes",
        lambda site: {"PL_POST": _a_postcode(site)},
        suits=_is_told_once,
        also=lambda _: ("214", "398"),
    ),
    "426": plant_426,
    "431": plant_431,
}
"""Planters by rule."""


def _is_within(site: Site) -> bool:
    """Whether all single breaks stay within what they may last in all."""
    rows = sites(site.child, "Episodes", site.season)
    return sum(map(_length, rows)) - _length(site) + _LONGEST + 1 <= _LONGEST_IN_ALL
