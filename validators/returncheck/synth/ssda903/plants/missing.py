"""Faults in Missing, the times a child was missing or away."""

from dataclasses import replace

from returncheck.synth.dates import DAY, days, months_later
from returncheck.synth.planting import Planted, Planter, Season
from returncheck.synth.ssda903.plants.sites import (
    NO_DATE,
    Site,
    all_of,
    base,
    first_day,
    found,
    in_a_row,
    last_day,
    pick,
    planted,
    sites,
    value,
)
from returncheck.synth.ssda903.records import SHORT_BREAKS
from returncheck.synth.ssda903.shown import Child, Row, day_of, row, text_of

_GROWN_UP_OTHERWISE = "E8"


def _is_only(site: Site) -> bool:
    """The child's only row of the year, and none open in the year before."""
    before = site.child.before.get("Missing", ())
    is_open_before = any("MIS_END" not in each for each in before)
    return site.child.count("Missing") == 1 and not is_open_before


def _is_back(site: Site) -> bool:
    return _is_only(site) and "MIS_END" in site.row


def _is_in_care_at_end(site: Site) -> bool:
    return "DEC" not in site.child.rows("Episodes")[-1]


def _is_one_spell(child: Child) -> bool:
    return all(each.get("RNE") != "S" for each in child.rows("Episodes")[1:])


def _began_in_return(site: Site) -> bool:
    """Whether the return shows the start of the child's one time in care."""
    is_start = site.child.rows("Episodes")[0].get("RNE") == "S"
    return is_start and _is_one_spell(site.child)


def _left(site: Site) -> bool:
    return not _is_in_care_at_end(site) and _is_one_spell(site.child)


def _care_began(site: Site) -> Row:
    return site.child.rows("Episodes")[0]


def _starts_in_last_episode(site: Site) -> bool:
    start = day_of(site.child.rows("Episodes")[-1].get("DECOM"))
    return start is not None and start < site.known("MIS_START")


def _is_after_start(site: Site) -> bool:
    """Whether a day before its start would still be in the year and in care."""
    start = day_of(_care_began(site).get("DECOM"))
    earliest = site.known("MIS_START") - days(2)
    return start is not None and earliest > max(start, first_day(site))


def _before_care(site: Site) -> dict[str, str | None]:
    start = day_of(_care_began(site).get("DECOM"))
    if start is None:
        raise ValueError("The child has no readable start of care.")
    return {"MIS_START": text_of(start - days(site.season.dice.between(1, 9)))}


def _without_kind(code: str, other: str) -> Planter[Child]:
    """A planter of a time whose kind is not told, which two rules find."""
    return in_a_row(
        code,
        "Missing",
        value("MISSING", None),
        suits=_is_back,
        also=lambda _: (other,),
    )


