"""Faults in AD1, what is known of an adoption."""

from collections.abc import Iterable

from returncheck.synth.dates import DAY, days
from returncheck.synth.planting import Finding, Planted, Planter, Season
from returncheck.synth.ssda903.plants.sites import (
    NO_DATE,
    Site,
    base,
    found,
    in_a_row,
    planted,
    shifted,
    value,
)
from returncheck.synth.ssda903.providers import ADOPTION_PLACES
from returncheck.synth.ssda903.shown import Child, day_of, row, text_of

_ADOPTED = ("E11", "E12")
_RECORD = ("AD1", 0)
# From here on rule 557 finds each row by itself.
_FIRST_YEAR_OF_ROWS = 2025
_SEXES_BY_STATUS = {
    "L0": "514",
    "L3": "517",
    "L4": "518",
    "L2": "519",
    "L11": "520",
    "L12": "524",
}
"""Legal status of adopters to the rule on the sexes that it allows."""


def adoption_rows(child: Child) -> list[int]:
    """The places of the episodes that ended in adoption."""
    rows = enumerate(child.rows("Episodes"))
    return [index for index, each in rows if each.get("REC") in _ADOPTED]


def placed_rows(child: Child) -> list[int]:
    """The places of the episodes with adopters."""
    rows = enumerate(child.rows("Episodes"))
    return [index for index, each in rows if each.get("PLACE") in ADOPTION_PLACES]


def _with_adoption(code: str, site: Site) -> Iterable[Finding]:
    """One finding in the record and the episode that ended in adoption."""
    places = [("Episodes", index) for index in adoption_rows(site.child)]
    return (found(code, *places, _RECORD),)


def _is_couple(site: Site) -> bool:
    return site.get("NB_ADOPTR") == "2"


def _adopters(code: str, number: str, sexes: str, status: str) -> Planter[Child]:
    """A planter of adopters whose number, sexes and status do not go together."""
    return in_a_row(
        code,
        "AD1",
        lambda _: {"NB_ADOPTR": number, "SEX_ADOPTR": sexes, "LS_ADOPTR": status},
    )


