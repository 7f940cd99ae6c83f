"""Faults in DoLo, the orders to deprive a child of liberty."""

from returncheck.synth.dates import days
from returncheck.synth.planting import Planted, Planter, Season
from returncheck.synth.ssda903.plants.sites import (
    NO_DATE,
    Site,
    found,
    is_single,
    last_day,
    planted,
    sites,
)
from returncheck.synth.ssda903.shown import Child, row, text_of

_HOME, _PARENTS = "K2", "P1"
_ORDER = ("DoLo", 0)


def _open_site(child: Child, season: Season[Child], *places: str) -> Site | None:
    """The only episode of a child that is in one of some placements at the end."""
    if not child.rows("Episodes") or child.rows("DoLo"):
        return None
    site = sites(child, "Episodes", season)[0]
    is_open = is_single(site) and "DEC" not in site.row
    room = (last_day(site) - site.known("DECOM")).days if is_open else 0
    return site if is_open and room > 40 and site.get("PLACE") in places else None


def _order(
    code: str,
    start: str | None,
    end: str | None = None,
    *also: str,
    second: tuple[str | None, str | None] | None = None,
) -> Planter[Child]:
    """A planter of an order for a child in a children's home.

    Args:
        code: The rule.
        start: Text, or a number of days before the end of the year.
        end: The same.
        also: Other rules that must find the row.
        second: Start and end of a second order, which is the one that is found.
    """

    def plant(child: Child, season: Season[Child]) -> Planted[Child] | None:
        site = _open_site(child, season, _HOME)
        if site is None:
            return None
        wanted = [(start, end)] + ([second] if second else [])
        orders = tuple(
            row(
                CHILD=site.get("CHILD"),
                DOB=child.rows("Header")[0].get("DOB"),
                DOLO_START=_text(site, first),
                DOLO_END=_text(site, last),
            )
            for first, last in wanted
        )
        place = ("DoLo", len(orders) - 1)
        codes = (code, *also)
        changed = child.with_rows("DoLo", orders)
        return planted(changed, *(found(each, place) for each in codes))

    return plant


def _text(site: Site, told: str | None) -> str | None:
    """The day so many days before the end of the year, or the text as it is."""
    if told is None or not told.lstrip("-").isdigit():
        return told
    return text_of(last_day(site) - days(int(told)))


def plant_707(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An order that begins before care and still holds."""
    site = _open_site(child, season, _HOME)
    if site is None:
        return None
    start = site.known("DECOM") - days(season.dice.between(1, 20))
    order = row(
        CHILD=site.get("CHILD"),
        DOB=child.rows("Header")[0].get("DOB"),
        DOLO_START=text_of(start),
    )
    return planted(child.with_rows("DoLo", (order,)), found("707", _ORDER))


def plant_708(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An order from the day of birth on."""
    site = _open_site(child, season, _HOME)
    if site is None:
        return None
    birth = child.rows("Header")[0].get("DOB")
    order = row(
        CHILD=site.get("CHILD"),
        DOB=birth,
        DOLO_START=birth,
        DOLO_END=_text(site, "5"),
    )
    return planted(child.with_rows("DoLo", (order,)), found("708", _ORDER))


def _elsewhere(code: str, *also: str, places: tuple[str, ...]) -> Planter[Child]:
    """A planter of an order for a child in another placement."""

    def plant(child: Child, season: Season[Child]) -> Planted[Child] | None:
        site = _open_site(child, season, *places)
        if site is None:
            return None
        order = row(
            CHILD=site.get("CHILD"),
            DOB=child.rows("Header")[0].get("DOB"),
            DOLO_START=_text(site, "30"),
            DOLO_END=_text(site, "10"),
        )
        rows = (_ORDER, ("Episodes", site.index))
        changed = child.with_rows("DoLo", (order,))
        return planted(changed, *(found(each, *rows) for each in (code, *also)))

    return plant


PLANTERS: dict[str, Planter[Child]] = {
    "700": _order("700", NO_DATE[0]),
    "701": _order("701", "30", NO_DATE[0]),
    "702": _order("702", "20", "20"),
    "703": _order("703", "-3"),
    "704": _order("704", "30", "-3"),
    "705": _order("705", "30", None, second=("20", None)),
    "707": plant_707,
    "708": plant_708,
    "709": _elsewhere("709", places=("U4", "U6", "S1")),
    "710": _elsewhere("710", "709", places=(_PARENTS, "K3", "K1")),
}
"""Planters by rule."""
