"""Faults in the date of birth of the Header, which all other tables repeat."""

from collections.abc import Callable, Iterator
from datetime import date

from returncheck.synth.dates import DAY, days, months_later
from returncheck.synth.planting import Finding, Planted, Planter, Season
from returncheck.synth.ssda903.plants.sites import (
    NO_DATE,
    Site,
    all_of,
    found,
    has_no,
    in_a_row,
    is_fostered,
    is_fresh_and_open,
    is_fresh_and_over,
    is_new,
    last_day,
    pick,
    planted,
    shifted,
    sites,
    value,
)
from returncheck.synth.ssda903.shown import Child, text_of

REPEATED = {
    "INT11": "AD1",
    "INT12": "PlacedAdoption",
    "INT13": "Missing",
    "INT14": "OC2",
    "INT15": "OC3",
    "INT16": "PrevPerm",
    "INT17": "Reviews",
    "INT18": "UASC",
}
"""Rule to the table whose date of birth it holds against that of the Header."""

_HEADER = ("Header", 0)
_NOT_AT_SCHOOL = "UN1"


def repeated_births(child: Child) -> Iterator[Finding]:
    """What is found where the Header has another date of birth than other tables."""
    for code, table in REPEATED.items():
        for index in range(child.count(table)):
            yield found(code, (table, index))


def _older(
    code: str,
    suits: Callable[[Site], bool],
    birth: Callable[[Site], date],
    rest: Callable[[Site], Iterator[Finding]],
) -> Planter[Child]:
    """A planter that makes the child of an episode older or younger, in the Header."""

    def plant(child: Child, season: Season[Child]) -> Planted[Child] | None:
        known = [site for site in sites(child, "Episodes", season) if suits(site)]
        site = pick(season, known)
        if site is None:
            return None
        header = child.rows("Header")[0]
        changed = child.with_cells("Header", 0, DOB=text_of(birth(site)))
        findings = [*rest(site), *repeated_births(child)]
        if child.before:
            findings.append(found("203", _HEADER))
        if header.get("UPN") == _NOT_AT_SCHOOL and birth(site) < _school_limit(site):
            findings.append(found("209", _HEADER))
        return planted(changed, *findings)

    return plant


def _school_limit(site: Site) -> date:
    """From here on a child is too young to have a pupil number."""
    return months_later(date(site.season.year - 2, 8, 31), -48) + DAY


def _ordinary(site: Site) -> bool:
    """Neither a mother nor an asylum seeker, whose ages other rules look at."""
    is_mother = site.child.rows("Header")[0].get("MOTHER") == "1"
    return not is_mother and not site.child.rows("UASC")


def _plain(site: Site) -> bool:
    """An episode with a foster carer that no rule on ages looks at."""
    is_usual = site.get("LS") in ("V2", "C1", "C2") and is_fostered(site)
    return is_usual and _ordinary(site)


def _is_no_adult_home(site: Site) -> bool:
    return (site.get("LS"), site.get("PLACE")) != ("V2", "K2")


def _began_before_the_end(site: Site) -> bool:
    return site.known("DECOM") < last_day(site)


def _is_guardianship(site: Site) -> bool:
    return site.get("REC") in ("E45", "E46", "E47", "E48")


def _is_adoption(site: Site) -> bool:
    return site.get("REC") in ("E11", "E12")


def _eighteen_at_end(site: Site) -> date:
    return months_later(site.known("DEC"), -18 * 12)


def _starts(site: Site) -> bool:
    """Whether the year shows the start of care."""
    return site.child.rows("Episodes")[0].get("RNE") == "S"


def _is_open_since_before(site: Site) -> bool:
    return bool(site.child.before) and site.is_last and "DEC" not in site.row


def _only_after_care(site: Site) -> bool:
    return not site.child.rows("Episodes") and bool(site.child.rows("OC3"))


def plant_351(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A care leaver who has been 25 for a year when the year begins."""
    header = sites(child, "Header", season)[0]
    if not _only_after_care(header):
        return None
    birth = months_later(season.first_day, -26 * 12 - 1)
    changed = child.with_cells("Header", 0, DOB=text_of(birth))
    return planted(
        changed,
        found("351", _HEADER),
        found("203", _HEADER),
        *repeated_births(child),
    )


PLANTERS: dict[str, Planter[Child]] = {
    "102": in_a_row(
        "102",
        "Header",
        value("DOB", None, *NO_DATE),
        suits=all_of(is_new, has_no("OC3")),
    ),
    "301": _older(
        "301",
        all_of(is_fresh_and_open, _plain),
        lambda site: last_day(site) + days(site.season.dice.between(1, 20)),
        lambda site: iter(
            (found("301", _HEADER), found("302", ("Episodes", 0), _HEADER))
        ),
    ),
    "302": _older(
        "302",
        all_of(
            is_fresh_and_open, _plain, lambda site: site.known("DECOM") < last_day(site)
        ),
        lambda site: site.known("DECOM") + DAY,
        lambda site: iter((found("302", ("Episodes", 0), _HEADER),)),
    ),
    "351": plant_351,
    "352": _older(
        "352",
        all_of(is_fresh_and_over, _ordinary),
        lambda site: months_later(site.known("DECOM"), -18 * 12 - 2),
        lambda site: iter((found("352", ("Episodes", site.index)),)),
    ),
    "359": _older(
        "359",
        all_of(
            _is_open_since_before,
            _is_no_adult_home,
            _ordinary,
            has_no("PlacedAdoption", "OC3"),
        ),
        lambda site: months_later(last_day(site), -18 * 12 - 1),
        lambda site: iter((found("359", ("Episodes", site.index)),)),
    ),
    "386": _older(
        "386",
        all_of(_is_adoption, lambda site: not _starts(site)),
        _eighteen_at_end,
        lambda site: iter((found("386", ("Episodes", site.index)),)),
    ),
    "407": _older(
        "407",
        all_of(_is_guardianship, _ordinary),
        _eighteen_at_end,
        lambda site: iter((found("407", ("Episodes", site.index), _HEADER),)),
    ),
    **{
        code: in_a_row(
            code,
            table,
            lambda site: shifted(site, "DOB", 1),
            suits=lambda site: _is_no_edge(site),
        )
        for code, table in REPEATED.items()
    },
}
"""Planters by rule."""


def _is_no_edge(site: Site) -> bool:
    """Whether a day more changes no age that matters."""
    birth = site.known("DOB")
    is_edge = (birth.month, birth.day) in ((3, 30), (3, 31), (4, 1), (2, 28), (2, 29))
    review = site.day("REVIEW")
    is_close = review is not None and abs((months_later(birth, 48) - review).days) < 5
    return not is_edge and not is_close
