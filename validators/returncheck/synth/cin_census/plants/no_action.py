"""Faults of a further referral, one with no further action, that a child is given."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from returncheck.synth.cin_census import codes
from returncheck.synth.cin_census.planting import (
    accepted_episodes,
    of_episode,
    rows_of_episode,
)
from returncheck.synth.cin_census.records import (
    Assessment,
    Child,
    CinPlan,
    Episode,
    ProtectionPlan,
    Table,
)
from returncheck.synth.dates import DAY, calendar, days, year_start
from returncheck.synth.planting import Location, Planted, Planter, Season, one_finding


def plant_4000(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A child in need plan after such a referral."""
    referral = _day_after_all(child, season, to_spare=10)
    if referral is None:
        return None
    plan = CinPlan(start=referral + days(season.dice.between(0, 10)), end=None)
    last = replace(_no_action(season, referral), cin_plans=(plan,))
    return _at_the_end("4000", child, last, Table.CIN_PLANS)


def plant_8569q(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Referred 10 to 60 days before the year."""
    referral = year_start(season.year) - days(season.dice.between(10, 60))
    if not _is_unknown_before(child, season, referral):
        return None
    return _at_the_front("8569Q", child, _no_action(season, referral))


def plant_8600(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Referred up to 40 days after the reference date."""
    if child.death is not None or _has_open_episode(child):
        return None
    referral = season.last_day + days(season.dice.between(2, 40))
    return _at_the_end("8600", child, _no_action(season, referral))


def plant_8630(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Closed up to 20 days before it was referred."""
    referral = _day_after_all(child, season)
    if referral is None:
        return None
    most = min(20, (referral - season.first_day).days)
    if most < 1:
        return None
    closure = referral - days(season.dice.between(1, most))
    last = replace(_no_action(season, referral), closure=closure, reason="RC7")
    return _at_the_end("8630", child, last)


def plant_8816(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Referred on the last day, after an open episode.

    On that day no episode overlaps another (rule 8820).
    """
    for place, episode in accepted_episodes(child):
        if episode.is_open and episode.referral < season.last_day:
            last = _no_action(season, season.last_day)
            return _at_the_end("8816", child, last, beside=place)
    return None


def plant_8820(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Referred in the midst of an episode that has closed since."""
    for place, episode in accepted_episodes(child):
        if episode.closure is None or child.death is not None:
            continue
        first = max(episode.referral + DAY, season.first_day)
        most = (episode.closure - DAY - first).days
        if most >= 0:
            again = _no_action(season, first + days(season.dice.between(0, most)))
            return _at_the_end("8820", child, again, beside=place)
    return None


def plant_8831(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A completed assessment after such a referral."""
    referral = _day_after_all(child, season, to_spare=30)
    if referral is None:
        return None
    authorised = referral + days(season.dice.between(5, 30))
    assessment = Assessment(
        start=referral,
        authorised=authorised,
        factors=codes.assessment_factors(season.dice, authorised),
    )
    last = replace(_no_action(season, referral), assessments=(assessment,))
    return _at_the_end("8831", child, last, Table.ASSESSMENTS)


def plant_8832(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A protection plan after such a referral, of a child without other plans.

    Both are from the last days before the year: a plan of the year would need its
    conference (2885), which such a referral may not have (8831), and a referral of
    before the last working day would have to go further (8569Q).
    """
    start = year_start(season.year)
    referral = calendar().nth_before(start, 1)
    if not _is_unknown_before(child, season, referral) or _has_plans(child):
        return None
    category = codes.category_of_abuse(season.dice)
    plan = ProtectionPlan(
        start=start - DAY,
        end=None,
        initial_category=category,
        latest_category=category,
        previous_plans=0,
    )
    first = replace(_no_action(season, referral), protection_plans=(plan,))
    return _at_the_front("8832", child, first, Table.PROTECTION_PLANS)


def _no_action(season: Season[Child], referral: date) -> Episode:
    source = codes.referral_source(season.dice, referral)
    return Episode(referral=referral, source=source, is_nfa=True)


def _day_after_all(
    child: Child, season: Season[Child], to_spare: int = 0
) -> date | None:
    """A day after the last episode has ended.

    Args:
        child: The child.
        season: The return.
        to_spare: Days that must be left until the reference date.
    """
    if child.death is not None or _has_open_episode(child):
        return None
    ends = [episode.closure or episode.referral for episode in child.episodes]
    first = max(season.first_day, *(end + DAY for end in ends))
    most = (season.last_day - first).days - to_spare
    return None if most < 0 else first + days(season.dice.between(0, most))


def _is_unknown_before(child: Child, season: Season[Child], day: date) -> bool:
    """Whether a living child was born by a day but first referred in the year."""
    is_born = child.birth is not None and child.birth <= day
    is_new = all(each.referral >= season.first_day for each in child.episodes)
    return is_born and is_new and child.death is None


def _has_open_episode(child: Child) -> bool:
    return any(episode.is_open for episode in child.episodes)


def _has_plans(child: Child) -> bool:
    return any(each.cin_plans or each.protection_plans for each in child.episodes)


def _at_the_front(
    code: str, child: Child, episode: Episode, *tables: Table
) -> Planted[Child]:
    """The child with a first episode whose rows break the rule."""
    faulty = replace(child, episodes=(episode, *child.episodes))
    rows = rows_of_episode(faulty, 0, Table.CIN_DETAILS, *tables)
    return one_finding(faulty, code, *rows)


def _at_the_end(
    code: str,
    child: Child,
    episode: Episode,
    *tables: Table,
    beside: int | None = None,
) -> Planted[Child]:
    """The child with a last episode whose rows break the rule.

    Args:
        code: The rule.
        child: The child as it was.
        episode: Its further episode.
        tables: Tables of whose rows the finding names those of that episode.
        beside: Index of another episode whose CINdetails row it names too.
    """
    faulty = replace(child, episodes=(*child.episodes, episode))
    place = len(child.episodes)
    rows = rows_of_episode(faulty, place, Table.CIN_DETAILS, *tables)
    return one_finding(faulty, code, *_details(faulty, beside), *rows)


def _details(child: Child, place: int | None) -> Iterator[Location]:
    if place is not None:
        yield of_episode(child, Table.CIN_DETAILS, place)


PLANTERS: dict[str, Planter[Child]] = {
    "4000": plant_4000,
    "8569Q": plant_8569q,
    "8600": plant_8600,
    "8630": plant_8630,
    "8816": plant_8816,
    "8820": plant_8820,
    "8831": plant_8831,
    "8832": plant_8832,
}
