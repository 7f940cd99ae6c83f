"""Whether the reviews of a child were held in time."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from returncheck.synth.ssda903.truth.history import Period

_FIRST_WITHIN = 20
_ONE_DAY = timedelta(days=1)
_DAYS_OF_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def months_after(day: date, months: int) -> date:
    """The same day of a later (or earlier) month, or the last day that it has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = 29 if month == 1 and is_leap else _DAYS_OF_MONTHS[month]
    return date(year, month + 1, min(day.day, last))


def last_day_of_first(start: date, holidays: Collection[date]) -> date:
    """The last day on which the first review is in time: 20 working days, and on.

    Args:
        start: The day care starts, day 0.
        holidays: Bank holidays.
    """
    day, worked = start, 0
    while worked <= _FIRST_WITHIN:
        day += _ONE_DAY
        worked += day.weekday() < 5 and day not in holidays
    return day - _ONE_DAY


def reviews_in_time(
    periods: Iterable[Period],
    held: Collection[date],
    known_from: date,
    year: tuple[date, date],
    holidays: Collection[date],
) -> bool | None:
    """Whether all reviews of a child that the year asks for were in time.

    A review counts in the year it was held in; one that was not, in the year that it
    was due or still overdue in. None is due once the child has left.

    Args:
        periods: The child's times in care.
        held: Days of reviews, of this year and the one before.
        known_from: The first day whose reviews are known.
        year: The first and the last day.
        holidays: Bank holidays.

    Returns:
        None if the year asks for none.
    """
    first, last = year
    judged = []
    for period in periods:
        for due, day in _due(period, held, known_from, holidays):
            if day is not None and first <= day <= last:
                judged.append(day <= due)
            elif _is_overdue(period, due, day, year):
                judged.append(False)
    return all(judged) if judged else None


def _is_overdue(
    period: Period, due: date, day: date | None, year: tuple[date, date]
) -> bool:
    first, last = year
    was_late = day is None or day > due
    is_not_held = day is None or day > last
    lasts = period.end is None or period.end >= first
    return was_late and is_not_held and due <= last and lasts


def _due(
    period: Period,
    held: Collection[date],
    known_from: date,
    holidays: Collection[date],
) -> Sequence[tuple[date, date | None]]:
    """The last day in time of each review, and the day it was held.

    Of a child in care before reviews are known, the first known one is not judged,
    unless it came too late after any other.
    """
    days = sorted(
        {
            day
            for day in held
            if period.start <= day and (period.end is None or day <= period.end)
        }
    )
    found: list[tuple[date, date | None]] = []
    first = days[0] if days else None
    is_known = period.is_start_known and period.start >= known_from
    if is_known:
        found.append((last_day_of_first(period.start, holidays), first))
    else:
        due = months_after(max(period.start, known_from), 6)
        if first is None or first > due:
            found.append((due, first))
    for place, day in enumerate(days):
        is_first = place == 0 and is_known
        due = months_after(day, 3 if is_first else 6)
        following = days[place + 1] if place + 1 < len(days) else None
        found.append((due, following))
    return [
        (due, day)
        for due, day in found
        if day is not None or period.end is None or period.end > due
    ]
