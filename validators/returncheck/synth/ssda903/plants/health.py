"""Faults in OC2, the answers on health and offending."""

from datetime import date

from returncheck.synth.dates import months_later
from returncheck.synth.planting import Planted, Planter, Season
from returncheck.synth.ssda903.plants.sites import (
    Site,
    base,
    first_day,
    found,
    in_a_row,
    last_day,
    planted,
    sites,
    value,
)
from returncheck.synth.ssda903.shown import Child, row

_CORE = ("IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE")


def _birthday(site: Site, years: int) -> date:
    birth = site.child.birth
    if birth is None:
        raise ValueError("The child has no readable date of birth.")
    return months_later(birth, 12 * years)


def _is_ten(site: Site) -> bool:
    return _birthday(site, 10) <= last_day(site)


def _is_under_five(site: Site) -> bool:
    return _birthday(site, 5) > last_day(site)


def _is_scored_all_year(site: Site) -> bool:
    """Of an age to be scored on every day of the year."""
    return _birthday(site, 4) < first_day(site) and _birthday(site, 17) > last_day(site)


def _is_scored_in_part(site: Site) -> bool:
    """Of an age to be scored from or to a day of the year."""
    four, seventeen = _birthday(site, 4), _birthday(site, 17)
    first, last = first_day(site), last_day(site)
    return first < four <= last or first <= seventeen <= last


def _is_too_young(site: Site) -> bool:
    return _birthday(site, 4) > last_day(site)


def _is_for_score(site: Site) -> bool:
    return "SDQ_SCORE" in site.row


def _is_for_reason(site: Site) -> bool:
    return "SDQ_REASON" in site.row


def _is_unscored_for_age(site: Site) -> bool:
    """Given a reason, of an age for which 'too young or too old' is none."""
    is_old = _birthday(site, 4) <= first_day(site)
    return _is_for_reason(site) and is_old and _birthday(site, 16) >= last_day(site)


def _has_no_yes(site: Site) -> bool:
    """Neither convicted nor checked, with which core answers would be asked for too."""
    return site.get("CONVICTED") != "1" and site.get("HEALTH_CHECK") != "1"


def _added(child: Child, **answers: str) -> Child:
    return child.with_rows("OC2", (row(**base(child), **answers),))


def _asks_nothing(site: Site) -> bool:
    """In care in part of the year alone: no answers are asked for."""
    episodes = site.child.rows("Episodes")
    return bool(episodes) and not site.child.rows("OC2")


def _on_header(child: Child, season: Season[Child]) -> Site:
    return sites(child, "Header", season)[0]


_NEW_ROW = ("OC2", 0)


def _answered(code: str, also: tuple[str, ...] = (), **answers: str) -> Planter[Child]:
    """A planter of answers for a child that was not in care all year."""

    def plant(child: Child, season: Season[Child]) -> Planted[Child] | None:
        site = _on_header(child, season)
        is_of_age = _birthday(site, 4) <= last_day(site)
        if not _asks_nothing(site) or not is_of_age or child.rows("OC3"):
            return None
        if _birthday(site, 17) < first_day(site):
            return None
        findings = (found(each, _NEW_ROW) for each in (code, *also))
        return planted(_added(child, **answers), *findings)

    return plant


