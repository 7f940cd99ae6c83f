"""What is withheld of small tables that can be reckoned by hand."""

from datetime import date

import polars as pl
import pytest

from returncheck.disclosure import Balance, Change, Rate, Share, Total, protect
from returncheck.disclosure.periods import Period, link_periods
from returncheck.disclosure.system import Count, State, build_system
from returncheck.disclosure.witness import find_witness


def decide(values, links=(), public=(), not_printed=()):
    return protect(
        pl.DataFrame(
            {
                "figure_id": list(values),
                "value": [*values.values()],
                "is_public": [name in public for name in values],
                "is_printed": [name not in not_printed for name in values],
            },
            schema_overrides={"value": pl.Float64},
            strict=False,
        ),
        links,
    )


def withheld(values, links=(), **flags):
    figures = decide(values, links, **flags).figures
    return set(figures.filter(pl.col("symbol") == "c")["figure_id"])


@pytest.mark.parametrize(
    ("count", "is_withheld"),
    [(0, False), (1, True), (5, True), (6, False), (None, False)],
)
def test_counts_of_one_to_five_are_withheld(count, is_withheld):
    assert withheld({"a": count, "b": 40}) == ({"a"} if is_withheld else set())


def test_figures_come_back_in_their_order_without_what_is_withheld():
    figures = decide({"b": 40, "a": 3, "d": None}).figures
    assert figures.rows() == [("b", 40, None), ("a", None, "c"), ("d", None, None)]


def test_one_small_part_takes_the_smallest_other_part_with_it():
    values = {"total": 60, "a": 3, "b": 40, "d": 17}
    links = [Total(total="total", parts=("a", "b", "d"))]
    assert withheld(values, links) == {"a", "d"}


def test_zero_stays_zero_unless_it_alone_can_hide_a_part():
    links = [Total(total="total", parts=("a", "b", "d"))]
    assert withheld({"total": 60, "a": 3, "b": 57, "d": 0}, links) == {"a", "b"}
    assert withheld({"total": 60, "a": 0, "b": 60, "d": 0}, links) == set()


def test_two_small_parts_hide_each_other():
    values = {"total": 47, "a": 3, "b": 4, "d": 40}
    links = [Total(total="total", parts=("a", "b", "d"))]
    assert withheld(values, links) == {"a", "b"}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param((5, 5), {"a", "b", "d"}, id="only 5 and 5 come to 10"),
        pytest.param((1, 1), {"a", "b", "d"}, id="only 1 and 1 come to 2"),
        pytest.param((4, 5), {"a", "b"}, id="9 is 4 and 5 or 5 and 4"),
    ],
)
def test_small_parts_at_the_edge_need_another(parts, expected):
    values = {"total": sum(parts) + 40, "a": parts[0], "b": parts[1], "d": 40}
    links = [Total(total="total", parts=("a", "b", "d"))]
    assert withheld(values, links) == expected


def test_a_rest_that_nobody_prints_hides_a_part():
    links = [Total(total="total", parts=("a", "b"), is_complete=False)]
    assert withheld({"total": 60, "a": 3, "b": 40}, links) == {"a"}


def test_a_small_rest_is_protected_too():
    links = [Total(total="total", parts=("a", "b"), is_complete=False)]
    assert withheld({"total": 60, "a": 17, "b": 40}, links) == {"a"}


SHARE = [Share(share="share", numerator="part", denominator="whole")]


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        pytest.param(3, 40, {"part", "share"}, id="small numerator"),
        pytest.param(37, 40, {"part", "share"}, id="small complement"),
        pytest.param(34, 40, set(), id="complement of 6"),
        pytest.param(6, 12, set(), id="numerator of 6"),
        pytest.param(0, 11, set(), id="none of 11"),
        pytest.param(11, 11, set(), id="all of 11"),
        pytest.param(0, 10, {"part", "share"}, id="none of 10"),
        pytest.param(10, 10, {"part", "share"}, id="all of 10"),
        pytest.param(0, 4, {"part", "whole", "share"}, id="none of 4"),
        pytest.param(None, 40, {"share"}, id="numerator unknown"),
    ],
)
def test_share_goes_with_its_counts(part, whole, expected):
    share = 50.0 if part is None else 100 * part / whole
    values = {"part": part, "whole": whole, "share": share}
    assert withheld(values, SHARE) == expected


@pytest.mark.parametrize(("count", "expected"), [(5, {"n", "rate"}), (6, set())])
def test_rate_goes_with_its_count(count, expected):
    assert withheld({"n": count, "rate": 1.2}, [Rate(rate="rate", count="n")]) == (
        expected
    )


@pytest.mark.parametrize(
    ("this", "previous", "expected"),
    [
        (20, 17, set()),
        (20, 5, {"previous", "change"}),
        (5, 20, {"this", "change"}),
    ],
)
def test_change_goes_with_either_figure(this, previous, expected):
    values = {"this": this, "previous": previous, "change": this - previous}
    links = [Change(change="change", this="this", previous="previous")]
    assert withheld(values, links) == expected


def test_a_flow_that_a_stock_gives_away_takes_another_with_it():
    values = {"start": 40, "came": 12, "went": 3, "end": 49}
    links = [Balance(left=("start", "came"), right=("end", "went"))]
    assert withheld(values, links) == {"came", "went"}


def test_counts_that_come_to_the_same_are_withheld_together():
    links = [
        Balance(left=("a",), right=("b",)),
        Total(total="total", parts=("a", "d")),
    ]
    values = {"a": 12, "b": 12, "d": 3, "total": 15}
    assert withheld(values, links, public={"total"}) == {"a", "b", "d"}


