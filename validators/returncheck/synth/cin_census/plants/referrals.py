"""Faults in the referrals of a child: none, two open ones, and what they hold."""

from dataclasses import replace

from returncheck.synth.cin_census import codes
from returncheck.synth.cin_census.planting import (
    accepted_episodes,
    of_child,
    of_episode,
    with_episode,
)
from returncheck.synth.cin_census.records import Child, Episode, Table
from returncheck.synth.planting import Finding, Planted, Planter, Season, one_finding

_NO_SOURCES = ("", "5E", "1a", "11")
_NO_NEEDS = ("N10", "n1", "NX")
_NO_FLAGS = ("", "Y", "no", "2")


def plant_8568(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """No answer to whether an accepted referral of the year was one."""
    for place, episode in accepted_episodes(child):
        if episode.referral >= season.first_day:
            answer = season.dice.pick(_NO_FLAGS)
            return _changed("8568", child, place, replace(episode, unclear_nfa=answer))
    return None


def plant_8590(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A child without any referral."""
    row = of_child(Table.CHILD_IDENTIFIERS)
    return one_finding(replace(child, episodes=()), "8590", row)


def plant_8610(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An accepted referral without its primary need."""
    for place, episode in accepted_episodes(child):
        return _changed("8610", child, place, replace(episode, need=None))
    return None


def plant_8650(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An unknown primary need."""
    for place, episode in accepted_episodes(child):
        need = season.dice.pick(_NO_NEEDS)
        return _changed("8650", child, place, replace(episode, need=need))
    return None


def plant_8815(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An episode open since the last day, beside one that is open already.

    On that day no episode overlaps another (rule 8820), but the first open one is no
    longer the latest (rule 8816).
    """
    for place, episode in accepted_episodes(child):
        if not episode.is_open or episode.referral >= season.last_day:
            continue
        latest = Episode(
            referral=season.last_day,
            source=codes.referral_source(season.dice, season.last_day),
            need=episode.need,
        )
        faulty = replace(child, episodes=(*child.episodes, latest))
        rows = tuple(
            of_episode(faulty, Table.CIN_DETAILS, each)
            for each in (place, len(child.episodes))
        )
        own = (Finding("8815", (row,)) for row in rows)
        return Planted(child=faulty, findings=(*own, Finding("8816", rows)))
    return None


def plant_8866(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An unknown or an empty source of a referral."""
    place = season.dice.between(0, len(child.episodes) - 1)
    source = season.dice.pick(_NO_SOURCES)
    changed = replace(child.episodes[place], source=source)
    return _changed("8866", child, place, changed)


def _changed(code: str, child: Child, place: int, episode: Episode) -> Planted[Child]:
    """The child with an episode replaced whose CINdetails row breaks the rule."""
    faulty = with_episode(child, place, episode)
    return one_finding(faulty, code, of_episode(faulty, Table.CIN_DETAILS, place))


PLANTERS: dict[str, Planter[Child]] = {
    "8568": plant_8568,
    "8590": plant_8590,
    "8610": plant_8610,
    "8650": plant_8650,
    "8815": plant_8815,
    "8866": plant_8866,
}