def plant_574(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A second time missing, which begins before the first ends."""
    known = [site for site in sites(child, "Missing", season) if _is_back(site)]
    site = pick(season, known)
    if site is None or not _is_in_care_at_end(site):
        return None
    start, end = site.known("MIS_START"), site.known("MIS_END")
    later = end + DAY
    if start >= end or later > last_day(site) or not _starts_in_last_episode(site):
        return None
    second = row(
        **base(child), MISSING="M", MIS_START=text_of(start), MIS_END=text_of(later)
    )
    return planted(child.with_added("Missing", second), found("574", ("Missing", 1)))


def plant_576(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Missing at the end of the year before, of which nothing is said any more."""
    before = child.before.get("Missing", ())
    is_open_before = any("MIS_END" not in each for each in before)
    rows = child.rows("Missing")
    if not child.before or not rows or is_open_before:
        return None
    start = text_of(season.first_day - days(season.dice.between(10, 90)))
    added = row(**base(child), MISSING="M", MIS_START=start)
    starts = [day_of(each.get("MIS_START")) or season.last_day for each in rows]
    first = starts.index(min(starts))
    changed = replace(child, before={**child.before, "Missing": (*before, added)})
    return planted(changed, found("576", ("Missing", first)))


def plant_580(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Missing up to the 18th birthday, on which care ended for another reason."""
    if not child.rows("Episodes") or child.rows("Missing"):
        return None
    index = child.count("Episodes") - 1
    last, birth = child.rows("Episodes")[index], child.birth
    end, start = day_of(last.get("DEC")), day_of(last.get("DECOM"))
    if birth is None or end is None or start is None:
        return None
    is_grown_up = end == months_later(birth, 18 * 12)
    before = child.before.get("Missing", ())
    is_open_before = any("MIS_END" not in each for each in before)
    if not is_grown_up or last.get("REC") in (None, _GROWN_UP_OTHERWISE):
        return None
    if is_open_before or last.get("LS") in SHORT_BREAKS or (end - start).days < 6:
        return None
    added = row(
        **base(child),
        MISSING="M",
        MIS_START=text_of(end - days(3)),
        MIS_END=text_of(end),
    )
    changed = child.with_added("Missing", added)
    return planted(changed, found("580", ("Episodes", index)))


PLANTERS: dict[str, Planter[Child]] = {
    "564": in_a_row(
        "564",
        "Missing",
        value("MIS_START", None),
        suits=_is_back,
        also=lambda _: ("1004",),
    ),
    "565": _without_kind("565", "566"),
    "566": _without_kind("566", "565"),
    "567": in_a_row(
        "567",
        "Missing",
        lambda site: {"MIS_END": text_of(site.known("MIS_START") - DAY)},
        suits=all_of(_is_back, _is_after_start),
    ),
    "570": in_a_row(
        "570",
        "Missing",
        lambda site: {
            "MIS_START": text_of(
                last_day(site) + days(site.season.dice.between(1, 30))
            ),
            "MIS_END": None,
        },
        suits=all_of(_is_only, _is_in_care_at_end),
    ),
    "571": in_a_row(
        "571",
        "Missing",
        lambda site: {
            "MIS_END": text_of(last_day(site) + days(site.season.dice.between(1, 30)))
        },
        suits=all_of(_is_only, _is_in_care_at_end),
    ),
    "574": plant_574,
    "575": in_a_row(
        "575",
        "Missing",
        value("MIS_END", None),
        suits=all_of(
            _is_back,
            _is_in_care_at_end,
            lambda site: _is_one_spell(site.child),
            lambda site: not _starts_in_last_episode(site),
        ),
    ),
    "576": plant_576,
    "577": in_a_row(
        "577",
        "Missing",
        lambda site: {
            "MIS_END": text_of(
                (day_of(site.child.rows("Episodes")[-1].get("DEC")) or last_day(site))
                + DAY
            )
        },
        suits=all_of(_is_only, _left),
    ),
    "578": in_a_row(
        "578",
        "Missing",
        _before_care,
        suits=all_of(_is_back, _began_in_return),
        also=lambda _: ("581",),
    ),
    "580": plant_580,
    "581": in_a_row(
        "581",
        "Missing",
        _before_care,
        suits=all_of(_is_back, _began_in_return),
        also=lambda _: ("578",),
    ),
    "586": in_a_row(
        "586",
        "Missing",
        lambda site: {"MIS_START": site.get("DOB")},
        suits=all_of(
            _is_back,
            _began_in_return,
            lambda site: _care_began(site).get("DECOM") != site.get("DOB"),
        ),
        also=lambda _: ("578", "581"),
    ),
    "1004": in_a_row("1004", "Missing", value("MIS_START", *NO_DATE), suits=_is_back),
    "1005": in_a_row(
        "1005",
        "Missing",
        value("MIS_END", *NO_DATE),
        suits=all_of(_is_only, _is_in_care_at_end),
    ),
    "1006": in_a_row("1006", "Missing", value("MISSING", "X", "MA")),
}
"""Planters by rule."""
