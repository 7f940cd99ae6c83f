"""Faults in ChildProtectionPlans and Reviews."""

from dataclasses import replace
from datetime import date

from returncheck.synth.cin_census import codes
from returncheck.synth.cin_census.records import Child, Episode, ProtectionPlan, Table
from returncheck.synth.cin_census.sites import (
    CHILD_ROW,
    DETAILS_ROW,
    Row,
    Site,
    death_after_all_but,
    found,
    in_an_episode,
)
from returncheck.synth.dates import DAY, days, year_start
from returncheck.synth.planting import Planted, Planter

_LONGEST = 30
_NO_CATEGORIES = ("", "OTH", "neg", "PH")
_FIRST: Row = (Table.PROTECTION_PLANS, 0)
_SECOND: Row = (Table.PROTECTION_PLANS, 1)


@in_an_episode
def plant_1105(site: Site) -> Planted[Child] | None:
    """A plan of an earlier year, which 2885 leaves out, starts before the referral."""
    plan = site.only_protection_plan
    if plan is None or site.place > 0 or not _is_of_earlier_year(site, plan):
        return None
    if any(each.start < (plan.end or each.start) for each in site.episode.cin_plans):
        return None
    changed = replace(plan, start=site.earlier(site.episode.referral, 20))
    return site.planted(
        _with(site.episode, changed), found("1105", _FIRST, DETAILS_ROW)
    )


@in_an_episode
def plant_2885(site: Site) -> Planted[Child] | None:
    """A plan that starts up to 5 days after its conference.

    Two findings: the plan, and the conference that no plan starts on.
    """
    plan = site.only_protection_plan
    if plan is None or plan.start < site.season.first_day:
        return None
    start = plan.start + days(site.season.dice.between(1, 5))
    ends = [] if plan.end is None else [plan.end]
    if start >= min([*plan.reviews, *ends, site.season.last_day]):
        return None
    return site.planted(
        _with(site.episode, replace(plan, start=start)),
        found("2885", _FIRST),
        found("2885", *_conference_rows(site.episode)),
    )


@in_an_episode
def plant_8720(site: Site) -> Planted[Child] | None:
    """A plan that starts after the year, of a child without other plans."""
    episode = site.episode
    if any(each.protection_plans for each in site.child.episodes):
        return None
    if not episode.is_open or any(plan.end is None for plan in episode.cin_plans):
        return None
    category = codes.category_of_abuse(site.season.dice)
    plan = ProtectionPlan(
        start=site.after_the_year(),
        end=None,
        initial_category=category,
        latest_category=category,
        previous_plans=0,
    )
    return site.planted(_with(episode, plan), found("8720", _FIRST))


@in_an_episode
def plant_8730(site: Site) -> Planted[Child] | None:
    """Fewer than no previous plans."""
    plan = site.only_protection_plan
    if plan is None:
        return None
    changed = replace(plan, previous_plans=-site.season.dice.between(1, 3))
    return site.planted(_with(site.episode, changed), found("8730", _FIRST))


@in_an_episode
def plant_8840(site: Site) -> Planted[Child] | None:
    """A plan that ends on the day it starts."""
    plan = site.only_protection_plan
    if plan is None or plan.start < site.season.first_day:
        return None
    changed = replace(plan, end=plan.start, reviews=())
    return site.planted(_with(site.episode, changed), found("8840", _FIRST))


@in_an_episode
def plant_8841(site: Site) -> Planted[Child] | None:
    """A first review up to 5 days before the plan starts, or on that day."""
    plan = site.only_protection_plan
    if plan is None:
        return None
    review = plan.start - days(site.season.dice.between(0, 5))
    if any(each.start <= review for each in site.episode.cin_plans):
        return None
    changed = replace(plan, reviews=(review, *plan.reviews))
    return site.planted(
        _with(site.episode, changed), found("8841", _FIRST, (Table.REVIEWS, 0))
    )


@in_an_episode
def plant_8842q(site: Site) -> Planted[Child] | None:
    """A review without a date, after the others."""
    plan = site.only_protection_plan
    if plan is None:
        return None
    changed = replace(plan, undated_reviews=1)
    return site.planted(
        _with(site.episode, changed), found("8842Q", (Table.REVIEWS, len(plan.reviews)))
    )


@in_an_episode
def plant_8905(site: Site) -> Planted[Child] | None:
    """No initial category, or an unknown one."""
    plan = site.only_protection_plan
    if plan is None:
        return None
    changed = replace(plan, initial_category=site.season.dice.pick(_NO_CATEGORIES))
    return site.planted(_with(site.episode, changed), found("8905", _FIRST))


