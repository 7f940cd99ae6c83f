"""Faults in PlacedAdoption, the decisions that a child should be adopted."""

from dataclasses import replace
from datetime import date

from returncheck.synth.dates import DAY, days
from returncheck.synth.planting import Finding, Planted, Planter, Season
from returncheck.synth.ssda903.plants.adopters import placed_rows
from returncheck.synth.ssda903.plants.sites import (
    NO_DATE,
    Site,
    all_of,
    base,
    first_day,
    found,
    has_no,
    in_a_row,
    last_day,
    planted,
    sites,
    value,
)
from returncheck.synth.ssda903.shown import Child, day_of, row, text_of

_ORDER = "E1"
_DECISION = ("PlacedAdoption", 0)


def _only(child: Child, season: Season[Child]) -> Site | None:
    """The child's only decision."""
    rows = sites(child, "PlacedAdoption", season)
    return rows[0] if len(rows) == 1 else None


def _is_reversed(site: Site) -> bool:
    return "DATE_PLACED_CEASED" in site.row and site.child.count(site.table) == 1


def _is_unknown_before(child: Child) -> bool:
    return not child.before.get("PlacedAdoption")


def _orders(child: Child) -> list[int]:
    """The places of the episodes under a placement order."""
    rows = enumerate(child.rows("Episodes"))
    return [index for index, each in rows if each.get("LS") == _ORDER]


def _day(child: Child, index: int, column: str) -> date:
    found_day = child.day("Episodes", index, column)
    if found_day is None:
        raise ValueError(f"The episode has no day in {column}.")
    return found_day


def _latest(child: Child) -> int:
    """The place of the latest episode that does not go on in another."""
    rows = child.rows("Episodes")
    ended = [index for index, each in enumerate(rows) if each.get("REC") != "X1"]
    return max(ended, key=lambda index: (_day(child, index, "DECOM"), -index))


def _start(child: Child) -> date | None:
    """The start of care, where the return shows it."""
    first = child.rows("Episodes")[0]
    return day_of(first.get("DECOM")) if first.get("RNE") == "S" else None


