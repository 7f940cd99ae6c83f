"""Parts and wholes that do not go together."""

from decimal import Decimal

from returncheck.synth.kpi_return import spans
from returncheck.synth.kpi_return.choosing import (
    bands_of_a_quarter,
    flows_of_a_quarter,
)
from returncheck.synth.kpi_return.council import Council, share
from returncheck.synth.kpi_return.faults.registry import FAULTS
from returncheck.synth.kpi_return.lines import Expected, Line

Lines = tuple[Line, ...] | None
_AUDITS = ("good_or_better", "requires_improvement", "inadequate")
_BANDS = ("0_to_10", "11_to_15", "16_to_20", "21_plus")


def _share(council: Council, each: str, count: int, whole: int) -> Line:
    return council.line(
        each, share(count, whole, 0), numerator=count, denominator=whole
    )


def _audits(council: Council, numbers: tuple[int, ...], total: int) -> Lines:
    parts = (
        council.line(f"case_audits_{grade}", numerator=number).blamed()
        for grade, number in zip(_AUDITS, numbers, strict=True)
    )
    return (council.line("case_audits", total).blamed(), *parts)


@FAULTS.kind("parts-above-their-total", Expected.TOLD)
def parts_above_their_total(council: Council) -> Lines:
    """Parts that add to more than their total."""
    return _audits(council, (11, 14, 9), 27)


@FAULTS.kind("parts-below-their-total", Expected.TOLD)
def parts_below_their_total(council: Council) -> Lines:
    """All parts of a whole that add to less than it."""
    return _audits(council, (8, 9, 3), 31)


@FAULTS.kind("parts-of-a-right-total", Expected.TOLD)
def parts_of_a_right_total(council: Council) -> Lines:
    """Parts that add to more than a total which is as published."""
    total = council.count("cla_at_year_end")
    if total is None or total < 60:
        return None
    placed = {
        "cla_in_foster_care": total * 8 // 10,
        "cla_in_childrens_homes": total * 2 // 10,
        "cla_with_parents": total * 2 // 10,
    }
    return (
        council.line("cla_at_year_end", total),
        *(
            council.line(each, numerator=number).blamed()
            for each, number in placed.items()
        ),
    )


