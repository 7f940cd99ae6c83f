"""Own figures that are not the published ones."""

from decimal import Decimal

from returncheck.synth.kpi_return import published
from returncheck.synth.kpi_return.choosing import (
    EVERY,
    is_far,
    is_unlike,
    own_values,
    units_of,
)
from returncheck.synth.kpi_return.council import Council, rounded, share
from returncheck.synth.kpi_return.faults.registry import FAULTS
from returncheck.synth.kpi_return.lines import Expected, Line

Lines = tuple[Line, ...] | None
_SHARES_WITH_COUNTS = ("rereferrals_within_12_months", "cpp_second_or_subsequent")
_MOST = 100


def _blamed(council: Council, each: str, wrong: Decimal) -> Lines:
    decimals = published.indicators()[each].decimals
    return _as_printed(council, each, wrong, min(decimals, 1))


@FAULTS.kind("wrong-value")
def wrong_value(council: Council) -> Lines:
    """Own figure that is not the published one of any year."""
    for each, right in own_values(council):
        wrong = right * Decimal("0.6")
        is_share = published.indicators()[each].unit == "percent"
        if is_share and right < 20:
            wrong = right + 25
        if is_unlike(council, each, wrong):
            return _blamed(council, each, wrong)
    return None


@FAULTS.kind("wrong-by-a-little")
def wrong_by_a_little(council: Council) -> Lines:
    """Published count that is wrong by three."""
    for each, right in own_values(council, ("referrals", "cpp_starts", "cla_starts")):
        found = published.series(each, council.la_code).values()
        if right > 50 and str(right + 3) not in found:
            return _blamed(council, each, right + 3)
    return None


@FAULTS.kind("digits-swapped")
def digits_swapped(council: Council) -> Lines:
    """Two digits of a figure changed places."""
    for each, right in own_values(council, allows=lambda value: value >= 12):
        digits = list(str(int(right)))
        digits[0], digits[1] = digits[1], digits[0]
        wrong = Decimal("".join(digits))
        is_share = published.indicators()[each].unit == "percent"
        fits = digits[0] != "0" and not (is_share and wrong > _MOST)
        if fits and is_unlike(council, each, wrong):
            return _blamed(council, each, wrong)
    return None


@FAULTS.kind("parts-swapped")
def parts_swapped(council: Council) -> Lines:
    """Numerator and denominator changed places."""
    for each in _SHARES_WITH_COUNTS:
        found = council.counts(each, council.year)
        if found is not None and 0 < found[0] < found[1]:
            count, whole = found
            line = council.line(
                each, share(count, whole), numerator=whole, denominator=count
            )
            return (line.blamed(),)
    return None


@FAULTS.kind("wrong-share-of-its-parts")
def wrong_share(council: Council) -> Lines:
    """Share that does not follow from its own counts."""
    for each in _SHARES_WITH_COUNTS:
        found = council.counts(each, council.year)
        if found is not None and 0 < found[0] < found[1] * 0.7:
            count, whole = found
            wrong = Decimal(share(count, whole)) + 4
            line = council.line(each, wrong, numerator=count, denominator=whole)
            return (line.blamed(),)
    return None


@FAULTS.kind("wrong-counts-of-a-right-share")
def wrong_counts(council: Council) -> Lines:
    """Right share whose counts are twice the published ones."""
    found = council.counts("rereferrals_within_12_months", council.year)
    if found is None or found[0] < 30:
        return None
    count, whole = found
    line = council.line(
        "rereferrals_within_12_months",
        share(count, whole),
        numerator=2 * count,
        denominator=2 * whole,
    )
    return (line.blamed(),)


@FAULTS.kind("share-as-fraction")
def share_as_fraction(council: Council) -> Lines:
    """0.98 where 98 is meant."""
    for each, right in own_values(
        council, units_of("percent"), allows=lambda v: v > 40
    ):
        return _as_printed(council, each, right / _MOST, 2)
    return None


@FAULTS.kind("ten-times")
def ten_times(council: Council) -> Lines:
    """Figure with its decimal point one place too far right."""
    for each, right in own_values(
        council, units_of("percent", "per_10k"), allows=lambda v: v > 1
    ):
        is_share = published.indicators()[each].unit == "percent"
        if not (is_share and 10 * right > _MOST):
            return _as_printed(council, each, 10 * right, 0)
    return None


@FAULTS.kind("rate-per-thousand")
def rate_per_thousand(council: Council) -> Lines:
    """Rate per 10,000 printed per 1,000."""
    for each, right in own_values(
        council, units_of("per_10k"), allows=lambda v: v > 20
    ):
        return _as_printed(council, each, right / 10, 1)
    return None


