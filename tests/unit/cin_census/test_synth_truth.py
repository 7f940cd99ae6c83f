"""True indicator values, counted by hand on small returns."""

from datetime import date

import pytest

from cin_census.days import HOLIDAYS
from returncheck.synth.cin_census.records import (
    Assessment,
    Child,
    Enquiry,
    Episode,
    ProtectionPlan,
)
from returncheck.synth.cin_census.truth import (
    TruthCounter,
    is_reviewed_in_time,
    months_after,
    referral_days,
    working_days_between,
)


def day(text):
    return date.fromisoformat(text)


def referral(text, **fields):
    return Episode(referral=day(text), source=fields.pop("source", "6"), **fields)


def no_action(text):
    return referral(text, is_nfa=True)


def child(*episodes, identifier="A"):
    return Child(identifier=identifier, sex="M", ethnicity="WBRI", episodes=episodes)


def plan(start, end=None, *, previous=0, reviews=()):
    return ProtectionPlan(
        start=day(start),
        end=end and day(end),
        initial_category="NEG",
        latest_category="NEG",
        previous_plans=previous,
        reviews=tuple(map(day, reviews)),
    )


def counter_of(*children, population=None):
    """The return of 2025: 1 April 2024 to 31 March 2025."""
    counter = TruthCounter(year=2025, holidays=HOLIDAYS, population=population)
    for each in children:
        counter.add(each)
    return counter


def values(*children):
    found = counter_of(*children).indicators()
    return {name: (each.numerator, each.denominator) for name, each in found.items()}


def with_plans(*plans):
    return values(child(referral("2022-01-10", protection_plans=plans)))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param("2024-06-03", "2024-06-10", 5, id="a week"),
        pytest.param("2024-06-03", "2024-06-03", 0, id="same day"),
        pytest.param("2024-06-01", "2024-06-03", 1, id="from Saturday to Monday"),
        pytest.param("2024-06-07", "2024-06-09", 0, id="from Friday to Sunday"),
        pytest.param("2024-03-28", "2024-04-02", 1, id="over Easter"),
        pytest.param("2024-12-24", "2025-01-02", 4, id="over Christmas"),
        pytest.param("2022-09-16", "2022-09-20", 1, id="over an extra holiday"),
        pytest.param("2024-06-03", "2024-05-31", None, id="end before start"),
        pytest.param("2024-06-02", "2024-06-01", None, id="within one weekend"),
    ],
)
def test_working_days_between(start, end, expected):
    assert working_days_between(day(start), day(end), HOLIDAYS) == expected


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", -12, "2023-02-28"),
        ("2025-02-28", -12, "2024-02-28"),
        ("2024-02-29", 24, "2026-02-28"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2024-12-31", 3, "2025-03-31"),
        ("2024-09-30", 6, "2025-03-30"),
        ("2025-01-31", -24, "2023-01-31"),
    ],
)
def test_months_after(start, months, expected):
    assert months_after(day(start), months) == day(expected)


def test_referrals_counts_one_per_child_and_day():
    twice = child(
        no_action("2024-06-03"), referral("2024-06-03"), no_action("2024-06-04")
    )
    other = child(no_action("2024-06-03"), identifier="B")
    assert values(twice, other)["referrals"] == (3, None)


@pytest.mark.parametrize("identifier", ["A", None])
def test_referrals_counts_each_child_whatever_its_identifier(identifier):
    rows = (no_action("2024-06-03"), no_action("2024-06-03"))
    same = [child(*rows, identifier=identifier)] * 2
    assert values(*same)["referrals"] == (2, None)


@pytest.mark.parametrize(
    ("text", "counted"),
    [("2024-03-31", 0), ("2024-04-01", 1), ("2025-03-31", 1), ("2025-04-01", 0)],
)
def test_referrals_counts_the_period(text, counted):
    assert values(child(no_action(text)))["referrals"] == (counted, None)


def test_first_referral_of_a_day_stands_for_it():
    first = referral("2024-06-03", source="2A", closure=day("2024-06-03"), reason="RC8")
    found = values(child(first, no_action("2024-06-03")))
    assert found["referrals_no_further_action"] == (0, 1)
    assert found["referrals_assessed_not_in_need"] == (1, 1)
    assert found["referrals_from_schools"] == (1, 1)
    assert found["referrals_from_police"] == (0, 1)


