"""Faults in Section47."""

from dataclasses import replace
from datetime import date

from returncheck.synth.cin_census.records import Child, Enquiry, Episode, Table
from returncheck.synth.cin_census.sites import (
    DETAILS_ROW,
    Row,
    Site,
    found,
    in_an_episode,
    target_of,
    weekend_from,
)
from returncheck.synth.dates import DAY, calendar, days
from returncheck.synth.planting import Planted, Planter

_OLDER_THAN_LIMIT = 16
_WITHIN_LIMIT = 10
_FIRST: Row = (Table.SECTION47, 0)
_SECOND: Row = (Table.SECTION47, 1)


@in_an_episode
def plant_1104(site: Site) -> Planted[Child] | None:
    """A conference, and so its enquiry (2889), before the referral."""
    if site.only_enquiry is None or not site.has_no_plan_or_transfer:
        return None
    referral = site.episode.referral
    held = calendar().on_or_before(site.earlier(referral, 15))
    if held < site.season.first_day:
        return None
    start = held - days(site.season.dice.between(0, 10))
    return site.planted(
        _with_conference(site.episode, start, held),
        found("1104", _FIRST, DETAILS_ROW),
        found("2889", _FIRST, DETAILS_ROW),
    )


@in_an_episode
def plant_2889(site: Site) -> Planted[Child] | None:
    """The only enquiry of an episode starts up to 20 days before the referral."""
    only = site.only_enquiry
    if only is None or _waits(only):
        return None
    changed = replace(only, start=site.earlier(site.episode.referral, 20))
    return site.planted(
        _with_only(site.episode, changed), found("2889", _FIRST, DETAILS_ROW)
    )


@in_an_episode
def plant_2991q(site: Site) -> Planted[Child] | None:
    """Enquiries, but no assessment."""
    count = len(site.episode.enquiries)
    if count == 0:
        return None
    rows = ((Table.SECTION47, index) for index in range(count))
    return site.planted(replace(site.episode, assessments=()), found("2991Q", *rows))


@in_an_episode
def plant_8615(site: Site) -> Planted[Child] | None:
    """The only enquiry of an episode starts up to 10 days after its conference."""
    only = site.only_enquiry
    if only is None or only.conference is None:
        return None
    latest = min(site.last_day, only.conference + days(10))
    start = site.between(only.conference + DAY, latest)
    if start is None:
        return None
    changed = replace(only, start=start)
    return site.planted(_with_only(site.episode, changed), found("8615", _FIRST))


@in_an_episode
def plant_8675q(site: Site) -> Planted[Child] | None:
    """The only enquiry of an open episode still waits for its conference."""
    episode, only = site.episode, site.only_enquiry
    if not episode.is_open or episode.protection_plans:
        return None
    if only is None or not only.not_required:
        return None
    latest = site.season.working_days_before_end(_OLDER_THAN_LIMIT)
    if not site.season.first_day <= only.start <= latest:
        return None
    waiting = replace(only, not_required=False)
    return site.planted(_with_only(episode, waiting), found("8675Q", _FIRST))


@in_an_episode
def plant_8715(site: Site) -> Planted[Child] | None:
    """The conference of an open episode's only enquiry is after the year."""
    only = site.only_enquiry
    if not site.episode.is_open or only is None or only.conference is not None:
        return None
    if site.episode.protection_plans:
        return None
    held = calendar().on_or_after(site.after_the_year())
    faulty = _with_conference(site.episode, only.start, held)
    return site.planted(faulty, found("8715", _FIRST))


@in_an_episode
def plant_8740(site: Site) -> Planted[Child] | None:
    """An enquiry after the year; no other of the episode waits for its conference."""
    episode = site.episode
    if not episode.is_open or episode.protection_plans or not episode.assessments:
        return None
    if any(_waits(each) for each in episode.enquiries):
        return None
    enquiries = (*episode.enquiries, Enquiry(start=site.after_the_year()))
    return site.planted(
        replace(episode, enquiries=enquiries),
        found("8740", (Table.SECTION47, len(episode.enquiries))),
    )


@in_an_episode
def plant_8839(site: Site) -> Planted[Child] | None:
    """Two enquiries that wait for a conference.

    The first is too young for 8675Q. The second has no start, or 8890 would find both.
    """
    episode, season = site.episode, site.season
    if not episode.is_open or episode.protection_plans or episode.enquiries:
        return None
    if not episode.assessments:
        return None
    earliest = season.working_days_before_end(_WITHIN_LIMIT)
    start = site.between(max(earliest, episode.referral), season.last_day)
    if start is None:
        return None
    waiting = (Enquiry(start=start), Enquiry(start=start, is_undated=True))
    return site.planted(
        replace(episode, enquiries=waiting), found("8839", _FIRST, _SECOND)
    )


@in_an_episode
def plant_8870q(site: Site) -> Planted[Child] | None:
    """A conference target at the weekend after the day that it should be."""
    for index, enquiry in enumerate(site.episode.enquiries):
        if enquiry.target is not None:
            sunday = days(site.season.dice.between(0, 1))
            target = weekend_from(enquiry.target) + sunday
            enquiries = list(site.episode.enquiries)
            enquiries[index] = replace(enquiry, target=target)
            return site.planted(
                replace(site.episode, enquiries=tuple(enquiries)),
                found("8870Q", (Table.SECTION47, index)),
            )
    return None


@in_an_episode
def plant_8875(site: Site) -> Planted[Child] | None:
    """A conference at a weekend, with no plan after it."""
    only = site.only_enquiry
    if only is None or not site.has_no_plan_or_transfer:
        return None
    held = weekend_from(_conference_of(site, only))
    if not site.season.first_day <= held <= site.last_day:
        return None
    faulty = _with_conference(site.episode, only.start, held)
    return site.planted(faulty, found("8875", _FIRST))


@in_an_episode
def plant_8890(site: Site) -> Planted[Child] | None:
    """A second enquiry starts before the first has led to its conference."""
    only = site.only_enquiry
    if only is None or only.conference is None:
        return None
    start = site.between(only.start + DAY, only.conference)
    if start is None:
        return None
    enquiries = (only, Enquiry(start=start, not_required=True))
    faulty = replace(site.episode, enquiries=enquiries)
    return site.planted(faulty, found("8890", _FIRST, _SECOND))


def _conference_of(site: Site, enquiry: Enquiry) -> date:
    """Its conference, or a day for one."""
    some_days_later = enquiry.start + days(site.season.dice.between(5, 10))
    return enquiry.conference or some_days_later


def _waits(enquiry: Enquiry) -> bool:
    return enquiry.conference is None and not enquiry.not_required


def _with_only(episode: Episode, enquiry: Enquiry) -> Episode:
    return replace(episode, enquiries=(enquiry,))


def _with_conference(episode: Episode, start: date, held: date) -> Episode:
    """The episode with one enquiry that led to a conference."""
    enquiry = Enquiry(start=start, target=target_of(start), conference=held)
    return _with_only(episode, enquiry)


PLANTERS: dict[str, Planter[Child]] = {
    "1104": plant_1104,
    "2889": plant_2889,
    "2991Q": plant_2991q,
    "8615": plant_8615,
    "8675Q": plant_8675q,
    "8715": plant_8715,
    "8740": plant_8740,
    "8839": plant_8839,
    "8870Q": plant_8870q,
    "8875": plant_8875,
    "8890": plant_8890,
}
