"""Rules on assessments and their factors."""

from collections import Counter

from cin_census.code_lists import CLOSED_AFTER_ASSESSMENT, FACTORS
from cin_census.days import is_before, is_until, nth_working_day_before
from cin_census.found import each, rule, together, unit
from cin_census.records import ASSESSMENT, EPISODE

TABLE, LIST = "Assessments", "AssessmentFactorsList"


def _start(row):
    return row.day("AssessmentActualStartDate")


def _authorised(row):
    return row.day("AssessmentAuthorisationDate")


def _codes(data, row):
    """The factors of an assessment; a missing one is None."""
    return [factor["AssessmentFactor"] for factor in data.same(LIST, ASSESSMENT, row)]


def _given(data, row):
    return [code for code in _codes(data, row) if code is not None]


def _each_assessment(rows):
    return together((unit(row, ASSESSMENT), [row]) for row in rows)


@rule("8608", TABLE)
def authorised_before_start(data):
    return together(
        ((row["ChildKey"], _start(row), _authorised(row)), [row])
        for row in data[TABLE]
        if is_before(_authorised(row), _start(row))
    )


@rule("8614", TABLE, LIST)
def factors_before_authorisation(data):
    rows = data[TABLE]
    return each(row for row in rows if not _authorised(row) and _given(data, row))


@rule("8670Q", TABLE)
def open_past_45_days(data):
    cut_off = nth_working_day_before(data.end, 44)
    return each(
        row
        for row in data[TABLE]
        if not _authorised(row) and is_before(_start(row), cut_off)
    )


@rule("8696", TABLE)
def authorised_outside_the_period(data):
    return each(row for row in data[TABLE] if data.leaves_out(_authorised(row)))


@rule("8736", TABLE)
def open_not_started_in_the_period(data):
    return each(
        row
        for row in data[TABLE]
        if row["CINdetailsID"] and not _authorised(row) and not data.holds(_start(row))
    )


@rule("8869", TABLE, LIST)
def no_factor_beside_another(data):
    def fails(codes):
        return "21" in codes and len(codes) > 1

    return _each_assessment(row for row in data[TABLE] if fails(set(_given(data, row))))


@rule("8873Q", TABLE, LIST, "CINdetails")
def sole_assessment_without_factors(data):
    return together(
        (row.key(EPISODE), [row, details])
        for row, details in data.pairs(TABLE, "CINdetails", EPISODE)
        if len(data.same(TABLE, EPISODE, row)) == 1
        and "21" in _codes(data, row)
        and details["ReasonForClosure"] not in CLOSED_AFTER_ASSESSMENT
    )


@rule("8896", TABLE)
def several_open(data):
    groups = data.groups(TABLE, EPISODE).values()
    open_rows = [[row for row in rows if not _authorised(row)] for rows in groups]
    return together((rows[0].key(EPISODE), rows) for rows in open_rows if rows[1:])


@rule("8897Q", TABLE, LIST)
def completed_without_factors(data):
    def fails(codes):
        return not codes or not set(codes) <= FACTORS

    return _each_assessment(
        row
        for row in data[TABLE]
        if is_until(data.start, _authorised(row)) and fails(_codes(data, row))
    )


@rule("8898", TABLE, LIST)
def factor_repeated(data):
    return _each_assessment(
        row
        for row in data[TABLE]
        if max(Counter(_given(data, row)).values(), default=0) > 1
    )


def _with_factor(data, retired):
    return _each_assessment(
        row
        for row in data[TABLE]
        if any(code.upper() == retired for code in _given(data, row))
    )


@rule("8945Q", TABLE, LIST, first=2025)
def retired_factor_18a(data):
    return _with_factor(data, "18A")


@rule("8950Q", TABLE, LIST, first=2025)
def retired_factor_19a(data):
    return _with_factor(data, "19A")
