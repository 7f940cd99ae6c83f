"""Every boundary case is in every return, whatever its year, seed and size."""

from calendar import monthrange
from collections import Counter
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cin_census.days import HOLIDAYS, working_days
from cin_census.records import CHILD, Tables, grouped
from returncheck.synth.cin_census import FEWEST_CHILDREN, generate_cin_census

YEARS = range(2017, 2028)
DAY = timedelta(days=1)


def months_on(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Facts:
    """What one return holds, in plain dates."""

    def __init__(self, data, previous):
        self.end = data.end
        self.start = data.start
        self.assessments = spans(
            data,
            "Assessments",
            "AssessmentActualStartDate",
            "AssessmentAuthorisationDate",
        )
        self.conferences = spans(
            data, "Section47", "S47ActualStartDate", "DateOfInitialCPC"
        )
        self.details = data["CINdetails"]
        self.plans = data["ChildProtectionPlans"]
        self.open_plans = [p for p in self.plans if not p["CPPendDate"]]
        self.reviews = [self._reviews(data, plan) for plan in self.open_plans]
        self.repeats = repeats(data, data) | repeats(data, previous)

    @staticmethod
    def _reviews(data, plan):
        same = ("LAchildID", "CINdetailsID", "CPPID")
        days = [
            row.day("CPPreviewDate")
            for row in data["Reviews"]
            if all(row[name] == plan[name] for name in same)
        ]
        return [plan.day("CPPstartDate"), *days]

    def gaps(self, first_months, position):
        """Days by which the first or a later review is later than its months."""
        pairs = [
            (days[index], days[index + 1])
            for days in self.reviews
            for index in range(len(days) - 1)
            if min(index, 1) == position
        ]
        return {(later - months_on(day, first_months)).days for day, later in pairs}


def spans(data, table, start, end):
    return [(r.day(start), r.day(end)) for r in data[table] if r[end]]


IDENTIFIER = ("LAchildID",)


def repeats(data, earlier):
    """(earlier referral, referral in the year) of one child."""
    before = earlier.groups("CINdetails", IDENTIFIER)
    return {
        (other.day("CINreferralDate"), row.day("CINreferralDate"))
        for row in data["CINdetails"]
        for other in before.get(row.key(IDENTIFIER), [])
        if row.day("CINreferralDate") >= data.start
    }


@cache
def facts(year, seed=1):
    with TemporaryDirectory() as folder:
        paths = [
            generate_cin_census(
                authority="887",
                year=each,
                children=FEWEST_CHILDREN,
                seed=seed,
                out=Path(folder) / f"{each}.xml",
            ).path
            for each in (year, max(year - 1, 2017))
        ]
        return Facts(*map(Tables.from_xml, paths))


def lengths(pairs, crossing=lambda start, end: True):
    return {working_days(start, end) for start, end in pairs if crossing(start, end)}


def over_christmas(start, end):
    return start < date(start.year, 12, 25) < end


def over_easter(start, end):
    """A bank holiday Friday in March or April is Good Friday."""
    days = (start + DAY * n for n in range((end - start).days))
    return any(d in HOLIDAYS and d.weekday() == 4 and d.month in (3, 4) for d in days)


def over_summer_monday(start, end):
    days = (start + DAY * n for n in range((end - start).days))
    return any(d in HOLIDAYS and d.weekday() == 0 and d.month == 8 for d in days)


def from_weekend(start, end):
    return start.weekday() > 4


CROSSINGS = [over_christmas, over_easter, over_summer_monday, from_weekend]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("crossing", CROSSINGS)
def test_assessments_of_45_and_46_working_days_cross(year, crossing):
    assert lengths(facts(year).assessments, crossing) >= {45, 46}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    ("crossing", "expected"),
    [
        (over_christmas, {15, 16}),
        (over_easter, {15, 16}),
        (over_summer_monday, {11, 21}),
        (from_weekend, {10, 20}),
    ],
)
def test_conferences_at_every_limit_cross(year, crossing, expected):
    assert lengths(facts(year).conferences, crossing) >= expected


