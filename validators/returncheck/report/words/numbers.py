"""Figures, differences and dates as people read them, by unit.

Nothing is computed here but rounding; what a figure means belongs to `wording`.
"""

from datetime import date, datetime

from returncheck.files.rounding import rounded

MISSING = "\N{EN DASH}"
"""Stands where there is no figure."""

_MINUS = "\N{MINUS SIGN}"

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_TIMES = {"months": " months", "weeks": " weeks", "days": " days"}
_SUFFIXES = {"percent": "%", **_TIMES}
_DIFFERENCES = {"percent": " percentage points", **_TIMES}
_POUND = "\N{POUND SIGN}"
_WHOLE = ("count", "pounds")
"""Units of which whole numbers are shown without decimals."""
_OF_CHILDREN = {
    "per_10k": "children",
    "per_10k_10_to_17": "children aged 10 to 17",
    "per_100k_10_to_17": "children aged 10 to 17",
}
_ENDING = {"week": "Week", "year": "Year", "rolling_12_months": "12 months"}
"""Kinds of period that are told by their last day."""
_MOST_DECIMALS = 4
_MILLION = 1_000_000


def whole(number: int) -> str:
    """A count with thousands separators: 1,234."""
    return f"{number:,}"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """A count with its noun in the right number.

    Args:
        number: How many.
        singular: The noun for one.
        plural: The noun for all others; None: the singular with an s.

    Returns:
        Such as "1 finding" or "1,234 findings".
    """
    noun = singular if number == 1 else plural or f"{singular}s"
    return f"{whole(number)} {noun}"


def figure(value: float | None, unit: str, decimals: int = 1) -> str:
    """A computed or published figure, to a fixed precision.

    Args:
        value: The figure; percentages as 0 to 100.
        unit: Unit of the catalogue.
        decimals: Digits after the point; whole counts and sums of money have none.

    Returns:
        Such as "80.0%", "519.4", "1,234", "£1,865" or "29.0 weeks"; a dash for None.
    """
    if value is None:
        return MISSING
    places = 0 if unit in _WHOLE and float(value).is_integer() else decimals
    return f"{_sum_or_number(value, unit, places)}{_SUFFIXES.get(unit, '')}"


def on_axis(value: float, unit: str, places: int) -> str:
    """A figure beside a line of a picture, where there is little room.

    Args:
        value: The figure.
        unit: Unit of the catalogue.
        places: Digits after the point.

    Returns:
        Such as "80%", "£1,865", "£90m" or "27".
    """
    if unit == "pounds" and abs(value) >= _MILLION:
        return f"{_with_pound(trimmed(float(rounded(value / _MILLION, 1))), unit)}m"
    return figure(value, unit if unit in ("percent", "pounds") else "number", places)


def printed(value: float | None, unit: str) -> str:
    """A figure as somebody printed it: no digit more, four decimals at most.

    Args:
        value: The figure as stated.
        unit: Unit of the catalogue.

    Returns:
        Such as "17%", "21.5%" or "8,392"; a dash for None.
    """
    if value is None:
        return MISSING
    text = trimmed(value)
    return f"{_with_pound(text, unit)}{_SUFFIXES.get(unit, '')}"


def trimmed(value: float) -> str:
    """A number without needless zeros, four decimals at most."""
    text = _plain(value, _MOST_DECIMALS)
    return text.rstrip("0").rstrip(".")


def gap(difference: float, unit: str, decimals: int = 1) -> str:
    """The size of a difference, without its sign.

    Args:
        difference: One figure minus another, in the unit of both.
        unit: Unit of the catalogue.
        decimals: Digits after the point.

    Returns:
        Such as "5.7 percentage points", "12" or "2.0 weeks".
    """
    places = 0 if unit in _WHOLE and float(difference).is_integer() else decimals
    size = _sum_or_number(abs(difference), unit, places)
    return f"{size}{_DIFFERENCES.get(unit, '')}"


def signed(difference: float | None, decimals: int = 1) -> str:
    """A difference with its sign: +0.3, with a minus sign for -9.0; a dash for None."""
    if difference is None:
        return MISSING
    text = _plain(difference, decimals)
    return f"+{text}" if rounded(difference, decimals) > 0 else text


def parts(numerator: float | None, denominator: float | None, unit: str) -> str | None:
    """The counts behind a figure.

    Args:
        numerator: The count above the line.
        denominator: The count below the line.
        unit: Unit of the catalogue.

    Returns:
        Such as "433 of 541", "601 among 68,774 children", "8,392 / 87", "of 541" or
        "numerator 343"; None for a count, which is its own numerator, and where nothing
        is known.
    """
    if unit == "count" or (numerator is None and denominator is None):
        return None
    if denominator is None:
        return f"numerator {trimmed(numerator or 0)}"
    if numerator is None:
        return f"of {trimmed(denominator)}"
    if unit in _OF_CHILDREN:
        among = f"{trimmed(denominator)} {_OF_CHILDREN[unit]}"
        return f"{trimmed(numerator)} among {among}"
    sign = "of" if unit == "percent" else "/"
    return f"{trimmed(numerator)} {sign} {trimmed(denominator)}"


def day(moment: date) -> str:
    """A date in words: 31 March 2025."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def month(moment: date) -> str:
    """A month in words: March 2025."""
    return f"{_MONTHS[moment.month - 1]} {moment.year}"


def short_month(moment: date) -> str:
    """A month where there is little room: Mar 2025."""
    return f"{_MONTHS[moment.month - 1][:3]} {moment.year}"


def minute(moment: datetime) -> str:
    """A moment in words: 31 March 2025, 09:05 UTC."""
    return f"{day(moment)}, {moment:%H:%M} UTC"


def period(kind: str | None, start: date | None, end: date | None) -> str:
    """What a figure covers, in words.

    Args:
        kind: Period type of the marts.
        start: First day; None when not stated.
        end: Last day, or the day of a snapshot; None when not stated.

    Returns:
        Such as "Year to 31 March 2025", "On 31 March 2025", "June 2013",
        "Week to 7 April 2025" or "7 April 2025".
    """
    if end is None or kind == "not_stated":
        return "Period not stated"
    if kind == "day" and start in (None, end):
        return day(end)
    if kind == "snapshot" or start is None:
        return f"On {day(end)}"
    if kind in _ENDING:
        return f"{_ENDING[kind]} to {day(end)}"
    if kind == "month" and (start.year, start.month) == (end.year, end.month):
        return month(end)
    span = f"{day(start)} to {day(end)}"
    names = {"quarter": "Quarter: ", "year_to_date": "Year to date: "}
    return f"{names.get(kind or '', '')}{span}"


def _plain(value: float, places: int) -> str:
    return f"{rounded(value, places):,f}".replace("-", _MINUS)


def _sum_or_number(value: float, unit: str, places: int) -> str:
    return _with_pound(_plain(value, places), unit)


def _with_pound(text: str, unit: str) -> str:
    """A number in words of its unit: pounds have their sign, after that of a minus."""
    if unit != "pounds":
        return text
    bare = text.removeprefix(_MINUS)
    return f"{_MINUS if bare != text else ''}{_POUND}{bare}"
