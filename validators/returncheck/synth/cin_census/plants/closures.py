"""Faults in how an episode closed, and in the conference date of CINdetails."""

from collections.abc import Iterator
from dataclasses import replace

from returncheck.synth.cin_census.codes import NO_FACTOR
from returncheck.synth.cin_census.planting import (
    accepted_episodes,
    of_child,
    of_episode,
    rows_of_episode,
    with_episode,
)
from returncheck.synth.cin_census.records import Child, Episode, Table
from returncheck.synth.dates import days
from returncheck.synth.planting import Planted, Planter, Season, one_finding

_AFTER_ASSESSMENT = ("RC8", "RC9")
_DIED, _OTHER = "RC2", "RC7"
_NO_REASONS = ("RC0", "RC10", "rc7", "8")


def plant_2884(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A conference of an enquiry that stands on CINdetails too."""
    for place, episode in accepted_episodes(child):
        if episode.transfer_conference is not None:
            continue
        for index, enquiry in enumerate(episode.enquiries):
            if enquiry.conference is None:
                continue
            changed = replace(episode, transfer_conference=enquiry.conference)
            faulty = with_episode(child, place, changed)
            rows = (
                of_episode(faulty, Table.SECTION47, place, index),
                of_episode(faulty, Table.CIN_DETAILS, place),
            )
            return one_finding(faulty, "2884", *rows)
    return None


def plant_2990(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Closed after assessment, it says, but there was an enquiry or a plan."""
    for place, episode in _closed(child):
        has_more = episode.enquiries or episode.cin_plans or episode.protection_plans
        if not has_more or not episode.assessments:
            continue
        reason = season.dice.pick(_AFTER_ASSESSMENT)
        faulty = with_episode(child, place, replace(episode, reason=reason))
        rows = rows_of_episode(
            faulty,
            place,
            Table.CIN_DETAILS,
            Table.SECTION47,
            Table.PROTECTION_PLANS,
            Table.CIN_PLANS,
        )
        return one_finding(faulty, "2990", *rows)
    return None


def plant_8585q(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Closed because of a death that is not recorded."""
    if child.death is not None:
        return None
    for place, episode in _closed_with_factors(child):
        changed = replace(episode, reason=_DIED)
        return _closure("8585Q", child, place, changed, Table.CHILD_IDENTIFIERS)
    return None


def plant_8620(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An open episode with all its work done, closed after the reference date."""
    for place, episode in accepted_episodes(child):
        if not episode.is_open or not _is_work_done(episode):
            continue
        closure = season.last_day + days(season.dice.between(2, 30))
        changed = replace(episode, closure=closure, reason=_OTHER)
        return _closure("8620", child, place, changed)
    return None


def plant_8640(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An unknown reason for the closure."""
    for place, episode in _closed_with_factors(child):
        reason = season.dice.pick(_NO_REASONS)
        return _closure("8640", child, place, replace(episode, reason=reason))
    return None


def plant_8805(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A closure without a reason."""
    for place, episode in _closed_with_factors(child):
        return _closure("8805", child, place, replace(episode, reason=None))
    return None


def plant_8810(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A reason for the closure of an open episode."""
    for place, episode in accepted_episodes(child):
        if episode.is_open:
            changed = replace(episode, reason=_OTHER)
            return _closure("8810", child, place, changed)
    return None


def plant_8825q(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Closed after an assessment that is not recorded."""
    for place, episode in accepted_episodes(child):
        if episode.reason in _AFTER_ASSESSMENT and not episode.enquiries:
            return _closure("8825Q", child, place, replace(episode, assessments=()))
    return None


def _closed(child: Child) -> Iterator[tuple[int, Episode]]:
    """Closed episodes of living children."""
    return (
        (place, episode)
        for place, episode in accepted_episodes(child)
        if episode.closure is not None and episode.reason != _DIED
    )


def _closed_with_factors(child: Child) -> Iterator[tuple[int, Episode]]:
    """Those whose assessment is no ground for RC8 or RC9 alone (rule 8873Q)."""
    return (
        (place, episode)
        for place, episode in _closed(child)
        if not any(NO_FACTOR in each.factors for each in episode.assessments)
    )


def _is_work_done(episode: Episode) -> bool:
    """Whether nothing stops the episode from closing (rules 8867 and 8868)."""
    return all(each.authorised is not None for each in episode.assessments) and all(
        (each.conference is None) == each.not_required for each in episode.enquiries
    )


def _closure(
    code: str, child: Child, place: int, episode: Episode, *tables: Table
) -> Planted[Child]:
    """The child with an episode replaced whose CINdetails row breaks the rule.

    Args:
        code: The rule.
        child: The child as it was.
        place: Index of the episode.
        episode: What it becomes.
        tables: Tables of the child itself whose first record the finding names too.
    """
    faulty = with_episode(child, place, episode)
    rows = (
        *(of_child(table) for table in tables),
        of_episode(faulty, Table.CIN_DETAILS, place),
    )
    return one_finding(faulty, code, *rows)


PLANTERS: dict[str, Planter[Child]] = {
    "2884": plant_2884,
    "2990": plant_2990,
    "8585Q": plant_8585q,
    "8620": plant_8620,
    "8640": plant_8640,
    "8805": plant_8805,
    "8810": plant_8810,
    "8825Q": plant_8825q,
}
