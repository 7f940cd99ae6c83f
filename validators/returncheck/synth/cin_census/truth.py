"""True indicator values, counted from each record as it is written.

Plain definitions of their own: they share no code with the warehouse, nor with the
modules that build the histories, so that an error in either shows as a difference.
The period is always 1 April to 31 March of the return year.

Source:
    The indicator catalogue (`seeds/catalogue/rc_indicators.csv`).
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise

from returncheck.synth.cin_census.limits import ASSESSMENT_DAYS, CONFERENCE_DAYS
from returncheck.synth.cin_census.records import (
    Assessment,
    Child,
    Enquiry,
    Episode,
    ProtectionPlan,
)
from returncheck.synth.true_values import (
    TrueValue,
    count_of,
    rate_of,
    share_of,
)

ReferralDays = dict[str, set[date]]
"""Referral dates by child identifier."""

_ONE_DAY = timedelta(days=1)
_MONTHS_SHORT_OF = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}


def months_after(day: date, months: int) -> date:
    """The same day of a later (or earlier) month, or the last day it has."""
    year, month = day.year, day.month + months
    while month > 12:
        year, month = year + 1, month - 12
    while month < 1:
        year, month = year - 1, month + 12
    last = _MONTHS_SHORT_OF.get(month, 31)
    if month == 2 and (year % 400 == 0 or (year % 4 == 0 and year % 100 != 0)):
        last = 29
    return date(year, month, min(day.day, last))


def working_days_between(
    start: date, end: date, holidays: Collection[date]
) -> int | None:
    """Working days from a start (day 0) to an end; None if it ends before it starts.

    Args:
        start: The start, a working day or not.
        end: The end; counted itself when it is a working day.
        holidays: Bank holidays.
    """
    if end < start:
        return None
    passed, day = 0, start
    while day < end:
        day += _ONE_DAY
        if day.weekday() <= 4 and day not in holidays:
            passed += 1
    return passed


def is_reviewed_in_time(plan: ProtectionPlan, period_end: date) -> bool:
    """Whether every review of a plan so far was in time, and none is overdue."""
    held = sorted(day for day in plan.reviews if plan.start <= day <= period_end)
    if not held or held[0] > months_after(plan.start, 3):
        return False
    for earlier, later in pairwise(held):
        if later > months_after(earlier, 6):
            return False
    return held[-1] >= months_after(period_end, -6)


def referral_days(children: Iterable[Child]) -> ReferralDays:
    """Referral dates of a return by child, leaving out children without identifier."""
    known: ReferralDays = {}
    for child in children:
        if child.identifier is not None:
            dates = known.setdefault(child.identifier, set())
            dates.update(episode.referral for episode in child.episodes)
    return known


class TruthCounter:
    """Counts one return.

    Args:
        year: Return year.
        holidays: Bank holidays of England and Wales.
        population: Children aged 0 to 17; None if not known.
    """

    def __init__(
        self, *, year: int, holidays: Collection[date], population: int | None
    ) -> None:
        self._start = date(year - 1, 4, 1)
        self._end = date(year, 3, 31)
        self._two_years_ago = date(year - 2, 3, 31)
        self._holidays = frozenset(holidays)
        self._population = population
        self._tally: dict[str, int] = dict.fromkeys(_COUNTED, 0)
        # One child is one element of the file, whatever its identifier says.
        self._identifiers: list[str | None] = []
        self._known_days: list[set[date]] = []
        self._first_of_day: dict[tuple[int, date], Episode] = {}

    def add(self, child: Child) -> None:
        """Count one child, in the order of the file."""
        if any(self._is_in_need(episode) for episode in child.episodes):
            self._tally["in_need"] += 1
        self._identifiers.append(child.identifier)
        self._known_days.append({episode.referral for episode in child.episodes})
        for episode in child.episodes:
            self._add_referral(episode)
            for assessment in episode.assessments:
                self._add_assessment(assessment)
            for enquiry in episode.enquiries:
                self._add_enquiry(enquiry)
            for plan in episode.protection_plans:
                self._add_plan(plan)

    def _is_in_period(self, day: date | None) -> bool:
        return day is not None and self._start <= day <= self._end

    def _is_in_need(self, episode: Episode) -> bool:
        has_left = episode.closure is not None and episode.closure <= self._end
        return episode.referral <= self._end and not episode.is_nfa and not has_left

    def _add_referral(self, episode: Episode) -> None:
        if not self._is_in_period(episode.referral):
            return
        if not episode.is_nfa:
            self._tally["cin_starts"] += 1
        number = len(self._identifiers) - 1
        self._first_of_day.setdefault((number, episode.referral), episode)

    def _add_assessment(self, assessment: Assessment) -> None:
        authorised = assessment.authorised
        if authorised is None or not self._is_in_period(authorised):
            return
        self._tally["assessments"] += 1
        taken = working_days_between(assessment.start, authorised, self._holidays)
        if taken is not None and taken <= ASSESSMENT_DAYS:
            self._tally["assessments_in_time"] += 1

    def _add_enquiry(self, enquiry: Enquiry) -> None:
        start, held = enquiry.shown_start, enquiry.conference
        if self._is_in_period(start):
            self._tally["enquiries"] += 1
        if held is None or not self._is_in_period(held):
            return
        self._tally["conferences"] += 1
        if start is None:
            return
        taken = working_days_between(start, held, self._holidays)
        if taken is None:
            return
        for name, first, last in _BANDS:
            if first <= taken and (last is None or taken <= last):
                self._tally[name] += 1

    def _add_plan(self, plan: ProtectionPlan) -> None:
        if self._is_in_period(plan.start):
            self._tally["plan_starts"] += 1
            self._tally["plan_starts_again"] += plan.previous_plans > 0
        if self._is_in_period(plan.end):
            self._tally["plan_ends"] += 1
            is_long = plan.end is not None and months_after(plan.start, 24) <= plan.end
            self._tally["plan_ends_long"] += is_long
        if plan.start > self._end or (plan.end is not None and plan.end <= self._end):
            return
        self._tally["plans_open"] += 1
        self._tally["plans_open_long"] += plan.start <= self._two_years_ago
        if months_after(plan.start, 3) <= self._end:
            self._tally["plans_due"] += 1
            self._tally["plans_reviewed"] += is_reviewed_in_time(plan, self._end)

    def rereferrals(self, previous: Mapping[str, set[date]] | None = None) -> TrueValue:
        """Referrals within 12 months of another of the same child.

        Args:
            previous: Referral dates of the previous year's return; None to look in
                this return alone, which gives a lower bound.
        """
        again = 0
        for number, day in self._first_of_day:
            known = self._known_days[number]
            identifier = self._identifiers[number]
            if previous is not None and identifier is not None:
                known = known | previous.get(identifier, set())
            earliest = months_after(day, -12)
            again += any(earliest <= other < day for other in known)
        return share_of(again, self._referral_count)

    @property
    def _referral_count(self) -> int:
        return len(self._first_of_day)

    def indicators(self) -> dict[str, TrueValue]:
        """Every indicator that a CIN census return gives, by its identifier."""
        return {
            **self._front_door(),
            **self._assessment(),
            **self._conferences(),
            **self._plans(),
        }

    def _front_door(self) -> dict[str, TrueValue]:
        total = self._referral_count
        firsts = list(self._first_of_day.values())
        no_action = sum(first.is_nfa for first in firsts)
        not_in_need = sum(first.reason == "RC8" for first in firsts)
        police = sum(first.source == "6" for first in firsts)
        schools = sum(first.source == "2A" for first in firsts)
        health = sum(first.source in _HEALTH for first in firsts)
        return {
            "referrals": count_of(total),
            "referral_rate": rate_of(total, self._population),
            "rereferrals_within_12_months": self.rereferrals(),
            "referrals_no_further_action": share_of(no_action, total),
            "referrals_assessed_not_in_need": share_of(not_in_need, total),
            "referrals_from_police": share_of(police, total),
            "referrals_from_schools": share_of(schools, total),
            "referrals_from_health": share_of(health, total),
        }

    def _assessment(self) -> dict[str, TrueValue]:
        tally, people = self._tally, self._population
        in_need = tally["in_need"]
        done, in_time = tally["assessments"], tally["assessments_in_time"]
        return {
            "assessments_completed": count_of(done),
            "assessment_rate": rate_of(done, people),
            "assessments_within_45_days": share_of(in_time, done),
            "cin_at_year_end": count_of(in_need),
            "cin_rate": rate_of(in_need, people),
            "cin_starts": count_of(tally["cin_starts"]),
            "cin_start_rate": rate_of(tally["cin_starts"], people),
        }

    def _conferences(self) -> dict[str, TrueValue]:
        tally, people = self._tally, self._population
        held = tally["conferences"]
        in_time = tally["icpc_0_to_10_days"] + tally["icpc_11_to_15_days"]
        return {
            "section47_enquiries": count_of(tally["enquiries"]),
            "section47_rate": rate_of(tally["enquiries"], people),
            "icpc_held": count_of(held),
            "icpc_rate": rate_of(held, people),
            "icpc_within_15_days": share_of(in_time, held),
            **{name: count_of(tally[name]) for name, _, _ in _BANDS},
        }

    def _plans(self) -> dict[str, TrueValue]:
        tally, people = self._tally, self._population
        running, starts = tally["plans_open"], tally["plan_starts"]
        return {
            "cpp_at_year_end": count_of(running),
            "cpp_rate": rate_of(running, people),
            "cpp_starts": count_of(starts),
            "cpp_start_rate": rate_of(starts, people),
            "cpp_second_or_subsequent": share_of(tally["plan_starts_again"], starts),
            "cpp_two_years_at_year_end": share_of(tally["plans_open_long"], running),
            "cpp_two_years_ended": share_of(
                tally["plan_ends_long"], tally["plan_ends"]
            ),
            "cpp_reviewed_in_timescale": share_of(
                tally["plans_reviewed"], tally["plans_due"]
            ),
        }


_HEALTH = ("3A", "3B", "3C", "3D", "3E", "3F")
_BANDS: tuple[tuple[str, int, int | None], ...] = (
    ("icpc_0_to_10_days", 0, 10),
    ("icpc_11_to_15_days", 11, CONFERENCE_DAYS),
    ("icpc_16_to_20_days", CONFERENCE_DAYS + 1, 20),
    ("icpc_21_plus_days", 21, None),
)
_COUNTED = (
    "in_need",
    "cin_starts",
    "assessments",
    "assessments_in_time",
    "enquiries",
    "conferences",
    *(name for name, _, _ in _BANDS),
    "plan_starts",
    "plan_starts_again",
    "plan_ends",
    "plan_ends_long",
    "plans_open",
    "plans_open_long",
    "plans_due",
    "plans_reviewed",
)
