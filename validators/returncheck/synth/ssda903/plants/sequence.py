"""Faults between an episode and the one before or after it."""

from datetime import date

from returncheck.synth.dates import days
from returncheck.synth.planting import Planted, Planter, Season
from returncheck.synth.ssda903.plants.sites import (
    SHORT_STATUSES,
    Site,
    age,
    all_of,
    found,
    in_a_row,
    is_temporary,
    pick,
    planted,
    shifted,
    sites,
    value,
)
from returncheck.synth.ssda903.shown import Child, Row, day_of, row, text_of

_HEADER = ("Header", 0)
_MOVES = ("P", "B", "T", "U")
_NOT_LASTING = ("P2", "H5")


def _is_settled(*rows: Row | None) -> bool:
    """Whether none of some episodes is a temporary placement."""
    return not any(is_temporary(each) for each in rows)


def _two_back(site: Site) -> Row | None:
    rows = site.child.rows("Episodes")
    return rows[site.index - 2] if site.index > 1 else None


def _is_settled_before(site: Site) -> bool:
    return _is_settled(_two_back(site))


def _goes_on(site: Site) -> bool:
    return site.get("REC") == "X1" and not site.is_last


def _is_continued(site: Site) -> bool:
    """Whether it follows on another episode without a gap."""
    return site.index > 0 and site.get("RNE") != "S"


def _is_quiet(site: Site) -> bool:
    """Far from temporary placements, adoption and answers that hang on dates."""
    others = ("PlacedAdoption", "AD1", "OC3", "DoLo", "Missing")
    is_short = site.get("LS") in SHORT_STATUSES
    has_others = any(site.child.rows(table) for table in others)
    return _is_settled(site.row, site.previous, site.following) and not (
        is_short or has_others
    )


def _is_apart_from_rest(site: Site) -> bool:
    return _is_quiet(site) and not site.child.rows("OC2")


def _asks_reason(site: Site) -> bool:
    """Whether it has to say why the placement changed."""
    following = site.following
    if following is None or not _goes_on(site):
        return False
    return following.get("RNE") in _MOVES and _is_settled(site.row, following)


def _has_reason(site: Site) -> bool:
    return "REASON_PLACE_CHANGE" in site.row


def _with_next(
    code: str, here: tuple[str, ...], there: tuple[str, ...], ended: str
) -> Planter[Child]:
    """A planter of an end of care, on which another episode follows at once.

    Args:
        code: The rule.
        here: Rules that find the episode.
        there: Rules that find the next one.
        ended: Reason for the end.
    """

    def plant(child: Child, season: Season[Child]) -> Planted[Child] | None:
        known = [
            site
            for site in sites(child, "Episodes", season)
            if _goes_on(site) and _is_apart_from_rest(site)
        ]
        site = pick(season, known)
        if site is None or not any(code in each for each in (here, there)):
            return None
        changed = child.with_cells(
            "Episodes", site.index, REC=ended, REASON_PLACE_CHANGE=None
        )
        return planted(
            changed,
            *(found(each, ("Episodes", site.index)) for each in here),
            *(found(each, ("Episodes", site.index + 1)) for each in there),
        )

    return plant


def _moved_start(code: str, by: int, *also: str) -> Planter[Child]:
    """A planter of a start so many days from the end of the episode before (388)."""

    def plant(child: Child, season: Season[Child]) -> Planted[Child] | None:
        known = [
            site
            for site in sites(child, "Episodes", season)
            if _is_continued(site) and _is_quiet(site) and _is_long(site)
        ]
        site = pick(season, known)
        if site is None:
            return None
        changed = child.with_cells("Episodes", site.index, **shifted(site, "DECOM", by))
        place = ("Episodes", site.index)
        return planted(
            changed,
            *(found(each, place) for each in (code, *also)),
            found("388", ("Episodes", site.index - 1)),
        )

    return plant


def _is_long(site: Site) -> bool:
    end, start = site.day("DEC"), site.known("DECOM")
    before = day_of((site.previous or {}).get("DECOM"))
    is_long_before = before is not None and (start - before).days > 3
    return is_long_before and (end is None or (end - start).days > 3)


