"""Rules on children: identifiers, UPN, dates of birth and death, characteristics."""

import re
import unicodedata
from collections import Counter
from datetime import date, timedelta

from cin_census.code_lists import (
    DISABILITIES,
    ETHNICITIES,
    UPN_AUTHORITIES_2023,
    UPN_AUTHORITIES_2024,
    UPN_CHECK_LETTERS,
    USABLE_REASONS_FOR_NO_UPN,
)
from cin_census.days import is_before, is_until, months_after, years_after
from cin_census.flags import is_false, is_true
from cin_census.found import each, rule, together, unit
from cin_census.records import CHILD

CHILDREN = "ChildIdentifiers"


def _upns(data):
    return [(row, row["UPN"]) for row in data[CHILDREN] if row["UPN"]]


@rule("1510", CHILDREN)
def upn_check_letter(data):
    return each(
        row
        for row, upn in _upns(data)
        if re.fullmatch(r"(?s).[0-9]{12}", upn) and upn[0] != _check_letter(upn)
    )


def _check_letter(upn):
    total = sum(int(digit) * p for p, digit in enumerate(upn[1:], start=2))
    return UPN_CHECK_LETTERS[total % 23]


@rule("1520", CHILDREN)
def upn_shared(data):
    counts = Counter(upn for _, upn in _upns(data))
    return together(
        ((row["ChildKey"], upn), [row]) for row, upn in _upns(data) if counts[upn] > 1
    )


def _unknown_authority(data, known):
    upns = _upns(data)
    return each(row for row, upn in upns if len(upn) == 13 and upn[1:4] not in known)


@rule("1530", CHILDREN, last=2023)
def upn_authority_2023(data):
    return _unknown_authority(data, UPN_AUTHORITIES_2023)


@rule("1530", CHILDREN, first=2024)
def upn_authority_2024(data):
    return _unknown_authority(data, UPN_AUTHORITIES_2024)


@rule("1540", CHILDREN)
def upn_digits(data):
    upns = _upns(data)
    return each(row for row, upn in upns if not re.fullmatch("[0-9]+", upn[4:12]))


@rule("1550", CHILDREN)
def upn_last_character(data):
    permitted = UPN_CHECK_LETTERS + "0123456789"
    return each(
        row for row, upn in _upns(data) if len(upn) == 13 and upn[12] not in permitted
    )


@rule("1560Q", CHILDREN)
def former_upn(data):
    return each(
        row
        for row in data[CHILDREN]
        if row["FormerUPN"] and not re.fullmatch("[A-Za-z][0-9]{12}", row["FormerUPN"])
    )


@rule("1570", CHILDREN, first=2025)
def identifier_too_long(data):
    return each(row for row in data[CHILDREN] if len(row["LAchildID"] or "") > 20)


@rule("1580", CHILDREN, first=2025)
def identifier_other_characters(data):
    def is_plain(letter):
        kind = unicodedata.category(letter)
        return kind.startswith("L") or kind == "Nd"

    return each(
        row for row in data[CHILDREN] if not all(map(is_plain, row["LAchildID"] or ""))
    )


@rule("4180", CHILDREN, last=2024)
def gender(data):
    known = ("0", "1", "2", "9")
    return each(row for row in data[CHILDREN] if row["GenderCurrent"] not in known)


@rule("4180", CHILDREN, first=2025)
def sex(data):
    return each(row for row in data[CHILDREN] if row["Sex"] not in ("M", "F", "U"))


@rule("4220", "ChildCharacteristics")
def ethnicity(data):
    rows = data["ChildCharacteristics"]
    return each(row for row in rows if row["Ethnicity"] not in ETHNICITIES)


@rule("8500", CHILDREN)
def identifier_missing(data):
    return each(row for row in data[CHILDREN] if row["LAchildID"] is None)


@rule("8510", CHILDREN)
def identifier_repeated(data):
    groups = data.groups(CHILDREN, ("LAchildID",)).values()
    return each(row for rows in groups if len(rows) > 1 for row in rows)


@rule("8520", CHILDREN)
def born_after_the_end(data):
    rows = data[CHILDREN]
    return each(row for row in rows if is_before(data.end, row.day("PersonBirthDate")))


@rule("8525Q", CHILDREN)
def birth_and_expected_birth(data):
    return together(
        (unit(row, CHILD), [row])
        for row in data[CHILDREN]
        if (row.day("PersonBirthDate") is None)
        == (row.day("ExpectedPersonBirthDate") is None)
    )


