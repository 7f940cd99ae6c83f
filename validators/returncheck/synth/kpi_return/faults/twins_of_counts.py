"""Counts that look odd beside others and are true."""

from datetime import timedelta

from returncheck.synth.kpi_return import spans
from returncheck.synth.kpi_return.council import Council, share
from returncheck.synth.kpi_return.faults.registry import TWINS
from returncheck.synth.kpi_return.lines import Expected, Line

Lines = tuple[Line, ...] | None
_TRUE = Expected.TRUE
_SATURDAY = 5


@TWINS.kind("counts-of-a-right-share", _TRUE)
def counts_of_a_right_share(council: Council) -> Lines:
    """Share with the published counts beside it."""
    found = council.counts("rereferrals_within_12_months", council.year)
    if found is None or found[0] < 30:
        return None
    count, whole = found
    return (
        council.line(
            "rereferrals_within_12_months",
            share(count, whole),
            numerator=count,
            denominator=whole,
        ),
    )


@TWINS.kind("mean-of-the-contacts", _TRUE)
def mean_of_the_contacts(council: Council) -> Lines:
    """Contacts of July and as many a day: no bank holiday is in July."""
    at = spans.month(council.year, 3)
    length = (at.end - at.start).days + 1
    days = sum(
        (at.start + timedelta(days=number)).weekday() < _SATURDAY
        for number in range(length)
    )
    number = council.dice("contacts").between(400, 1200)
    return (
        council.line("contacts", number, at=at),
        council.line("contacts_per_working_day", share(number, days, times=1), at=at),
    )
