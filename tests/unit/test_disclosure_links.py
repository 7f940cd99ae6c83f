"""The links of the indicators follow from the rows of the catalogue."""

import pytest

from returncheck.catalogue.count_links import (
    CountLink,
    Link,
    Part,
    PartOf,
    count_links,
    indicator_parts,
)
from returncheck.catalogue.indicators import Indicator, indicators
from returncheck.disclosure.indicator_links import (
    Flow,
    Sum,
    catalogue_links,
    links_between,
)

CATALOGUE = catalogue_links()


def known_counts():
    behind = [each for each in CATALOGUE.behind.values() if each is not None]
    return {each.numerator for each in behind} | {each.denominator for each in behind}


def test_every_indicator_that_is_a_ratio_has_its_counts():
    for indicator in indicators():
        ratio = indicator.unit in ("percent", "per_10k")
        found = CATALOGUE.behind[indicator.indicator_id]
        assert not ratio or (found is not None and found.is_ratio), indicator


@pytest.mark.parametrize(
    "each", CATALOGUE.sums, ids=lambda each: f"{each.total}-{each.parts[0]}"
)
def test_every_count_of_a_sum_stands_behind_an_indicator(each):
    assert {each.total, *each.parts} <= known_counts()


@pytest.mark.parametrize("each", CATALOGUE.flows, ids=lambda each: each.stock)
def test_every_count_of_a_flow_stands_behind_an_indicator(each):
    assert {each.stock, *each.came, *each.went} <= known_counts()


@pytest.mark.parametrize("rows", [indicator_parts(), count_links()])
def test_links_are_of_indicators_of_the_catalogue(rows):
    ids = {each.indicator_id for each in indicators()}
    assert {each.indicator_id for each in rows} <= ids


def test_a_rate_is_over_the_population():
    rates = [each for each in indicators() if each.unit == "per_10k"]
    assert {each.denominator for each in rates} == {"children aged 0-17"}
    assert all(CATALOGUE.behind[each.indicator_id].is_of_population for each in rates)


@pytest.mark.parametrize(
    ("indicator", "numerator", "denominator"),
    [
        ("referrals", "referrals", None),
        ("referral_rate", "referrals", None),
        (
            "rereferrals_within_12_months",
            "rereferrals_within_12_months.numerator",
            "referrals",
        ),
        (
            "assessments_within_45_days",
            "assessments_within_45_days.numerator",
            "assessments_completed",
        ),
        ("icpc_within_15_days", "icpc_within_15_days.numerator", "icpc_held"),
        ("contacts_per_working_day", "contacts", None),
        ("contact_to_referral", "referrals", "contacts"),
        ("cla_rate", "cla_at_year_end", None),
        (
            "cla_adopted_aged_5_plus",
            "cla_adopted_aged_5_plus.numerator",
            "adoptions",
        ),
    ],
)
def test_counts_behind_an_indicator(indicator, numerator, denominator):
    found = CATALOGUE.behind[indicator]
    assert (found.numerator, found.denominator) == (numerator, denominator)


BANDS = ("icpc_0_to_10_days", "icpc_11_to_15_days")
LATE = ("icpc_16_to_20_days", "icpc_21_plus_days")
SOURCES = ("referrals_from_police", "referrals_from_schools", "referrals_from_health")


@pytest.mark.parametrize(
    "expected",
    [
        Sum(total="icpc_within_15_days.numerator", parts=BANDS, is_complete=True),
        Sum(total="icpc_held", parts=(*BANDS, *LATE)),
        Sum(total="icpc_held", parts=("icpc_within_15_days.numerator", *LATE)),
        Sum(
            total="referrals", parts=tuple(f"{source}.numerator" for source in SOURCES)
        ),
        Sum(total="contacts", parts=("referrals",)),
    ],
    ids=lambda each: f"{each.total}-{each.parts[0]}",
)
def test_sums_of_the_catalogue(expected):
    assert expected in CATALOGUE.sums


def test_plans_open_are_those_before_and_started_less_ended():
    assert (
        Flow(
            stock="cpp_at_year_end",
            came=("cpp_starts",),
            went=("plans ended in the period",),
        )
        in CATALOGUE.flows
    )