def plant_331(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A match after the start of the episode that ended in adoption."""
    return _matched_late(child, season.dice.between(1, 20), "331")


def plant_582(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A match on the day of the adoption (331)."""
    return _matched_late(child, None, "582")


def _matched_late(child: Child, late: int | None, code: str) -> Planted[Child] | None:
    rows = adoption_rows(child)
    if not rows or not child.rows("AD1"):
        return None
    last = child.rows("Episodes")[rows[-1]]
    start, end = day_of(last.get("DECOM")), day_of(last.get("DEC"))
    if start is None or end is None or start + days(30) > end:
        return None
    matched = end if late is None else start + days(late)
    changed = child.with_cells("AD1", 0, DATE_MATCH=text_of(matched))
    findings = [found("331", _RECORD, ("Episodes", rows[-1]))]
    if late is None:
        findings.append(found(code, ("Episodes", rows[-1])))
    return planted(changed, *findings)


def plant_335(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """The other answer on whether the adopters fostered the child."""
    rows = adoption_rows(child)
    if not rows or not child.rows("AD1"):
        return None
    other = "0" if child.rows("AD1")[0].get("FOSTER_CARE") == "1" else "1"
    changed = child.with_cells("AD1", 0, FOSTER_CARE=other)
    return planted(changed, found("335", ("Episodes", rows[-1]), _RECORD))


def plant_521(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A decision after the placement with adopters (523, 333)."""
    rows = placed_rows(child)
    if not rows or not child.rows("AD1"):
        return None
    starts = [day_of(child.rows("Episodes")[each].get("DECOM")) for each in rows]
    known = [start for start in starts if start is not None]
    changed = child.with_cells("AD1", 0, DATE_INT=text_of(max(known) + DAY))
    return planted(
        changed,
        *(found("521", ("Episodes", each), _RECORD) for each in rows),
        *(
            found("523", ("PlacedAdoption", index), _RECORD)
            for index in range(child.count("PlacedAdoption"))
        ),
        found("333", _RECORD),
    )


def plant_523(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Another day of the decision than in PlacedAdoption."""
    if not child.rows("AD1") or child.count("PlacedAdoption") != 1:
        return None
    decided = child.day("AD1", 0, "DATE_INT")
    first = child.rows("Episodes")[0]
    start = day_of(first.get("DECOM")) if first.get("RNE") == "S" else None
    if decided is None or (start is not None and decided <= start):
        return None
    changed = child.with_cells("AD1", 0, DATE_INT=text_of(decided - DAY))
    return planted(changed, found("523", ("PlacedAdoption", 0), _RECORD))


def plant_525(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A decision that was reversed, though the child was adopted."""
    rows = adoption_rows(child)
    if not child.rows("AD1") or child.count("PlacedAdoption") != 1 or not rows:
        return None
    end = child.day("Episodes", rows[-1], "DEC")
    decided = child.day("PlacedAdoption", 0, "DATE_PLACED")
    if end is None or decided is None or end < season.first_day or decided > end:
        return None
    changed = child.with_cells(
        "PlacedAdoption",
        0,
        DATE_PLACED_CEASED=text_of(end),
        REASON_PLACED_CEASED="RD2",
    )
    return planted(changed, found("525", ("PlacedAdoption", 0), _RECORD))


def plant_557(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Back home from adopters, with no word of a reversed decision (602)."""
    rows = adoption_rows(child)
    if not rows or child.count("PlacedAdoption") != 1 or not child.rows("AD1"):
        return None
    changed = child.with_cells("Episodes", rows[-1], REC="E4A")
    places = (("Episodes", rows[-1]), ("PlacedAdoption", 0))
    apart = season.year >= _FIRST_YEAR_OF_ROWS
    findings = (
        [found("557", place) for place in places] if apart else [found("557", *places)]
    )
    return planted(changed, *findings, found("602", _RECORD))


def plant_601(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Nothing on the adopters of an adopted child."""
    rows = adoption_rows(child)
    if not rows or not child.rows("AD1"):
        return None
    places = [("Episodes", index) for index in rows]
    return planted(child.with_rows("AD1", ()), found("601", *places))


def _record(child: Child, season: Season[Child]) -> Child | None:
    """The child with adopters, though it was not adopted; None if that breaks more."""
    start = child.day("Episodes", -1, "DECOM") if child.rows("Episodes") else None
    others = ("AD1", "PlacedAdoption", "OC3")
    if start is None or any(child.rows(table) for table in others):
        return None
    return child.with_rows(
        "AD1",
        (
            row(
                **base(child),
                DATE_INT=text_of(start + days(season.dice.between(1, 9))),
                DATE_MATCH=text_of(start + days(season.dice.between(10, 30))),
                FOSTER_CARE="0",
                NB_ADOPTR="2",
                SEX_ADOPTR="MF",
                LS_ADOPTR="L11",
            ),
        ),
    )


def plant_602(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Adopters of a child that was not adopted."""
    changed = None if child.rows("OC2") else _record(child, season)
    return None if changed is None else planted(changed, found("602", _RECORD))


def plant_187(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Adopters of a child that was in care all year (602)."""
    changed = _record(child, season) if child.rows("OC2") else None
    if changed is None:
        return None
    return planted(changed, found("187", _RECORD), found("602", _RECORD))


def plant_int31(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """The adopters of a child twice."""
    rows = child.rows("AD1")
    if not rows:
        return None
    return planted(
        child.with_added("AD1", rows[0]), found("INT31", _RECORD, ("AD1", 1))
    )


PLANTERS: dict[str, Planter[Child]] = {
    "112": in_a_row("112", "AD1", value("DATE_INT", *NO_DATE), also=lambda _: ("333",)),
    "113": in_a_row("113", "AD1", value("DATE_MATCH", *NO_DATE)),
    "114": in_a_row("114", "AD1", value("FOSTER_CARE", "2", "Y")),
    "151": in_a_row(
        "151",
        "AD1",
        value("NB_ADOPTR", None),
        rest=lambda site: _with_adoption("601", site),
    ),
    "175": in_a_row("175", "AD1", value("NB_ADOPTR", "3", "0")),
    "176": in_a_row(
        "176",
        "AD1",
        value("SEX_ADOPTR", "XX", "F2"),
        also=lambda site: (_SEXES_BY_STATUS[site.row["LS_ADOPTR"]],),
    ),
    "177": in_a_row("177", "AD1", value("LS_ADOPTR", "L1", "L9")),
    "187": plant_187,
    "331": plant_331,
    "333": in_a_row(
        "333",
        "AD1",
        lambda site: {
            "DATE_MATCH": shifted(site, "DATE_INT", -5)["DATE_INT"],
        },
    ),
    "335": plant_335,
    "511": in_a_row(
        "511",
        "AD1",
        value("SEX_ADOPTR", "M1", "F1"),
        suits=_is_couple,
        also=lambda site: (_SEXES_BY_STATUS[site.row["LS_ADOPTR"]],),
    ),
    "514": _adopters("514", "2", "MF", "L0"),
    "517": _adopters("517", "2", "MM", "L3"),
    "518": _adopters("518", "2", "MF", "L4"),
    "519": _adopters("519", "1", "F1", "L2"),
    "520": _adopters("520", "2", "FF", "L11"),
    "521": plant_521,
    "523": plant_523,
    "524": _adopters("524", "2", "MF", "L12"),
    "525": plant_525,
    "557": plant_557,
    "582": plant_582,
    "601": plant_601,
    "602": plant_602,
    "INT31": plant_int31,
}
"""Planters by rule."""
