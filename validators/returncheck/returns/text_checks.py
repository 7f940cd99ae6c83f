"""What the text of one value has to be, as polars expressions with their words.

Each check speaks of a present value; a missing one is for `required` alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import polars as pl

from returncheck.returns.quoting import quoted_list
from returncheck.returns.tables import Column, Kind

# What XML does not count around a date, number or flag, and no other blank.
_BLANKS: Final = " \t\r\n"
_ZONE: Final = r"(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DAY_FIRST: Final = r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"
_SLASH_DAY: Final = r"[0-9]{2}/[0-9]{2}/[0-9]{4}"
_CLOCK: Final = r"(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?|24:00:00(\.0+)?)"
_DAY_LENGTH: Final = 10

SYMBOL: Final = r"c|k|u|x|z|low|n/a|-|:|~|[*]|[.][.]|[<>]=?[0-9]{1,15}([.][0-9]+)?"
"""What stands in the place of a number that is kept back, or that there is none of, as
the macro `printed_symbol` knows it."""


class CheckName(StrEnum):
    """Names of the checks, the last part of a contract's `check_id`."""

    DATE = "date"
    DATETIME = "datetime"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    YEAR = "year"
    RANGE = "range"
    PATTERN = "pattern"
    LENGTH = "length"
    CODE = "code"
    PERIOD_END = "period_end"
    REQUIRED = "required"
    COLUMN = "column"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCheck:
    """One check of the values of a column.

    Attributes:
        name: Its name.
        passes: From the column as an expression to whether a present value passes.
        fault: What is wrong, following the value: "is not a date".
        advice: What to do, a sentence.
    """

    name: CheckName
    passes: Callable[[pl.Expr], pl.Expr]
    fault: str
    advice: str


def text_checks(
    column: Column, codes: tuple[str, ...] | None, year: int | None = None
) -> list[TextCheck]:
    """The checks of a column, the most basic first.

    Args:
        column: The column as the layout has it.
        codes: Its allowed values, compared exactly; None to leave them unchecked.
        year: Return year (ending 31 March); None for a collection without years.

    Returns:
        Kind, end of the year, range, pattern, length, code: those that apply.
    """
    checks = []
    if column.kind is not Kind.TEXT:
        checks.append(_kind(column))
    if column.is_period_end and year is not None:
        checks.append(_period_end(year))
    if column.years is not None:
        checks.append(_years(column, *column.years))
    if column.least is not None:
        checks.append(_least(column.least, symbols=column.symbols))
    if column.pattern is not None:
        checks.append(_pattern(column.pattern, column.form))
    if column.max_length is not None:
        checks.append(_length(column.max_length))
    if codes is not None:
        checks.append(_code(codes))
    return checks


def _kind(column: Column) -> TextCheck:
    """The check of what the text of a column has to be."""
    if column.kind is Kind.DATE:
        return _date(column)
    if column.symbols:
        return _NUMBER_OR_SYMBOL
    return _KINDS[column.kind]


def date_formats(column: Column) -> dict[str, str]:
    """The forms in which a column takes a date.

    Args:
        column: A column of kind date.

    Returns:
        Regular expression of the whole text, without blanks around it, to the strftime
        format of its first ten characters.
    """
    formats = {f"{_DAY}{_ZONE}": "%Y-%m-%d"}
    if column.slash_date:
        formats[_SLASH_DAY] = "%d/%m/%Y"
    return formats


def _is_day_first(value: pl.Expr) -> pl.Expr:
    """Whether text is a day in the form of the UK, without blanks around it."""
    is_read = value.str.to_date("%d/%m/%Y", strict=False).is_not_null()
    return _whole(_DAY_FIRST)(value) & is_read & ~value.str.ends_with("/0000")


def _whole(pattern: str) -> Callable[[pl.Expr], pl.Expr]:
    # Without Unicode classes, so that \d means the digits 0 to 9.
    anchored = rf"\A(?-u:{pattern})\z"
    return lambda value: value.str.contains(anchored)


def _date(column: Column) -> TextCheck:
    formats = date_formats(column)

    def passes(value: pl.Expr) -> pl.Expr:
        text = value.str.strip_chars(_BLANKS)
        return pl.any_horizontal(
            *(
                _whole(pattern)(text) & _is_day(text, form)
                for pattern, form in formats.items()
            )
        )

    forms = "YYYY-MM-DD or DD/MM/YYYY" if column.slash_date else "YYYY-MM-DD"
    return TextCheck(
        name=CheckName.DATE,
        passes=passes,
        fault="is not a calendar date",
        advice=f"Write it as {forms}.",
    )


def _period_end(year: int) -> TextCheck:
    day = f"{year}-03-31"
    return TextCheck(
        name=CheckName.PERIOD_END,
        passes=lambda value: value.str.strip_chars(_BLANKS).str.starts_with(day),
        fault="is not the last day of the return's year",
        advice=f"Write {day}, or correct the year.",
    )


