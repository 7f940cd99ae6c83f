"""Periods that are none, or not what they are called."""

from datetime import date, timedelta

from returncheck.synth.kpi_return import spans
from returncheck.synth.kpi_return.council import Council
from returncheck.synth.kpi_return.faults.registry import FAULTS
from returncheck.synth.kpi_return.lines import Expected, Line
from returncheck.synth.kpi_return.spans import Span

Lines = tuple[Line, ...] | None


def _contacts(council: Council, at: Span) -> Lines:
    """A count that nothing is published of, so that only its period is wrong."""
    number = council.dice("contacts").between(2000, 9000)
    return (council.line("contacts", number, at=at).blamed(),)


@FAULTS.kind("end-before-start", Expected.TOLD)
def end_before_start(council: Council) -> Lines:
    """Period that ends before it starts."""
    right = spans.quarter(council.year, 0)
    return _contacts(council, Span("quarter", right.end, right.start))


@FAULTS.kind("month-of-three-months", Expected.TOLD)
def month_of_three_months(council: Council) -> Lines:
    """Month of three months."""
    return _contacts(council, spans.span("month", council.year, 0, 2))


@FAULTS.kind("year-of-one-month", Expected.TOLD)
def year_of_one_month(council: Council) -> Lines:
    """Year of one month."""
    return _contacts(council, spans.span("year", council.year, 11, 11))


@FAULTS.kind("quarter-from-february", Expected.TOLD)
def quarter_from_february(council: Council) -> Lines:
    """Quarter from February to April."""
    start = date(council.year - 1, 2, 1)
    return _contacts(council, Span("quarter", start, date(council.year - 1, 4, 30)))


@FAULTS.kind("rolling-year-of-fifteen-months", Expected.TOLD)
def rolling_year_of_fifteen_months(council: Council) -> Lines:
    """Rolling year of fifteen months."""
    start = spans.first_day(council.year - 1, 9)
    end = spans.last_day(council.year, 11)
    return _contacts(council, Span("rolling_12_months", start, end))


@FAULTS.kind("year-to-date-from-july", Expected.TOLD)
def year_to_date_from_july(council: Council) -> Lines:
    """Year to date that starts in July."""
    return _contacts(council, spans.span("year_to_date", council.year, 3, 8))


@FAULTS.kind("week-of-a-month", Expected.TOLD)
def week_of_a_month(council: Council) -> Lines:
    """Week of a whole month."""
    return _contacts(council, spans.span("week", council.year, 4, 4))


@FAULTS.kind("snapshot-of-a-year", Expected.TOLD)
def snapshot_of_a_year(council: Council) -> Lines:
    """Snapshot that lasts a year."""
    at = spans.span("snapshot", council.year, 0, 11)
    number = council.dice("unallocated").between(5, 60)
    return (council.line("cases_unallocated", number, at=at).blamed(),)


@FAULTS.kind("period-after-the-report", Expected.TOLD)
def period_after_the_report(council: Council) -> Lines:
    """Report that is older than the period of a figure."""
    if council.is_late:
        return None
    return _contacts(council, spans.quarter(council.year + 1, 1))


@FAULTS.kind("report-of-the-future", Expected.TOLD)
def report_of_the_future(council: Council) -> Lines:
    """Report of a day that is yet to come."""
    at = spans.month(council.year, 3)
    line = council.line("contacts", 800, at=at, report_date="2098-05-01")
    return (line.blamed(),)


@FAULTS.kind("period-of-the-future", Expected.TOLD)
def period_of_the_future(council: Council) -> Lines:
    """Figure of a day long after the report."""
    at = spans.day_of(council.report_date + timedelta(days=9000))
    return (council.line("cases_unallocated", 12, at=at).blamed(),)
