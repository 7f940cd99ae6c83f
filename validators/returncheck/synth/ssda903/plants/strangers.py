"""Faults of a row whose child the Header does not know, or the Episodes do not."""

from datetime import date

from returncheck.synth.dates import days, months_later
from returncheck.synth.planting import Planted, Planter, Season
from returncheck.synth.ssda903.plants.sites import base, found, planted
from returncheck.synth.ssda903.shown import Child, Row, day_of, row, text_of

_OLD_PLACE = slice(9, None)
_NO_CHILD = "0"


def _unknown(child: Child) -> dict[str, str | None]:
    """An identifier that no child has, and a birthday."""
    known = base(child)
    identifier = known["CHILD"] or ""
    tail = identifier[_OLD_PLACE]
    return {**known, "CHILD": f"{identifier[: -len(tail)]}{_NO_CHILD}X{tail[2:]}"}


def _stray(
    code: str, table: str, added: "dict[str, str | None]", *also: str
) -> Planter[Child]:
    """A planter of one more row of a child that is nowhere else."""

    def plant(child: Child, season: Season[Child]) -> Planted[Child] | None:
        place = (table, child.count(table))
        changed = child.with_added(table, row(**{**_unknown(child), **added}))
        return planted(changed, *(found(each, place) for each in (code, *also)))

    return plant


def _dated(
    code: str, table: str, columns: tuple[str, ...], other: dict[str, str], *also: str
) -> Planter[Child]:
    """The same, with days of the year in some columns."""

    def plant(child: Child, season: Season[Child]) -> Planted[Child] | None:
        day = season.first_day + days(season.dice.between(10, 300))
        cells = {name: text_of(day + days(n)) for n, name in enumerate(columns)}
        return _stray(code, table, {**cells, **other}, *also)(child, season)

    return plant


def plant_int03(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A short break of a child whom the Header does not know (630)."""
    place = child.count("Episodes")
    start = season.first_day + days(season.dice.between(1, 300))
    added = row(
        CHILD=_unknown(child)["CHILD"],
        DECOM=text_of(start),
        RNE="S",
        LS="V3",
        CIN="N2",
        PLACE="R1",
        PLACE_PROVIDER="PR4",
        DEC=text_of(start + days(2)),
        REC="E8",
    )
    at = ("Episodes", place)
    changed = child.with_added("Episodes", added)
    return planted(changed, found("INT03", at), found("630", at))


def plant_int06(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A care leaver of 19 whom no other table knows (1001, 1002)."""
    birth = text_of(months_later(season.last_day, -19 * 12 - 3))
    answers = {"DOB": birth, "IN_TOUCH": "YES", "ACTIV": "F2", "ACCOM": "U1"}
    return _stray("INT06", "OC3", dict(answers), "1001", "1002")(child, season)


def _asylum(child: Child, season: Season[Child], ended: date | None) -> Row:
    header = child.rows("Header")[0]
    unknown = _unknown(child)
    return row(
        CHILD=unknown["CHILD"],
        SEX=header.get("SEX"),
        DOB=text_of(months_later(season.last_day, -18 * 12 + 1)),
        DUC=text_of(ended),
    )


def plant_int09(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An asylum seeker whom the Header does not know."""
    place = ("UASC", child.count("UASC"))
    changed = child.with_added("UASC", _asylum(child, season, None))
    return planted(changed, found("INT09", place))


def plant_205c(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """The same with the day the status ended, though no Header told of it."""
    place = ("UASC", child.count("UASC"))
    changed = child.with_added("UASC", _asylum(child, season, season.last_day))
    return planted(changed, found("205C", place), found("INT09", place))


def plant_1012(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A review of a child that has left care."""
    if child.rows("Episodes") or not child.rows("OC3"):
        return None
    day = season.first_day + days(season.dice.between(10, 300))
    review = row(**base(child), REVIEW=text_of(day), REVIEW_CODE="PN1")
    return planted(child.with_rows("Reviews", (review,)), found("1012", ("Reviews", 0)))


def _is_over_four(child: Child, day: date) -> bool:
    birth = day_of(child.rows("Header")[0].get("DOB"))
    return birth is not None and months_later(birth, 48) < day


def plant_int08(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A review of a child whom the Header does not know (1012)."""
    if not _is_over_four(child, season.first_day):
        return None
    plant = _dated("INT08", "Reviews", ("REVIEW",), {"REVIEW_CODE": "PN1"}, "1012")
    return plant(child, season)


PLANTERS: dict[str, Planter[Child]] = {
    "205C": plant_205c,
    "1012": plant_1012,
    "INT01": _dated(
        "INT01",
        "AD1",
        ("DATE_INT", "DATE_MATCH"),
        {
            "FOSTER_CARE": "0",
            "NB_ADOPTR": "2",
            "SEX_ADOPTR": "MF",
            "LS_ADOPTR": "L11",
        },
        "602",
        "1012",
    ),
    "INT02": _dated("INT02", "PlacedAdoption", ("DATE_PLACED",), {}, "1012"),
    "INT03": plant_int03,
    "INT04": _dated(
        "INT04", "Missing", ("MIS_START", "MIS_END"), {"MISSING": "M"}, "1012"
    ),
    "INT05": _stray("INT05", "OC2", {}, "1012"),
    "INT06": plant_int06,
    "INT07": _stray("INT07", "PrevPerm", {"PREV_PERM": "Z1"}, "1012"),
    "INT08": plant_int08,
    "INT09": plant_int09,
}
"""Planters by rule."""