def plant_117(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A decision after the year, so after the order as well (554)."""
    site = _only(child, season)
    if site is None or not _is_unknown_before(child) or not _orders(child):
        return None
    if placed_rows(child) or _is_reversed(site) or child.rows("AD1"):
        return None
    after = last_day(site) + days(season.dice.between(1, 30))
    changed = child.with_cells("PlacedAdoption", 0, DATE_PLACED=text_of(after))
    return planted(
        changed,
        found("117", _DECISION, ("Episodes", _latest(child))),
        found("554", ("Episodes", _orders(child)[0]), _DECISION),
    )


def plant_118(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A decision reversed before the year began."""
    site = _only(child, season)
    if site is None or not _is_reversed(site):
        return None
    ceased = first_day(site) - DAY
    if site.known("DATE_PLACED") > ceased:
        return None
    changed = child.with_cells("PlacedAdoption", 0, DATE_PLACED_CEASED=text_of(ceased))
    return planted(changed, found("118", _DECISION, ("Episodes", 0)))


def plant_522(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A decision reversed the day before it was made."""
    site = _only(child, season)
    if site is None or not _is_reversed(site):
        return None
    ceased = site.known("DATE_PLACED") - DAY
    changed = child.with_cells("PlacedAdoption", 0, DATE_PLACED_CEASED=text_of(ceased))
    findings = [found("522", _DECISION)]
    if ceased < max(first_day(site), _day(child, 0, "DECOM")):
        findings.append(found("118", _DECISION, ("Episodes", 0)))
    return planted(changed, *findings)


def plant_184(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A decision before the child was born."""
    birth = child.birth
    if birth is None:
        return None
    day = birth - days(season.dice.between(1, 30))
    return _decided_early(child, season, day, "184")


def plant_1003(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A decision the day before care began."""
    start = _start(child) if child.rows("Episodes") else None
    birth = child.birth
    if start is None or birth is None or start - DAY < birth:
        return None
    return _decided_early(child, season, start - DAY, "1003")


def _decided_early(
    child: Child, season: Season[Child], day: date, code: str
) -> Planted[Child] | None:
    site = _only(child, season)
    is_free = site is not None and _is_unknown_before(child) and not child.rows("AD1")
    if site is None or not is_free or _is_reversed(site):
        return None
    changed = child.with_cells("PlacedAdoption", 0, DATE_PLACED=text_of(day))
    findings: list[Finding] = []
    start = _start(child)
    if code == "184":
        findings.append(found("184", _DECISION))
    if start is not None and day < start:
        first = next(
            index
            for index, each in enumerate(child.rows("Episodes"))
            if each.get("RNE") == "S"
        )
        findings.append(found("1003", _DECISION, ("Episodes", first)))
    if day < first_day(site):
        findings.append(found("559", _DECISION))
    return planted(changed, *findings)


def _unsaid_orders(child: Child) -> list[Finding]:
    return [found("553", ("Episodes", index)) for index in _orders(child)]


def plant_551(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """With adopters, but no decision is told (553)."""
    rows = placed_rows(child)
    if not rows or not child.rows("PlacedAdoption"):
        return None
    return planted(
        child.with_rows("PlacedAdoption", ()),
        *(found("551", ("Episodes", index)) for index in rows),
        *_unsaid_orders(child),
    )


def plant_553(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A placement order, but no decision is told."""
    if placed_rows(child) or not _orders(child) or not child.rows("PlacedAdoption"):
        return None
    changed = child.with_rows("PlacedAdoption", ())
    return planted(changed, *_unsaid_orders(child))


def plant_552(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A decision the day after the child was placed with adopters."""
    return _decided_late(child, season, placed_rows(child))


def plant_554(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A decision the day after the placement order."""
    return _decided_late(child, season, _orders(child))


def _decided_late(
    child: Child, season: Season[Child], rows: list[int]
) -> Planted[Child] | None:
    site = _only(child, season)
    if site is None or not rows or child.rows("AD1") or _is_reversed(site):
        return None
    day = _day(child, rows[0], "DECOM") + DAY
    if day > last_day(site):
        return None
    changed = child.with_cells("PlacedAdoption", 0, DATE_PLACED=text_of(day))
    findings = []
    placed, orders = placed_rows(child), _orders(child)
    if placed and _day(child, placed[0], "DECOM") < day:
        findings.append(found("552", ("Episodes", placed[0]), _DECISION))
    if orders and _day(child, orders[0], "DECOM") < day:
        findings.append(found("554", ("Episodes", orders[0]), _DECISION))
    if not _is_unknown_before(child):
        findings.append(found("560", _DECISION))
    elif day < first_day(site):
        findings.append(found("559", _DECISION))
    return planted(changed, *findings)


def plant_558(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Adopted, though each of two decisions was reversed (525)."""
    rows = [
        index
        for index, each in enumerate(child.rows("Episodes"))
        if each.get("REC") in ("E11", "E12")
    ]
    site = _only(child, season)
    if site is None or not rows or not child.rows("AD1"):
        return None
    decided, end = site.known("DATE_PLACED"), _day(child, rows[-1], "DEC")
    if end < first_day(site) + days(2):
        return None
    ceased = text_of(end)
    cells = {"DATE_PLACED_CEASED": ceased, "REASON_PLACED_CEASED": "RD1"}
    changed = child.with_cells("PlacedAdoption", 0, **cells)
    second = row(**base(child), DATE_PLACED=None, **cells)
    changed = changed.with_added("PlacedAdoption", second)
    findings = [
        found("558", *(("Episodes", index) for index in rows)),
        found("525", _DECISION, ("AD1", 0)),
        found("525", ("PlacedAdoption", 1), ("AD1", 0)),
        found("563", ("PlacedAdoption", 1)),
    ]
    if not _is_unknown_before(child):
        findings.append(found("560", ("PlacedAdoption", 1)))
    return planted(changed, *findings) if decided <= end else None


def plant_559(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A decision of an earlier year that the year before does not tell."""
    site = _only(child, season)
    if site is None or _is_unknown_before(child):
        return None
    changed = replace(child, before={**child.before, "PlacedAdoption": ()})
    return planted(changed, found("559", _DECISION))


def plant_560(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Another day of the decision in the year before."""
    if _only(child, season) is None or _is_unknown_before(child):
        return None
    day = day_of(child.before["PlacedAdoption"][0].get("DATE_PLACED"))
    other = None if day is None else text_of(day - DAY)
    changed = child.with_cells_before("PlacedAdoption", 0, DATE_PLACED=other)
    return planted(changed, found("560", _DECISION))


def _reversed_before(code: str, other: str) -> Planter[Child]:
    """A planter of a decision that had been reversed in the year before."""

    def plant(child: Child, season: Season[Child]) -> Planted[Child] | None:
        if _only(child, season) is None or _is_unknown_before(child):
            return None
        changed = child.with_cells_before(
            "PlacedAdoption",
            0,
            DATE_PLACED_CEASED=text_of(season.first_day - days(9)),
            REASON_PLACED_CEASED="RD4",
        )
        return planted(changed, found(code, _DECISION), found(other, _DECISION))

    return plant


def plant_583(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An earlier decision that was not reversed before the next (579)."""
    return _two_open(child, season)


def _two_open(child: Child, season: Season[Child]) -> Planted[Child] | None:
    site = _only(child, season)
    if site is None or not _is_unknown_before(child) or child.rows("AD1"):
        return None
    day = site.known("DATE_PLACED") - DAY
    start = _start(child)
    earliest = first_day(site) if start is None else max(start, first_day(site))
    if day < earliest or _is_reversed(site):
        return None
    earlier = row(**base(child), DATE_PLACED=text_of(day))
    return planted(
        child.with_added("PlacedAdoption", earlier),
        found("583", ("PlacedAdoption", 1)),
        found("579", _DECISION),
    )


def plant_563(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A decision that was reversed, but not made."""
    site = _only(child, season)
    if site is None or not _is_reversed(site) or placed_rows(child):
        return None
    changed = child.with_cells("PlacedAdoption", 0, DATE_PLACED=None)
    findings = [found("563", _DECISION)]
    if not _is_unknown_before(child):
        findings.append(found("560", _DECISION))
    return planted(changed, *findings)


PLANTERS: dict[str, Planter[Child]] = {
    "115": in_a_row(
        "115",
        "PlacedAdoption",
        value("DATE_PLACED", *NO_DATE),
        suits=lambda site: _is_unknown_before(site.child),
    ),
    "116": in_a_row(
        "116",
        "PlacedAdoption",
        value("DATE_PLACED_CEASED", *NO_DATE),
        suits=_is_reversed,
    ),
    "117": plant_117,
    "118": plant_118,
    "119": in_a_row(
        "119",
        "PlacedAdoption",
        value("REASON_PLACED_CEASED", None),
        suits=_is_reversed,
    ),
    "120": in_a_row(
        "120",
        "PlacedAdoption",
        value("REASON_PLACED_CEASED", "RD5", "X"),
        suits=all_of(_is_reversed, has_no("AD1")),
    ),
    "184": plant_184,
    "522": plant_522,
    "551": plant_551,
    "552": plant_552,
    "553": plant_553,
    "554": plant_554,
    "558": plant_558,
    "559": plant_559,
    "560": plant_560,
    "561": _reversed_before("561", "584"),
    "563": plant_563,
    "579": plant_583,
    "583": plant_583,
    "584": _reversed_before("584", "561"),
    "1003": plant_1003,
}
"""Planters by rule."""
