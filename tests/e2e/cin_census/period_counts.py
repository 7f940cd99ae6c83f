"""Every indicator of the CIN census over any window of days, counted in plain Python.

Reads the rows of a return by the definitions of the catalogue and decision 3, one
window at a time: a quarter is counted over its days, never added up from its months.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cin_census.days import DAY, months_after, working_days
from cin_census.records import PLAN, Tables

SHARES_OF_REFERRALS = {
    "referrals_no_further_action": lambda row: is_true(row["ReferralNFA"]),
    "referrals_assessed_not_in_need": lambda row: row["ReasonForClosure"] == "RC8",
    "referrals_from_police": lambda row: row["ReferralSource"] == "6",
    "referrals_from_schools": lambda row: row["ReferralSource"] == "2A",
    "referrals_from_health": lambda row: (
        row["ReferralSource"] in {"3A", "3B", "3C", "3D", "3E", "3F"}
    ),
}
BANDS = {
    "icpc_0_to_10_days": range(11),
    "icpc_11_to_15_days": range(11, 16),
    "icpc_16_to_20_days": range(16, 21),
    "icpc_21_plus_days": range(21, 10_000),
}
RATES = {
    "referral_rate": "referrals",
    "assessment_rate": "assessments_completed",
    "cin_rate": "cin_at_year_end",
    "cin_start_rate": "cin_starts",
    "section47_rate": "section47_enquiries",
    "icpc_rate": "icpc_held",
    "cpp_rate": "cpp_at_year_end",
    "cpp_start_rate": "cpp_starts",
}
RE_REFERRALS = "rereferrals_within_12_months"
CLOSED_LATER = "referrals_assessed_not_in_need"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A period: its kind, its first and its last day."""

    kind: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """A return, that of the year before, and children aged 0 to 17."""

    tables: Tables
    before: "Return | None"
    population: int

    @property
    def first(self):
        return date(self.tables.year - 1, 4, 1)

    @property
    def last(self):
        return date(self.tables.year, 3, 31)


def is_true(text):
    return (text or "").lower() in {"1", "true"}


def is_within(day, first, last):
    return day is not None and first <= day <= last


def windows_of(given):
    """Every period that ends in the year of a return."""
    ends = [
        date(year, month, monthrange(year, month)[1])
        for year, months in (
            (given.first.year, range(4, 13)),
            (given.last.year, range(1, 4)),
        )
        for month in months
    ]
    found = [Window(kind="year", first=given.first, last=given.last)]
    for number, end in enumerate(ends, start=1):
        begin = end.replace(day=1)
        found.append(Window(kind="snapshot", first=end, last=end))
        found.append(Window(kind="month", first=begin, last=end))
        found.append(Window(kind="year_to_date", first=given.first, last=end))
        if number % 3 == 0:
            quarter = months_after(begin, -2)
            found.append(Window(kind="quarter", first=quarter, last=end))
        if number == 12 or given.before is not None:
            rolling = months_after(begin, -11)
            found.append(Window(kind="rolling_12_months", first=rolling, last=end))
    return found


def figures_of(given, window):
    """Indicator to numerator, denominator and value over a period.

    Days before 1 April are counted in the return of the year before.
    """
    if window.kind == "snapshot":
        counts = state_on(given.tables, window.last)
    else:
        counts = activity(given, max(window.first, given.first), window.last)
        if window.first < given.first:
            earlier = activity(given.before, window.first, given.before.last)
            counts = {name: added(earlier[name], counts[name]) for name in counts}
    rates = {
        rate: (counts[of][0], given.population)
        for rate, of in RATES.items()
        if of in counts
    }
    figures = {name: (*parts, value_of(*parts, 100)) for name, parts in counts.items()}
    return figures | {
        name: (*parts, value_of(*parts, 10_000)) for name, parts in rates.items()
    }


def added(first, second):
    over = None if second[1] is None else first[1] + second[1]
    return first[0] + second[0], over


def value_of(number, over, scale):
    if over is None:
        return number
    return scale * number / over if over else None


def activity(given, first, last):
    """What began, ended or was done from one day to another."""
    return {
        **referral_counts(given, first, last),
        **assessment_counts(given.tables, first, last),
        **enquiry_counts(given.tables, first, last),
        **plan_counts(given.tables, first, last),
    }


def referral_counts(given, first, last):
    rows = [
        row
        for row in given.tables["CINdetails"]
        if is_within(row.day("CINreferralDate"), first, last)
    ]
    firsts = {}
    for row in rows:
        child = row["LAchildID"] or row.place
        firsts.setdefault((child, row.day("CINreferralDate")), row)
    total = len(firsts)
    again = sum(
        row["LAchildID"] is not None and was_referred(given, row["LAchildID"], day)
        for (_, day), row in firsts.items()
    )
    shares = {
        name: (sum(bool(holds(row)) for row in firsts.values()), total)
        for name, holds in SHARES_OF_REFERRALS.items()
    }
    started = sum(not is_true(row["ReferralNFA"]) for row in rows)
    return {
        "referrals": (total, None),
        RE_REFERRALS: (again, total),
        **shares,
        "cin_starts": (started, None),
    }


