"""Rules on CIN plans."""

from cin_census.days import is_before, is_same, is_until
from cin_census.found import each, rule, together
from cin_census.records import CHILD, EPISODE, PLAN

TABLE = "CINplanDates"


def _start(row):
    return row.day("CINPlanStartDate")


def _end(row):
    return row.day("CINPlanEndDate")


@rule("4001", "ChildProtectionPlans", TABLE)
def open_beside_open_protection_plan(data):
    return together(
        (row.key(EPISODE), [row, plan])
        for row, plan in data.pairs(TABLE, "ChildProtectionPlans", EPISODE)
        if _end(row) is None and plan.day("CPPendDate") is None
    )


@rule("4003", "Reviews", TABLE, "ChildProtectionPlans")
def review_during_cin_plan(data):
    def entries():
        for review, plan in data.pairs("Reviews", "ChildProtectionPlans", PLAN):
            day = review.day("CPPreviewDate")
            for row in data.same(TABLE, EPISODE, review):
                runs = is_until(_start(row), day) and is_before(day, _end(row))
                if runs and not is_same(day, plan.day("CPPendDate")):
                    yield (review["ChildKey"], day), [review, plan, row]

    return together(entries())


@rule("4004", TABLE)
def several_open(data):
    groups = data.groups(TABLE, EPISODE).values()
    open_rows = [[row for row in rows if _end(row) is None] for rows in groups]
    return together((rows[0].key(EPISODE), rows) for rows in open_rows if rows[1:])


def _after_death(data, day_of):
    return together(
        ((row["ChildKey"], child.day("PersonDeathDate")), [row, child])
        for row, child in data.pairs(TABLE, "ChildIdentifiers", CHILD)
        if is_before(child.day("PersonDeathDate"), day_of(row))
    )


@rule("4008", "ChildIdentifiers", TABLE)
def starts_after_death(data):
    return _after_death(data, _start)


@rule("4009Q", "ChildIdentifiers", TABLE)
def ends_after_death(data):
    return _after_death(data, _end)


@rule("4010", TABLE)
def start_date(data):
    return each(row for row in data[TABLE] if not is_until(_start(row), data.end))


def _by_dates(rows):
    return together(((row["ChildKey"], _start(row), _end(row)), [row]) for row in rows)


@rule("4011", TABLE)
def ends_before_start(data):
    return _by_dates(row for row in data[TABLE] if is_before(_end(row), _start(row)))


@rule("4012Q", TABLE)
def lasts_no_day(data):
    return _by_dates(row for row in data[TABLE] if is_same(_end(row), _start(row)))


@rule("4013", TABLE)
def ends_outside_the_period(data):
    return each(row for row in data[TABLE] if data.leaves_out(_end(row)))
