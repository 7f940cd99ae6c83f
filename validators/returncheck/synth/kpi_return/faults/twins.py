"""What looks like a fault and is true."""

from decimal import ROUND_HALF_DOWN, Decimal

from returncheck.synth.kpi_return import published, spans
from returncheck.synth.kpi_return.choosing import (
    bands_of_a_quarter,
    own_values,
    units_of,
)
from returncheck.synth.kpi_return.council import Council, rounded, share
from returncheck.synth.kpi_return.faults.registry import TWINS
from returncheck.synth.kpi_return.lines import Expected, Line

Lines = tuple[Line, ...] | None
_TRUE = Expected.TRUE
_PER = 10_000


@TWINS.kind("half-rounded-down", _TRUE)
def half_rounded_down(council: Council) -> Lines:
    """Published 22.5 that a council prints as 22, from its own records."""
    for each in published.indicators():
        text = council.value(each)
        unit = published.indicators()[each].unit
        if text and text.endswith(".5") and unit in ("percent", "per_10k"):
            down = Decimal(text).quantize(Decimal(1), rounding=ROUND_HALF_DOWN)
            return (council.line(each, down),)
    return None


@TWINS.kind("equal-to-england", _TRUE)
def equal_to_england(council: Council) -> Lines:
    """Own figure that happens to be England's."""
    for each in published.indicators():
        text = council.value(each)
        if text and text == published.value(each, council.year, published.ENGLAND):
            return (council.line(each, text),)
    return None


@TWINS.kind("equal-to-last-year", _TRUE)
def equal_to_last_year(council: Council) -> Lines:
    """Own figure that is the same as the year before's."""
    for each in published.indicators():
        text = council.value(each)
        if text and text == council.value(each, council.year - 1):
            before = council.own(each, council.year - 1)
            return (council.line(each, text), *((before,) if before else ()))
    return None


@TWINS.kind("year-before-beside", _TRUE)
def year_before_beside(council: Council) -> Lines:
    """England's figures of two years before, with their year named."""
    found = []
    for each in ("cpp_rate", "referral_rate", "assessments_within_45_days"):
        year = council.latest_out - 2
        text = published.value(each, year, published.ENGLAND)
        if text is not None:
            found.append(council.quote(each, "england", text, named=year))
    return tuple(found) or None


@TWINS.kind("latest-out-without-year", _TRUE)
def latest_out_without_year(council: Council) -> Lines:
    """England's latest figure that was out, beside a later year, without its own."""
    for each in council.dice("latest").shuffled(units_of("percent", "per_10k")):
        text = published.value(each, council.latest_out, published.ENGLAND)
        if text is not None:
            line = council.quote(each, "england", text, year=council.year)
            return (line,)
    return None


@TWINS.kind("mean-of-the-other-model", _TRUE)
def mean_of_the_other_model(council: Council) -> Lines:
    """Mean of the neighbours by the model that is held but not the newest."""
    year = council.latest_out
    if year < 2021:
        return None
    for each in ("cpp_rate", "referral_rate", "cla_rate"):
        mean = council.mean_of_neighbours(each, year, 2021)
        if mean is not None:
            return (council.quote(each, "statistical_neighbours", mean, named=year),)
    return None


@TWINS.kind("local-definition", _TRUE)
def local_definition(council: Council) -> Lines:
    """Figure of a local definition, which the published one is not of."""
    for each, right in own_values(council, ("rereferrals_within_12_months",)):
        other = rounded(right / 2, 1)
        return (council.line(each, other, definition="local"),)
    return None


@TWINS.kind("assumed-period", _TRUE)
def assumed_period(council: Council) -> Lines:
    """Figure of the year before whose period was only assumed to be this year."""
    for each, _ in own_values(council):
        before = council.value(each, council.year - 1)
        if before is not None and before != council.value(each):
            return (council.line(each, before, period_basis="assumed"),)
    return None


@TWINS.kind("narrative-beside-a-right-figure", _TRUE)
def narrative_beside_a_right_figure(council: Council) -> Lines:
    """Right figure beside words that might mean another definition."""
    notes = (
        "Recruitment to the full establishment goes on",
        "A local definition was used until the new system came in",
        "All cases open to the service were reviewed, including those of 18 and over",
    )
    note = council.dice("note").pick(notes)
    for each, right in own_values(council):
        return (council.line(each, right, note=note),)
    return None


