"""Rules on an episode of need and the work that is recorded in it."""

from cin_census.code_lists import CLOSED_AFTER_ASSESSMENT
from cin_census.days import is_before
from cin_census.flags import is_true
from cin_census.found import each, places, rule, together, unit
from cin_census.records import EPISODE

LATE = {
    "Assessments": ("AssessmentActualStartDate", "AssessmentAuthorisationDate"),
    "Section47": ("S47ActualStartDate", "DateOfInitialCPC"),
    "ChildProtectionPlans": ("CPPendDate",),
    "CINplanDates": ("CINPlanStartDate", "CINPlanEndDate"),
}
AFTER_ASSESSMENT = ("Section47", "ChildProtectionPlans", "CINplanDates")


def _of_episode(data, row, *tables):
    return [each_row for table in tables for each_row in data.same(table, EPISODE, row)]


@rule("2990", "CINdetails", *AFTER_ASSESSMENT)
def activity_after_assessment(data):
    def entries():
        for row in data["CINdetails"]:
            work = _of_episode(data, row, *AFTER_ASSESSMENT)
            if row["ReasonForClosure"] in CLOSED_AFTER_ASSESSMENT and (
                work or row.day("DateOfInitialCPC")
            ):
                yield unit(row, EPISODE), [row, *work]

    return together(entries())


@rule("4000", "CINdetails", "CINplanDates")
def cin_plan_without_action(data):
    return together(
        (row.key(EPISODE), [row, plan])
        for row, plan in data.pairs("CINdetails", "CINplanDates", EPISODE)
        if is_true(row["ReferralNFA"])
    )


@rule("8565", "CINdetails", *LATE)
def activity_after_closure(data):
    def entries():
        for row in data["CINdetails"]:
            closure = row.day("CINclosureDate")
            late = [
                work
                for table, columns in LATE.items()
                for work in data.same(table, EPISODE, row)
                if any(is_before(closure, work.day(column)) for column in columns)
            ]
            if late or is_before(closure, row.day("DateOfInitialCPC")):
                yield (row["ChildKey"], row["CINdetailsID"], closure), [row, *late]

    return together(entries())


@rule("8825Q", "CINdetails", "Assessments")
def closed_after_no_assessment(data):
    return each(
        row
        for row in data["CINdetails"]
        if row["ReasonForClosure"] in CLOSED_AFTER_ASSESSMENT
        and not data.same("Assessments", EPISODE, row)
    )


@rule("8831", "CINdetails", "Assessments", "Section47")
def work_without_action(data):
    found = []
    for row in data["CINdetails"]:
        work = [
            each_row
            for table, columns in (
                ("Assessments", LATE["Assessments"]),
                ("Section47", ("S47ActualStartDate",)),
            )
            for each_row in data.same(table, EPISODE, row)
            if any(each_row.day(column) for column in columns)
        ]
        if is_true(row["ReferralNFA"]) and (work or row.day("DateOfInitialCPC")):
            found.append(places([row, *work]))
    return found


@rule("8832", "CINdetails", "ChildProtectionPlans")
def protection_plan_without_action(data):
    return [
        places([row, *plans])
        for row in data["CINdetails"]
        for plans in [data.same("ChildProtectionPlans", EPISODE, row)]
        if is_true(row["ReferralNFA"]) and plans
    ]


def _closed_with(data, table, is_unfinished):
    return together(
        (row.key(EPISODE), [row, work])
        for row, work in data.pairs("CINdetails", table, EPISODE)
        if row.day("CINclosureDate") and is_unfinished(work)
    )


@rule("8867", "CINdetails", "Assessments")
def closed_with_open_assessment(data):
    return _closed_with(
        data, "Assessments", lambda row: row.day("AssessmentAuthorisationDate") is None
    )


@rule("8868", "CINdetails", "Section47")
def closed_with_unclear_enquiry(data):
    return _closed_with(
        data,
        "Section47",
        lambda row: (
            (row.day("DateOfInitialCPC") is not None) == is_true(row["ICPCnotRequired"])
        ),
    )