@pytest.mark.parametrize(
    ("source", "counted"), [("3A", 1), ("3F", 1), ("2A", 0), ("6", 0), ("4", 0)]
)
def test_referrals_from_health_are_3a_to_3f(source, counted):
    found = values(child(referral("2024-06-03", source=source)))
    assert found["referrals_from_health"] == (counted, 1)


@pytest.mark.parametrize(
    ("earlier", "counted"),
    [
        pytest.param("2024-05-15", 0, id="same day"),
        pytest.param("2024-05-14", 1, id="the day before"),
        pytest.param("2023-05-15", 1, id="12 months"),
        pytest.param("2023-05-14", 0, id="12 months and a day"),
    ],
)
def test_rereferrals_look_back_twelve_months(earlier, counted):
    both = child(referral(earlier, closure=day("2024-05-14")), referral("2024-05-15"))
    assert counter_of(both).rereferrals().numerator == counted


def test_rereferrals_look_in_the_previous_return():
    previous = referral_days([child(no_action("2023-12-01"))])
    counter = counter_of(child(no_action("2024-06-03")))
    assert counter.rereferrals().numerator == 0
    assert counter.rereferrals(previous).numerator == 1


def test_rereferrals_of_a_child_without_identifier_are_those_in_its_element():
    rows = (no_action("2024-06-03"), no_action("2024-07-03"))
    nameless = counter_of(child(*rows, identifier=None))
    assert nameless.rereferrals().numerator == 1
    assert nameless.rereferrals({"A": {day("2024-05-03")}}).numerator == 1


def test_rereferrals_of_children_with_one_identifier_are_their_own():
    two = counter_of(child(no_action("2024-06-03")), child(no_action("2024-07-03")))
    assert two.rereferrals().numerator == 0
    assert two.rereferrals({"A": {day("2024-05-03")}}).numerator == 2


@pytest.mark.parametrize(
    ("end", "within"),
    [
        pytest.param("2025-01-13", 1, id="45 working days"),
        pytest.param("2025-01-14", 0, id="46 working days"),
        pytest.param("2024-11-05", 0, id="end before start"),
        pytest.param("2024-11-06", 1, id="same day"),
    ],
)
def test_assessments_within_45_days(end, within):
    done = Assessment(start=day("2024-11-06"), authorised=day(end))
    found = values(child(referral("2024-11-05", assessments=(done,))))
    assert found["assessments_within_45_days"] == (within, 1)


def test_assessments_not_authorised_are_not_counted():
    waiting = Assessment(start=day("2025-03-20"), authorised=None)
    found = values(child(referral("2025-03-20", assessments=(waiting,))))
    assert found["assessments_completed"] == (0, None)
    assert found["assessments_within_45_days"] == (0, 0)


def test_share_of_nothing_has_no_value():
    assert counter_of().indicators()["referrals_from_police"].value is None


@pytest.mark.parametrize(
    ("held", "band", "within"),
    [
        ("2024-06-03", "icpc_0_to_10_days", 1),
        ("2024-06-17", "icpc_0_to_10_days", 1),
        ("2024-06-18", "icpc_11_to_15_days", 1),
        ("2024-06-24", "icpc_11_to_15_days", 1),
        ("2024-06-25", "icpc_16_to_20_days", 0),
        ("2024-07-01", "icpc_16_to_20_days", 0),
        ("2024-07-02", "icpc_21_plus_days", 0),
    ],
)
def test_conferences_fall_into_bands(held, band, within):
    enquiry = Enquiry(start=day("2024-06-03"), conference=day(held))
    found = values(child(referral("2024-06-03", enquiries=(enquiry,))))
    bands = {name for name, value in found.items() if name[-4:] == "days"}
    assert {name for name in bands if found[name] == (1, None)} == {band}
    assert found["icpc_within_15_days"] == (within, 1)


def test_conference_before_its_enquiry_is_in_no_band():
    enquiry = Enquiry(start=day("2024-06-03"), conference=day("2024-05-31"))
    found = values(child(referral("2024-05-01", enquiries=(enquiry,))))
    assert found["icpc_within_15_days"] == (0, 1)
    assert sum(found[name][0] for name in found if name.startswith("icpc_0")) == 0


def test_enquiry_of_the_year_before_counts_for_its_conference_only():
    enquiry = Enquiry(start=day("2024-03-20"), conference=day("2024-04-10"))
    found = values(child(referral("2024-03-19", enquiries=(enquiry,))))
    assert (found["section47_enquiries"], found["icpc_held"]) == ((0, None), (1, None))