def _as_printed(council: Council, each: str, wrong: Decimal, decimals: int) -> Lines:
    return (council.line(each, rounded(wrong, decimals)).blamed(),)


@FAULTS.kind("share-above-100")
def share_above_100(council: Council) -> Lines:
    """Share of more than the whole."""
    for each, right in own_values(council, units_of("percent")):
        return _as_printed(council, each, right + _MOST, 0)
    return None


@FAULTS.kind("half-a-child")
def half_a_child(council: Council) -> Lines:
    """Count that is not whole."""
    for each, right in own_values(council, units_of("count")):
        return _as_printed(council, each, right + Decimal("0.5"), 1)
    return None


@FAULTS.kind("below-nothing", Expected.TOLD)
def below_nothing(council: Council) -> Lines:
    """Figure below 0."""
    for each, right in own_values(council):
        return _as_printed(council, each, -right, 1)
    return None


@FAULTS.kind("last-years-figure")
def last_years_figure(council: Council) -> Lines:
    """Own figure of the year before, printed as this year's."""
    for each, right in own_values(council):
        before = council.value(each, council.year - 1)
        if before is not None and is_far(Decimal(before), right):
            return _blamed(council, each, Decimal(before))
    return None


@FAULTS.kind("wrong-year-before")
def wrong_year_before(council: Council) -> Lines:
    """Own figure of the year before that is not the published one of any year."""
    for each in council.dice("before").shuffled(EVERY):
        text = council.value(each, council.year - 1)
        unit = published.indicators()[each].unit
        if text is None or unit == "percent":
            continue
        wrong = Decimal(text) * Decimal("1.7")
        if Decimal(text) > 10 and is_unlike(council, each, wrong):
            decimals = min(published.indicators()[each].decimals, 1)
            at = council.span_of(each, council.year - 1)
            return (council.line(each, rounded(wrong, decimals), at=at).blamed(),)
    return None


@FAULTS.kind("other-authoritys-figure")
def other_authoritys_figure(council: Council) -> Lines:
    """Figure of a neighbour, printed as the council's own."""
    others = published.neighbours(council.la_code, 2021)
    for each, _ in own_values(council):
        for other in others:
            text = published.value(each, council.year, other)
            if text is not None and is_unlike(council, each, Decimal(text)):
                return _blamed(council, each, Decimal(text))
    return None


@FAULTS.kind("englands-figure")
def englands_figure(council: Council) -> Lines:
    """England's figure, printed as the council's own."""
    for each, _ in own_values(council, units_of("percent", "per_10k")):
        text = published.value(each, council.year, published.ENGLAND)
        if text is not None and is_unlike(council, each, Decimal(text)):
            return _blamed(council, each, Decimal(text))
    return None


@FAULTS.kind("count-of-earlier-years")
def count_of_earlier_years(council: Council) -> Lines:
    """Count of a year before the series of counts, known from a published share."""
    found = council.counts("rereferrals_within_12_months", 2014)
    if found is None or found[1] < 200:
        return None
    at = council.span_of("referrals", 2014)
    return (council.line("referrals", found[1] * 13 // 10, at=at).blamed(),)


@FAULTS.kind("suppressed-and-far-above")
def suppressed_far_above(council: Council) -> Lines:
    """Count printed as «<5» where the published one is far above."""
    for each, _ in own_values(
        council,
        ("icpc_21_plus_days", "icpc_16_to_20_days", "cpp_starts", "cla_starts"),
        allows=lambda value: value >= 20,
    ):
        return (council.line(each, "<5").blamed(),)
    return None


@FAULTS.kind("target-of-another-scale", Expected.TOLD_APART)
def target_of_another_scale(council: Council) -> Lines:
    """Target of 0.95 beside a share of 92, or of 950."""
    for each, right in own_values(
        council,
        ("assessments_within_45_days", "cpp_reviewed_in_timescale"),
        allows=lambda value: value > 60,
    ):
        target = "0.95" if council.dice("scale").chance(0.5) else "950"
        return (council.line(each, right, target=target).blamed(),)
    return None


@FAULTS.kind("definition-ended")
def definition_ended(council: Council) -> Lines:
    """Figure of a definition that had ended before its year."""
    if council.year < 2016:
        return None
    return (council.line("initial_assessments_within_10_days", "71.4").blamed(),)


@FAULTS.kind("share-of-no-child")
def share_of_no_child(council: Council) -> Lines:
    """Share that no whole number of so many children comes to."""
    whole = council.dice("no child").between(30, 45)
    wrong = Decimal(share(7, whole)) + Decimal("1.1")
    line = council.line("conference_reports_shared", wrong, denominator=whole)
    return (line.blamed(),)
