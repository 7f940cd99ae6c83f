"""Dates as people write them: a day with its month as a word, or a month alone."""

import re
from calendar import month_abbr, month_name, monthrange
from datetime import date
from typing import Final

from returncheck.returns.kpi_return.numbers import LONGEST

_MONTHS: Final = {
    **{month_name[number].lower(): number for number in range(1, 13)},
    **{month_abbr[number].lower(): number for number in range(1, 13)},
    "sept": 9,
}
_WORD: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR: Final = r"'?([0-9]{4}|[0-9]{2})"
_BETWEEN: Final = r"[ ./-]?(?: |,|of)*"
_PLAIN: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}/[0-9]{2}/[0-9]{4}")
_CLOCK: Final = re.compile(r"[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\Z")
_NUMBERS: Final = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_DAY: Final = re.compile(
    rf"(?:[a-z]+day,? )?([0-9]{{1,2}})(?:st|nd|rd|th)?{_BETWEEN}({_WORD})\.?{_BETWEEN}"
    rf"{_YEAR}"
)
_MONTH_FIRST: Final = re.compile(
    rf"({_WORD})\.? ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}})"
)
_MONTH: Final = re.compile(rf"({_WORD})\.?{_BETWEEN}{_YEAR}")
_YEARLESS: Final = re.compile(rf"[0-9]{{1,2}}(?:st|nd|rd|th)?{_BETWEEN}({_WORD})\.?")
_SERIAL: Final = re.compile("[3-5][0-9]{4}")
# Two digits below this are a year of this century.
_PIVOT: Final = 70


def plain_date(text: str, *, is_start: bool) -> str | None:
    """A date as `YYYY-MM-DD`.

    Args:
        text: What stands in the column, blanks as single spaces and none around it.
        is_start: Whether a month alone means its first day; otherwise its last.

    Returns:
        The day; None for a text that is none or can be read in two ways, such as one
        without a year. Days come first, and what is plain already stays.
    """
    lower = _CLOCK.sub("", text).lower()
    if _PLAIN.fullmatch(lower):
        return lower
    if numbers := _NUMBERS.fullmatch(lower):
        return _day(int(numbers[1]), int(numbers[3]), numbers[4])
    if worded := _DAY.fullmatch(lower):
        return _day(int(worded[1]), _MONTHS[worded[2]], worded[3])
    if worded := _MONTH_FIRST.fullmatch(lower):
        return _day(int(worded[2]), _MONTHS[worded[1]], worded[3])
    if month := _MONTH.fullmatch(lower):
        year, number = _year(month[2]), _MONTHS[month[1]]
        last = monthrange(year, number)[1] if year else 1
        return _day(1 if is_start else last, number, month[2])
    return None


def about_date(text: str) -> str | None:
    """What is said of a text that is no date: what is wrong, and what to do.

    Returns:
        Two sentences without the first words; None for nothing of its own.
    """
    bare = " ".join(text.split()).lower()
    if len(bare) > LONGEST:
        return None
    if _YEARLESS.fullmatch(bare):
        return (
            "has no year, or is a month that a spreadsheet made a day. Write the day "
            "as DD/MM/YYYY, or the month as October 2015."
        )
    if _SERIAL.fullmatch(bare):
        return (
            "is the number of a day in a spreadsheet. Format the cell as a date, or "
            "write the day as DD/MM/YYYY."
        )
    numbers = _NUMBERS.fullmatch(bare)
    if numbers and int(numbers[3]) > 12 >= int(numbers[1]):
        return "has the month first. Write it as DD/MM/YYYY."
    return None


def _day(day: int, month: int, year: str) -> str | None:
    try:
        return date(_year(year), month, day).isoformat()
    except ValueError:
        return None


def _year(digits: str) -> int:
    if len(digits) > 2:
        return int(digits)
    return int(digits) + (2000 if int(digits) < _PIVOT else 1900)
