"""Faults in the dates of birth, expected birth and death of a child."""

from dataclasses import replace
from datetime import date

from returncheck.synth.cin_census.census import FIRST_YEAR_WITH_SEX
from returncheck.synth.cin_census.planting import of_child, of_episode
from returncheck.synth.cin_census.plants.whole_return import unknown_sex
from returncheck.synth.cin_census.records import Child, Episode, Table
from returncheck.synth.dates import days, months_later
from returncheck.synth.planting import Planted, Planter, Season, one_finding

_LONGEST_PREGNANCY = days(280)
_MONTHS_OF_25_YEARS = 25 * 12
_BORN_LATEST = days(60)


def plant_8520(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A birth date up to 60 days after the reference date."""
    if child.birth is None or child.death is not None:
        return None
    birth = season.last_day + days(season.dice.between(3, 60))
    if not _may_follow_referrals(child, season.last_day + _BORN_LATEST):
        return None
    return _identifiers("8520", replace(child, birth=birth))


def plant_8525q(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Neither a birth date nor an expected one, or both where they may be."""
    if child.birth is None or child.death is not None:
        return None
    faulty = replace(child, birth=None)
    expected = season.last_day + days(season.dice.between(0, 25))
    if season.dice.chance(0.5) and _may_follow_referrals(child, expected):
        faulty = replace(child, expected_birth=expected)
    return _identifiers("8525Q", faulty)


def plant_8530q(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A child that should have been born 31 to 60 days before the reference date."""
    expected = season.last_day - days(season.dice.between(31, 60))
    if child.death is not None or not _may_follow_referrals(child, expected):
        return None
    return _identifiers("8530Q", _unborn(child, season, expected))


def plant_8535q(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A death without a birth, on a day after all that was done for the child."""
    expected = season.last_day + days(season.dice.between(1, 60))
    if child.death is not None or not _may_follow_referrals(child, expected):
        return None
    last = max(_last_act(episode) for episode in child.episodes)
    most = min(20, (season.last_day - last).days)
    if most < 0:
        return None
    death = season.last_day - days(season.dice.between(0, most))
    faulty = replace(_unborn(child, season, expected), death=death)
    return _identifiers("8535Q", faulty)


def plant_8545q(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A death up to 40 days after the reference date."""
    if child.birth is None or child.death is not None:
        return None
    death = season.last_day + days(season.dice.between(2, 40))
    return _identifiers("8545Q", replace(child, death=death))


def plant_8555q(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """The only referral of a child without plans, up to 30 days after its death."""
    if child.birth is None or child.death is not None or len(child.episodes) != 1:
        return None
    (only,) = child.episodes
    earliest = max(child.birth, season.first_day)
    most = min(30, (only.referral - earliest).days)
    if most < 1 or only.cin_plans or only.protection_plans:
        return None
    death = only.referral - days(season.dice.between(1, most))
    return _with_referral("8555Q", replace(child, death=death))


def plant_8606(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """The only referral of the year, over 280 days before the expected birth."""
    if child.death is not None or len(child.episodes) != 1:
        return None
    referral = child.episodes[0].referral
    if referral < season.first_day:
        return None
    earliest = max(referral + _LONGEST_PREGNANCY, season.last_day)
    expected = earliest + days(season.dice.between(1, 10))
    if expected > months_later(season.last_day, 9):
        return None
    return _with_referral("8606", _unborn(child, season, expected))


def plant_8750(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A known sex of an unborn child."""
    expected = season.last_day + days(season.dice.between(1, 60))
    if child.death is not None or not _may_follow_referrals(child, expected):
        return None
    has_sex = season.year >= FIRST_YEAR_WITH_SEX
    sex = season.dice.pick(("M", "F") if has_sex else ("1", "2", "9"))
    faulty = replace(_unborn(child, season, expected), sex=sex)
    return _identifiers("8750", faulty)


def plant_8775q(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A person who was 25 during the year, before some episode had ended."""
    if child.birth is None or child.death is not None or child.upn is None:
        return None
    birthday = season.last_day - days(season.dice.between(1, 300))
    faulty = replace(child, birth=months_later(birthday, -_MONTHS_OF_25_YEARS))
    rows = [
        of_episode(faulty, Table.CIN_DETAILS, place)
        for place, episode in enumerate(child.episodes)
        if episode.closure is None or episode.closure > birthday
    ]
    if not rows:
        return None
    return one_finding(faulty, "8775Q", of_child(Table.CHILD_IDENTIFIERS), *rows)


def _unborn(child: Child, season: Season[Child], expected: date) -> Child:
    """The child as if it were still to be born."""
    return replace(
        child,
        sex=unknown_sex(season.year),
        upn=None,
        former_upn=None,
        upn_unknown="UN1",
        birth=None,
        expected_birth=expected,
        disabilities=(),
    )


def _may_follow_referrals(child: Child, birth: date) -> bool:
    """Whether no referral is over 280 days earlier (rule 8606)."""
    return all(
        episode.referral >= birth - _LONGEST_PREGNANCY for episode in child.episodes
    )


def _last_act(episode: Episode) -> date:
    """The last date that may not follow the child's death."""
    dates = [episode.referral]
    for plan in episode.cin_plans:
        dates += [plan.start, plan.end or plan.start]
    for protection in episode.protection_plans:
        dates += [protection.start, protection.end or protection.start]
    return max(dates)


def _identifiers(code: str, child: Child) -> Planted[Child]:
    return one_finding(child, code, of_child(Table.CHILD_IDENTIFIERS))


def _with_referral(code: str, child: Child) -> Planted[Child]:
    rows = (of_child(Table.CHILD_IDENTIFIERS), of_episode(child, Table.CIN_DETAILS, 0))
    return one_finding(child, code, *rows)


PLANTERS: dict[str, Planter[Child]] = {
    "8520": plant_8520,
    "8525Q": plant_8525q,
    "8530Q": plant_8530q,
    "8535Q": plant_8535q,
    "8545Q": plant_8545q,
    "8555Q": plant_8555q,
    "8606": plant_8606,
    "8750": plant_8750,
    "8775Q": plant_8775q,
}
