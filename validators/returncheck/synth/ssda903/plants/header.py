"""Faults in the other items of the Header, motherhood among them."""

from datetime import date

from returncheck.synth.dates import DAY, days
from returncheck.synth.planting import Finding, Planted, Planter, Season
from returncheck.synth.ssda903.code_years import LETTERS_FOR_SEX
from returncheck.synth.ssda903.plants.sites import (
    NO_DATE,
    Site,
    age,
    all_of,
    first_day,
    found,
    has_no,
    in_a_row,
    is_boy,
    is_new,
    last_day,
    planted,
    sites,
    value,
)
from returncheck.synth.ssda903.records import SHORT_BREAKS
from returncheck.synth.ssda903.shown import Child, day_of, text_of
from returncheck.synth.upn import make_upn

_HEADER = ("Header", 0)
_NUMBER_LENGTH = 13
_YOUNGEST_MOTHER = 12
_FIRST_UNIQUE_YEAR = 2026


def _cares(site: Site) -> bool:
    """Whether the child has an episode that is no short break."""
    episodes = site.child.rows("Episodes")
    return any(each.get("LS") not in SHORT_BREAKS for each in episodes)


def _is_boy(site: Site) -> bool:
    return is_boy(site.child)


def _is_girl(site: Site) -> bool:
    return not is_boy(site.child)


def _is_childless_girl(site: Site) -> bool:
    return _is_girl(site) and site.get("MOTHER") == "0"


def _is_old_girl(site: Site) -> bool:
    """A girl of an age to have a child when the year begins."""
    return _is_childless_girl(site) and _is_old(site)


def _is_old(site: Site) -> bool:
    return age(site.child, first_day(site)) > _YOUNGEST_MOTHER


def _is_open(site: Site) -> bool:
    episodes = site.child.rows("Episodes")
    return any("DEC" not in each for each in episodes)


def _is_known_before(site: Site) -> bool:
    return bool(site.child.before)


def _has_number(site: Site) -> bool:
    return len(site.get("UPN") or "") == _NUMBER_LENGTH


def _before_the_year(site: Site) -> str | None:
    return text_of(first_day(site) - days(site.season.dice.between(20, 200)))


def _in_before(code: str, column: str, change: str | None) -> Planter[Child]:
    """A planter that gives the Header of the year before another text in a cell."""

    def plant(child: Child, season: Season[Child]) -> Planted[Child] | None:
        if not child.before:
            return None
        changed = child.with_cells_before("Header", 0, **{column: change})
        return planted(changed, found(code, _HEADER))

    return plant