@TWINS.kind("suppressed-as-printed", _TRUE)
def suppressed_as_printed(council: Council) -> Lines:
    """The release's own symbol, printed for a figure that is suppressed."""
    each = "cpp_two_years_at_year_end"
    if not published.is_suppressed(each, council.year, council.la_code):
        return None
    symbol = council.dice("symbol").pick(("c", "*", "..", "n/a"))
    return (council.line(each, symbol),)


@TWINS.kind("below-five-as-printed", _TRUE)
def below_five_as_printed(council: Council) -> Lines:
    """«<5» printed for a count that the publisher leaves out as too small."""
    late = "icpc_21_plus_days"
    if council.value(late) is None and council.value("icpc_rate") is not None:
        return (council.line(late, "<5"),)
    return None


@TWINS.kind("rate-on-the-older-estimate", _TRUE)
def rate_on_the_older_estimate(council: Council) -> Lines:
    """Rate on the estimate that was out when the report was written."""
    people, count = council.children(council.year - 1), council.count("cpp_at_year_end")
    if council.is_late or people is None or count is None or people < 2000:
        return None
    rate = share(count, people, 1, _PER)
    return (council.line("cpp_rate", rate, numerator=count, denominator=people),)


@TWINS.kind("rate-on-the-older-estimate-without-parts", _TRUE)
def rate_on_the_older_estimate_without_parts(council: Council) -> Lines:
    """Count, and its rate on the estimate that was out, without the estimate."""
    people, count = council.children(council.year - 1), council.count("cpp_at_year_end")
    if council.is_late or people is None or count is None or people < 2000:
        return None
    rate = share(count, people, 1, _PER)
    return (council.line("cpp_at_year_end", count), council.line("cpp_rate", rate))


@TWINS.kind("joint-workforce", _TRUE)
def joint_workforce(council: Council) -> Lines:
    """Figures of the workforce of two authorities together."""
    year, found = council.year - 1, []
    for each in ("social_workers_fte", "social_worker_agency_rate"):
        joint = {
            published.value(each, year, code)
            for pair in published.joint_workforces()
            for code in pair
            if council.la_code in pair
        }
        if len(joint) == 1 and None not in joint:
            at = council.span_of(each, year)
            found.append(council.line(each, rounded(joint.pop() or "", 1), at=at))
    return tuple(found) or None


@TWINS.kind("unreliable-as-counted", _TRUE)
def unreliable_as_counted(council: Council) -> Lines:
    """Own count where the release prints that its own is of low reliability."""
    if (council.la_code, council.year) != ("850", 2024):
        return None
    return (
        council.line("icpc_0_to_10_days", 150),
        council.line("icpc_11_to_15_days", 1300),
    )


@TWINS.kind("snapshot-without-start", _TRUE)
def snapshot_without_start(council: Council) -> Lines:
    """Snapshot with an empty start, as the template allows."""
    found = [
        line.but(period_start="")
        for line in map(council.own, ("cpp_at_year_end", "cpp_rate", "cla_rate"))
        if line is not None
    ]
    return tuple(found) or None


@TWINS.kind("rates-of-one-population", _TRUE)
def rates_of_one_population(council: Council) -> Lines:
    """Two rates of one report, in whole numbers, on the same children."""
    people = council.children()
    if people is None or people < 10_000:
        return None
    one, other = people * 4 // 100, people * 3 // 100
    return (
        council.line("assessments_completed", one),
        council.line("assessment_rate", share(one, people, 0, _PER), numerator=one),
        council.line("cin_starts", other),
        council.line("cin_start_rate", share(other, people, 0, _PER), numerator=other),
    )


@TWINS.kind("parts-that-leave-some-out", _TRUE)
def parts_that_leave_some_out(council: Council) -> Lines:
    """Parts that add to less than a whole of which not all is printed."""
    total = council.count("cla_ceased")
    counts = council.counts("cla_returned_home", council.year)
    if total is None or total < 30 or counts is None or counts[1] != total:
        return None
    return (
        council.line("cla_ceased", total),
        council.line("cla_returned_home", numerator=counts[0]),
    )


