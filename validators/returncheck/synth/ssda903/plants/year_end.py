"""Faults across the year end: the return of the year before tells something else."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from returncheck.synth.dates import DAY, days
from returncheck.synth.planting import Planted, Planter, Season
from returncheck.synth.ssda903.geography import (
    around,
    miles_between,
    postcodes,
)
from returncheck.synth.ssda903.plants.sites import found, planted
from returncheck.synth.ssda903.records import Postcode
from returncheck.synth.ssda903.shown import Child, Row, day_of, text_of

_FIRST = ("Episodes", 0)
_MILES_APART = 1.0

Change = Callable[[Row, Season[Child]], Mapping[str, str | None]]


def _last_before(child: Child) -> int | None:
    """The place of the episode that was open at the end of the year before."""
    rows = child.before.get("Episodes", ())
    is_carried = bool(rows) and "DEC" not in rows[-1] and bool(child.rows("Episodes"))
    return len(rows) - 1 if is_carried else None


def _told_before(code: str, change: Change, *also: str) -> Planter[Child]:
    """A planter that has the year before tell other things of the open episode."""

    def plant(child: Child, season: Season[Child]) -> Planted[Child] | None:
        index = _last_before(child)
        if index is None:
            return None
        cells = change(child.before["Episodes"][index], season)
        if not cells:
            return None
        changed = child.with_cells_before("Episodes", index, **cells)
        return planted(changed, *(found(each, _FIRST) for each in (code, *also)))

    return plant


def _other(column: str, *texts: str) -> Change:
    """Another of some texts in a cell."""

    def change(row: Row, season: Season[Child]) -> dict[str, str | None]:
        known = [text for text in texts if text != row.get(column)]
        return {column: season.dice.pick(known)}

    return change


def _other_place(row: Row, season: Season[Child]) -> dict[str, str | None]:
    """A foster placement instead of another, or the other way round."""
    is_fostered = (row.get("PLACE") or "").startswith("U")
    return {"PLACE": "K1" if is_fostered else "U3"}


def _no_urn(row: Row, season: Season[Child]) -> dict[str, str | None]:
    return {"URN": None} if "URN" in row else {"URN": "XXXXXXX"}


def _later(row: Row, season: Season[Child]) -> dict[str, str | None]:
    start = day_of(row.get("DECOM"))
    is_known = start is not None and start + DAY < season.first_day
    return {"DECOM": text_of(start + DAY)} if is_known and start is not None else {}


def _later_and_over(row: Row, season: Season[Child]) -> dict[str, str | None]:
    """Ended a day before the year begins, and of another start."""
    ended = {"DEC": text_of(season.first_day - days(2)), "REC": "X1"}
    later = _later(row, season)
    return {**later, **ended} if later else {}


def _find(text: str | None) -> Postcode | None:
    return next(
        (
            each
            for listed in postcodes().values()
            for each in listed
            if each.text == text
        ),
        None,
    )


def _nearby(row: Row, season: Season[Child]) -> dict[str, str | None]:
    """A postcode of the same authority, at another distance from home."""
    home, placed = _find(row.get("HOME_POST")), _find(row.get("PL_POST"))
    if home is None or placed is None:
        return {}
    known = [
        each.text
        for each in postcodes()[placed.authority]
        if abs(miles_between(home, each) - miles_between(home, placed)) > _MILES_APART
    ]
    return {"PL_POST": season.dice.pick(known)} if known else {}


def _across(row: Row, season: Season[Child]) -> dict[str, str | None]:
    """A postcode of another authority, outside for inside and at another distance."""
    home, placed = _find(row.get("HOME_POST")), _find(row.get("PL_POST"))
    if home is None or placed is None or placed.authority != home.authority:
        return {}
    far = around(home).far
    return {"PL_POST": season.dice.pick(far).text}


def plant_199(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Adopted in the year before, and in care since."""
    rows = child.before.get("Episodes", ())
    ended = [index for index, each in enumerate(rows) if each.get("REC") == "X1"]
    if not ended or not child.rows("Episodes"):
        return None
    start = day_of(rows[ended[0]].get("DECOM"))
    first = child.day("Episodes", 0, "DECOM")
    if start is None or first is None or start >= first:
        return None
    changed = child.with_cells_before("Episodes", ended[0], REC="E11")
    return planted(
        changed,
        *(
            found("199", ("Episodes", index))
            for index in range(child.count("Episodes"))
        ),
    )


def plant_noe(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """In care since before the year, of which the year before knows nothing (562)."""
    starts = [day_of(each.get("DECOM")) for each in child.rows("Episodes")]
    early = [
        index
        for index, start in enumerate(starts)
        if start is not None and start < _first_day(season)
    ]
    if not early or not child.before.get("Episodes") or child.rows("OC3"):
        return None
    changed = replace(child, before={**child.before, "Episodes": ()})
    return planted(
        changed,
        *(found("NoE", ("Episodes", index)) for index in early),
        found("562", ("Episodes", early[0])),
    )


def _first_day(season: Season[Child]) -> date:
    return season.first_day - DAY


_SAME_DISTANCE = ("503G", "453")
_OTHER_AUTHORITY = ("503H", "452", "503J")


def _but(codes: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(each for each in codes if each != code)


PLANTERS: dict[str, Planter[Child]] = {
    "199": plant_199,
    "502": _told_before("502", _later, "562"),
    "503A": _told_before("503A", _other("RNE", "S", "P", "L")),
    "503B": _told_before("503B", _other("LS", "V2", "C1", "C2")),
    "503C": _told_before("503C", _other("CIN", "N1", "N4")),
    "503D": _told_before("503D", _other_place),
    "503E": _told_before("503E", _other("PLACE_PROVIDER", "PR1", "PR4")),
    "503F": _told_before("503F", _no_urn),
    **{
        code: _told_before(code, _nearby, *_but(_SAME_DISTANCE, code))
        for code in _SAME_DISTANCE
    },
    **{
        code: _told_before(
            code, _across, *_but((*_OTHER_AUTHORITY, *_SAME_DISTANCE), code)
        )
        for code in _OTHER_AUTHORITY
    },
    "562": _told_before("562", _later_and_over),
    "NoE": plant_noe,
}
"""Planters by rule."""