def plant_202(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """The other sex in the year before."""
    if not child.before:
        return None
    letters = season.year >= LETTERS_FOR_SEX
    sexes = ("F", "M") if letters else ("2", "1")
    return _in_before("202", "SEX", sexes[not is_boy(child)])(child, season)


def plant_203(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A date of birth a day later in the year before."""
    birth = child.birth
    if birth is None:
        return None
    return _in_before("203", "DOB", text_of(birth + DAY))(child, season)


def plant_204(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Another ethnicity in the year before."""
    now = child.rows("Header")[0].get("ETHNIC")
    other = season.dice.pick([each for each in ("WBRI", "MOTH") if each != now])
    return _in_before("204", "ETHNIC", other)(child, season)


def plant_207(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A mother in the year before who is none any more."""
    site = sites(child, "Header", season)[0]
    if not _is_childless_girl(site):
        return None
    return _in_before("207", "MOTHER", "1")(child, season)


def plant_208(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Another pupil number in the year before."""
    if not _has_number(sites(child, "Header", season)[0]):
        return None
    other = make_upn("887", f"{season.dice.between(10**8, 10**9 - 1)}")
    return _in_before("208", "UPN", other)(child, season)


def plant_210(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Newly looked after, so without a number, but for less than a week."""
    late = date(season.year, 3, 24)
    rows = [
        ("Episodes", index)
        for index, each in enumerate(child.rows("Episodes"))
        if (day_of(each.get("DECOM")) or date.min) >= late
    ]
    if child.before or not rows:
        return None
    changed = child.with_cells("Header", 0, UPN="UN4")
    return planted(changed, found("210", *rows, _HEADER))


def plant_624(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A boy with a child of his own in the year before, which no rule found then."""
    if not is_boy(child):
        return None
    day = text_of(season.first_day - days(season.dice.between(10, 300)))
    return _in_before("624", "MC_DOB", day)(child, season)


def _unsaid(site: Site) -> list[Finding]:
    """What else is found of a girl of whom is not said whether she is a mother."""
    findings = []
    if site.season.year < LETTERS_FOR_SEX:
        others = [("OC3", index) for index in range(site.child.count("OC3"))]
        findings.append(found("165", _HEADER, *others))
    ended = _ended_rows(site)
    if ended:
        findings.append(found("607", *ended, _HEADER))
    return findings


def _ended_rows(site: Site) -> list[tuple[str, int]]:
    """Rows with which the child left care in the year."""
    return [
        ("Episodes", index)
        for index, each in enumerate(site.child.rows("Episodes"))
        if each.get("REC") not in (None, "X1")
        and each.get("LS") not in SHORT_BREAKS
        and first_day(site) <= (day_of(each.get("DEC")) or date.min) <= last_day(site)
    ]


def plant_607(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A girl who left, of whom is not said whether she is a mother (393)."""
    site = sites(child, "Header", season)[0]
    if not _is_childless_girl(site) or not _ended_rows(site):
        return None
    changed = child.with_cells("Header", 0, MOTHER=None)
    return planted(changed, found("393", _HEADER), *_unsaid(site))


def plant_epi(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A child that left in the year before, about whom nothing is said."""
    if child.rows("Episodes") or not child.rows("OC3"):
        return None
    return planted(child.with_rows("OC3", ()), found("EPI", _HEADER))


def plant_int32(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """The Header twice."""
    first = child.rows("Header")[0]
    both = (_HEADER, ("Header", 1))
    findings = [found("INT32", *both)]
    if (
        season.year >= _FIRST_UNIQUE_YEAR
        and len(first.get("UPN", "")) == _NUMBER_LENGTH
    ):
        findings.append(found("444", *both))
    return planted(child.with_added("Header", first), *findings)


PLANTERS: dict[str, Planter[Child]] = {
    "101": in_a_row(
        "101",
        "Header",
        lambda site: {
            "SEX": "1" if site.season.year >= LETTERS_FOR_SEX else "3",
        },
        suits=all_of(is_new, has_no("UASC"), _is_boy),
    ),
    "103": in_a_row(
        "103", "Header", value("ETHNIC", None, "WBRT", "XXXX"), suits=is_new
    ),
    "165": in_a_row(
        "165",
        "Header",
        value("MOTHER", "2", "Y"),
        suits=all_of(_is_childless_girl, has_no("OC3")),
    ),
    "168": in_a_row(
        "168", "Header", value("UPN", "I123456789012", "A12345", "UN6"), suits=is_new
    ),
    "171": in_a_row(
        "171",
        "Header",
        lambda site: {"MOTHER": "1", "MC_DOB": site.season.dice.pick(NO_DATE)},
        suits=_is_old_girl,
    ),
    "174": in_a_row(
        "174",
        "Header",
        lambda site: {"MC_DOB": _before_the_year(site)},
        suits=all_of(_is_boy, _is_old),
    ),
    "202": plant_202,
    "203": plant_203,
    "204": plant_204,
    "207": plant_207,
    "208": plant_208,
    "209": in_a_row(
        "209",
        "Header",
        value("UPN", "UN1"),
        suits=all_of(is_new, lambda site: age(site.child, first_day(site)) > 6),
    ),
    "210": plant_210,
    "232": in_a_row(
        "232", "Header", value("SEX", "U"), suits=all_of(is_new, has_no("UASC"))
    ),
    "393": in_a_row(
        "393",
        "Header",
        value("MOTHER", None),
        suits=all_of(_is_childless_girl, _is_open),
        rest=_unsaid,
    ),
    "442": in_a_row("442", "Header", value("UPN", None), suits=all_of(is_new, _cares)),
    "607": plant_607,
    "611": in_a_row("611", "Header", value("MOTHER", "1"), suits=_is_old_girl),
    "612": in_a_row(
        "612",
        "Header",
        lambda site: {"MC_DOB": _before_the_year(site)},
        suits=_is_old_girl,
    ),
    "620": in_a_row(
        "620",
        "Header",
        lambda site: {
            "MOTHER": "1",
            "MC_DOB": text_of(site.known("DOB") + days(100)),
        },
        suits=all_of(
            is_new,
            _is_childless_girl,
            lambda site: 2 < age(site.child, first_day(site)) < 10,
        ),
    ),
    "621": in_a_row(
        "621",
        "Header",
        lambda site: {"MOTHER": "1", "MC_DOB": site.get("DOB")},
        suits=all_of(is_new, _is_old_girl),
    ),
    "624": plant_624,
    "625": in_a_row(
        "625",
        "Header",
        lambda site: {
            "MOTHER": "1",
            "MC_DOB": text_of(last_day(site) + days(site.season.dice.between(1, 30))),
        },
        suits=all_of(_is_old_girl, _is_open),
    ),
    "626": in_a_row(
        "626",
        "Header",
        lambda site: {"MOTHER": "1", "MC_DOB": _before_the_year(site)},
        suits=all_of(_is_old_girl, _is_known_before),
    ),
    "628": in_a_row(
        "628",
        "Header",
        value("MOTHER", "0"),
        suits=lambda site: not site.child.rows("Episodes"),
    ),
    "EPI": plant_epi,
    "INT32": plant_int32,
}
"""Planters by rule."""