@TWINS.kind("children-counted-once", _TRUE)
def children_counted_once(council: Council) -> Lines:
    """Children who came in each quarter, some in two: fewer in the year."""
    total = council.count("cla_starts")
    if total is None or total < 80:
        return None
    parts = council.split(total + total // 40, (25, 24, 26, 25))
    return (
        *(
            council.line("cla_starts", part, at=spans.quarter(council.year, n))
            for n, part in enumerate(parts)
        ),
        council.line("cla_starts", total),
    )


@TWINS.kind("same-span-twice", _TRUE)
def same_span_twice(council: Council) -> Lines:
    """First quarter printed as quarter and as year to date, with one figure."""
    return (
        council.line("contacts", 1840, at=spans.quarter(council.year, 0)),
        council.line("contacts", 1840, at=spans.to_date(council.year, 2)),
        council.line("contacts", 590, at=spans.month(council.year, 3)),
        council.line("contacts", 2430, at=spans.to_date(council.year, 3)),
    )


@TWINS.kind("two-reports-agree", _TRUE)
def two_reports_agree(council: Council) -> Lines:
    """A month that two reports print alike."""
    first = council.line("contacts", 612, at=spans.month(council.year, 3))
    return (first, first.but(report=1))


@TWINS.kind("rolling-year-is-the-year", _TRUE)
def rolling_year_is_the_year(council: Council) -> Lines:
    """Twelve months to March, as published for the year."""
    total = council.count("referrals")
    if total is None:
        return None
    at = spans.rolling(council.year, 11)
    return (council.line("referrals", total, at=at),)


@TWINS.kind("conversion-that-follows", _TRUE)
def conversion_that_follows(council: Council) -> Lines:
    """Contacts, referrals and their share in whole percent, without counts."""
    total = council.count("referrals")
    if total is None or total < 400:
        return None
    referrals, at = total // 4, spans.quarter(council.year, 1)
    contacts = referrals * 10 // 3
    return (
        council.line("contacts", contacts, at=at),
        council.line("referrals", referrals, at=at),
        council.line("contact_to_referral", share(referrals, contacts, 0), at=at),
    )


@TWINS.kind("shares-of-rounded-101", _TRUE)
def shares_of_rounded_101(council: Council) -> Lines:
    """Two shares of one whole that add to 101 by rounding."""
    at = spans.day_of(spans.last_day(council.year, 5))
    return (
        council.line("care_leavers_eet", 58, at=at),
        council.line("care_leavers_neet", 43, at=at),
    )


@TWINS.kind("share-of-its-bands", _TRUE)
def share_of_its_bands(council: Council) -> Lines:
    """10 and 30 of 50 conferences within 15 days, printed as 80."""
    found = bands_of_a_quarter(council)
    if found is None:
        return None
    held, ten, fifteen = found
    at = spans.quarter(council.year, 2)
    return (
        council.line("icpc_held", held, at=at),
        council.line("icpc_0_to_10_days", ten, at=at),
        council.line("icpc_11_to_15_days", fifteen, at=at),
        council.line("icpc_within_15_days", share(ten + fifteen, held, 0), at=at),
    )


@TWINS.kind("subset-within-its-set", _TRUE)
def subset_within_its_set(council: Council) -> Lines:
    """Outside the area 8, over 20 miles outside 8."""
    at = spans.day_of(spans.last_day(council.year, 2))
    return (
        council.line("cla_placed_outside_area", numerator=8, at=at),
        council.line("cla_placed_over_20_miles_outside", numerator=8, at=at),
    )


@TWINS.kind("teams-of-the-whole", _TRUE)
def teams_of_the_whole(council: Council) -> Lines:
    """Teams that add to the whole."""
    at = spans.month(council.year, 4)
    numbers = {"North": 140, "South": 155, "East": 131}
    return (
        council.line("contacts", sum(numbers.values()), at=at),
        *(
            council.line("contacts", number, at=at, unit=team)
            for team, number in numbers.items()
        ),
    )


@TWINS.kind("span-around-the-published", _TRUE)
def span_around_the_published(council: Council) -> Lines:
    """«Mid to late twenties» where the published share is one of them."""
    for each, right in own_values(council, units_of("percent")):
        low, high = max(Decimal(0), right - 3), min(Decimal(100), right + 2)
        return (council.line(each, "", value_low=low, value_high=high),)
    return None


@TWINS.kind("week-and-day", _TRUE)
def week_and_day(council: Council) -> Lines:
    """Contacts of a week and of a day."""
    first = spans.first_day(council.year, 5)
    week = spans.Span("week", first, first.replace(day=7))
    return (
        council.line("contacts", 139, at=week),
        council.line("contacts", 27, at=spans.Span("day", first, first)),
    )


@TWINS.kind("count-of-a-published-share", _TRUE)
def count_of_a_published_share(council: Council) -> Lines:
    """Count of a year before the series of counts, as published with a share."""
    found = council.counts("rereferrals_within_12_months", 2014)
    if found is None:
        return None
    at = council.span_of("referrals", 2014)
    return (council.line("referrals", found[1], at=at),)
