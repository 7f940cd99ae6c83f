"""Faults in CINplanDates and ChildProtectionPlans."""

from dataclasses import replace
from datetime import date

from returncheck.synth import codes
from returncheck.synth.dates import days
from returncheck.synth.planting import (
    Finding,
    Planted,
    Season,
    accepted_episodes,
    of_episode,
    with_episode,
)
from returncheck.synth.records import Child, CinPlan, Episode, ProtectionPlan, Table


def plant_2885(child: Child, season: Season) -> Planted | None:
    """A plan that starts up to 5 days after its conference.

    Two findings: the plan, and the conference that no plan starts on.
    """
    plans = [plan for episode in child.episodes for plan in episode.protection_plans]
    if len(plans) != 1:
        return None
    place = next(i for i, each in enumerate(child.episodes) if each.protection_plans)
    plan = plans[0]
    start = plan.start + days(season.dice.between(1, 5))
    is_tested = season.first_day < plan.start and start < season.last_day - days(5)
    if not is_tested or any(day <= start for day in _later_dates(plan)):
        return None
    changed = (replace(plan, start=start),)
    episode = replace(child.episodes[place], protection_plans=changed)
    faulty = with_episode(child, place, episode)
    plan_row = of_episode(faulty, Table.PROTECTION_PLANS, place)
    return Planted(
        child=faulty, findings=((plan_row,), _conference_rows(faulty, place))
    )


def plant_4001(child: Child, season: Season) -> Planted | None:
    """A child in need plan without an end beside a protection plan without one."""
    for place, episode in accepted_episodes(child):
        running = [i for i, each in enumerate(episode.protection_plans) if not each.end]
        if len(running) != 1 or _has_open_cin_plan(episode):
            continue
        started = episode.protection_plans[running[0]].start
        if started >= season.last_day:
            continue
        wait = season.dice.between(1, (season.last_day - started).days)
        plans = (*episode.cin_plans, CinPlan(start=started + days(wait), end=None))
        faulty = with_episode(child, place, replace(episode, cin_plans=plans))
        rows = (
            of_episode(faulty, Table.PROTECTION_PLANS, place, running[0]),
            of_episode(faulty, Table.CIN_PLANS, place, len(plans) - 1),
        )
        return Planted(child=faulty, findings=(rows,))
    return None


def plant_4011(child: Child, season: Season) -> Planted | None:
    """A child in need plan that ends up to 30 days before it starts."""
    for place, episode in accepted_episodes(child):
        for index, plan in enumerate(episode.cin_plans):
            if plan.end is None or plan.start <= season.first_day:
                continue
            most = min(30, (plan.start - season.first_day).days)
            end = plan.start - days(season.dice.between(1, most))
            plans = list(episode.cin_plans)
            plans[index] = replace(plan, end=end)
            changed = replace(episode, cin_plans=tuple(plans))
            faulty = with_episode(child, place, changed)
            row = of_episode(faulty, Table.CIN_PLANS, place, index)
            return Planted(child=faulty, findings=((row,),))
    return None


def plant_8720(child: Child, season: Season) -> Planted | None:
    """A plan that starts up to 40 days after the reference date."""
    if any(episode.protection_plans for episode in child.episodes):
        return None
    for place, episode in accepted_episodes(child):
        if not episode.is_open or _has_open_cin_plan(episode):
            continue
        category = codes.category_of_abuse(season.dice)
        plan = ProtectionPlan(
            start=season.last_day + days(season.dice.between(2, 40)),
            end=None,
            initial_category=category,
            latest_category=category,
            previous_plans=0,
        )
        faulty = with_episode(child, place, replace(episode, protection_plans=(plan,)))
        row = of_episode(faulty, Table.PROTECTION_PLANS, place)
        return Planted(child=faulty, findings=((row,),))
    return None


def _later_dates(plan: ProtectionPlan) -> list[date]:
    ends = [] if plan.end is None else [plan.end]
    return [*plan.reviews, *ends]


def _conference_rows(child: Child, place: int) -> Finding:
    """The rows that stand for the conference: usable enquiries, else CINdetails."""
    usable = tuple(
        of_episode(child, Table.SECTION47, place, index)
        for index, enquiry in enumerate(child.episodes[place].enquiries)
        if not enquiry.not_required
    )
    return usable or (of_episode(child, Table.CIN_DETAILS, place),)


def _has_open_cin_plan(episode: Episode) -> bool:
    return any(plan.end is None for plan in episode.cin_plans)
