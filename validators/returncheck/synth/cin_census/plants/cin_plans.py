"""Faults in CINplanDates, alone and beside protection plans."""

from dataclasses import replace

from returncheck.synth.cin_census.records import Child, CinPlan, Episode, Table
from returncheck.synth.cin_census.sites import (
    CHILD_ROW,
    DETAILS_ROW,
    Row,
    Site,
    death_after_all_but,
    found,
    in_an_episode,
)
from returncheck.synth.dates import DAY, days
from returncheck.synth.planting import Planted, Planter

_LONGEST = 30
_PROTECTION_PLAN: Row = (Table.PROTECTION_PLANS, 0)


@in_an_episode
def plant_4001(site: Site) -> Planted[Child] | None:
    """A plan without an end, started (4016) beside a protection plan without one."""
    plan = site.only_protection_plan
    if plan is None or plan.end is not None or _open_ones(site.episode):
        return None
    start = site.between(plan.start + DAY, site.season.last_day)
    if start is None:
        return None
    return _planted_new(
        site,
        CinPlan(start=start, end=None),
        ("4001", "4016"),
        _PROTECTION_PLAN,
    )


@in_an_episode
def plant_4003(site: Site) -> Planted[Child] | None:
    """A review of an ended protection plan while the plan after it was running."""
    episode, protection = site.episode, site.only_protection_plan
    if protection is None or protection.end is None:
        return None
    for index, plan in enumerate(episode.cin_plans):
        end = plan.end or site.season.last_day
        review = site.between(max(plan.start + DAY, site.season.first_day), end - DAY)
        if plan.start < protection.end or review is None:
            continue
        changed = _with(episode, index, replace(plan, end=end))
        reviews = (*protection.reviews, review)
        return site.planted(
            replace(changed, protection_plans=(replace(protection, reviews=reviews),)),
            found(
                "4003", (Table.REVIEWS, len(reviews) - 1), _PROTECTION_PLAN, _row(index)
            ),
        )
    return None


@in_an_episode
def plant_4004(site: Site) -> Planted[Child] | None:
    """Two plans without an end; the later starts while the other runs (4014)."""
    running = _open_ones(site.episode)
    if not site.episode.is_open or len(running) != 1:
        return None
    older = site.episode.cin_plans[running[0]]
    start = site.between(older.start + DAY, site.season.last_day)
    if start is None:
        return None
    new = CinPlan(start=start, end=None)
    return _planted_new(site, new, ("4004", "4014"), _row(running[0]))


@in_an_episode
def plant_4008(site: Site) -> Planted[Child] | None:
    """A plan that starts after the child's death and has no end."""
    for index in _open_ones(site.episode):
        plan = site.episode.cin_plans[index]
        death = death_after_all_but(site, plan, plan.start)
        if death is not None:
            finding = found("4008", CHILD_ROW, _row(index))
            return site.planted(site.episode, finding, death=death)
    return None


@in_an_episode
def plant_4009q(site: Site) -> Planted[Child] | None:
    """A plan that ends after the child's death."""
    for index, plan in enumerate(site.episode.cin_plans):
        if plan.end is None:
            continue
        death = death_after_all_but(site, plan, plan.end)
        if death is not None:
            finding = found("4009Q", CHILD_ROW, _row(index))
            return site.planted(site.episode, finding, death=death)
    return None


@in_an_episode
def plant_4010(site: Site) -> Planted[Child] | None:
    """A plan that starts after the year, the only one of the episode without an end."""
    episode = site.episode
    if not episode.is_open or _open_ones(episode):
        return None
    if any(plan.end is None for plan in episode.protection_plans):
        return None
    return _planted_new(site, CinPlan(start=site.after_the_year(), end=None), ("4010",))


@in_an_episode
def plant_4011(site: Site) -> Planted[Child] | None:
    """A plan that ends up to 30 days before it starts."""
    for index, plan in enumerate(site.episode.cin_plans):
        earliest = max(site.season.first_day, plan.start - days(_LONGEST))
        end = site.between(earliest, plan.start - DAY)
        if plan.end is not None and end is not None:
            return _planted_end(site, index, replace(plan, end=end), "4011")
    return None


@in_an_episode
def plant_4012q(site: Site) -> Planted[Child] | None:
    """A plan that ends on the day it starts."""
    for index, plan in enumerate(site.episode.cin_plans):
        if plan.end is not None and plan.start >= site.season.first_day:
            return _planted_end(site, index, replace(plan, end=plan.start), "4012Q")
    return None


