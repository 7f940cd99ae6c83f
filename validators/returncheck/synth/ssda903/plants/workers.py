"""Faults in SWEpisodes, the social workers."""

from datetime import date

from returncheck.synth.dates import days
from returncheck.synth.planting import Finding, Planted, Planter, Season
from returncheck.synth.ssda903.plants.sites import (
    NO_DATE,
    Site,
    all_of,
    first_day,
    found,
    in_a_row,
    last_day,
    pick,
    planted,
    shifted,
    sites,
    value,
)
from returncheck.synth.ssda903.records import SHORT_BREAKS
from returncheck.synth.ssda903.shown import Child, day_of, text_of

_ASKED_AGAIN = 2025
"""First year with other rules on what must be told."""
_ALWAYS_OPEN = 2026
"""First year in which the latest worker must be there still."""
_FIRST_CONTACT = "FCONTA"
_WINDOW = 5
_REASONS_SINCE = date(2023, 4, 1)


def _is_of_short_breaks(site: Site) -> bool:
    """A child in short breaks alone, whom the rules on both tables leave out."""
    episodes = site.child.rows("Episodes")
    return all(each.get("LS") in SHORT_BREAKS for each in episodes)


def _is_only(site: Site) -> bool:
    return site.child.count(site.table) == 1


def _is_open(site: Site) -> bool:
    return site.is_last and "SW_DEC" not in site.row


def _is_followed(site: Site) -> bool:
    return not site.is_last


def _is_handover(site: Site) -> bool:
    """The latest worker, who took over from another, not for a first contact."""
    return _is_open(site) and site.index > 0 and site.get("SW_REASON") != _FIRST_CONTACT


def _since_2023(site: Site) -> bool:
    return site.known("SW_DECOM") >= _REASONS_SINCE


def _if_open_only(site: Site) -> tuple[str, ...]:
    """The rule on the latest worker, in the years that have it."""
    return ("SW17STG2",) if site.season.year >= _ALWAYS_OPEN else ()


def _before_the_last_days(site: Site) -> bool:
    """Whether the latest worker began long enough before the last days of the year."""
    return _is_open(site) and site.known("SW_DECOM") <= last_day(site) - days(30)


def _in_the_last_days(site: Site) -> str | None:
    return text_of(last_day(site) - days(site.season.dice.between(0, _WINDOW)))


def _before_them(site: Site) -> str | None:
    return text_of(last_day(site) - days(site.season.dice.between(8, 20)))


def _after_the_year(site: Site) -> str | None:
    return text_of(last_day(site) + days(site.season.dice.between(1, 20)))


def _later_start(code: str, late: int, *, after_2024: bool) -> Planter[Child]:
    """A planter of a time without a worker."""
    return in_a_row(
        code,
        "SWEpisodes",
        lambda site: shifted(site, "SW_DECOM", late),
        suits=all_of(_is_handover, lambda site: _ends_before(site)),
        also=lambda site: (
            ("SW11aSTG2",) if after_2024 and site.season.year < _ASKED_AGAIN else ()
        ),
    )


def _ends_before(site: Site) -> bool:
    """Whether the worker before left well before the end of the year."""
    before = day_of((site.previous or {}).get("SW_DEC"))
    return before is not None and before <= last_day(site) - days(20)


def _unmatched(child: Child) -> list[Finding]:
    """The starts and ends of care that have no worker beside them."""
    return [
        found("SW12STG2", ("Episodes", index))
        for index, each in enumerate(child.rows("Episodes"))
        if each.get("RNE") == "S" or each.get("REC") != "X1"
    ]


def _without_workers(code: str) -> Planter[Child]:
    """A planter of a child without a worker."""

    def plant(child: Child, season: Season[Child]) -> Planted[Child] | None:
        if not child.rows("SWEpisodes"):
            return None
        if any(each.get("LS") in SHORT_BREAKS for each in child.rows("Episodes")):
            return None
        findings = _unmatched(child)
        if season.year < _ASKED_AGAIN:
            findings += [
                found("SW01STG1", ("Episodes", index))
                for index, each in enumerate(child.rows("Episodes"))
                if "DEC" not in each
            ]
        if not any(each.code == code for each in findings):
            return None
        return planted(child.with_rows("SWEpisodes", ()), *findings)

    return plant


