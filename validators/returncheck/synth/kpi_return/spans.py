"""Periods of a year from April, as a report prints them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 12
_APRIL = 4


@dataclass(frozen=True, slots=True)
class Span:
    """A period: its type, first and last day."""

    kind: str
    start: date
    end: date

    @property
    def cells(self) -> dict[str, str]:
        """The three cells of a row."""
        return {
            "period_type": self.kind,
            "period_start": self.start.isoformat(),
            "period_end": self.end.isoformat(),
        }


def first_day(year: int, month: int) -> date:
    """First day of the month of the year ending in March, 0 for April."""
    past = _APRIL - 1 + month
    return date(year - 1 + past // MONTHS, past % MONTHS + 1, 1)


def last_day(year: int, month: int) -> date:
    """Last day of the month of the year ending in March, 0 for April."""
    start = first_day(year, month)
    return start.replace(day=monthrange(start.year, start.month)[1])


def span(kind: str, year: int, first: int, last: int) -> Span:
    """A period of whole months of a year, 0 for April and 11 for March."""
    return Span(kind, first_day(year, first), last_day(year, last))


def month(year: int, number: int) -> Span:
    """One month, 0 for April."""
    return span("month", year, number, number)


def quarter(year: int, number: int) -> Span:
    """A quarter, 0 for April to June."""
    return span("quarter", year, 3 * number, 3 * number + 2)


def to_date(year: int, number: int) -> Span:
    """From April to the end of a month, 0 for April."""
    return span("year_to_date", year, 0, number)


def rolling(year: int, number: int) -> Span:
    """Twelve months to the end of a month, 0 for April."""
    return Span(
        "rolling_12_months", first_day(year - 1, number + 1), last_day(year, number)
    )


def whole_year(year: int, year_end: str = "03-31") -> Span:
    """The year that ends on the last day of a month, 31 March for one."""
    end = date.fromisoformat(f"{year}-{year_end}")
    after = end + timedelta(days=1)
    return Span("year", after.replace(year=after.year - 1), end)


def snapshot(year: int, year_end: str = "03-31") -> Span:
    """That day itself."""
    end = date.fromisoformat(f"{year}-{year_end}")
    return Span("snapshot", end, end)


def day_of(end: date) -> Span:
    """A snapshot of any day."""
    return Span("snapshot", end, end)