def _years(column: Column, first: int, last: int) -> TextCheck:
    forms = date_formats(column)

    def passes(value: pl.Expr) -> pl.Expr:
        text = value.str.strip_chars(_BLANKS).str.slice(0, _DAY_LENGTH)
        days = [text.str.to_date(form, strict=False) for form in forms.values()]
        return pl.coalesce(*days).dt.year().is_between(first, last)

    return TextCheck(
        name=CheckName.RANGE,
        passes=passes,
        fault="is a date that cannot be meant",
        advice=f"Give one of the years {first} to {last}.",
    )


def _least(least: int, *, symbols: bool) -> TextCheck:
    def passes(value: pl.Expr) -> pl.Expr:
        is_enough = value.cast(pl.Float64, strict=False) >= least
        return is_enough | _is_symbol(value) if symbols else is_enough

    return TextCheck(
        name=CheckName.RANGE,
        passes=passes,
        fault=f"is less than {least}",
        advice=f"Give {least} or more.",
    )


def _is_day(text: pl.Expr, form: str) -> pl.Expr:
    """Whether the first ten characters are a day; the calendar has no year 0."""
    day = text.str.slice(0, _DAY_LENGTH)
    is_read = day.str.to_date(form, strict=False).is_not_null()
    return is_read & ~day.str.contains("0000", literal=True)


def _is_datetime(value: pl.Expr) -> pl.Expr:
    text = value.str.strip_chars(_BLANKS)
    return _whole(f"{_DAY}T{_CLOCK}{_ZONE}")(text) & _is_day(text, "%Y-%m-%d")


def _is_integer(value: pl.Expr) -> pl.Expr:
    # A whole number beyond 64 bits could not be stored and would vanish later.
    text = value.str.strip_chars(_BLANKS)
    return _whole("[+-]?[0-9]+")(text) & text.cast(pl.Int64, strict=False).is_not_null()


def _stripped(pattern: str) -> Callable[[pl.Expr], pl.Expr]:
    return lambda value: _whole(pattern)(value.str.strip_chars(_BLANKS))


def _is_number(value: pl.Expr) -> pl.Expr:
    # Longer ones could not be held to the last digit, and would vanish later.
    return _whole(r"-?[0-9]{1,15}(\.[0-9]+)?")(value)


def _is_symbol(value: pl.Expr) -> pl.Expr:
    return _whole(SYMBOL)(value)


def _pattern(pattern: str, form: str) -> TextCheck:
    return TextCheck(
        name=CheckName.PATTERN,
        passes=_whole(pattern),
        fault="does not have the required form",
        advice=f"Write it as {form or pattern}.",
    )


def _length(most: int) -> TextCheck:
    return TextCheck(
        name=CheckName.LENGTH,
        passes=lambda value: value.str.len_chars() <= most,
        fault=f"is longer than {most} characters",
        advice="Shorten it.",
    )


def _code(codes: tuple[str, ...]) -> TextCheck:
    return TextCheck(
        name=CheckName.CODE,
        passes=lambda value: value.is_in(codes),
        fault="is not an allowed code",
        advice=f"Use one of {quoted_list(codes)}.",
    )


_KINDS: Final = {
    Kind.DAY_FIRST_DATE: TextCheck(
        name=CheckName.DATE,
        passes=_is_day_first,
        fault="is not a calendar date",
        advice="Write it as DD/MM/YYYY.",
    ),
    Kind.DATETIME: TextCheck(
        name=CheckName.DATETIME,
        passes=_is_datetime,
        fault="is not a date and time",
        advice="Write it as YYYY-MM-DDThh:mm:ss.",
    ),
    Kind.INTEGER: TextCheck(
        name=CheckName.INTEGER,
        passes=_is_integer,
        fault="is not a whole number",
        advice="Write it in digits alone.",
    ),
    Kind.NUMBER: TextCheck(
        name=CheckName.NUMBER,
        passes=_is_number,
        fault="is not a plain number",
        advice=(
            "Write it in digits with at most one decimal point, "
            "and at most 15 before that."
        ),
    ),
    Kind.FLAG: TextCheck(
        name=CheckName.FLAG,
        passes=_stripped("(?i:true|false)|0|1"),
        fault="is neither yes nor no",
        advice="Write '1' or 'true' for yes, '0' or 'false' for no.",
    ),
    Kind.YEAR: TextCheck(
        name=CheckName.YEAR,
        passes=_stripped(f"[0-9]{{4}}{_ZONE}"),
        fault="is not a year",
        advice="Write it in four digits.",
    ),
}
_NUMBER_OR_SYMBOL: Final = replace(
    _KINDS[Kind.NUMBER],
    passes=lambda value: _is_number(value) | _is_symbol(value),
)
