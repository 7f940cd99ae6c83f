"""Rules on child protection plans and their reviews."""

import re

from cin_census.code_lists import CATEGORIES_OF_ABUSE
from cin_census.days import bare, is_before, is_same, is_until
from cin_census.flags import is_true
from cin_census.found import each, places, rule, together
from cin_census.records import CHILD, EPISODE, PLAN

TABLE = "ChildProtectionPlans"


def _start(row):
    return row.day("CPPstartDate")


def _end(row):
    return row.day("CPPendDate")


def _held(row):
    return row.day("DateOfInitialCPC")


@rule("2885", TABLE, "Section47", "CINdetails")
def start_differs_from_conference(data):
    tested = [row for row in data[TABLE] if data.holds(_start(row))]

    def conferences(plan):
        usable = [
            row
            for row in data.same("Section47", EPISODE, plan)
            if not is_true(row["ICPCnotRequired"])
        ]
        return usable or data.same("CINdetails", EPISODE, plan)

    def matches(plan):
        return any(is_same(_held(row), _start(plan)) for row in conferences(plan))

    matched = {plan.key(EPISODE) for plan in tested if matches(plan)}
    plans = together(
        ((plan["ChildKey"], plan["CINdetailsID"], _start(plan)), [plan])
        for plan in tested
        if not matches(plan)
    )
    return plans + together(
        (plan.key(EPISODE), conferences(plan))
        for plan in tested
        if plan.key(EPISODE) not in matched and conferences(plan)
    )


@rule("8720", TABLE)
def start_date(data):
    return each(
        row
        for row in data[TABLE]
        if row["CPPID"] and not is_until(_start(row), data.end)
    )


@rule("8730", TABLE)
def earlier_plans(data):
    def is_count(text):
        return re.fullmatch("[+-]?[0-9]+", bare(text)) and int(text) >= 0

    return each(row for row in data[TABLE] if not is_count(row["NumberOfPreviousCPP"]))


@rule("8840", TABLE)
def lasts_no_day(data):
    return each(row for row in data[TABLE] if is_same(_start(row), _end(row)))


@rule("8841", TABLE, "Reviews")
def reviewed_before_start(data):
    return [
        places([plan, review])
        for plan, review in data.pairs(TABLE, "Reviews", PLAN)
        if is_until(review.day("CPPreviewDate"), _start(plan))
    ]


@rule("8842Q", "Reviews")
def review_without_date(data):
    return each(row for row in data["Reviews"] if row.day("CPPreviewDate") is None)


def _unknown_category(data, column):
    return each(row for row in data[TABLE] if row[column] not in CATEGORIES_OF_ABUSE)


@rule("8905", TABLE)
def initial_category(data):
    return _unknown_category(data, "InitialCategoryOfAbuse")


@rule("8910", TABLE)
def latest_category(data):
    return _unknown_category(data, "LatestCategoryOfAbuse")


def _after_death(data, day_of):
    found = []
    for row in data[TABLE]:
        children = [
            child
            for child in data.same("ChildIdentifiers", CHILD, row)
            if is_before(child.day("PersonDeathDate"), day_of(row))
        ]
        if children:
            found.append(places([row, *children]))
    return found


@rule("8915", TABLE, "ChildIdentifiers")
def starts_after_death(data):
    return _after_death(data, _start)


@rule("8920", TABLE, "ChildIdentifiers")
def ends_after_death(data):
    return _after_death(data, _end)


@rule("8925", TABLE)
def ends_before_start(data):
    return each(row for row in data[TABLE] if is_before(_end(row), _start(row)))


@rule("8930", TABLE)
def ends_outside_the_period(data):
    return each(row for row in data[TABLE] if data.leaves_out(_end(row)))


@rule("8935", TABLE)
def several_open(data):
    groups = data.groups(TABLE, CHILD).values()
    open_rows = [[row for row in rows if _end(row) is None] for rows in groups]
    return together((rows[0].key(CHILD), rows) for rows in open_rows if rows[1:])