@in_an_episode
def plant_4013(site: Site) -> Planted[Child] | None:
    """A plan of an open episode that ends after the year."""
    if not site.episode.is_open:
        return None
    for index in _open_ones(site.episode):
        plan = site.episode.cin_plans[index]
        changed = replace(plan, end=site.after_the_year())
        return _planted_end(site, index, changed, "4013")
    return None


@in_an_episode
def plant_4014(site: Site) -> Planted[Child] | None:
    """A second plan within the span of another."""
    for index, plan in enumerate(site.episode.cin_plans):
        last = plan.end or site.season.last_day
        start = site.between(plan.start + DAY, last - DAY)
        if start is None:
            continue
        end = site.between(max(start + DAY, site.season.first_day), last)
        if end is None:
            continue
        new = CinPlan(start=start, end=end)
        return _planted_new(site, new, ("4014",), _row(index))
    return None


@in_an_episode
def plant_4015(site: Site) -> Planted[Child] | None:
    """The first plan starts up to 20 days before the referral."""
    episode = site.episode
    others = [each for each in site.child.episodes if each is not episode]
    if not episode.cin_plans or any(each.cin_plans for each in others):
        return None
    if any(each.protection_plans for each in site.child.episodes):
        return None
    first = min(episode.cin_plans, key=lambda plan: plan.start)
    index = episode.cin_plans.index(first)
    changed = replace(first, start=site.earlier(episode.referral, 20))
    return site.planted(
        _with(episode, index, changed), found("4015", _row(index), DETAILS_ROW)
    )


@in_an_episode
def plant_4016(site: Site) -> Planted[Child] | None:
    """A plan within a protection plan, after the last review of it."""
    protection = site.only_protection_plan
    if protection is None:
        return None
    last = site.season.last_day if protection.end is None else protection.end - DAY
    start = site.between(max((protection.start, *protection.reviews)) + DAY, last)
    if start is None:
        return None
    end = site.between(max(start + DAY, site.season.first_day), last)
    if end is None:
        return None
    return _planted_new(
        site, CinPlan(start=start, end=end), ("4016",), _PROTECTION_PLAN
    )


@in_an_episode
def plant_4017(site: Site) -> Planted[Child] | None:
    """A protection plan starts within a plan that ends before its first review."""
    protection = site.only_protection_plan
    if protection is None:
        return None
    ends = [] if protection.end is None else [protection.end - DAY]
    last = min([*protection.reviews, *ends, site.season.last_day])
    start = site.between(site.episode.referral, protection.start - DAY)
    end = site.between(max(protection.start + DAY, site.season.first_day), last)
    if start is None or end is None:
        return None
    if any(plan.start <= protection.start for plan in site.episode.cin_plans):
        return None
    return _planted_new(
        site, CinPlan(start=start, end=end), ("4017",), _PROTECTION_PLAN
    )


def _row(index: int) -> Row:
    return (Table.CIN_PLANS, index)


def _open_ones(episode: Episode) -> list[int]:
    return [i for i, plan in enumerate(episode.cin_plans) if plan.end is None]


def _with(episode: Episode, index: int, changed: CinPlan) -> Episode:
    before, after = episode.cin_plans[:index], episode.cin_plans[index + 1 :]
    return replace(episode, cin_plans=(*before, changed, *after))


def _planted_end(site: Site, index: int, changed: CinPlan, code: str) -> Planted[Child]:
    """A plan with another end, and the finding on it."""
    return site.planted(_with(site.episode, index, changed), found(code, _row(index)))


def _planted_new(
    site: Site, new: CinPlan, codes: tuple[str, ...], *others: Row
) -> Planted[Child]:
    """One more plan, and the findings that name it and some other records."""
    before = site.episode.cin_plans
    rows = (_row(len(before)), *others)
    episode = replace(site.episode, cin_plans=(*before, new))
    return site.planted(episode, *(found(code, *rows) for code in codes))


PLANTERS: dict[str, Planter[Child]] = {
    "4001": plant_4001,
    "4003": plant_4003,
    "4004": plant_4004,
    "4008": plant_4008,
    "4009Q": plant_4009q,
    "4010": plant_4010,
    "4011": plant_4011,
    "4012Q": plant_4012q,
    "4013": plant_4013,
    "4014": plant_4014,
    "4015": plant_4015,
    "4016": plant_4016,
    "4017": plant_4017,
}
