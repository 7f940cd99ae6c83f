"""Rates, counts and the children that they rest on."""

from decimal import Decimal

from returncheck.synth.kpi_return import spans
from returncheck.synth.kpi_return.council import Council, rounded, share
from returncheck.synth.kpi_return.faults.registry import FAULTS
from returncheck.synth.kpi_return.lines import Expected, Line

Lines = tuple[Line, ...] | None
_PER = 10_000


@FAULTS.kind("wrong-population")
def wrong_population(council: Council) -> Lines:
    """Number of children far from every estimate."""
    people = council.children()
    if people is None or people < 2000:
        return None
    return (council.line("child_population", people * 13 // 10).blamed(),)


@FAULTS.kind("rate-of-far-fewer-children", Expected.TOLD)
def rate_of_far_fewer_children(council: Council) -> Lines:
    """Rate whose count implies a seventh of the children."""
    people = council.children()
    if people is None or people < 10_000:
        return None
    count = people // 40
    rate = share(count, people // 7, 1, _PER)
    line = council.line("assessment_rate", rate, numerator=count)
    return (line.blamed(),)


@FAULTS.kind("rates-of-disjoint-populations", Expected.TOLD)
def rates_of_disjoint_populations(council: Council) -> Lines:
    """Two rates of one report that no number of children gives."""
    people = council.children()
    if people is None or people < 10_000:
        return None
    one, other = people * 4 // 100, people * 3 // 100
    return (
        council.line("assessments_completed", one).blamed(),
        council.line(
            "assessment_rate", share(one, people, 1, _PER), numerator=one
        ).blamed(),
        council.line("cin_starts", other).blamed(),
        council.line(
            "cin_start_rate",
            share(other, people * 96 // 100, 1, _PER),
            numerator=other,
        ).blamed(),
    )


@FAULTS.kind("count-and-rate", Expected.TOLD)
def count_and_rate(council: Council) -> Lines:
    """80 against a rate of 125.1 per 10,000."""
    people = council.children()
    if people is None or people < 10_000:
        return None
    count = people // 50
    at = spans.whole_year(council.year)
    return (
        council.line("early_help_assessments", count, at=at).blamed(),
        council.line(
            "early_help_assessment_rate", share(count, people * 6 // 10, 1, _PER), at=at
        ).blamed(),
    )


@FAULTS.kind("count-and-published-rate")
def count_and_published_rate(council: Council) -> Lines:
    """Count that the published rate of the same thing does not allow."""
    people, rate = council.children(), council.value("cin_rate")
    if people is None or rate is None:
        return None
    right = Decimal(rate) * people / _PER
    if right < 200:
        return None
    line = council.line("cin_at_year_end", rounded(right * Decimal("1.4"), 0))
    return (line.blamed(),)


@FAULTS.kind("rate-on-a-snapshot-without-start")
def rate_on_a_snapshot_without_start(council: Council) -> Lines:
    """Count of a snapshot with an empty start that its rate does not allow."""
    lines = count_and_published_rate(council)
    if lines is None:
        return None
    return (lines[0].blamed(period_start=""),)


@FAULTS.kind("rate-not-of-its-count", Expected.TOLD)
def rate_not_of_its_count(council: Council) -> Lines:
    """Rate that its own count and children do not give."""
    people = council.children()
    if people is None or people < 10_000:
        return None
    count = people // 40
    line = council.line("assessment_rate", "331.8", numerator=count, denominator=people)
    return (line.blamed(),)