def test_conference_of_a_transfer_is_outside_the_measures():
    moved = referral("2024-06-03", transfer_conference=day("2024-06-10"))
    assert values(child(moved))["icpc_held"] == (0, None)


@pytest.mark.parametrize(
    ("episode", "counted"),
    [
        pytest.param(referral("2024-06-03"), 1, id="open"),
        pytest.param(referral("2025-03-31"), 1, id="from the last day"),
        pytest.param(referral("2024-06-03", closure=day("2025-03-31")), 0, id="closed"),
        pytest.param(referral("2024-06-03", closure=day("2025-04-01")), 1, id="later"),
        pytest.param(referral("2025-04-01"), 0, id="referred later"),
        pytest.param(no_action("2024-06-03"), 0, id="no further action"),
    ],
)
def test_cin_at_year_end(episode, counted):
    assert values(child(episode))["cin_at_year_end"] == (counted, None)


def test_cin_at_year_end_counts_each_child_once():
    rows = (referral("2024-06-03"), referral("2025-03-31"))
    nameless = child(*rows, identifier=None)
    children = (child(*rows), child(*rows), nameless, nameless)
    assert values(*children)["cin_at_year_end"] == (4, None)


def test_cin_starts_counts_records_not_days():
    rows = (referral("2024-06-03"), referral("2024-06-03"), no_action("2024-06-03"))
    assert values(child(*rows))["cin_starts"] == (2, None)


@pytest.mark.parametrize(
    ("start", "long"), [("2023-03-31", 1), ("2023-04-01", 0), ("2023-03-30", 1)]
)
def test_plans_open_two_years_at_the_year_end(start, long):
    assert with_plans(plan(start))["cpp_two_years_at_year_end"] == (long, 1)


@pytest.mark.parametrize(
    ("start", "end", "long"),
    [
        pytest.param("2022-06-10", "2024-06-10", 1, id="two years"),
        pytest.param("2022-06-10", "2024-06-09", 0, id="a day less"),
        pytest.param("2022-06-10", "2025-03-31", 1, id="on the last day"),
    ],
)
def test_plans_ended_after_two_years(start, end, long):
    found = with_plans(plan(start, end))
    assert found["cpp_two_years_ended"] == (long, 1)
    assert found["cpp_at_year_end"] == (0, None)


def test_plans_started_again_have_earlier_ones():
    found = with_plans(plan("2024-04-01"), plan("2025-03-31", previous=1))
    assert found["cpp_second_or_subsequent"] == (1, 2)


def test_plan_that_starts_after_the_year_end_is_not_counted():
    found = with_plans(plan("2025-04-01"))
    assert (found["cpp_at_year_end"], found["cpp_starts"]) == ((0, None), (0, None))


@pytest.mark.parametrize(
    ("start", "due"), [("2024-12-31", 1), ("2025-01-01", 0)], ids=["3 months", "less"]
)
def test_plans_are_due_a_review_after_three_months(start, due):
    assert with_plans(plan(start))["cpp_reviewed_in_timescale"] == (0, due)


@pytest.mark.parametrize(
    ("reviews", "expected"),
    [
        pytest.param((), False, id="none"),
        pytest.param(("2024-09-10", "2025-03-10"), True, id="exactly 3 and 6 months"),
        pytest.param(("2024-09-11", "2025-03-10"), False, id="first a day late"),
        pytest.param(("2024-09-10", "2025-03-11"), False, id="second a day late"),
        pytest.param(("2024-09-10",), False, id="next one overdue"),
        pytest.param(("2024-09-10", "2024-09-30"), True, id="latest 6 months before"),
        pytest.param(("2024-09-10", "2024-09-29"), False, id="latest a day earlier"),
        pytest.param(("2025-03-10", "2024-09-10"), True, id="in any order"),
        pytest.param(("2024-06-09",), False, id="before the start"),
        pytest.param(("2024-09-10", "2025-04-01"), False, id="after the year end"),
    ],
)
def test_reviews_in_time(reviews, expected):
    tested = plan("2024-06-10", reviews=reviews)
    assert is_reviewed_in_time(tested, date(2025, 3, 31)) is expected


def test_rates_are_per_10000_children():
    counter = counter_of(child(no_action("2024-06-03")), population=40_000)
    rate = counter.indicators()["referral_rate"]
    assert (rate.numerator, rate.denominator, rate.value) == (1, 40_000, 0.25)