def was_referred(given, child, day):
    """Whether a child was referred in the twelve months before a day."""
    known = [given.tables, *([given.before.tables] if given.before else [])]
    return any(
        months_after(day, -12) <= other < day
        for tables in known
        for row in tables.groups("CINdetails", ("LAchildID",)).get((child,), [])
        if (other := row.day("CINreferralDate")) is not None
    )


def days_taken(start, end):
    """Working days; None where a day is missing or the end is before the start."""
    if start is None or end is None or end < start:
        return None
    return working_days(start, end)


def assessment_counts(tables, first, last):
    done = [
        days_taken(
            row.day("AssessmentActualStartDate"), row.day("AssessmentAuthorisationDate")
        )
        for row in tables["Assessments"]
        if is_within(row.day("AssessmentAuthorisationDate"), first, last)
    ]
    in_time = sum(taken is not None and taken <= 45 for taken in done)
    return {
        "assessments_completed": (len(done), None),
        "assessments_within_45_days": (in_time, len(done)),
    }


def enquiry_counts(tables, first, last):
    rows = tables["Section47"]
    started = sum(is_within(row.day("S47ActualStartDate"), first, last) for row in rows)
    held = [
        days_taken(row.day("S47ActualStartDate"), row.day("DateOfInitialCPC"))
        for row in rows
        if is_within(row.day("DateOfInitialCPC"), first, last)
    ]
    in_time = sum(taken is not None and taken <= 15 for taken in held)
    return {
        "section47_enquiries": (started, None),
        "icpc_held": (len(held), None),
        "icpc_within_15_days": (in_time, len(held)),
        **{
            name: (sum(taken in band for taken in held if taken is not None), None)
            for name, band in BANDS.items()
        },
    }


def plan_counts(tables, first, last):
    plans = tables["ChildProtectionPlans"]
    started = [row for row in plans if is_within(row.day("CPPstartDate"), first, last)]
    ended = [row for row in plans if is_within(row.day("CPPendDate"), first, last)]
    again = sum(int(row["NumberOfPreviousCPP"] or 0) > 0 for row in started)
    long = sum(
        row.day("CPPstartDate") is not None
        and months_after(row.day("CPPstartDate"), 24) <= row.day("CPPendDate")
        for row in ended
    )
    return {
        "cpp_starts": (len(started), None),
        "cpp_second_or_subsequent": (again, len(started)),
        "cpp_two_years_ended": (long, len(ended)),
    }


def is_open(start, end, day):
    return start is not None and start <= day and (end is None or end > day)


def state_on(tables, day):
    """What is open at the end of a day."""
    children = {
        row["LAchildID"] or row.place
        for row in tables["CINdetails"]
        if not is_true(row["ReferralNFA"])
        and is_open(row.day("CINreferralDate"), row.day("CINclosureDate"), day)
    }
    plans = [
        row
        for row in tables["ChildProtectionPlans"]
        if is_open(row.day("CPPstartDate"), row.day("CPPendDate"), day)
    ]
    long = sum(row.day("CPPstartDate") <= months_after(day, -24) for row in plans)
    due = [row for row in plans if months_after(row.day("CPPstartDate"), 3) <= day]
    reviewed = sum(is_reviewed(tables, row, day) for row in due)
    return {
        "cin_at_year_end": (len(children), None),
        "cpp_at_year_end": (len(plans), None),
        "cpp_two_years_at_year_end": (long, len(plans)),
        "cpp_reviewed_in_timescale": (reviewed, len(due)),
    }


def is_reviewed(tables, plan, day):
    """Whether each review so far was in time and the latest is not six months old."""
    start = plan.day("CPPstartDate")
    held = sorted(
        {
            review.day("CPPreviewDate")
            for review in tables.same("Reviews", PLAN, plan)
            if is_within(review.day("CPPreviewDate"), start, day)
        }
    )
    return (
        bool(held)
        and held[0] <= months_after(start, 3)
        and all(later <= months_after(each, 6) for each, later in pairwise(held))
        and held[-1] >= months_after(day, -6)
    )


def window_before(window):
    """The period before, where one compares; a year to date has none."""
    if window.kind in {"month", "quarter", "year"}:
        months = {"month": 1, "quarter": 3, "year": 12}[window.kind]
        return Window(
            kind=window.kind,
            first=months_after(window.first, -months),
            last=window.first - DAY,
        )
    if window.kind == "year_to_date":
        return None
    last = window.last.replace(day=1) - DAY
    first = last if window.kind == "snapshot" else months_after(window.first, -1)
    return Window(kind=window.kind, first=first, last=last)


def window_a_year_before(window):
    """The same period one year earlier."""
    last = months_after(window.last + DAY, -12) - DAY
    first = last if window.kind == "snapshot" else months_after(window.first, -12)
    return Window(kind=window.kind, first=first, last=last)
