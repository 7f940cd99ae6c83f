"""Days, months and working days, and comparisons that a missing day never meets."""

import csv
import re
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DAY = timedelta(days=1)
ZONE = "(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
HOLIDAYS = frozenset(
    date.fromisoformat(row["holiday_date"])
    for row in csv.DictReader(
        (ROOT / "seeds/calendar/rc_bank_holidays.csv").read_text().splitlines()
    )
)


def bare(text):
    """A text without the blanks that XML does not count around dates and numbers."""
    return (text or "").strip(" \t\r\n")


def as_date(text):
    """The calendar day of a text like 2025-03-31; None for any other text.

    XML blanks around it and a time zone after it do not count.
    """
    written = re.fullmatch(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){ZONE}", bare(text))
    if not written:
        return None
    try:
        return date.fromisoformat(written[1])
    except ValueError:
        return None


def months_after(day, months):
    """The same day of another month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_after(day, years):
    return months_after(day, 12 * years)


def is_weekend(day):
    return day is not None and day.weekday() > 4


def is_working_day(day):
    return day.weekday() < 5 and day not in HOLIDAYS


def nth_working_day_before(day, count):
    while count:
        day -= DAY
        count -= is_working_day(day)
    return day


def working_days(start, end):
    span = range(1, (end - start).days + 1)
    return sum(is_working_day(start + DAY * each) for each in span)


def is_before(first, second):
    return first is not None and second is not None and first < second


def is_until(first, second):
    """On or before."""
    return first is not None and second is not None and first <= second


def is_same(first, second):
    return first is not None and first == second
