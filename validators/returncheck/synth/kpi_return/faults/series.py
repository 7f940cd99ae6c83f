"""Figures of several periods that do not go together."""

from returncheck.synth.kpi_return import spans
from returncheck.synth.kpi_return.council import Council, share
from returncheck.synth.kpi_return.faults.registry import FAULTS
from returncheck.synth.kpi_return.lines import Expected, Line

Lines = tuple[Line, ...] | None
_EVEN = (101, 98, 99, 102, 97, 103, 100, 104, 96, 100, 99, 101)


def _months(council: Council) -> list[int]:
    """Contacts of twelve months: nothing is published of them."""
    least = council.count("referrals") or 2000
    total = least * council.dice("a year").between(18, 40) // 10
    return council.split(total, _EVEN)


def _blamed(*lines: Line) -> Lines:
    return tuple(line.blamed() for line in lines)


@FAULTS.kind("quarters-and-year", Expected.TOLD)
def quarters_and_year(council: Council) -> Lines:
    """Quarters that do not add to their year."""
    months = _months(council)
    quarters = [sum(months[n : n + 3]) for n in (0, 3, 6, 9)]
    quarters[council.dice("which").between(0, 3)] += sum(months) // 15
    return _blamed(
        *(
            council.line("contacts", number, at=spans.quarter(council.year, n))
            for n, number in enumerate(quarters)
        ),
        council.line("contacts", sum(months), at=spans.whole_year(council.year)),
    )


@FAULTS.kind("quarters-and-published-year", Expected.TOLD)
def quarters_and_published_year(council: Council) -> Lines:
    """Quarters that do not add to a year that is as published."""
    total = council.count("referrals")
    if total is None or total < 400:
        return None
    parts = council.split(total, (25, 24, 26, 25))
    parts[council.dice("which").between(0, 3)] += total // 12
    quarters = (
        council.line("referrals", part, at=spans.quarter(council.year, n)).blamed()
        for n, part in enumerate(parts)
    )
    return (*quarters, council.line("referrals", total))


