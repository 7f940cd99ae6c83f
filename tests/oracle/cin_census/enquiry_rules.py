"""Rules on section 47 enquiries and their initial conferences."""

from cin_census.days import is_before, is_same, is_weekend, nth_working_day_before
from cin_census.flags import is_false, is_true
from cin_census.found import each, rule, together, unit
from cin_census.records import CHILD, EPISODE

TABLE = "Section47"


def _start(row):
    return row.day("S47ActualStartDate")


def _held(row):
    return row.day("DateOfInitialCPC")


@rule("2884", TABLE, "CINdetails")
def conference_held_twice(data):
    return together(
        ((row["ChildKey"], row["CINdetailsID"], _held(row)), [row, details])
        for row, details in data.pairs(TABLE, "CINdetails", CHILD)
        if is_same(_held(row), _held(details))
    )


@rule("2991Q", TABLE, "Assessments")
def without_assessment(data):
    return together(
        (unit(row, EPISODE), [row])
        for row in data[TABLE]
        if not data.same("Assessments", EPISODE, row)
    )


@rule("8615", TABLE)
def conference_before_start(data):
    return each(
        row
        for row in data[TABLE]
        if _held(row) and (_start(row) is None or _start(row) > _held(row))
    )


def _awaits_conference(row):
    return _held(row) is None and is_false(row["ICPCnotRequired"])


@rule("8675Q", TABLE)
def open_past_15_days(data):
    cut_off = nth_working_day_before(data.end, 14)
    return each(
        row
        for row in data[TABLE]
        if _awaits_conference(row) and is_before(_start(row), cut_off)
    )


@rule("8715", TABLE)
def conference_outside_the_period(data):
    return each(row for row in data[TABLE] if data.leaves_out(_held(row)))


@rule("8740", TABLE)
def open_not_started_in_the_period(data):
    return each(
        row
        for row in data[TABLE]
        if _awaits_conference(row) and data.leaves_out(_start(row))
    )


@rule("8839", TABLE)
def several_open(data):
    open_rows = [
        [
            row
            for row in rows
            if _held(row) is None and not is_true(row["ICPCnotRequired"])
        ]
        for rows in data.groups(TABLE, EPISODE).values()
    ]
    return together((rows[0].key(EPISODE), rows) for rows in open_rows if rows[1:])


@rule("8870Q", TABLE)
def target_at_weekend(data):
    rows = data[TABLE]
    return each(row for row in rows if is_weekend(row.day("InitialCPCtarget")))


@rule("8875", TABLE)
def conference_at_weekend(data):
    return each(row for row in data[TABLE] if is_weekend(_held(row)))
