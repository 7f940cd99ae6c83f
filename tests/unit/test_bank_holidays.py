"""The bank holidays, against a second library and against the calendar of 2022."""

import csv
from datetime import date

import pytest
from workalendar.europe import UnitedKingdom

from returncheck.generate.bank_holidays import FIRST_YEAR, LAST_YEAR, bank_holidays

# Proclaimed in November 2022; the second library does not know it.
CORONATION = date(2023, 5, 8)


@pytest.fixture(scope="module")
def seed(root):
    path = root / "seeds" / "calendar" / "rc_bank_holidays.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {date.fromisoformat(row["holiday_date"]) for row in csv.DictReader(file)}


def test_bank_holidays_seed_is_what_the_generator_gives(seed):
    assert seed == set(bank_holidays())


def test_bank_holidays_agree_with_a_second_library(seed):
    calendar = UnitedKingdom()
    other = {
        day
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for day, _ in calendar.holidays(year)
        if day.weekday() < 5
    }
    assert seed ^ other == {CORONATION}


def test_bank_holidays_of_2022_are_those_proclaimed(seed):
    assert sorted(day for day in seed if day.year == 2022) == [
        date(2022, 1, 3),
        date(2022, 4, 15),
        date(2022, 4, 18),
        date(2022, 5, 2),
        date(2022, 6, 2),
        date(2022, 6, 3),
        date(2022, 8, 29),
        date(2022, 9, 19),
        date(2022, 12, 26),
        date(2022, 12, 27),
    ]


def test_bank_holidays_leave_no_year_out(seed):
    years = {day.year for day in seed}
    assert years == set(range(2005, 2036))
