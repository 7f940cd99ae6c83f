"""Rules on the episodes of need themselves: CINdetails, alone or with the child."""

from datetime import date, timedelta

from cin_census.code_lists import PRIMARY_NEEDS, REASONS_FOR_CLOSURE, REFERRAL_SOURCES
from cin_census.days import is_before, is_until, nth_working_day_before
from cin_census.flags import is_false, is_true
from cin_census.found import each, joined, places, rule, together, unit
from cin_census.records import CHILD, EPISODE

DETAILS = "CINdetails"
CHILDREN = "ChildIdentifiers"


def _referral(row):
    return row.day("CINreferralDate")


def _closure(row):
    return row.day("CINclosureDate")


@rule("8555Q", DETAILS, CHILDREN)
def referred_after_death(data):
    return joined(
        data.pairs(DETAILS, CHILDREN, CHILD),
        lambda row, child: (
            row["ChildKey"],
            _referral(row),
            child.day("PersonDeathDate"),
        ),
        fails=lambda row, child: is_before(
            child.day("PersonDeathDate"), _referral(row)
        ),
    )


@rule("8568", DETAILS)
def marker_unknown(data):
    return each(
        row
        for row in data[DETAILS]
        if not is_true(row["ReferralNFA"]) and not is_false(row["ReferralNFA"])
    )


@rule("8569Q", DETAILS)
def early_referral_without_action(data):
    limit = nth_working_day_before(data.start, 1)
    return together(
        ((row["ChildKey"], row["CINdetailsID"], _referral(row)), [row])
        for row in data[DETAILS]
        if is_before(_referral(row), limit) and not is_false(row["ReferralNFA"])
    )


@rule("8585Q", DETAILS, CHILDREN)
def died_without_date(data):
    return together(
        (row["ChildKey"], [row, child])
        for row, child in data.pairs(DETAILS, CHILDREN, CHILD)
        if row["ReasonForClosure"] == "RC2" and child.day("PersonDeathDate") is None
    )


@rule("8600", DETAILS)
def referral_date(data):
    return each(row for row in data[DETAILS] if not is_until(_referral(row), data.end))


@rule("8606", DETAILS, CHILDREN)
def referred_long_before_birth(data):
    def fails(row, child):
        births = (child.day("PersonBirthDate"), child.day("ExpectedPersonBirthDate"))
        return any(
            is_before(_referral(row), birth - timedelta(days=280))
            for birth in births
            if birth is not None
        )

    return joined(
        data.pairs(DETAILS, CHILDREN, CHILD),
        lambda row, child: (row["ChildKey"], _referral(row)),
        fails=fails,
    )


@rule("8610", DETAILS)
def accepted_without_need(data):
    return together(
        (unit(row, EPISODE), [row])
        for row in data[DETAILS]
        if is_false(row["ReferralNFA"]) and row["PrimaryNeedCode"] is None
    )


@rule("8620", DETAILS)
def closed_outside_the_period(data):
    return each(row for row in data[DETAILS] if data.leaves_out(_closure(row)))


@rule("8630", DETAILS)
def closed_before_referral(data):
    return each(
        row for row in data[DETAILS] if is_before(_closure(row), _referral(row))
    )


def _unknown(data, column, known):
    rows = data[DETAILS]
    return each(row for row in rows if row[column] and row[column] not in known)


@rule("8640", DETAILS)
def reason_unknown(data):
    return _unknown(data, "ReasonForClosure", REASONS_FOR_CLOSURE)


@rule("8650", DETAILS)
def need_unknown(data):
    return _unknown(data, "PrimaryNeedCode", PRIMARY_NEEDS)


@rule("8805", DETAILS)
def closed_without_reason(data):
    rows = data[DETAILS]
    return each(row for row in rows if _closure(row) and not row["ReasonForClosure"])


@rule("8810", DETAILS)
def reason_without_closure(data):
    rows = data[DETAILS]
    return each(row for row in rows if row["ReasonForClosure"] and not _closure(row))


def _is_open(row):
    return _closure(row) is None and is_false(row["ReferralNFA"])


@rule("8815", DETAILS)
def several_open(data):
    groups = data.groups(DETAILS, CHILD).values()
    open_rows = [list(filter(_is_open, rows)) for rows in groups]
    return each(row for rows in open_rows if len(rows) > 1 for row in rows)


@rule("8816", DETAILS)
def open_but_not_latest(data):
    found = []
    for rows in data.groups(DETAILS, CHILD).values():
        dated = [row for row in rows if _referral(row)]
        # `max` gives the first of several.
        latest = max(dated, key=_referral, default=None)
        found += [
            places([row, latest])
            for row in dated
            if row is not latest and _is_open(row)
        ]
    return found


@rule("8866", DETAILS)
def source_unknown(data):
    return each(
        row
        for row in data[DETAILS]
        if is_until(date(2013, 4, 1), _referral(row))
        and row["ReferralSource"] not in REFERRAL_SOURCES
    )