@FAULTS.kind("months-and-year", Expected.TOLD)
def months_and_year(council: Council) -> Lines:
    """Months that do not add to their year."""
    months = _months(council)
    return _blamed(
        *(
            council.line("contacts", number, at=spans.month(council.year, n))
            for n, number in enumerate(months)
        ),
        council.line("contacts", sum(months) * 11 // 12),
    )


@FAULTS.kind("months-and-quarter", Expected.TOLD)
def months_and_quarter(council: Council) -> Lines:
    """Months that do not add to their quarter."""
    months = _months(council)[:3]
    return _blamed(
        *(
            council.line("contacts", number, at=spans.month(council.year, n))
            for n, number in enumerate(months)
        ),
        council.line("contacts", sum(months) + 17, at=spans.quarter(council.year, 0)),
    )


@FAULTS.kind("months-and-year-to-date", Expected.TOLD)
def months_and_year_to_date(council: Council) -> Lines:
    """Months that do not add to their year to date."""
    months = _months(council)[:5]
    return _blamed(
        *(
            council.line("contacts", number, at=spans.month(council.year, n))
            for n, number in enumerate(months)
        ),
        council.line("contacts", sum(months) - 30, at=spans.to_date(council.year, 4)),
    )


@FAULTS.kind("quarters-and-year-to-date", Expected.TOLD)
def quarters_and_year_to_date(council: Council) -> Lines:
    """Quarters that do not add to their year to date."""
    months = _months(council)
    first, second = sum(months[:3]), sum(months[3:6])
    return _blamed(
        council.line("contacts", first, at=spans.quarter(council.year, 0)),
        council.line("contacts", second, at=spans.quarter(council.year, 1)),
        council.line(
            "contacts", first + second + 44, at=spans.to_date(council.year, 5)
        ),
    )


@FAULTS.kind("year-to-date-above-its-year", Expected.TOLD)
def year_to_date_above_its_year(council: Council) -> Lines:
    """Year to date above its year."""
    total = sum(_months(council))
    return _blamed(
        council.line("contacts", total + 25, at=spans.to_date(council.year, 9)),
        council.line("contacts", total),
    )


@FAULTS.kind("year-to-date-falls", Expected.TOLD)
def year_to_date_falls(council: Council) -> Lines:
    """Year to date that falls from one month to the next."""
    soon = sum(_months(council)[:5])
    return _blamed(
        council.line("contacts", soon, at=spans.to_date(council.year, 4)),
        council.line("contacts", soon - 60, at=spans.to_date(council.year, 5)),
    )


@FAULTS.kind("first-quarter-and-year-to-date", Expected.TOLD)
def first_quarter_and_year_to_date(council: Council) -> Lines:
    """Same span printed as quarter and as year to date, with two figures."""
    number = sum(_months(council)[:3])
    return _blamed(
        council.line("contacts", number, at=spans.quarter(council.year, 0)),
        council.line("contacts", number + 90, at=spans.to_date(council.year, 2)),
    )


@FAULTS.kind("year-and-whole-year-to-date", Expected.TOLD)
def year_and_whole_year_to_date(council: Council) -> Lines:
    """Year to date to March that is not its year."""
    number = sum(_months(council))
    return _blamed(
        council.line("contacts", number),
        council.line("contacts", number - 120, at=spans.to_date(council.year, 11)),
    )


@FAULTS.kind("same-share-printed-twice", Expected.TOLD)
def same_share_printed_twice(council: Council) -> Lines:
    """Same share of the same quarter, with two figures."""
    at = (spans.quarter(council.year, 0), spans.to_date(council.year, 2))
    return _blamed(
        council.line("contacts_screened_same_day", "88.4", at=at[0]),
        council.line("contacts_screened_same_day", "81.7", at=at[1]),
    )


@FAULTS.kind("year-to-date-and-month", Expected.TOLD)
def year_to_date_and_month(council: Council) -> Lines:
    """Year to date, less the one before, that is not the month between."""
    months = _months(council)
    before = sum(months[:5])
    return _blamed(
        council.line("contacts", before, at=spans.to_date(council.year, 4)),
        council.line("contacts", months[5] + 75, at=spans.month(council.year, 5)),
        council.line("contacts", before + months[5], at=spans.to_date(council.year, 5)),
    )


@FAULTS.kind("rolling-year-and-year", Expected.TOLD)
def rolling_year_and_year(council: Council) -> Lines:
    """Twelve months to March that are not the year."""
    number = sum(_months(council))
    return _blamed(
        council.line("contacts", number),
        council.line("contacts", number + 210, at=spans.rolling(council.year, 11)),
    )


@FAULTS.kind("rolling-year-and-published-year", Expected.CONTRADICTED)
def rolling_year_and_published_year(council: Council) -> Lines:
    """Twelve months to March that are not the published year."""
    total = council.count("referrals")
    if total is None or total < 400:
        return None
    wrong = total * 13 // 10
    at = spans.rolling(council.year, 11)
    return _blamed(council.line("referrals", wrong, at=at))


@FAULTS.kind("share-of-a-year-and-its-months", Expected.TOLD)
def share_of_a_year_and_its_months(council: Council) -> Lines:
    """Share of a quarter outside those of its months."""
    wholes, counts = (410, 395, 402), (350, 340, 352)
    return _blamed(
        *(
            council.line(
                "contacts_screened_same_day",
                share(count, whole),
                numerator=count,
                denominator=whole,
                at=spans.month(council.year, n),
            )
            for n, (count, whole) in enumerate(zip(counts, wholes, strict=True))
        ),
        council.line(
            "contacts_screened_same_day", "92.4", at=spans.quarter(council.year, 0)
        ),
    )


@FAULTS.kind("month-in-two-reports", Expected.TOLD)
def month_in_two_reports(council: Council) -> Lines:
    """Two reports that differ on one month."""
    number = _months(council)[0]
    first = council.line("contacts", number, at=spans.month(council.year, 3))
    return _blamed(first, first.but(report=1, value=str(number + 140)))


@FAULTS.kind("month-far-from-the-year")
def month_far_from_the_year(council: Council) -> Lines:
    """Month that is as large as the year."""
    total = council.count("referrals")
    if total is None or total < 400:
        return None
    return _blamed(council.line("referrals", total, at=spans.month(council.year, 6)))


@FAULTS.kind("contacts-a-day")
def contacts_a_day(council: Council) -> Lines:
    """Contacts per working day that are not the year's over its working days."""
    number = sum(_months(council))
    daily = share(number, 253, times=1)
    wrong = float(daily) * 1.3
    return (
        council.line("contacts", number),
        council.line("contacts_per_working_day", f"{wrong:.1f}").blamed(),
    )