def indicator(name, unit="count", **more):
    usual = {
        "indicator_id": name,
        "topic": "Cats",
        "title": name,
        "unit": unit,
        "polarity": "none",
        "computed_from": "reported",
        "is_published": False,
        "period_type": "year",
        "first_year": None,
        "last_year": None,
        "numerator": f"{name} counted",
        "denominator": "" if unit == "count" else f"what {name} is over",
        "needs": "",
        "note": "",
    }
    return Indicator(**{**usual, **more})


def part(name, total="cats", kind=Part.DENOMINATOR, **more):
    return PartOf(indicator_id=name, part=kind, total_id=total, **more)


def within(name, other, kind=Part.NUMERATOR, **more):
    return CountLink(
        indicator_id=name, part=kind, link=Link.WITHIN, of_id=other, **more
    )


CATS = indicator("cats")
BLACK, WHITE = indicator("black", "percent"), indicator("white", "percent")
SHARES = ("black.numerator", "white.numerator")
IN_COLOURS = {"breakdown": "colour", "is_whole": True}


@pytest.mark.parametrize(
    ("total", "rows", "expected"),
    [
        pytest.param(CATS, [part("black"), part("white")], [], id="may overlap"),
        pytest.param(
            CATS,
            [part("black", apart="colour"), part("white", apart="colour")],
            [Sum(total="cats", parts=SHARES)],
            id="apart",
        ),
        pytest.param(
            CATS,
            [part("black", apart="colour"), part("white", apart="tail")],
            [
                Sum(total="cats", parts=SHARES[:1]),
                Sum(total="cats", parts=SHARES[1:]),
            ],
            id="apart by other things",
        ),
        pytest.param(
            CATS,
            [part("black", **IN_COLOURS), part("white", **IN_COLOURS)],
            [Sum(total="cats", parts=SHARES, is_complete=True)],
            id="whole breakdown of a report",
        ),
        pytest.param(
            indicator("cats", computed_from="records"),
            [part("black", **IN_COLOURS), part("white", **IN_COLOURS)],
            [Sum(total="cats", parts=SHARES)],
            id="records may be in no part",
        ),
    ],
)
def test_parts_of_a_total(total, rows, expected):
    found = links_between([total, BLACK, WHITE], rows, [])
    assert list(found.sums) == expected
    assert found.behind["black"].denominator == "cats"


def test_what_lies_within_another_count():
    listed = [CATS, BLACK, indicator("kittens"), indicator("old", "percent")]
    found = links_between(
        listed,
        [],
        [
            within("kittens", "cats"),
            within("old", "cats"),
            within("black", "old", Part.DENOMINATOR, of_part=Part.DENOMINATOR),
        ],
    )
    assert list(found.sums) == [
        Sum(total="cats", parts=("kittens",)),
        Sum(total="cats", parts=("old.numerator",)),
        Sum(total="what old is over", parts=("what black is over",)),
    ]


def test_a_count_stands_for_those_that_are_all_of_it():
    listed = [CATS, *(indicator(name) for name in ("a", "b", "c", "ab"))]
    rows = [part(name, breakdown="kind") for name in ("a", "b", "c")]
    all_of = {"apart": "kind", "is_whole": True}
    links = [within("a", "ab", **all_of), within("b", "ab", **all_of)]
    assert list(links_between(listed, rows, links).sums) == [
        Sum(total="cats", parts=("a", "b", "c")),
        Sum(total="ab", parts=("a", "b"), is_complete=True),
        Sum(total="cats", parts=("ab", "c")),
    ]


def test_a_state_has_all_who_come_and_all_who_leave():
    listed = [CATS, *(indicator(name) for name in ("born", "bought", "sold"))]
    links = [
        CountLink(indicator_id=name, part=Part.NUMERATOR, link=link, of_id="cats")
        for name, link in (
            ("born", Link.COMES_TO),
            ("sold", Link.LEAVES),
            ("bought", Link.COMES_TO),
        )
    ]
    assert links_between(listed, [], links).flows == (
        Flow(stock="cats", came=("born", "bought"), went=("sold",)),
    )


def test_a_number_that_everybody_knows_is_no_secret():
    listed = [CATS, indicator("daily", "number")]
    links = [
        CountLink(indicator_id=name, part=kind, link=Link.NO_SECRET)
        for name, kind in (("cats", Part.NUMERATOR), ("daily", Part.DENOMINATOR))
    ]
    found = links_between(listed, [], links)
    assert found.public == {"cats"}
    assert found.behind["daily"].denominator is None
    assert not found.behind["daily"].is_of_population
