"""True figures: published ones as a council prints them, and what follows from them."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from returncheck.synth.kpi_return import published, spans
from returncheck.synth.kpi_return.choosing import flows_of_a_quarter
from returncheck.synth.kpi_return.council import Council, rounded, share
from returncheck.synth.kpi_return.lines import Line, Story, true_story

_NOT_QUOTED = ("care_applications_rate",)  # when its years come out is not known
_COUNTED = (
    ("referrals", "referral_rate"),
    ("cpp_at_year_end", "cpp_rate"),
    ("cpp_starts", "cpp_start_rate"),
)
_SHARES_WITH_COUNTS = (
    "rereferrals_within_12_months",
    "referrals_no_further_action",
    "cpp_second_or_subsequent",
    "cpp_two_years_at_year_end",
)
_BANDS = tuple(
    f"icpc_{days}_days" for days in ("0_to_10", "11_to_15", "16_to_20", "21_plus")
)
_PLACEMENTS = (
    *("cla_in_foster_care", "cla_in_childrens_homes", "cla_independent_living"),
    *("cla_with_parents", "cla_in_residential_schools", "cla_placed_for_adoption"),
    "cla_other_placements",
)
_QUARTERS = (24, 26, 23, 27)


def published_figures(council: Council) -> Iterator[Story | None]:
    """Own figures as published, one a story."""
    for each in published.indicators():
        yield true_story("as published", council.own(each))


def rounded_figures(council: Council) -> Iterator[Story | None]:
    """Shares and rates of the year before, in whole numbers; posts with one digit."""
    for each, found in published.indicators().items():
        text = council.value(each, council.year - 1)
        if text is None or found.unit == "count":
            continue
        is_small = found.unit == "number" or Decimal(text) < 1
        line = council.line(
            each,
            rounded(text, 1 if is_small else 0),
            at=council.span_of(each, council.year - 1),
        )
        yield true_story("rounded", line)


def quoted_figures(council: Council) -> Iterator[Story | None]:
    """England, the region and the neighbours, of the latest year that was out."""
    dice = council.dice("quotes")
    for each in published.indicators():
        if each in _NOT_QUOTED:
            continue
        year = council.latest_out
        for of, area in council.areas().items():
            text = published.value(each, year, area)
            if text is None or not dice.chance(0.4):
                continue
            is_named = dice.chance(0.5)
            line = council.quote(
                each, of, text, named=year if is_named else None, year=year
            )
            yield true_story("quoted", line)
        mean = council.mean_of_neighbours(each, year)
        if mean is not None and dice.chance(0.3):
            line = council.quote(each, "statistical_neighbours", mean, named=year)
            yield true_story("mean of the neighbours", line)


def shares_with_counts(council: Council) -> Iterator[Story | None]:
    """Shares with the counts that were published with them."""
    for each in _SHARES_WITH_COUNTS:
        found = council.counts(each, council.year)
        if found is None or not found[1]:
            continue
        count, whole = found
        yield true_story(
            "share with its counts",
            council.line(each, share(count, whole), numerator=count, denominator=whole),
        )


def rates_with_counts(council: Council) -> Iterator[Story | None]:
    """A count, and its rate with the count."""
    for each, rate in _COUNTED:
        count, printed = council.count(each), council.value(rate)
        if count is None or printed is None:
            continue
        yield true_story(
            "count and rate",
            council.line(each, count, numerator=count),
            council.line(rate, printed, numerator=count),
        )


def conference_bands(council: Council) -> Iterator[Story | None]:
    """Conferences held, by how long they took, and the share in time."""
    found = [council.value(each) for each in _BANDS]
    in_time = council.value("icpc_within_15_days")
    if in_time is None or any(text is None for text in found):
        return
    bands = [int(text or 0) for text in found]
    held, soon = sum(bands), bands[0] + bands[1]
    if not held or share(soon, held) != rounded(in_time, 1):
        return  # a few authorities' shares do not follow from their own counts
    yield true_story(
        "conferences by days",
        council.line("icpc_held", held),
        *(council.line(each, n) for each, n in zip(_BANDS, bands, strict=True)),
        council.line(
            "icpc_within_15_days", in_time, numerator=soon, denominator=held
        ),
    )  # fmt: skip


def placements(council: Council) -> Iterator[Story | None]:
    """Children looked after and where they live, parts that add to the whole."""
    total = council.count("cla_at_year_end")
    if total is None:
        return
    shown: list[int] = []
    for each in _PLACEMENTS[:4]:
        text = council.value(each)
        if text is None:
            return
        shown.append(int(Decimal(text) * total / 100 + Decimal("0.5")))
    left = total - sum(shown)
    if left < 0:
        return
    numbers = [*shown, *council.split(left, (3, 4, 2))]
    yield true_story(
        "placements",
        council.line("cla_at_year_end", total),
        *(
            council.line(each, share(n, total, 0), numerator=n, denominator=total)
            for each, n in zip(_PLACEMENTS, numbers, strict=True)
        ),
    )


def quarters_and_months(council: Council) -> Iterator[Story | None]:
    """A year's referrals by quarter, and plans started by month and to date."""
    total = council.count("referrals")
    if total is not None and total >= 200:
        parts = council.split(total, _QUARTERS)
        yield true_story(
            "quarters of a year",
            *(
                council.line("referrals", part, at=spans.quarter(council.year, n))
                for n, part in enumerate(parts)
            ),
            council.line("referrals", total),
        )
    starts = council.count("cpp_starts")
    if starts is None or starts < 120:
        return
    dice = council.dice("months")
    parts = council.split(starts, [dice.between(90, 110) for _ in range(12)])
    yield true_story(
        "months of a year",
        *(
            council.line("cpp_starts", part, at=spans.month(council.year, n))
            for n, part in enumerate(parts)
        ),
        *(
            council.line(
                "cpp_starts", sum(parts[: n + 1]), at=spans.to_date(council.year, n)
            )
            for n in (2, 5, 8)
        ),
        council.line("cpp_starts", starts),
    )


