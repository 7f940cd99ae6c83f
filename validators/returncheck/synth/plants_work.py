"""Faults in CINdetails, Assessments and Section47."""

from dataclasses import replace
from datetime import date

from returncheck.synth import codes
from returncheck.synth.dates import days
from returncheck.synth.planting import (
    Location,
    Planted,
    Season,
    accepted_episodes,
    of_episode,
    with_episode,
)
from returncheck.synth.records import Assessment, Child, Enquiry, Episode, Table

_UNKNOWN_FACTOR = "99Z"
_OLDER_THAN_ASSESSMENT_LIMIT = 46
_OLDER_THAN_ENQUIRY_LIMIT = 16
_WITHIN_ENQUIRY_LIMIT = 10
_SOON = 30


def plant_1103(child: Child, season: Season) -> Planted | None:
    """The only assessment of an episode begins up to 20 days before the referral."""
    for place, episode in accepted_episodes(child):
        only = _only_completed(episode)
        if only is None or (only.start - episode.referral).days > _SOON:
            continue
        start = episode.referral - days(season.dice.between(1, 20))
        faulty = _with_assessment(child, place, replace(only, start=start))
        return _at(faulty, place, (Table.ASSESSMENTS, 0), (Table.CIN_DETAILS, 0))
    return None


def plant_8608(child: Child, season: Season) -> Planted | None:
    """The only assessment of an episode is authorised before it starts."""
    for place, episode in accepted_episodes(child):
        only = _only_completed(episode)
        if only is None or only.start <= season.first_day:
            continue
        most = min(30, (only.start - season.first_day).days)
        authorised = only.start - days(season.dice.between(1, most))
        changed = replace(only, authorised=authorised, reviewed=None)
        faulty = _with_assessment(child, place, changed)
        return _at(faulty, place, (Table.ASSESSMENTS, 0))
    return None


def plant_8670q(child: Child, season: Season) -> Planted | None:
    """The only assessment of an open episode was never authorised."""
    latest = season.working_days_before_end(_OLDER_THAN_ASSESSMENT_LIMIT)
    for place, episode in accepted_episodes(child):
        only = _only_completed(episode)
        if only is None or not episode.is_open:
            continue
        if season.first_day <= only.start <= latest:
            changed = replace(only, authorised=None, factors=())
            faulty = _with_assessment(child, place, changed)
            return _at(faulty, place, (Table.ASSESSMENTS, 0))
    return None


def plant_8897q(child: Child, season: Season) -> Planted | None:
    """An assessment without factors, or with an unknown one among them."""
    for place, episode in accepted_episodes(child):
        for index, assessment in enumerate(episode.assessments):
            authorised = assessment.authorised
            if authorised is None or authorised < season.first_day:
                continue
            if codes.NO_FACTOR in assessment.factors:
                continue
            factors: tuple[str, ...] = ()
            if season.dice.chance(0.5):
                factors = (*assessment.factors, _UNKNOWN_FACTOR)
            changed = replace(assessment, factors=factors)
            faulty = _with_assessment(child, place, changed, index)
            return _at(faulty, place, (Table.ASSESSMENTS, index))
    return None


def plant_8565(child: Child, season: Season) -> Planted | None:
    """An episode closed up to 15 days before its last activity."""
    for place, episode in accepted_episodes(child):
        if episode.closure is None or episode.reason == "RC2":
            continue
        last = max(day for _, _, acts in _activity(episode) for day in acts)
        earliest = max(episode.referral, season.first_day)
        most = min(15, (last - earliest).days)
        if most < 1:
            continue
        closure = last - days(season.dice.between(1, most))
        faulty = with_episode(child, place, replace(episode, closure=closure))
        late = [
            (table, index)
            for table, index, acts in _activity(episode)
            if any(day > closure for day in acts)
        ]
        return _at(faulty, place, *dict.fromkeys([(Table.CIN_DETAILS, 0), *late]))
    return None


