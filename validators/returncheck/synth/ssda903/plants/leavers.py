"""Faults in OC3, the care leavers."""

from dataclasses import replace
from datetime import date

from returncheck.synth.dates import days, months_later, year_end
from returncheck.synth.planting import Finding, Planted, Planter, Season
from returncheck.synth.ssda903.plants.sites import (
    Site,
    age,
    age_at_end,
    all_of,
    base,
    found,
    in_a_row,
    planted,
    value,
)
from returncheck.synth.ssda903.records import SHORT_BREAKS
from returncheck.synth.ssda903.shown import Child, Row, day_of, row, text_of

_NEW_ROW = ("OC3", 0)
_HEADER = ("Header", 0)
_ANSWERS = {"IN_TOUCH": "YES", "ACTIV": "F2", "ACCOM": "U1"}
_NO_LEAVERS = ("E2", "E3", "E11", "E12")
_FIRST_YEAR_OF_1016 = 2024
_LONG_ENOUGH = 91


def _is_in_touch(site: Site) -> bool:
    is_told = site.get("ACTIV") != "0" and site.get("ACCOM") != "0"
    return site.get("IN_TOUCH") == "YES" and is_told


def _only_after_care(child: Child) -> bool:
    return bool(child.rows("OC3")) and not child.rows("Episodes")


def _with_answers(child: Child) -> Child:
    return child.with_rows("OC3", (row(**base(child), **_ANSWERS),))