def front_door(council: Council) -> Iterator[Story | None]:
    """Contacts, referrals and the share between; months that a share follows from."""
    referrals = council.count("referrals")
    if referrals is None or referrals < 200:
        return
    dice = council.dice("front door")
    contacts = referrals * dice.between(28, 45) // 10
    days = [dice.between(92, 108) for _ in range(3)]
    seen = council.split(contacts // 4, days)
    quick = [n * dice.between(80, 95) // 100 for n in seen]
    yield true_story(
        "contacts and referrals",
        council.line("contacts", contacts),
        council.line("referrals", referrals),
        council.line(
            "contact_to_referral",
            share(referrals, contacts),
            numerator=referrals,
            denominator=contacts,
        ),
        *(
            council.line(
                "contacts_screened_same_day",
                share(n, whole),
                numerator=n,
                denominator=whole,
                at=spans.month(council.year, number),
            )
            for number, (n, whole) in enumerate(zip(quick, seen, strict=True))
        ),
        council.line(
            "contacts_screened_same_day",
            share(sum(quick), sum(seen)),
            numerator=sum(quick),
            denominator=sum(seen),
            at=spans.quarter(council.year, 0),
        ),
    )


def care_leavers(council: Council) -> Iterator[Story | None]:
    """What care leavers do: parts of one whole that leave some out."""
    of_year = {
        each: (council.value(each), council.counts(each, council.year))
        for each in ("care_leavers_eet", "care_leavers_neet")
    }
    lines: list[Line] = []
    wholes: set[int] = set()
    for each, (text, counts) in of_year.items():
        if text is None or counts is None:
            return
        wholes.add(counts[1])
        lines.append(
            council.line(
                each, rounded(text, 0), numerator=counts[0], denominator=counts[1]
            )
        )
    if len(wholes) > 1:
        return
    lines.append(council.line("care_leavers", *wholes))
    yield true_story("what care leavers do", *lines)


def populations(council: Council) -> Iterator[Story | None]:
    """Children of the area, as estimated and in round numbers."""
    people = council.children()
    if people is None or people < 2000:
        return
    yield true_story("population", council.line("child_population", people))
    yield true_story(
        "round population",
        council.line("child_population", round(people, -2)),
    )


def stocks_and_flows(council: Council) -> Iterator[Story | None]:
    """Children looked after in June: March's, those who came, less those who left."""
    found = flows_of_a_quarter(council)
    if found is None:
        return
    march, came, left = found
    quarter = spans.quarter(council.year, 0)
    june = date(council.year - 1, 6, 30)
    yield true_story(
        "stock and flow",
        council.line(
            "cla_at_year_end", march, at=council.span_of("cla_rate", council.year - 1)
        ),
        council.line("cla_starts", came, at=quarter),
        council.line("cla_ceased", left, at=quarter),
        council.line("cla_at_year_end", march + came - left, at=spans.day_of(june)),
    )


def targets(council: Council) -> Iterator[Story | None]:
    """Figures with a target of their own scale."""
    dice = council.dice("targets")
    for each in ("assessments_within_45_days", "cpp_reviewed_in_timescale"):
        text = council.value(each)
        if text is not None and Decimal(text) > 40:
            target = min(100, round(Decimal(text)) + dice.between(-6, 6))
            yield true_story("target", council.line(each, text, target=target))


TRUTHS: tuple[Callable[[Council], Iterator[Story | None]], ...] = (
    conference_bands,
    placements,
    quarters_and_months,
    front_door,
    care_leavers,
    stocks_and_flows,
    rates_with_counts,
    shares_with_counts,
    targets,
    populations,
    published_figures,
    rounded_figures,
    quoted_figures,
)
"""What a report is put together from; the first to tell of an indicator has it."""


def true_stories(council: Council) -> list[Story]:
    """All that a council can truly print on its year."""
    found: list[Story] = []
    for tell in TRUTHS:
        found.extend(story for story in tell(council) if story is not None)
    return found