def plant_8816(child: Child, season: Season) -> Planted | None:
    """A referral with no further action on the last day, after an open episode.

    On that day no episode overlaps another (rule 8820).
    """
    for place, episode in accepted_episodes(child):
        if not episode.is_open or episode.referral >= season.last_day:
            continue
        source = codes.referral_source(season.dice, season.last_day)
        latest = Episode(referral=season.last_day, source=source, is_nfa=True)
        faulty = replace(child, episodes=(*child.episodes, latest))
        rows = (place, len(child.episodes))
        return Planted(
            child=faulty,
            findings=(
                tuple(of_episode(faulty, Table.CIN_DETAILS, row) for row in rows),
            ),
        )
    return None


def plant_8675q(child: Child, season: Season) -> Planted | None:
    """The only enquiry of an open episode still waits for its conference."""
    latest = season.working_days_before_end(_OLDER_THAN_ENQUIRY_LIMIT)
    for place, episode in accepted_episodes(child):
        if not episode.is_open or episode.protection_plans:
            continue
        if len(episode.enquiries) != 1 or not episode.enquiries[0].not_required:
            continue
        only = episode.enquiries[0]
        if season.first_day <= only.start <= latest:
            waiting = (replace(only, not_required=False),)
            faulty = with_episode(child, place, replace(episode, enquiries=waiting))
            return _at(faulty, place, (Table.SECTION47, 0))
    return None


def plant_8839(child: Child, season: Season) -> Planted | None:
    """Two enquiries that wait for a conference, both too young for 8675Q."""
    for place, episode in accepted_episodes(child):
        if not episode.is_open or episode.protection_plans or episode.enquiries:
            continue
        first = season.working_days_before_end(_WITHIN_ENQUIRY_LIMIT)
        first = max(first, episode.referral)
        if not episode.assessments or first >= season.last_day:
            continue
        second = first + days(season.dice.between(1, (season.last_day - first).days))
        waiting = (Enquiry(start=first), Enquiry(start=second))
        faulty = with_episode(child, place, replace(episode, enquiries=waiting))
        return _at(faulty, place, (Table.SECTION47, 0), (Table.SECTION47, 1))
    return None


def _only_completed(episode: Episode) -> Assessment | None:
    if len(episode.assessments) != 1 or episode.assessments[0].authorised is None:
        return None
    return episode.assessments[0]


def _with_assessment(
    child: Child, place: int, changed: Assessment, index: int = 0
) -> Child:
    episode = child.episodes[place]
    before, after = episode.assessments[:index], episode.assessments[index + 1 :]
    assessments = (*before, changed, *after)
    return with_episode(child, place, replace(episode, assessments=assessments))


def _at(child: Child, place: int, *rows: tuple[Table, int]) -> Planted:
    """One finding on rows of an episode, each a table and an index within it."""
    locations: tuple[Location, ...] = tuple(
        of_episode(child, table, place, index) for table, index in rows
    )
    return Planted(child=child, findings=(locations,))


def _activity(episode: Episode) -> list[tuple[Table, int, list[date]]]:
    """The dates that must not follow the closure, record by record."""
    rows: list[tuple[Table, int, list[date | None]]] = [
        (Table.CIN_DETAILS, 0, [episode.referral, episode.transfer_conference])
    ]
    for index, assessment in enumerate(episode.assessments):
        rows.append(
            (Table.ASSESSMENTS, index, [assessment.start, assessment.authorised])
        )
    for index, plan in enumerate(episode.cin_plans):
        rows.append((Table.CIN_PLANS, index, [plan.start, plan.end]))
    for index, enquiry in enumerate(episode.enquiries):
        rows.append((Table.SECTION47, index, [enquiry.start, enquiry.conference]))
    for index, plan_ in enumerate(episode.protection_plans):
        rows.append((Table.PROTECTION_PLANS, index, [plan_.end]))
    return [
        (table, index, [day for day in acts if day is not None])
        for table, index, acts in rows
    ]
