"""Where in a child's records a fault is planted: one accepted episode after another.

Most planters change one episode. They are written for a site, and `in_an_episode`
makes a planter for children of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from returncheck.synth.cin_census.limits import CONFERENCE_DAYS
from returncheck.synth.cin_census.planting import (
    accepted_episodes,
    of_child,
    of_episode,
    with_episode,
)
from returncheck.synth.cin_census.records import (
    Child,
    CinPlan,
    Enquiry,
    Episode,
    ProtectionPlan,
    Table,
)
from returncheck.synth.dates import calendar, days
from returncheck.synth.planting import Finding, Location, Planted, Planter, Season

Row = tuple[Table, int]
"""A record of the episode: its table and its place among the episode's, from 0."""

CHILD_ROW: Row = (Table.CHILD_IDENTIFIERS, 0)
DETAILS_ROW: Row = (Table.CIN_DETAILS, 0)

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in one episode and its child."""

    code: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One accepted episode of a child, to plant a fault in."""

    child: Child
    place: int
    season: Season[Child]

    @property
    def episode(self) -> Episode:
        """The episode as it is without the fault."""
        return self.child.episodes[self.place]

    @property
    def last_day(self) -> date:
        """The closure, or the reference date of an open episode."""
        return self.episode.closure or self.season.last_day

    @property
    def only_enquiry(self) -> Enquiry | None:
        """The enquiry of an episode that has no other."""
        enquiries = self.episode.enquiries
        return enquiries[0] if len(enquiries) == 1 else None

    @property
    def only_protection_plan(self) -> ProtectionPlan | None:
        """The protection plan of an episode that has no other."""
        plans = self.episode.protection_plans
        return plans[0] if len(plans) == 1 else None

    @property
    def has_no_plan_or_transfer(self) -> bool:
        """Whether a conference may be added or moved: nothing is held against it."""
        return not self.episode.protection_plans and all(
            each.transfer_conference is None for each in self.child.episodes
        )

    def between(self, first: date, last: date) -> date | None:
        """A day from first to last, both included; None if there is none."""
        if first > last:
            return None
        return first + days(self.season.dice.between(0, (last - first).days))

    def earlier(self, day: date, most: int) -> date:
        """A day 1 to `most` days before another."""
        return day - days(self.season.dice.between(1, most))

    def after_the_year(self) -> date:
        """A day 2 to 40 days after the reference date."""
        return self.season.last_day + days(self.season.dice.between(2, 40))

    def planted(
        self, episode: Episode, *found: Found, death: date | None = None
    ) -> Planted[Child]:
        """The child with a faulty episode and what must be found in it.

        Args:
            episode: The episode with the fault.
            found: The findings that it must give.
            death: Date of death; None leaves the child's as it is.
        """
        child = replace(
            with_episode(self.child, self.place, episode),
            death=self.child.death if death is None else death,
        )
        return Planted(
            child=child,
            findings=tuple(
                Finding(
                    each.code, tuple(self._location(child, row) for row in each.rows)
                )
                for each in found
            ),
        )

    def _location(self, child: Child, row: Row) -> Location:
        table, index = row
        if table is Table.CHILD_IDENTIFIERS:
            return of_child(table)
        return of_episode(child, table, self.place, index)


def found(code: str, *rows: Row) -> Found:
    """A finding of a rule on these records."""
    return Found(code, rows)


def in_an_episode(plant: Callable[[Site], Planted[Child] | None]) -> Planter[Child]:
    """A planter that tries the accepted episodes of a living child in turn."""

    def planter(child: Child, season: Season[Child]) -> Planted[Child] | None:
        if child.death is not None:
            return None
        for place, _ in accepted_episodes(child):
            planted = plant(Site(child=child, place=place, season=season))
            if planted is not None:
                return planted
        return None

    planter.__doc__ = plant.__doc__
    return planter


def weekend_from(day: date) -> date:
    """The day itself if it is at a weekend, otherwise the Saturday after it."""
    return day + days(max(0, _SATURDAY - day.weekday()))


def target_of(enquiry_start: date) -> date:
    """When the conference after an enquiry is due."""
    return calendar().add(enquiry_start, CONFERENCE_DAYS)


def death_after_all_but(
    site: Site, late: CinPlan | ProtectionPlan, late_day: date
) -> date | None:
    """A date of death in the year that only one day of one plan is later than.

    Args:
        site: The episode that holds the plan.
        late: The plan, equal to no other of the child.
        late_day: Its start or end; the plan's other date must not be later.

    Returns:
        The date; None for an unborn child, or if other events leave none.
    """
    if site.child.birth is None:
        return None
    others = (day for day in _dates(site.child, late, late_day) if day is not None)
    first = max(site.season.first_day, site.child.birth, *others)
    return site.between(first, late_day - days(1))


def _dates(
    child: Child, late: CinPlan | ProtectionPlan, late_day: date
) -> Iterator[date | None]:
    """What must not follow a death: referrals and plans, but for the late day."""
    for episode in child.episodes:
        yield episode.referral
        plans: tuple[CinPlan | ProtectionPlan, ...] = (
            *episode.cin_plans,
            *episode.protection_plans,
        )
        for plan in plans:
            for day in (plan.start, plan.end):
                if plan is not late or day != late_day:
                    yield day