def _unreadable_start(code: str) -> Planter[Child]:
    """A planter of a start of a worker's time that is no date."""
    codes = ("SW04STG1", "SW01aSTG1", "SW01bSTG1")

    def also(site: Site) -> list[str]:
        known = codes if site.season.year >= _ASKED_AGAIN else codes[:1]
        return [each for each in known if each != code]

    return in_a_row(
        code,
        "SWEpisodes",
        value("SW_DECOM", *NO_DATE),
        suits=all_of(_is_of_short_breaks, _is_only),
        also=also,
    )


def plant_sw01a(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An unreadable start, as no worker of before April 2023 may be left."""
    return _unreadable_start("SW01aSTG1")(child, season)


def _left_open(code: str) -> Planter[Child]:
    """A planter of an earlier worker who is still there."""

    def also(site: Site) -> list[str]:
        known = ["SW08STG2"]
        if site.season.year < _ASKED_AGAIN:
            known.append("SW14STG2")
        return [each for each in known if each != code]

    return in_a_row(
        code, "SWEpisodes", value("SW_DEC", None), suits=_is_followed, also=also
    )


def plant_sw12(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Care that ended, without a worker ever."""
    rows = child.rows("Episodes")
    if not rows or any("DEC" not in each for each in rows):
        return None
    return _without_workers("SW12STG2")(child, season)


def plant_sw09(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A worker who came and left on one day."""
    known = [
        site
        for site in sites(child, "SWEpisodes", season)
        if _before_the_last_days(site) and site.known("SW_DECOM") >= first_day(site)
    ]
    site = pick(season, known)
    if site is None:
        return None
    place = ("SWEpisodes", site.index)
    changed = child.with_cells("SWEpisodes", site.index, SW_DEC=site.get("SW_DECOM"))
    codes = ("SW09STG2", *_if_open_only(site))
    return planted(changed, *(found(code, place) for code in codes))


PLANTERS: dict[str, Planter[Child]] = {
    "SW01STG1": _without_workers("SW01STG1"),
    "SW01aSTG1": plant_sw01a,
    "SW01bSTG1": in_a_row(
        "SW01bSTG1",
        "SWEpisodes",
        value("SW_REASON", None),
        suits=_since_2023,
        also=lambda _: ("SW13STG1",),
    ),
    "SW02STG1": in_a_row(
        "SW02STG1", "SWEpisodes", value("SW_ID", "AB1234567890", "1234567890")
    ),
    "SW03STG1": in_a_row(
        "SW03STG1",
        "SWEpisodes",
        value("SW_REASON", None),
        suits=lambda site: not _is_only(site) or _is_of_short_breaks(site),
        also=lambda _: ("SW13STG1",),
    ),
    "SW04STG1": _unreadable_start("SW04STG1"),
    "SW05STG1": in_a_row(
        "SW05STG1",
        "SWEpisodes",
        value("SW_DEC", *NO_DATE),
        suits=_is_open,
        also=_if_open_only,
    ),
    "SW06STG2": in_a_row(
        "SW06STG2",
        "SWEpisodes",
        lambda site: {"SW_DECOM": _after_the_year(site)},
        suits=all_of(_is_of_short_breaks, _is_only),
    ),
    "SW07STG2": in_a_row(
        "SW07STG2",
        "SWEpisodes",
        lambda site: {"SW_DEC": _after_the_year(site)},
        suits=_is_open,
        also=_if_open_only,
    ),
    "SW08STG2": _left_open("SW08STG2"),
    "SW09STG2": plant_sw09,
    "SW10STG2": _later_start("SW10STG2", 10, after_2024=True),
    "SW11aSTG2": _later_start("SW11aSTG2", 6, after_2024=False),
    "SW11bSTG2": in_a_row(
        "SW11bSTG2",
        "SWEpisodes",
        lambda site: {"SW_DEC": _in_the_last_days(site)},
        suits=_before_the_last_days,
        also=_if_open_only,
    ),
    "SW12STG2": plant_sw12,
    "SW13STG1": in_a_row("SW13STG1", "SWEpisodes", value("SW_REASON", "XXXXXX")),
    "SW14STG2": _left_open("SW14STG2"),
    "SW17STG2": in_a_row(
        "SW17STG2",
        "SWEpisodes",
        lambda site: {"SW_DEC": _before_them(site)},
        suits=_before_the_last_days,
    ),
}
"""Planters by rule."""
