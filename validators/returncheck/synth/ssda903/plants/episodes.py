"""Faults in one episode that no other episode of the child is held against."""

from collections.abc import Iterable

from returncheck.synth.dates import days
from returncheck.synth.planting import Finding, Planted, Planter, Season
from returncheck.synth.ssda903.code_years import UNREGISTERED
from returncheck.synth.ssda903.plants.sites import (
    NO_DATE,
    Site,
    age,
    all_of,
    base,
    first_day,
    found,
    has_no,
    in_a_row,
    is_fostered,
    is_fresh,
    is_fresh_and_open,
    is_fresh_and_over,
    is_over_in_part,
    is_temporary,
    last_day,
    planted,
    sites,
    value,
)
from returncheck.synth.ssda903.shown import Child, row, text_of

_HEADER = ("Header", 0)
_OLD = "13/10/1991"


def _lasts(site: Site) -> int:
    """Days of the episode, up to the end of the year if it goes on."""
    return ((site.day("DEC") or last_day(site)) - site.known("DECOM")).days


def _age_at_start(site: Site) -> int:
    return age(site.child, site.known("DECOM"))


def _is_plain(site: Site) -> bool:
    """With a foster carer, of no short status and no way to adoption."""
    is_usual = site.get("LS") in ("V2", "C1", "C2") and is_fostered(site)
    return is_usual and not site.child.rows("PlacedAdoption")


def _is_fresh_and_plain(site: Site) -> bool:
    return is_fresh(site) and _is_plain(site) and not site.child.rows("OC3")


def _is_end_of_part(site: Site) -> bool:
    """The last of the episodes of a time in care that lies in the year."""
    is_unregistered = site.get("PLACE") in UNREGISTERED or is_temporary(site.row)
    return site.is_last and is_over_in_part(site) and not is_unregistered


def _is_first(site: Site) -> bool:
    return site.index == 0


def _is_not_own(site: Site) -> bool:
    """Not of the authority's own, which rule 1015 wants inside it."""
    return site.get("PLACE_PROVIDER") != "PR1"


def _left_plainly(site: Site) -> bool:
    return site.get("REC") in ("E4A", "E4B", "E8", "E13", "E41")


def _is_ended_last(site: Site) -> bool:
    """The episode that care ended with, in an ordinary way."""
    others = ("AD1", "PlacedAdoption", "OC3")
    has_others = any(site.child.rows(table) for table in others)
    return site.is_last and _left_plainly(site) and not has_others


def _reason(code: str, ended: str, below: int) -> Planter[Child]:
    """A planter of an end that asks for an older child."""
    return in_a_row(
        code,
        "Episodes",
        value("REC", ended),
        suits=all_of(
            _is_ended_last,
            lambda site: age(site.child, site.known("DEC")) < below,
        ),
    )


def _status(code: str, legal: str, longer_than: int, *also: str) -> Planter[Child]:
    """A planter of a legal status that has lasted too long."""
    return in_a_row(
        code,
        "Episodes",
        value("LS", legal),
        suits=all_of(
            _is_fresh_and_plain,
            lambda site: _lasts(site) > longer_than,
            lambda site: _age_at_start(site) >= 10,
        ),
        also=lambda _: also,
    )


def _freed(code: str, *, is_open: bool) -> Planter[Child]:
    """A planter of a freeing order, which has not been made since 2005."""
    codes = ("445", "555", "451" if is_open else "557")
    return in_a_row(
        code,
        "Episodes",
        value("LS", "D1"),
        suits=all_of(
            is_fresh_and_open if is_open else is_fresh_and_over, _is_fresh_and_plain
        ),
        also=lambda _: tuple(each for each in codes if each != code),
    )


def _start_of_1991(site: Site) -> Iterable[Finding]:
    here = ("Episodes", site.index)
    yield found("302", here, _HEADER)
    yield found("562", here)
    yield found("NoE", here)
    yield found("634", ("PrevPerm", 0), here)


def _had_no_permanence(site: Site) -> bool:
    return site.child.rows("PrevPerm")[0].get("PREV_PERM") == "Z1"


def _is_under_18(site: Site) -> bool:
    return age(site.child, site.known("DEC")) < 18


def _ends_before_the_year(site: Site) -> bool:
    return site.known("DEC") < last_day(site)


def _ends_on(site: Site, late: int) -> dict[str, str | None]:
    return {"DEC": text_of(site.known("DECOM") + days(late))}