def plant_189(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A score for a child who was too old, and not in care all year (185)."""
    site = _on_header(child, season)
    if not _asks_nothing(site) or _birthday(site, 17) >= first_day(site):
        return None
    changed = _added(child, SDQ_SCORE=str(season.dice.between(1, 30)))
    return planted(changed, found("189", _NEW_ROW), found("185", _NEW_ROW))


def plant_191(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """No answers for a child that was in care all year."""
    if not child.rows("OC2"):
        return None
    return planted(child.with_rows("OC2", ()), found("191", ("Episodes", 0)))


def plant_215(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Answers for a care leaver, who was not in care all year either (190)."""
    if not child.rows("OC3") or not _asks_nothing(_on_header(child, season)):
        return None
    changed = _added(child, **dict.fromkeys(_CORE, "0"))
    return planted(changed, found("215", ("OC3", 0), _NEW_ROW), found("190", _NEW_ROW))


def plant_int33(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """The answers of a child twice."""
    answers = child.rows("OC2")
    if not answers:
        return None
    return planted(
        child.with_added("OC2", answers[0]), found("INT33", _NEW_ROW, ("OC2", 1))
    )


def _misuse(code: str, received: str | None, offered: str | None) -> Planter[Child]:
    """A planter of a problem with substances, with what was done about it."""
    return in_a_row(
        code,
        "OC2",
        lambda _: {
            "SUBSTANCE_MISUSE": "1",
            "INTERVENTION_RECEIVED": received,
            "INTERVENTION_OFFERED": offered,
        },
    )


PLANTERS: dict[str, Planter[Child]] = {
    "157": in_a_row(
        "157", "OC2", value("SDQ_REASON", "SDQ1"), suits=_is_unscored_for_age
    ),
    "158": _misuse("158", "1", "1"),
    "159": _misuse("159", "0", None),
    "180": in_a_row(
        "180", "OC2", value("SDQ_SCORE", "41", "12.5", "X"), suits=_is_for_score
    ),
    "181": in_a_row("181", "OC2", value("TEETH_CHECK", "2", "Y")),
    "182": in_a_row(
        "182",
        "OC2",
        value("TEETH_CHECK", None),
        suits=_has_no_yes,
        also=lambda _: ("191",),
    ),
    "185": _answered("185", SDQ_SCORE="12"),
    "186": in_a_row(
        "186",
        "OC2",
        lambda _: {"SDQ_SCORE": None, "SDQ_REASON": None},
        suits=_is_scored_all_year,
    ),
    "188": in_a_row("188", "OC2", value("SDQ_SCORE", "5", "11"), suits=_is_too_young),
    "189": plant_189,
    "190": _answered("190", (), **dict.fromkeys(_CORE, "0")),
    "191": plant_191,
    "192": _misuse("192", None, None),
    "193": in_a_row(
        "193",
        "OC2",
        value("INTERVENTION_RECEIVED", "0", "1"),
        suits=lambda site: site.get("SUBSTANCE_MISUSE") == "0",
    ),
    "196": in_a_row(
        "196", "OC2", value("SDQ_REASON", "SDQ6", "X"), suits=_is_for_reason
    ),
    "197B": in_a_row(
        "197B",
        "OC2",
        lambda _: {"SDQ_SCORE": None, "SDQ_REASON": None},
        suits=_is_scored_in_part,
    ),
    "197a": in_a_row("197a", "OC2", value("SDQ_REASON", "SDQ2"), suits=_is_for_score),
    "198": _answered("198", SDQ_REASON="SDQ3"),
    "215": plant_215,
    "542": in_a_row(
        "542",
        "OC2",
        value("CONVICTED", "0"),
        suits=lambda site: not _is_ten(site),
    ),
    "543": in_a_row("543", "OC2", value("CONVICTED", None), suits=_is_ten),
    "544": in_a_row(
        "544",
        "OC2",
        lambda _: {"CONVICTED": "1", "TEETH_CHECK": None},
        suits=_is_ten,
        also=lambda _: ("182", "191"),
    ),
    "545": in_a_row("545", "OC2", value("HEALTH_CHECK", None), suits=_is_under_five),
    "546": in_a_row(
        "546",
        "OC2",
        value("HEALTH_CHECK", "0"),
        suits=lambda site: not _is_under_five(site),
    ),
    "547": in_a_row(
        "547",
        "OC2",
        lambda _: {"HEALTH_CHECK": "1", "TEETH_CHECK": None},
        suits=_is_under_five,
        also=lambda _: ("182", "191"),
    ),
    "INT33": plant_int33,
}
"""Planters by rule."""