def plant_391(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A child under 16 asked about after care, which no days in care allow (1001)."""
    if not _has_left(child) or age(child, year_end(season.year)) >= 16:
        return None
    return planted(
        _with_answers(child), found("391", _NEW_ROW), found("1001", _NEW_ROW)
    )


def _has_left(child: Child) -> bool:
    """Whether the child left in the year, in a way that makes it no exception."""
    rows = child.rows("Episodes")
    if not rows or child.rows("OC2") or child.rows("OC3") or child.rows("AD1"):
        return False
    last = rows[-1]
    return "DEC" in last and not any(
        each.get("REC") in _NO_LEAVERS or each.get("LS") in SHORT_BREAKS
        for each in (*rows, *child.before.get("Episodes", ()))
    )


def _days_since(child: Child, birthday: date) -> int:
    """Days in care since a birthday, as the two returns show them."""
    spans: dict[date, date] = {}
    for each in (*child.before.get("Episodes", ()), *child.rows("Episodes")):
        start, end = day_of(each.get("DECOM")), day_of(each.get("DEC"))
        if start is not None and end is not None:
            spans[start] = end
    return sum(
        max((end - max(start, birthday)).days, 0) for start, end in spans.items()
    )


def _was_long_enough(child: Child, birth: date) -> bool:
    since_14 = _days_since(child, months_later(birth, 14 * 12))
    since_16 = _days_since(child, months_later(birth, 16 * 12))
    return since_14 >= _LONG_ENOUGH and since_16 >= 1


def _asked_too_early(code: str) -> Planter[Child]:
    """A planter of answers for a child that was in care on its last birthday."""

    def plant(child: Child, season: Season[Child]) -> Planted[Child] | None:
        birth, end = child.birth, year_end(season.year)
        years = age(child, end)
        if birth is None or years not in (17, 18) or not _has_left(child):
            return None
        birthday = months_later(birth, 12 * years)
        last = child.rows("Episodes")[-1]
        first = child.rows("Episodes")[0]
        left, began = day_of(last.get("DEC")), day_of(first.get("DECOM"))
        if left is None or began is None or not began <= birthday < left:
            return None
        is_one_spell = all(
            each.get("RNE") != "S" for each in child.rows("Episodes")[1:]
        )
        if not is_one_spell or not _was_long_enough(child, birth):
            return None
        codes = ["1007"]
        if season.year >= _FIRST_YEAR_OF_1016:
            codes.append("1016")
        if code not in codes:
            return None
        return planted(_with_answers(child), *(found(each, _NEW_ROW) for each in codes))

    return plant


def plant_348(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A care leaver who had died by the year before."""
    if not child.rows("OC3") or not child.before.get("OC3"):
        return None
    if child.rows("OC3")[0].get("IN_TOUCH") == "DIED":
        return None
    changed = child.with_cells_before("OC3", 0, IN_TOUCH="DIED", ACTIV="0", ACCOM="0")
    return planted(changed, found("348", _NEW_ROW))


def plant_1000(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Answers on a child whose care ended by death."""
    if _only_after_care(child):
        last = len(child.before["Episodes"]) - 1
        changed = child.with_cells_before("Episodes", last, REC="E2")
        return planted(changed, found("1000", _NEW_ROW))
    return _with_other_end(child, "E2", "1000")


def plant_1011(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Answers on a child whom another authority took over."""
    return _with_other_end(child, "E3", "1011")


def _with_other_end(child: Child, ended: str, code: str) -> Planted[Child] | None:
    index = child.count("Episodes") - 1
    if not child.rows("OC3") or index < 0:
        return None
    changed = child.with_cells("Episodes", index, REC=ended)
    return planted(changed, found(code, _NEW_ROW))


def plant_1001(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A care leaver of 19 who was in care for less than 13 weeks."""
    before = child.before.get("Episodes", ())
    if not _only_after_care(child) or age(child, year_end(season.year)) >= 20:
        return None
    end = day_of(before[-1].get("DEC")) if len(before) == 1 else None
    if end is None:
        return None
    start = text_of(end - days(season.dice.between(20, 90)))
    changed = child.with_cells_before("Episodes", 0, DECOM=start)
    return planted(changed, found("1001", _NEW_ROW))


def plant_1002(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A care leaver who was in care in neither year; under 20 also 1001."""
    if not _only_after_care(child):
        return None
    changed = replace(child, before={**child.before, "Episodes": ()})
    codes = ["1002"]
    if age(child, year_end(season.year)) < 20:
        codes.append("1001")
    return planted(changed, *(found(code, _NEW_ROW) for code in codes))


def plant_1010(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A care leaver who was in care still at the end of the year before."""
    index = len(child.before.get("Episodes", ())) - 1
    if not _only_after_care(child):
        return None
    changed = child.with_cells_before("Episodes", index, DEC=None, REC=None)
    return planted(changed, found("1010", _NEW_ROW))


def plant_1014(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A care leaver who is an asylum seeker, though not in care in the year."""
    if not _only_after_care(child):
        return None
    header = child.rows("Header")[0]
    asylum = row(
        CHILD=header.get("CHILD"), SEX=header.get("SEX"), DOB=header.get("DOB")
    )
    findings = [found("1014", ("UASC", 0), _NEW_ROW)]
    was_one = bool(child.before.get("UASC"))
    findings.append(
        found("205B", ("UASC", 0), _HEADER) if was_one else found("205D", _HEADER)
    )
    return planted(child.with_rows("UASC", (asylum,)), *findings)


def plant_134(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An adopted child asked about after care, far too young (391, 1001)."""
    if not child.rows("AD1") or age(child, year_end(season.year)) >= 16:
        return None
    findings: list[Finding] = [found("134", ("AD1", 0))]
    findings += [found(code, _NEW_ROW) for code in ("391", "1001")]
    return planted(_with_answers(child), *findings)


def plant_int34(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """The answers on a care leaver twice."""
    rows: tuple[Row, ...] = child.rows("OC3")
    if not rows:
        return None
    return planted(
        child.with_added("OC3", rows[0]), found("INT34", _NEW_ROW, ("OC3", 1))
    )


def _is_under_18_at_start(site: Site) -> bool:
    birth = site.known("DOB")
    return birth > months_later(site.season.first_day, -18 * 12)


def _turns_17(site: Site) -> bool:
    return age_at_end(site) == 17


PLANTERS: dict[str, Planter[Child]] = {
    "131": in_a_row("131", "OC3", value("IN_TOUCH", "MAYBE", "Y"), suits=_is_in_touch),
    "132": in_a_row("132", "OC3", value("ACTIV", "F3", "P3", "G1"), suits=_is_in_touch),
    "133": in_a_row("133", "OC3", value("ACCOM", "S1", "X1", "A1"), suits=_is_in_touch),
    "134": plant_134,
    "153": in_a_row(
        "153",
        "OC3",
        value("ACCOM", None),
        suits=_is_in_touch,
        also=lambda _: ("133",),
    ),
    "344": in_a_row("344", "OC3", value("IN_TOUCH", "RHOM"), suits=_is_in_touch),
    "345": in_a_row("345", "OC3", value("ACTIV", "0"), suits=_is_in_touch),
    "347": in_a_row(
        "347",
        "OC3",
        value("ACCOM", "T"),
        suits=all_of(_is_in_touch, _is_under_18_at_start),
        also=lambda _: ("133",),
    ),
    "348": plant_348,
    "391": plant_391,
    "1000": plant_1000,
    "1001": plant_1001,
    "1002": plant_1002,
    "1007": _asked_too_early("1007"),
    "1010": plant_1010,
    "1011": plant_1011,
    "1014": plant_1014,
    "1016": _asked_too_early("1016"),
    "3001": in_a_row(
        "3001", "OC3", value("ACCOM", "Z1", "Z2"), suits=all_of(_is_in_touch, _turns_17)
    ),
    "INT34": plant_int34,
}
"""Planters by rule."""