@FAULTS.kind("bands-of-another-total", Expected.TOLD)
def bands_of_another_total(council: Council) -> Lines:
    """Conferences by days that are more than the conferences."""
    parts = [council.count(f"icpc_{band}_days") for band in _BANDS]
    known = [number or 0 for number in parts]
    if None in parts or sum(known) < 60:
        return None
    return (
        council.line("icpc_held", sum(known) * 8 // 10).blamed(),
        *(
            council.line(f"icpc_{band}_days", number)
            for band, number in zip(_BANDS, known, strict=True)
        ),
    )


@FAULTS.kind("wrong-numerator-of-a-rate", Expected.TOLD)
def wrong_numerator_of_a_rate(council: Council) -> Lines:
    """Rate whose count is not the one printed beside it."""
    count, rate = council.count("referrals"), council.value("referral_rate")
    if count is None or rate is None or count < 400:
        return None
    return (
        council.line("referrals", count),
        council.line("referral_rate", rate, numerator=count + 130).blamed(),
    )


@FAULTS.kind("wrong-denominator-of-a-share", Expected.TOLD)
def wrong_denominator_of_a_share(council: Council) -> Lines:
    """Share of another number than the one printed beside it."""
    number = council.dice("contacts").between(900, 1400)
    part = number * 3 // 4
    return (
        council.line("contacts", number + 100).blamed(),
        _share(council, "contacts_screened_same_day", part, number).blamed(),
    )


@FAULTS.kind("subset-above-its-set", Expected.TOLD)
def subset_above_its_set(council: Council) -> Lines:
    """Outside the area 5, over 20 miles outside 8."""
    inner = council.dice("outside").between(5, 30)
    at = spans.day_of(spans.last_day(council.year, 2))
    return (
        council.line("cla_placed_outside_area", numerator=inner, at=at).blamed(),
        council.line(
            "cla_placed_over_20_miles_outside", numerator=inner + 3, at=at
        ).blamed(),
    )


@FAULTS.kind("subset-share-above-its-set", Expected.TOLD)
def subset_share_above_its_set(council: Council) -> Lines:
    """Share in higher education above that in any education or work."""
    at = spans.day_of(spans.last_day(council.year, 2))
    return (
        council.line("care_leavers_eet", 41, at=at).blamed(),
        council.line("care_leavers_higher_education", 47, at=at).blamed(),
    )


@FAULTS.kind("shares-above-100", Expected.TOLD)
def shares_above_100(council: Council) -> Lines:
    """In education or work 73 and not 35, of all."""
    eet = council.dice("eet").between(66, 73)
    at = spans.day_of(spans.last_day(council.year, 5))
    return (
        council.line("care_leavers_eet", eet, at=at).blamed(),
        council.line("care_leavers_neet", 108 - eet, at=at).blamed(),
    )


@FAULTS.kind("share-apart-from-its-bands", Expected.TOLD)
def share_apart_from_its_bands(council: Council) -> Lines:
    """10 and 30 of 50 conferences within 15 days, printed as 90."""
    found = bands_of_a_quarter(council)
    if found is None:
        return None
    held, ten, fifteen = found
    right = Decimal(share(ten + fifteen, held, 0))
    at = spans.quarter(council.year, 2)
    return (
        council.line("icpc_held", held, at=at).blamed(),
        council.line("icpc_0_to_10_days", ten, at=at).blamed(),
        council.line("icpc_11_to_15_days", fifteen, at=at).blamed(),
        council.line(
            "icpc_within_15_days", right + 10 if right <= 90 else right - 10, at=at
        ).blamed(),
    )


@FAULTS.kind("conversion-that-does-not-follow", Expected.TOLD)
def conversion_that_does_not_follow(council: Council) -> Lines:
    """Contacts 1,000, referrals 300, conversion 45 %."""
    total = council.count("referrals")
    if total is None or total < 400:
        return None
    referrals, at = total // 4, spans.quarter(council.year, 1)
    return (
        council.line("contacts", referrals * 10 // 3, at=at).blamed(),
        council.line("referrals", referrals, at=at).blamed(),
        council.line("contact_to_referral", 45, at=at).blamed(),
    )


@FAULTS.kind("stock-and-flow", Expected.TOLD)
def stock_and_flow(council: Council) -> Lines:
    """From 2,000 to 2,100 with 50 starts and 90 ends."""
    found = flows_of_a_quarter(council)
    if found is None:
        return None
    march, came, left = found
    quarter = spans.quarter(council.year, 0)
    june = march + came - left + max(30, march // 8)
    at = council.span_of("cla_at_year_end", council.year - 1)
    return (
        council.line("cla_at_year_end", march, at=at),
        council.line("cla_starts", came, at=quarter).blamed(),
        council.line("cla_ceased", left, at=quarter).blamed(),
        council.line("cla_at_year_end", june, at=spans.day_of(quarter.end)).blamed(),
    )


@FAULTS.kind("teams-apart-from-the-whole", Expected.TOLD)
def teams_apart_from_the_whole(council: Council) -> Lines:
    """Teams that add to more than the whole."""
    at = spans.month(council.year, 4)
    numbers = {"North": 140, "South": 155, "East": 131}
    return (
        council.line("contacts", 380, at=at).blamed(),
        *(
            council.line("contacts", number, at=at, unit=team).blamed()
            for team, number in numbers.items()
        ),
    )


@FAULTS.kind("month-share-far-from-its-year")
def month_share_far_from_its_year(council: Council) -> Lines:
    """Month's share beyond what any authority published."""
    text = council.value("care_leavers_suitable_accommodation")
    if text is None or Decimal(text) < 80:
        return None
    at = spans.day_of(spans.last_day(council.year, 5))
    line = council.line("care_leavers_suitable_accommodation", 12, at=at)
    return (line.blamed(),)
