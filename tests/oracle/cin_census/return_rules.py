"""Rules on the header and on the return as a whole."""

import re
from collections import Counter
from datetime import MAXYEAR, MINYEAR, date

from cin_census.days import ZONE, bare
from cin_census.found import WHOLE_RETURN, each, rule


def _once(fails):
    return [WHOLE_RETURN] if fails else []


def _expected_end(header):
    written = re.fullmatch(rf"([+-]?[0-9]+){ZONE}", bare(header["Year"]))
    number = int(written[1]) if written else 0
    return date(number, 3, 31) if MINYEAR <= number <= MAXYEAR else None


@rule("100", "Header")
def reference_date(data):
    return each(
        row
        for row in data["Header"]
        if row.day("ReferenceDate") is None
        or row.day("ReferenceDate") != _expected_end(row)
    )


@rule("2883", "ChildProtectionPlans", "CINdetails", "Section47")
def more_plans_than_conferences(data):
    def inside(table, column):
        return sum(data.holds(row.day(column)) for row in data[table])

    conferences = inside("CINdetails", "DateOfInitialCPC") + inside(
        "Section47", "DateOfInitialCPC"
    )
    return _once(inside("ChildProtectionPlans", "CPPstartDate") > conferences)


def _too_many_unknown(data, column, unknown):
    rows = data["ChildIdentifiers"]
    count = sum(
        row[column] in (None, unknown) and row.day("ExpectedPersonBirthDate") is None
        for row in rows
    )
    return _once(count * 50 > len(rows))


@rule("2886Q", "ChildIdentifiers", last=2024)
def gender_unknown(data):
    return _too_many_unknown(data, "GenderCurrent", "0")


@rule("2886Q", "ChildIdentifiers", first=2025)
def sex_unknown(data):
    return _too_many_unknown(data, "Sex", "U")


def _disabled(data):
    return [row for row in data["Disabilities"] if row["Disability"] not in _NOT_ONE]


_NOT_ONE = (None, "NONE")


@rule("2887Q", "Disabilities")
def few_disabilities(data):
    return _once(len({row["Disability"] for row in _disabled(data)}) <= 7)


@rule("2888Q", "Disabilities")
def one_disability_each(data):
    rows = _disabled(data)
    by_child = Counter(row["ChildKey"] for row in rows if row["ChildKey"])
    return _once(rows and max(by_child.values(), default=1) < 2)
