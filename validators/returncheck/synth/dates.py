"""Return years, whole months and working days for building histories.

The true indicator values do not use this module: `truth.py` counts its own way.
"""

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

from returncheck.project import kept_for_project, project_root

DAY = timedelta(days=1)
_FIRST = date(2005, 1, 1)
_LAST = date(2035, 12, 31)
_IN_EVERY_MONTH = 28
_FIRST_KNOWN = 2006
_YEAR_STARTS = [date(year - 1, 4, 1).toordinal() for year in range(2006, 2100)]


def days(count: int) -> timedelta:
    """A number of calendar days."""
    return timedelta(days=count)


def year_of(day: date) -> int:
    """The return year (ending 31 March) that a day lies in."""
    return day.year + 1 if day.month >= 4 else day.year


def year_start(year: int) -> date:
    """1 April, the first day of a return year."""
    return date(year - 1, 4, 1)


def start_number(year: int) -> int:
    """The first day of a return year from 2006 to 2099 as a number."""
    return _YEAR_STARTS[year - _FIRST_KNOWN]


def year_of_number(number: int) -> int:
    """The return year, 2006 or later, that a day given as a number lies in."""
    return _FIRST_KNOWN - 1 + bisect_right(_YEAR_STARTS, number)


def year_end(year: int) -> date:
    """31 March, the last day of a return year and its reference date."""
    return date(year, 3, 31)


def on(year: int, month: int, day: int) -> date:
    """The day of that month which lies in a return year."""
    return date(year - 1 if month >= 4 else year, month, day)


def is_leap(year: int) -> bool:
    """Whether a return year holds a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def months_later(day: date, months: int) -> date:
    """The same day some months later, or that month's last day if it is shorter."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    if day.day <= _IN_EVERY_MONTH:
        return date(year, month, day.day)
    last = (date(year + month // 12, month % 12 + 1, 1) - DAY).day
    return date(year, month, min(day.day, last))


def easter(year: int) -> date:
    """Easter Sunday of a calendar year.

    Source:
        The anonymous Gregorian computus (Nature, 20 April 1876).
    """
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (
        19 * golden
        + century
        - century // 4
        - (century - (century + 8) // 25 + 1) // 3
        + 15
    ) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


class Calendar:
    """Working days of 2005 to 2035: Monday to Friday that are no bank holidays.

    Args:
        holidays: Bank holidays of England and Wales.
    """

    def __init__(self, holidays: Iterable[date]) -> None:
        closed = frozenset(holidays)
        self._working: list[date] = []
        day = _FIRST
        while day <= _LAST:
            if day.weekday() < 5 and day not in closed:
                self._working.append(day)
            day += DAY
        self._numbers = [day.toordinal() for day in self._working]

    def on_or_after(self, day: date) -> date:
        """The day itself or the next working day."""
        return self._working[bisect_left(self._working, day)]

    def on_or_before(self, day: date) -> date:
        """The day itself or the working day before it."""
        return self._working[bisect_left(self._working, day + DAY) - 1]

    def add(self, day: date, count: int) -> date:
        """The working day that is `count` working days after a day.

        Args:
            day: Day 0, a working day or not.
            count: Working days, 0 or more; 0 gives the day itself.
        """
        if count == 0:
            return day
        return self._working[bisect_left(self._working, day + DAY) + count - 1]

    def nth_before(self, day: date, count: int) -> date:
        """The `count`th working day strictly before a day, count from 1."""
        return self._working[bisect_left(self._working, day) - count]

    def number_after(self, number: int, count: int) -> int:
        """The same as `add`, of days as numbers (`date.toordinal`)."""
        if count == 0:
            return number
        return self._numbers[bisect_left(self._numbers, number + 1) + count - 1]

    def number_before(self, number: int, count: int) -> int:
        """The same as `nth_before`, of days as numbers."""
        return self._numbers[bisect_left(self._numbers, number) - count]


@kept_for_project
def bank_holidays() -> tuple[date, ...]:
    """Bank holidays of England and Wales, 2005 to 2035, in order."""
    path = project_root() / "seeds" / "calendar" / "rc_bank_holidays.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            sorted(
                date.fromisoformat(row["holiday_date"]) for row in csv.DictReader(file)
            )
        )


@kept_for_project
def calendar() -> Calendar:
    """The calendar that every history is built on."""
    return Calendar(bank_holidays())
