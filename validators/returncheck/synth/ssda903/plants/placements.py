"""Faults in the placement of an episode: its type, provider, URN and postcodes."""

from datetime import date

from returncheck.synth.planting import Planted, Planter, Season
from returncheck.synth.ssda903.code_years import SUPPORTED_SINCE
from returncheck.synth.ssda903.geography import postcodes
from returncheck.synth.ssda903.plants.sites import (
    Site,
    age,
    all_of,
    found,
    in_a_row,
    is_fostered,
    is_new,
    is_temporary,
    pick,
    planted,
    sites,
    value,
)
from returncheck.synth.ssda903.records import SHORT_BREAKS
from returncheck.synth.ssda903.shown import Child, Row

_INDEPENDENT, _SEMI, _SUPPORTED = "P2", "H5", "K3"
_SUPPORTED_YEAR = 2025
_UNREGISTERED_YEAR = 2023
_MOVES = ("S", "P", "B")
_NO_POSTCODE = "ZZ99 9ZZ"


def _differs(one: Row | None, other: Row) -> bool:
    """Whether two episodes differ in placement and in postcode, as after a move."""
    if one is None:
        return True
    return all(one.get(name) != other.get(name) for name in ("PLACE", "PL_POST"))


def _is_apart(site: Site) -> bool:
    """Whether its placement can change without a fault beside its neighbours."""
    is_told_before = site.index == 0 and bool(site.child.before)
    following = site.following
    is_moved_on = following is None or following.get("RNE") in _MOVES
    near = (site.row, site.previous, following)
    return (
        not is_told_before
        and site.get("RNE") in _MOVES
        and is_moved_on
        and _differs(site.previous, site.row)
        and _differs(following, site.row)
        and not any(is_temporary(each) for each in near)
        and site.get("LS") not in SHORT_BREAKS
    )


def _is_free(site: Site) -> bool:
    """A foster placement apart, which nothing at its end asks for."""
    is_guardian = site.get("REC") in ("E45", "E46", "E11", "E12")
    return _is_apart(site) and is_fostered(site) and not is_guardian


def _is_alone(site: Site) -> bool:
    """The only episode, told in this year alone."""
    is_care = site.get("LS") not in SHORT_BREAKS
    return site.child.count("Episodes") == 1 and is_new(site) and is_care


def _is_no_asylum_seeker(site: Site) -> bool:
    return not site.child.rows("UASC")


def _is_own_elsewhere(site: Site) -> bool:
    """Whether rule 1015 would find it without a postcode."""
    is_family = (site.get("PLACE") or "")[:1] in ("A", "U")
    return site.get("PLACE_PROVIDER") == "PR1" and not is_family


def _is_lost(site: Site) -> bool:
    """The only episode, whose postcode can be lost without more than that."""
    return (
        _is_alone(site) and _is_no_asylum_seeker(site) and not _is_own_elsewhere(site)
    )


def _lost(code: str, postcode: str | None, codes: tuple[str, ...]) -> Planter[Child]:
    """A planter of a postcode that is not there, or is none."""
    return in_a_row(
        code,
        "Episodes",
        lambda _: {"PL_POST": postcode},
        suits=_is_lost,
        also=lambda _: tuple(each for each in codes if each != code),
    )


_WITHOUT_POSTCODE = ("169", "179", "392a", "392b")
_WITH_WRONG_POSTCODE = ("392c", "169", "179", "392a")


def _younger(site: Site, years: int) -> bool:
    return age(site.child, site.known("DECOM")) < years


def _too_young(
    code: str, place: str, years: int, provider: str, *, has_urn: bool = False
) -> Planter[Child]:
    """A planter of a placement for which the child is too young."""
    return in_a_row(
        code,
        "Episodes",
        lambda site: {
            "PLACE": place,
            "PLACE_PROVIDER": provider,
            "URN": site.get("URN") if has_urn else None,
        },
        suits=all_of(_is_free, lambda site: _younger(site, years)),
    )


def _ends_by_then(site: Site) -> bool:
    """Whether it ended by the day of the register, in the year of it."""
    end = site.day("DEC")
    is_later = site.season.year > _UNREGISTERED_YEAR
    return not is_later or (end is not None and end <= SUPPORTED_SINCE)


def _semi_independent(site: Site) -> dict[str, str | None]:
    """Supported accommodation as the year has it, with its URN where it may have."""
    year = site.season.year
    urn = site.get("URN") if year > _UNREGISTERED_YEAR else None
    place = _SUPPORTED if year >= _SUPPORTED_YEAR else _SEMI
    return {"PLACE": place, "PLACE_PROVIDER": "PR4", "URN": urn}


def _is_registered_semi(site: Site) -> bool:
    """Supported accommodation since it is registered, with a URN."""
    is_semi = site.get("PLACE") == _SEMI and "URN" in site.row
    is_carried = (site.previous or {}).get("PLACE") == _SEMI
    return is_semi and not is_carried


