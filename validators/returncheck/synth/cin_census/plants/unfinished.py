"""Faults of episodes that closed although something in them was not done."""

from dataclasses import replace
from datetime import date

from returncheck.synth.cin_census.records import Assessment, Child, Episode, Table
from returncheck.synth.cin_census.sites import (
    DETAILS_ROW,
    Row,
    Site,
    found,
    in_an_episode,
)
from returncheck.synth.dates import DAY, calendar, days
from returncheck.synth.planting import Planted, Planter

_WITHIN_ASSESSMENT_LIMIT = 42
_SHORTEST, _LONGEST = 3, 15


@in_an_episode
def plant_8565(site: Site) -> Planted[Child] | None:
    """An episode closed up to 15 days before its last activity."""
    episode = site.episode
    if episode.closure is None:
        return None
    last = max(day for _, acts in _activity(episode) for day in acts)
    earliest = max(episode.referral, site.season.first_day, last - days(_LONGEST))
    closure = site.between(earliest, last - DAY)
    if closure is None:
        return None
    late = [
        row for row, acts in _activity(episode) if any(day > closure for day in acts)
    ]
    rows = dict.fromkeys([DETAILS_ROW, *late])
    return site.planted(replace(episode, closure=closure), found("8565", *rows))


@in_an_episode
def plant_8867(site: Site) -> Planted[Child] | None:
    """An assessment, still too young for 8670Q, was never authorised.

    It is one of the episode's, or one more, begun when the others had ended.
    """
    closure, assessments = site.episode.closure, site.episode.assessments
    if closure is None:
        return None
    young = site.season.working_days_before_end(_WITHIN_ASSESSMENT_LIMIT)
    for index, assessment in enumerate(assessments):
        if assessment.start >= young:
            changed = replace(assessment, authorised=None, factors=())
            return _with_open(site, index, changed)
    ends = [each.authorised for each in assessments if each.authorised is not None]
    start = site.between(max([young, *ends]) + DAY, closure)
    if start is None:
        return None
    return _with_open(site, len(assessments), Assessment(start=start, authorised=None))


@in_an_episode
def plant_8868(site: Site) -> Planted[Child] | None:
    """An enquiry said to need no conference has had one."""
    only = site.only_enquiry
    if only is None or site.episode.closure is None or not site.has_no_plan_or_transfer:
        return None
    wait = days(site.season.dice.between(_SHORTEST, _LONGEST))
    held = only.conference or calendar().on_or_after(only.start + wait)
    if not site.season.first_day <= held <= site.episode.closure:
        return None
    unclear = replace(only, conference=held, not_required=True)
    return site.planted(
        replace(site.episode, enquiries=(unclear,)),
        found("8868", DETAILS_ROW, (Table.SECTION47, 0)),
    )


def _with_open(site: Site, index: int, changed: Assessment) -> Planted[Child]:
    """The assessment in its place among those of the closed episode."""
    before = site.episode.assessments
    assessments = (*before[:index], changed, *before[index + 1 :])
    return site.planted(
        replace(site.episode, assessments=assessments),
        found("8867", DETAILS_ROW, (Table.ASSESSMENTS, index)),
    )


def _activity(episode: Episode) -> list[tuple[Row, list[date]]]:
    """The dates that must not follow the closure, record by record."""
    rows: list[tuple[Row, list[date | None]]] = [
        (DETAILS_ROW, [episode.referral, episode.transfer_conference])
    ]
    for index, each in enumerate(episode.assessments):
        rows.append(((Table.ASSESSMENTS, index), [each.start, each.authorised]))
    for index, plan in enumerate(episode.cin_plans):
        rows.append(((Table.CIN_PLANS, index), [plan.start, plan.end]))
    for index, enquiry in enumerate(episode.enquiries):
        rows.append(((Table.SECTION47, index), [enquiry.start, enquiry.conference]))
    for index, plan_ in enumerate(episode.protection_plans):
        rows.append(((Table.PROTECTION_PLANS, index), [plan_.end]))
    return [(row, [day for day in acts if day is not None]) for row, acts in rows]


PLANTERS: dict[str, Planter[Child]] = {
    "8565": plant_8565,
    "8867": plant_8867,
    "8868": plant_8868,
}