@rule("8530Q", CHILDREN)
def expected_birth_far_off(data):
    earliest = data.end - timedelta(days=30)
    latest = months_after(data.end, 9)
    return together(
        ((row["ChildKey"], day), [row])
        for row in data[CHILDREN]
        for day in [row.day("ExpectedPersonBirthDate")]
        if is_before(day, earliest) or is_before(latest, day)
    )


@rule("8535Q", CHILDREN)
def died_before_birth(data):
    return together(
        ((row["ChildKey"], death, birth), [row])
        for row in data[CHILDREN]
        for death in [row.day("PersonDeathDate")]
        for birth in [row.day("PersonBirthDate")]
        if death is not None and (birth is None or birth > death)
    )


@rule("8540", CHILDREN, "Disabilities", "CINdetails")
def disability_unknown(data):
    def entries():
        for row in data[CHILDREN]:
            details = [
                each
                for each in data.same("CINdetails", CHILD, row)
                if is_false(each["ReferralNFA"])
            ]
            given = data.same("Disabilities", CHILD, row)
            bad = [each for each in given if each["Disability"] not in DISABILITIES]
            birth = row.day("PersonBirthDate")
            if birth and details and (bad or not given):
                yield (row["ChildKey"], birth), [row, *bad, *details]

    return together(entries())


@rule("8545Q", CHILDREN)
def died_outside_the_period(data):
    rows = data[CHILDREN]
    return each(row for row in rows if data.leaves_out(row.day("PersonDeathDate")))


@rule("8590", CHILDREN, "CINdetails")
def without_episode(data):
    return together(
        (unit(row, CHILD), [row])
        for row in data[CHILDREN]
        if not data.same("CINdetails", CHILD, row)
    )


def _unborn(data):
    return [
        row
        for row in data[CHILDREN]
        if row.day("ExpectedPersonBirthDate") and not row.day("PersonBirthDate")
    ]


@rule("8750", CHILDREN, last=2024)
def unborn_with_gender(data):
    return each(row for row in _unborn(data) if row["GenderCurrent"] != "0")


@rule("8750", CHILDREN, first=2025)
def unborn_with_sex(data):
    return each(row for row in _unborn(data) if row["Sex"] != "U")


def _no_upn(data, is_of_age):
    return together(
        (row["ChildKey"], [row])
        for row in data[CHILDREN]
        if is_of_age(row.day("PersonBirthDate"))
        and row["UPN"] is None
        and (row["UPNunknown"] or "").upper() not in USABLE_REASONS_FOR_NO_UPN
        and any(
            is_false(each["ReferralNFA"])
            for each in data.same("CINdetails", CHILD, row)
        )
    )


@rule("8770Q", CHILDREN, "CINdetails", last=2024)
def no_upn_over_six(data):
    return _no_upn(data, lambda birth: is_before(birth, years_after(data.end, -6)))


@rule("8770Q", CHILDREN, "CINdetails", first=2025)
def no_upn_of_school_age(data):
    last = date(data.end.year - 6, 8, 31)
    return _no_upn(data, lambda birth: is_until(birth, last))


@rule("8772", CHILDREN, "CINdetails")
def no_upn_for_want_of_action(data):
    return together(
        ((row["ChildKey"], details["ReferralNFA"]), [row, details])
        for row, details in data.pairs(CHILDREN, "CINdetails", CHILD)
        if row["UPNunknown"] == "UN7" and not is_true(details["ReferralNFA"])
    )


@rule("8775Q", CHILDREN, "CINdetails")
def past_25(data):
    def fails(row, details):
        birth, closure = row.day("PersonBirthDate"), details.day("CINclosureDate")
        return is_before(birth, years_after(data.end, -25)) and (
            closure is None or closure > years_after(birth, 25)
        )

    return together(
        (row["ChildKey"], [row, details])
        for row, details in data.pairs(CHILDREN, "CINdetails", CHILD)
        if fails(row, details)
    )


@rule("8790", "Disabilities")
def none_beside_another(data):
    def is_none(row):
        return (row["Disability"] or "").upper() == "NONE"

    return each(
        row
        for rows in data.groups("Disabilities", CHILD).values()
        if any(map(is_none, rows))
        for row in rows
        if row["Disability"] and not is_none(row)
    )


@rule("8794", "Disabilities")
def disability_repeated(data):
    groups = data.groups("Disabilities", (*CHILD, "Disability")).values()
    return each(row for rows in groups if len(rows) > 1 for row in rows)
