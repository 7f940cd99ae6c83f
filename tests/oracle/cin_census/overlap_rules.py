"""Rules on two records of one child or episode that run at the same time."""

from cin_census.days import is_before, is_until
from cin_census.flags import is_false, is_true
from cin_census.found import places, rule, together
from cin_census.records import CHILD, EPISODE


def _clashes(data, table, names, start, runs_on):
    """Ordered pairs: the first starts on or after the second, while that runs."""
    return [
        (a, b)
        for rows in data.groups(table, names).values()
        for a in rows
        for b in rows
        if a is not b
        and is_until(b.day(start), a.day(start))
        and runs_on(b, a.day(start))
    ]


def _of_pair(clashes):
    return [places(pair) for pair in clashes]


@rule("4014", "CINplanDates")
def cin_plans(data):
    start = "CINPlanStartDate"
    clashes = _clashes(
        data,
        "CINplanDates",
        CHILD,
        start,
        lambda b, day: is_until(day, b.day("CINPlanEndDate") or data.end),
    )
    return together(
        ((a["ChildKey"], a.day(start), b.day(start)), [a, b]) for a, b in clashes
    )


@rule("8820", "CINdetails")
def episodes(data):
    def runs_on(b, day):
        closure = b.day("CINclosureDate")
        if closure is None and is_false(b["ReferralNFA"]):
            closure = data.end
        return is_before(day, closure)

    return _of_pair(_clashes(data, "CINdetails", CHILD, "CINreferralDate", runs_on))


@rule("8863Q", "Assessments")
def assessments(data):
    start = "AssessmentActualStartDate"
    clashes = _clashes(
        data,
        "Assessments",
        EPISODE,
        start,
        lambda b, day: is_until(day, b.day("AssessmentAuthorisationDate") or data.end),
    )
    return together(((a.key(EPISODE), a.day(start)), [a, b]) for a, b in clashes)


@rule("8890", "Section47")
def enquiries(data):
    start = "S47ActualStartDate"

    def runs_on(b, day):
        held = b.day("DateOfInitialCPC")
        if held is None and not is_true(b["ICPCnotRequired"]):
            held = data.end
        return is_until(day, held)

    clashes = _clashes(data, "Section47", EPISODE, start, runs_on)
    return together(((a.key(EPISODE), a.day(start)), [a, b]) for a, b in clashes)


@rule("8940", "ChildProtectionPlans")
def protection_plans(data):
    clashes = _clashes(
        data,
        "ChildProtectionPlans",
        CHILD,
        "CPPstartDate",
        lambda b, day: is_until(day, b.day("CPPendDate") or data.end),
    )
    return _of_pair(clashes)


def _starts_during(start, other_start, other_end, data):
    """Whether the first starts while the second runs; its last day is free."""

    def fails(row, other):
        day, end = row.day(start), other.day(other_end)
        if not is_until(other.day(other_start), day):
            return False
        return is_until(day, data.end) if end is None else day < end

    return fails


CIN_PLAN = ("CINPlanStartDate", "CINPlanEndDate")
PROTECTION_PLAN = ("CPPstartDate", "CPPendDate")


@rule("4016", "CINplanDates", "ChildProtectionPlans")
def cin_plan_in_protection_plan(data):
    fails = _starts_during("CINPlanStartDate", *PROTECTION_PLAN, data)
    return together(
        ((row["ChildKey"], row.day("CINPlanStartDate")), [row, other])
        for row, other in data.pairs("CINplanDates", "ChildProtectionPlans", CHILD)
        if fails(row, other)
    )


@rule("4017", "ChildProtectionPlans", "CINplanDates")
def protection_plan_in_cin_plan(data):
    fails = _starts_during("CPPstartDate", *CIN_PLAN, data)
    return together(
        ((row["ChildKey"], row.day("CPPstartDate")), [row, other])
        for row, other in data.pairs("ChildProtectionPlans", "CINplanDates", CHILD)
        if fails(row, other)
    )