def plant_142(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An episode left open, though the next has begun (433)."""
    known = [
        site
        for site in sites(child, "Episodes", season)
        if _goes_on(site) and _is_quiet(site) and _may_stay_open(site)
    ]
    site = pick(season, known)
    if site is None:
        return None
    changed = child.with_cells(
        "Episodes", site.index, DEC=None, REC=None, REASON_PLACE_CHANGE=None
    )
    return planted(
        changed,
        found("142", ("Episodes", site.index)),
        found("433", ("Episodes", site.index + 1)),
    )


def _may_stay_open(site: Site) -> bool:
    is_adult = age(site.child, site.season.last_day) >= 18
    return site.get("PLACE") not in _NOT_LASTING and not is_adult


def plant_234(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Moved because of custody, below the age of ten."""
    known = [
        site
        for site in sites(child, "Episodes", season)
        if _has_reason(site) and age(child, site.known("DECOM")) < 10
    ]
    site = pick(season, known)
    if site is None:
        return None
    changed = child.with_cells("Episodes", site.index, REASON_PLACE_CHANGE="CUSTOD")
    return planted(changed, found("234", ("Episodes", site.index), _HEADER))


def plant_435(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A change of legal status alone, told as one of placement."""
    known = [
        site
        for site in sites(child, "Episodes", season)
        if site.get("RNE") == "L"
        and site.index
        and _is_settled(site.row, site.previous, _two_back(site))
    ]
    site = pick(season, known)
    if site is None:
        return None
    changed = child.with_cells("Episodes", site.index, RNE="P")
    changed = changed.with_cells(
        "Episodes", site.index - 1, REASON_PLACE_CHANGE="OTHER"
    )
    return planted(changed, found("435", ("Episodes", site.index)))


def _split(child: Child, index: int, places: list[tuple[str, int]]) -> Child:
    """The child with an episode cut by temporary placements.

    Args:
        child: Whose episode is long enough.
        index: Its place.
        places: Temporary placements and their days; a day at home lies between.
    """
    whole = child.rows("Episodes")[index]
    start = day_of(whole.get("DECOM"))
    if start is None:
        raise ValueError("The episode has no readable start.")
    rows: list[dict[str, str | None]] = []
    day, new = start + days(10), whole.get("RNE")
    begun = start
    for place, lasts in places:
        rows.append({**whole, "DECOM": text_of(begun), "RNE": new, **_on(day)})
        away = day + days(lasts)
        rows.append(
            {
                **whole,
                "DECOM": text_of(day),
                "RNE": "P",
                "PLACE": place,
                "PLACE_PROVIDER": None,
                "URN": None,
                **_on(away),
            }
        )
        begun, new, day = away, "P", away + days(5)
    rows.append({**whole, "DECOM": text_of(begun), "RNE": new})
    others = child.rows("Episodes")
    return child.with_rows(
        "Episodes",
        (*others[:index], *(row(**each) for each in rows), *others[index + 1 :]),
    )


def _on(day: date) -> dict[str, str | None]:
    """Ended on a day, and goes on."""
    return {"DEC": text_of(day), "REC": "X1", "REASON_PLACE_CHANGE": None}


def _is_splittable(site: Site) -> bool:
    """A long episode, the only one, that began in the year and has a provider."""
    is_only = site.child.count("Episodes") == 1 and not site.child.before
    end = site.day("DEC") or site.season.last_day
    is_usual = site.get("LS") in ("V2", "C1", "C2") and "URN" in site.row
    is_long = (end - site.known("DECOM")).days > 150
    return is_only and is_usual and is_long and _is_quiet(site)


def _away(
    code: str, places: list[tuple[str, int]], rows: tuple[int, ...]
) -> Planter[Child]:
    """A planter of temporary placements that are too long or too many."""

    def plant(child: Child, season: Season[Child]) -> Planted[Child] | None:
        known = [
            each for each in sites(child, "Episodes", season) if _is_splittable(each)
        ]
        if not known:
            return None
        changed = _split(child, 0, places)
        return planted(changed, found(code, *(("Episodes", index) for index in rows)))

    return plant


def plant_381(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Care that ended in a temporary placement."""
    known = [each for each in sites(child, "Episodes", season) if _ends_at_home(each)]
    site = pick(season, known)
    if site is None:
        return None
    start = site.known("DEC") - days(season.dice.between(2, 9))
    away = {
        "DECOM": text_of(start),
        "RNE": "P",
        "PLACE": "T2",
        "PLACE_PROVIDER": None,
        "URN": None,
    }
    changed = child.with_cells("Episodes", site.index, **_on(start))
    changed = changed.with_added("Episodes", row(**{**site.row, **away}))
    return planted(changed, found("381", ("Episodes", site.index + 1)))


def _ends_at_home(site: Site) -> bool:
    """The last episode, not short, from which the child went home."""
    is_plain = site.get("REC") in ("E4A", "E4B", "E8", "E13") and "URN" in site.row
    return site.is_last and is_plain and _is_quiet(site) and _is_long_before_end(site)


def _is_long_before_end(site: Site) -> bool:
    return (site.known("DEC") - site.known("DECOM")).days > 15


PLANTERS: dict[str, Planter[Child]] = {
    "142": plant_142,
    "143": in_a_row(
        "143",
        "Episodes",
        value("RNE", "X", "N"),
        suits=all_of(_is_continued, _is_quiet, _is_settled_before),
    ),
    "225": in_a_row(
        "225", "Episodes", value("REASON_PLACE_CHANGE", None), suits=_asks_reason
    ),
    "226": in_a_row(
        "226",
        "Episodes",
        value("REASON_PLACE_CHANGE", "OTHER"),
        suits=lambda site: is_temporary(site.row) and "DEC" in site.row,
    ),
    "233": in_a_row(
        "233",
        "Episodes",
        value("REASON_PLACE_CHANGE", "OTHER", "CARPL"),
        suits=lambda site: "DEC" not in site.row and _is_settled(site.row),
    ),
    "234": plant_234,
    "375": _away("375", [("T1", 43)], (1,)),
    "376": _away("376", [("T3", 22)], (1,)),
    "377": _away("377", [("T3", 3), ("T3", 4), ("T3", 5)], (1, 3, 5)),
    "379": _away("379", [("T4", 8)], (1,)),
    "380": in_a_row(
        "380",
        "Episodes",
        value("RNE", "T"),
        suits=lambda site: is_temporary(site.row) and site.index > 0,
    ),
    "381": plant_381,
    "383": in_a_row(
        "383",
        "Episodes",
        value("RNE", "T"),
        suits=lambda site: is_temporary(site.previous) and site.index > 1,
    ),
    "432": _with_next("432", ("388",), ("432",), "E4A"),
    "433": _moved_start("433", 1),
    "434": in_a_row(
        "434",
        "Episodes",
        value("RNE", "L"),
        suits=lambda site: (
            site.get("RNE") == "P"
            and site.index > 0
            and _is_settled(site.row, site.previous)
        ),
    ),
    "435": plant_435,
    "436": in_a_row(
        "436",
        "Episodes",
        value("RNE", "B", "U"),
        suits=lambda site: (
            site.get("RNE") == "P"
            and site.index > 0
            and _is_settled(site.row, site.previous)
        ),
    ),
    "437": _with_next("437", ("437", "388"), ("432",), "E15"),
    "501": _moved_start("501", -1, "433"),
    "504": in_a_row(
        "504",
        "Episodes",
        lambda site: {"CIN": "N4" if site.get("CIN") != "N4" else "N1"},
        suits=lambda site: _is_continued(site) and site.is_last,
    ),
    "1009": in_a_row(
        "1009",
        "Episodes",
        value("REASON_PLACE_CHANGE", "MOVED", "XXXXX"),
        suits=_has_reason,
    ),
}
"""Planters by rule."""