def test_what_others_have_published_hides_nothing():
    values = {"total": 60, "a": 3, "b": 40, "d": 17}
    links = [Total(total="total", parts=("a", "b", "d"))]
    assert withheld(values, links, public={"d"}) == {"a", "b"}


def test_a_count_that_others_give_away_is_named():
    values = {"total": 43, "a": 3, "b": 40}
    links = [Total(total="total", parts=("a", "b"))]
    decision = decide(values, links, public={"total", "b"})
    assert decision.unprotected == ("a",)


def test_parts_that_contradict_their_total_are_judged_alone():
    values = {"total": 10, "a": 3, "b": 40}
    assert withheld(values, [Total(total="total", parts=("a", "b"))]) == {"a"}


def test_witness_is_a_table_of_the_same_release():
    counts = {
        "total": Count(value=60),
        "a": Count(value=3),
        "b": Count(value=40),
        "d": Count(value=17),
    }
    system = build_system(counts, [Total(total="total", parts=("a", "b", "d"))])
    assert find_witness(system, "a", told_which_are_small=True) is None
    counts["d"].state = State.COVER
    found = find_witness(system, "a", told_which_are_small=True)
    assert found["a"] == -found["d"] != 0
    assert set(found) == {"a", "d"}


def days(first, last):
    return Period(first=date.fromisoformat(first), last=date.fromisoformat(last))


APRIL = days("2024-04-01", "2024-04-30")
MAY = days("2024-05-01", "2024-05-31")
JUNE = days("2024-06-01", "2024-06-30")
QUARTER = days("2024-04-01", "2024-06-30")
TO_MAY = days("2024-04-01", "2024-05-31")


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        pytest.param({APRIL: "a", MAY: "b"}, [], id="no overlap"),
        pytest.param(
            {TO_MAY: "t", APRIL: "a"},
            [Total(total="t", parts=("a",), is_complete=False)],
            id="the rest is nobody's",
        ),
        pytest.param(
            {TO_MAY: "t", APRIL: "a", MAY: "b"},
            [Total(total="t", parts=("a", "b"))],
            id="the rest is printed",
        ),
        pytest.param(
            {QUARTER: "q", APRIL: "a", MAY: "b", JUNE: "d"},
            [
                Total(total="q", parts=("a",), is_complete=False),
                Total(total="q", parts=("d",), is_complete=False),
                Total(total="q", parts=("a", "b", "d")),
            ],
            id="three months fill a quarter",
        ),
    ],
)
def test_periods_are_linked_where_one_begins_or_ends_another(periods, expected):
    assert link_periods(periods) == expected


def test_a_month_is_not_found_from_the_year_to_date_less_two_quarters():
    # October is 27 - 15 - 9 = 3, and no two of the counts give it.
    counts = {
        QUARTER: "first",
        days("2024-07-01", "2024-09-30"): "second",
        days("2024-04-01", "2024-10-31"): "to_october",
    }
    values = {"first": 15, "second": 9, "to_october": 27}
    assert withheld(values, link_periods(counts))


def test_a_month_in_the_middle_is_not_found_from_those_around_it():
    # May is 24 - 10 - 11 = 3.
    counts = {APRIL: "april", JUNE: "june", QUARTER: "quarter"}
    values = {"april": 10, "june": 11, "quarter": 24}
    assert withheld(values, link_periods(counts))


def test_months_around_a_printed_one_are_not_found_together():
    # April and June are 12 - 9 = 3.
    counts = {QUARTER: "quarter", MAY: "may"}
    assert withheld({"quarter": 12, "may": 9}, link_periods(counts))
    assert not withheld({"quarter": 18, "may": 9}, link_periods(counts))


TO_MARCH, TO_APRIL = (
    days("2023-04-01", "2024-03-31"),
    days("2023-05-01", "2024-04-30"),
)


def test_a_month_is_not_found_from_two_rolling_years():
    # April 2024 is 55 - (60 - 8) = 3, and no report prints it.
    counts = {
        TO_MARCH: "to_march",
        TO_APRIL: "to_april",
        days("2023-04-01", "2023-04-30"): "first_april",
    }
    values = {"to_march": 60, "to_april": 55, "first_april": 8}
    assert withheld(values, link_periods(counts))


def test_a_month_is_not_found_from_two_rolling_years_and_half_months():
    # The first month is printed in two halves: 5 + 4 are withheld or the years are.
    counts = {
        TO_MARCH: "to_march",
        TO_APRIL: "to_april",
        days("2023-04-01", "2023-04-15"): "early",
        days("2023-04-16", "2023-04-30"): "late",
    }
    values = {"to_march": 60, "to_april": 52, "early": 6, "late": 6}
    assert withheld(values, link_periods(counts))


def test_rolling_years_whose_months_are_large_or_unknown_are_shown():
    counts = {TO_MARCH: "to_march", TO_APRIL: "to_april"}
    assert not withheld({"to_march": 60, "to_april": 58}, link_periods(counts))
    counts[days("2023-04-01", "2023-04-30")] = "first_april"
    values = {"to_march": 60, "to_april": 70, "first_april": 8}
    assert not withheld(values, link_periods(counts))


def test_a_month_is_not_found_from_the_year_to_date():
    counts = {TO_MAY: "to_may", APRIL: "april"}
    assert withheld({"to_may": 33, "april": 30}, link_periods(counts)) == {"april"}