def plant_358(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Remanded below the age of ten."""
    if not child.rows("Episodes"):
        return None
    site = sites(child, "Episodes", season)[0]
    if not _is_fresh_and_plain(site) or _age_at_start(site) >= 10:
        return None
    changed = child.with_cells("Episodes", 0, LS="J1")
    return planted(changed, found("358", ("Episodes", 0), _HEADER))


def plant_556(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A freeing order (445, 451), and a decision the day after it."""
    if not child.rows("Episodes"):
        return None
    site = sites(child, "Episodes", season)[0]
    if not is_fresh_and_open(site) or not _is_fresh_and_plain(site):
        return None
    decided = row(**base(child), DATE_PLACED=text_of(site.known("DECOM") + days(1)))
    changed = child.with_cells("Episodes", 0, LS="D1")
    changed = changed.with_rows("PlacedAdoption", (decided,))
    place = ("Episodes", 0)
    codes = ("556", "445", "451")
    if site.known("DECOM") >= last_day(site):
        return None
    return planted(changed, *(found(each, place) for each in codes))


def plant_390(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Adopted by foster carers, and nothing told of it (601)."""
    known = [each for each in sites(child, "Episodes", season) if _is_ended_last(each)]
    if not known or not _is_plain(known[0]):
        return None
    if not _ended_in_year(known[0]) or not _is_under_18(known[0]):
        return None
    place = ("Episodes", known[0].index)
    changed = child.with_cells("Episodes", known[0].index, REC="E11")
    return planted(changed, found("390", place), found("601", place))


def _is_no_mother(site: Site) -> bool:
    return site.child.rows("Header")[0].get("MOTHER") != "1"


def _ends(site: Site) -> bool:
    """Whether care ends with it for a guardian, who must have fostered the child."""
    return site.get("REC") in ("E45", "E46")


def _ended_in_year(site: Site) -> bool:
    return site.known("DEC") >= first_day(site)


PLANTERS: dict[str, Planter[Child]] = {
    "141": in_a_row(
        "141",
        "Episodes",
        value("DECOM", *NO_DATE),
        suits=all_of(is_fresh_and_open, has_no("Missing", "OC2", "OC3", "DoLo")),
    ),
    "144": in_a_row(
        "144", "Episodes", value("LS", "X1", "C3"), suits=_is_fresh_and_plain
    ),
    "145": in_a_row("145", "Episodes", value("CIN", "N0", "N9"), suits=is_fresh),
    "146": in_a_row(
        "146",
        "Episodes",
        value("PLACE", "U7", "X1"),
        suits=all_of(_is_fresh_and_plain, _is_not_own, lambda site: not _ends(site)),
    ),
    "147": in_a_row(
        "147",
        "Episodes",
        value("DEC", *NO_DATE),
        suits=all_of(_is_end_of_part, has_no("DoLo")),
    ),
    "148": in_a_row("148", "Episodes", value("REC", None), suits=_is_end_of_part),
    "149": in_a_row(
        "149", "Episodes", value("REC", "E1", "E99"), suits=_is_end_of_part
    ),
    "178": in_a_row(
        "178",
        "Episodes",
        value("PLACE_PROVIDER", "PR6", "PR9"),
        suits=_is_fresh_and_plain,
    ),
    "353": in_a_row(
        "353",
        "Episodes",
        value("DECOM", _OLD),
        suits=all_of(is_fresh_and_over, _is_plain, _had_no_permanence),
        rest=_start_of_1991,
    ),
    "354": in_a_row(
        "354",
        "Episodes",
        lambda site: {
            "DECOM": text_of(last_day(site) + days(site.season.dice.between(1, 20)))
        },
        suits=all_of(
            is_fresh_and_open, _is_plain, has_no("Missing", "OC2", "OC3", "DoLo")
        ),
    ),
    "355": in_a_row(
        "355",
        "Episodes",
        lambda site: _ends_on(site, 0),
        suits=all_of(_is_end_of_part, has_no("Missing", "DoLo"), _is_no_mother),
    ),
    "356": in_a_row(
        "356",
        "Episodes",
        lambda site: _ends_on(site, -3),
        suits=all_of(_is_end_of_part, has_no("Missing", "DoLo")),
    ),
    "357": in_a_row(
        "357",
        "Episodes",
        value("RNE", "P", "B"),
        suits=all_of(is_over_in_part, _is_first, _ends_before_the_year),
    ),
    "358": plant_358,
    "361": _status("361", "L1", 3),
    "362": _status("362", "L2", 21),
    "363": _status("363", "L3", 7),
    "364": _status("364", "J2", 21),
    "385": in_a_row(
        "385",
        "Episodes",
        lambda site: {
            "DEC": text_of(last_day(site) + days(site.season.dice.between(1, 20)))
        },
        suits=all_of(_is_end_of_part, _is_plain, has_no("DoLo")),
    ),
    "387": _reason("387", "E5", 14),
    "388": in_a_row(
        "388",
        "Episodes",
        value("REC", "X1"),
        suits=all_of(_is_end_of_part, _ends_before_the_year),
    ),
    "389": _reason("389", "E7", 16),
    "390": plant_390,
    "445": _freed("445", is_open=False),
    "451": _freed("451", is_open=True),
    "460": _reason("460", "E17", 18),
    "516": in_a_row(
        "516",
        "Episodes",
        value("REC", "E45", "E46"),
        suits=all_of(
            _is_ended_last,
            lambda site: not is_fostered(site) and not is_temporary(site.row),
            _is_under_18,
        ),
    ),
    "555": _freed("555", is_open=True),
    "556": plant_556,
}
"""Planters by rule."""