@in_an_episode
def plant_8910(site: Site) -> Planted[Child] | None:
    """No latest category, or an unknown one."""
    plan = site.only_protection_plan
    if plan is None:
        return None
    changed = replace(plan, latest_category=site.season.dice.pick(_NO_CATEGORIES))
    return site.planted(_with(site.episode, changed), found("8910", _FIRST))


@in_an_episode
def plant_8915(site: Site) -> Planted[Child] | None:
    """A running plan that starts after the child's death."""
    plan = site.only_protection_plan
    if plan is None or plan.end is not None:
        return None
    death = death_after_all_but(site, plan, plan.start)
    if death is None:
        return None
    return site.planted(site.episode, found("8915", _FIRST, CHILD_ROW), death=death)


@in_an_episode
def plant_8920(site: Site) -> Planted[Child] | None:
    """A plan that ends after the child's death."""
    plan = site.only_protection_plan
    if plan is None or plan.end is None:
        return None
    death = death_after_all_but(site, plan, plan.end)
    if death is None:
        return None
    return site.planted(site.episode, found("8920", _FIRST, CHILD_ROW), death=death)


@in_an_episode
def plant_8925(site: Site) -> Planted[Child] | None:
    """A plan that ends up to 30 days before it starts."""
    plan = site.only_protection_plan
    if plan is None:
        return None
    earliest = max(site.season.first_day, plan.start - days(_LONGEST))
    end = site.between(earliest, plan.start - DAY)
    if end is None:
        return None
    changed = replace(plan, end=end, reviews=())
    return site.planted(_with(site.episode, changed), found("8925", _FIRST))


@in_an_episode
def plant_8930(site: Site) -> Planted[Child] | None:
    """A plan of an open episode that ends after the year."""
    plan = site.only_protection_plan
    if plan is None or plan.end is not None or not site.episode.is_open:
        return None
    changed = replace(plan, end=site.after_the_year())
    return site.planted(_with(site.episode, changed), found("8930", _FIRST))


@in_an_episode
def plant_8935(site: Site) -> Planted[Child] | None:
    """Two running plans; the later starts while the other runs (8940).

    A plan of the year is entered twice, for a later one would lack its conference:
    then each of the two starts while the other runs.
    """
    plan = site.only_protection_plan
    if plan is None or plan.end is not None:
        return None
    start = site.between(plan.start + DAY, _last_day_before(site))
    overlaps = 2 if start is None else 1
    second = _after(plan, replace(plan, start=start or plan.start))
    return site.planted(
        _with(site.episode, plan, second),
        found("8935", _FIRST, _SECOND),
        *(found("8940", _FIRST, _SECOND) for _ in range(overlaps)),
    )


@in_an_episode
def plant_8940(site: Site) -> Planted[Child] | None:
    """A second plan within the span of another."""
    plan = site.only_protection_plan
    if plan is None:
        return None
    start = site.between(plan.start + DAY, _last_day_before(site))
    end = site.between(site.season.first_day, plan.end or site.season.last_day)
    if start is None or end is None:
        return None
    second = _after(plan, replace(plan, start=start, end=end))
    return site.planted(
        _with(site.episode, plan, second), found("8940", _FIRST, _SECOND)
    )


def _with(episode: Episode, *plans: ProtectionPlan) -> Episode:
    return replace(episode, protection_plans=plans)


def _after(first: ProtectionPlan, second: ProtectionPlan) -> ProtectionPlan:
    """The second plan as the next one, not reviewed."""
    return replace(second, previous_plans=first.previous_plans + 1, reviews=())


def _is_of_earlier_year(site: Site, plan: ProtectionPlan) -> bool:
    return plan.start <= _last_day_before(site)


def _last_day_before(site: Site) -> date:
    """The last day before the year: plans up to then are not held to 2885."""
    return year_start(site.season.year) - DAY


def _conference_rows(episode: Episode) -> list[Row]:
    """The rows that stand for the conference: usable enquiries, else CINdetails."""
    usable: list[Row] = [
        (Table.SECTION47, index)
        for index, enquiry in enumerate(episode.enquiries)
        if not enquiry.not_required
    ]
    return usable or [DETAILS_ROW]


PLANTERS: dict[str, Planter[Child]] = {
    "1105": plant_1105,
    "2885": plant_2885,
    "8720": plant_8720,
    "8730": plant_8730,
    "8840": plant_8840,
    "8841": plant_8841,
    "8842Q": plant_8842q,
    "8905": plant_8905,
    "8910": plant_8910,
    "8915": plant_8915,
    "8920": plant_8920,
    "8925": plant_8925,
    "8930": plant_8930,
    "8935": plant_8935,
    "8940": plant_8940,
}