def _own_outside(site: Site) -> bool:
    """A children's home of another provider, in another authority than the home."""
    home, placed = site.get("HOME_POST"), site.get("PL_POST")
    is_home = site.get("PLACE") in ("K2", "R1")
    return is_home and _is_apart(site) and _authority(home) != _authority(placed)


def _authority(text: str | None) -> str | None:
    for code, listed in postcodes().items():
        if any(each.text == text for each in listed):
            return code
    return None


def _parents(code: str, provider: str) -> Planter[Child]:
    """A planter of a provider for a child that lives with its parents."""
    return in_a_row(
        code,
        "Episodes",
        lambda _: {"PLACE": "P1", "PLACE_PROVIDER": provider, "URN": None},
        suits=all_of(
            _is_free,
            lambda site: site.get("LS") in ("C1", "C2"),
            lambda site: (
                provider != "PR1"
                or _authority(site.get("PL_POST")) == _authority(site.get("HOME_POST"))
            ),
        ),
    )


def plant_217(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Placed for adoption with its carer, told as a move to another."""
    known = [
        site
        for site in sites(child, "Episodes", season)
        if site.get("PLACE") in ("A3", "A5") and (site.index or not child.before)
    ]
    site = pick(season, known)
    if site is None or site.known("DECOM") < date(2015, 4, 1):
        return None
    changed = child.with_cells("Episodes", site.index, RNE="P")
    return planted(changed, found("217", ("Episodes", site.index)))


def plant_392d(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A foster placement at the postcode of home."""
    known = [
        site
        for site in sites(child, "Episodes", season)
        if _is_free(site) and "HOME_POST" in site.row
    ]
    site = pick(season, known)
    if site is None:
        return None
    changed = child.with_cells("Episodes", site.index, PL_POST=site.get("HOME_POST"))
    return planted(changed, found("392d", ("Episodes", site.index)))


PLANTERS: dict[str, Planter[Child]] = {
    **{code: _lost(code, None, _WITHOUT_POSTCODE) for code in _WITHOUT_POSTCODE},
    "213": in_a_row(
        "213",
        "Episodes",
        value("PLACE_PROVIDER", "PR4"),
        suits=lambda site: is_temporary(site.row) and site.index > 0,
        also=lambda site: (
            ()
            if site.get("PLACE") == "T4" and site.season.year > _SUPPORTED_YEAR
            else ("178",)
        ),
    ),
    "217": plant_217,
    "217t": in_a_row(
        "217t",
        "Episodes",
        value("PLACE", _INDEPENDENT),
        suits=_is_registered_semi,
        also=lambda _: ("222",),
    ),
    "218": in_a_row("218", "Episodes", value("URN", None), suits=_is_free),
    "222": in_a_row(
        "222",
        "Episodes",
        value("URN", "9999901"),
        suits=all_of(_is_apart, lambda site: site.get("PLACE") in ("P1", "R1", "R2")),
    ),
    "230": in_a_row("230", "Episodes", value("URN", None), suits=_is_registered_semi),
    "370": in_a_row(
        "370",
        "Episodes",
        lambda _: {"PLACE": _INDEPENDENT, "PLACE_PROVIDER": "PR4", "URN": None},
        suits=all_of(_is_free, _ends_by_then, lambda site: _younger(site, 15)),
    ),
    "371": in_a_row(
        "371",
        "Episodes",
        _semi_independent,
        suits=all_of(_is_free, lambda site: _younger(site, 14)),
    ),
    "372": _too_young("372", "R5", 10, "PR3"),
    "373": _too_young("373", "S1", 4, "PR4", has_urn=True),
    "374": _too_young("374", "P3", 14, "PR4"),
    "378": in_a_row(
        "378",
        "Episodes",
        lambda _: {"PLACE": "P1", "PLACE_PROVIDER": "PR0", "URN": None},
        suits=all_of(_is_free, lambda site: site.get("LS") == "V2"),
    ),
    "392c": _lost("392c", _NO_POSTCODE, _WITH_WRONG_POSTCODE),
    "392d": plant_392d,
    "408": in_a_row(
        "408",
        "Episodes",
        value("LS", "C2"),
        suits=lambda site: (
            site.get("PLACE") in ("A5", "A6")
            and site.index > 0
            and site.get("RNE") in ("P", "T")
            and site.is_last
        ),
        also=lambda _: ("435",),
    ),
    "526": in_a_row("526", "Episodes", value("PLACE_PROVIDER", None), suits=_is_free),
    "527": _parents("527", "PR1"),
    "528": _parents("528", "PR2"),
    "529": in_a_row("529", "Episodes", value("PLACE_PROVIDER", "PR3"), suits=_is_free),
    "530": _parents("530", "PR4"),
    "531": _parents("531", "PR5"),
    "550": in_a_row("550", "Episodes", value("PLACE_PROVIDER", "PR0"), suits=_is_free),
    "1015": in_a_row(
        "1015",
        "Episodes",
        value("PLACE_PROVIDER", "PR1"),
        suits=all_of(_own_outside, _is_no_asylum_seeker),
    ),
}
"""Planters by rule."""