@pytest.mark.parametrize("year", YEARS)
def test_assessment_and_conference_on_the_day_of_the_start(year):
    assert any(start == end for start, end in facts(year).assessments)
    assert any(start == end for start, end in facts(year).conferences)


@pytest.mark.parametrize("year", YEARS)
def test_two_referrals_on_one_day_in_either_order(year):
    orders = set()
    for rows in grouped(facts(year).details, CHILD).values():
        days = Counter(row["CINreferralDate"] for row in rows)
        twice = [row for row in rows if days[row["CINreferralDate"]] == 2]
        orders.add(tuple(row["ReferralNFA"] for row in twice))
    assert orders == {(), ("1", "0"), ("0", "1")}


@pytest.mark.parametrize("year", range(2018, 2027))
@pytest.mark.parametrize("days_late", [0, 1])
def test_referral_twelve_months_after_another(year, days_late):
    days = [
        (first, again)
        for first, again in facts(year).repeats
        if again == months_on(first, 12) + DAY * days_late
    ]
    assert len({again.month for _, again in days} - {2}) == 2


@pytest.mark.parametrize("year", [2020, 2024])
def test_referral_on_29_february_after_28(year):
    assert (date(year - 1, 2, 28), date(year, 2, 29)) in facts(year).repeats


@pytest.mark.parametrize("year", [2017, 2021, 2025])
def test_referral_on_28_february_after_29(year):
    assert (date(year - 1, 2, 29), date(year, 2, 28)) in facts(year).repeats


@pytest.mark.parametrize("year", YEARS)
def test_plans_open_two_years_and_a_day_less(year):
    starts = {plan.day("CPPstartDate") for plan in facts(year).open_plans}
    assert starts >= {date(year - 2, 3, 31), date(year - 2, 4, 1)}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("days_short", [0, 1])
def test_plans_ended_after_two_years_and_a_day_less(year, days_short):
    plans = [plan for plan in facts(year).plans if plan["CPPendDate"]]
    assert any(
        plan.day("CPPendDate")
        == months_on(plan.day("CPPstartDate"), 24) - DAY * days_short
        for plan in plans
    )


@pytest.mark.parametrize("year", YEARS)
def test_plans_started_three_months_before_the_end_and_a_day_later(year):
    starts = {plan.day("CPPstartDate") for plan in facts(year).open_plans}
    assert starts >= {date(year - 1, 12, 31), date(year, 1, 1)}


@pytest.mark.parametrize("year", YEARS)
def test_first_reviews_after_three_months_and_a_day_over(year):
    assert facts(year).gaps(3, 0) >= {0, 1}


@pytest.mark.parametrize("year", YEARS)
def test_later_reviews_after_six_months_and_a_day_over(year):
    assert facts(year).gaps(6, 1) >= {0, 1}


@pytest.mark.parametrize("year", YEARS)
def test_last_reviews_six_months_before_the_end_and_a_day_short(year):
    last = {days[-1] for days in facts(year).reviews}
    assert last >= {date(year - 1, 9, 29), date(year - 1, 9, 30), date(year, 3, 31)}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("edge", ["start", "end"])
def test_authorised_on_the_edges_of_the_year(year, edge):
    assert getattr(facts(year), edge) in {end for _, end in facts(year).assessments}


@pytest.mark.parametrize("year", YEARS)
def test_closed_on_the_last_day(year):
    assert facts(year).end in {row.day("CINclosureDate") for row in facts(year).details}


@pytest.mark.parametrize("year", YEARS)
def test_plan_ends_on_the_last_day(year):
    assert facts(year).end in {plan.day("CPPendDate") for plan in facts(year).plans}


@pytest.mark.parametrize("seed", [0, 5, 10**12, -3])
def test_boundary_dates_do_not_depend_on_the_seed(seed):
    assert facts(2025, seed).assessments == facts(2025).assessments
