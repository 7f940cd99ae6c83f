"""What the generator says of a whole return, at the limits of its four rules."""

from datetime import date

import pytest

from returncheck.synth.cin_census.plants.whole_return import ReturnTally
from returncheck.synth.cin_census.records import (
    Child,
    Enquiry,
    Episode,
    PreProceedings,
    ProtectionPlan,
)

CODES = ("MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS")
DAY = date(2024, 9, 10)


def child(identifier="A", sex="F", disabilities=(), episodes=(), expected=None):
    return Child(
        identifier=identifier,
        sex=sex,
        ethnicity="WBRI",
        expected_birth=expected,
        disabilities=disabilities,
        episodes=episodes,
    )


def broken(*children, year=2025):
    """What the return breaks, but for the records of 2027 that none of them has."""
    tally = ReturnTally(year)
    for each in children:
        tally.add(each)
    return set(tally.broken()) - {"8995Q", "9000Q"}


def with_disabilities(*codes, times=2):
    """So many children; the first has one code more."""
    first, *others = codes
    children = [child(str(n), disabilities=(each,)) for n, each in enumerate(others)]
    return [child("first", disabilities=(first,) * times), *children]


@pytest.mark.parametrize(("unknown", "breaks"), [(1, False), (2, True)])
def test_unknown_sex_of_more_than_2_per_cent(unknown, breaks):
    children = [child(sex="U")] * unknown + [child()] * (50 - unknown)
    assert ("2886Q" in broken(*children)) is breaks


def test_unknown_sex_of_unborn_children_is_not_counted():
    assert "2886Q" not in broken(child(sex="U", expected=date(2025, 5, 1)))


@pytest.mark.parametrize(
    ("year", "sex", "breaks"),
    [(2024, "0", True), (2024, "U", False), (2025, "0", False), (2025, "", True)],
)
def test_unknown_sex_is_of_the_year(year, sex, breaks):
    assert ("2886Q" in broken(child(sex=sex), year=year)) is breaks


@pytest.mark.parametrize(("codes", "breaks"), [(7, True), (8, False)])
def test_seven_disability_codes_are_few(codes, breaks):
    children = with_disabilities(*CODES[:codes], times=2)
    more = child("more", disabilities=("NONE", ""))
    assert broken(*children, more) == ({"2887Q"} if breaks else set())


@pytest.mark.parametrize(("times", "breaks"), [(1, True), (2, False)])
def test_one_disability_each(times, breaks):
    children = with_disabilities(*CODES, times=times)
    more = child("more", disabilities=("NONE", "NONE"))
    assert broken(*children, more) == ({"2888Q"} if breaks else set())


@pytest.mark.parametrize("identifier", ["0", None])
def test_disabilities_are_counted_by_child_whatever_its_identifier(identifier):
    same = child(identifier, disabilities=("LD",))
    assert broken(*with_disabilities(*CODES, times=1), same) == {"2888Q"}


@pytest.mark.parametrize(
    ("starts", "conferences", "breaks"),
    [
        pytest.param((DAY,), (DAY,), False, id="as many"),
        pytest.param((DAY, DAY), (DAY,), True, id="one more"),
        pytest.param((date(2024, 4, 1),), (), True, id="first day"),
        pytest.param((date(2025, 3, 31),), (), True, id="last day"),
        pytest.param((date(2024, 3, 31),), (), False, id="the year before"),
        pytest.param((DAY,), (date(2025, 4, 1),), True, id="held after the year"),
        pytest.param((DAY,), (None,), True, id="no date"),
    ],
)
def test_plans_outnumber_conferences(starts, conferences, breaks):
    episode = Episode(
        referral=DAY,
        source="6",
        enquiries=tuple(Enquiry(start=DAY, conference=day) for day in conferences),
        protection_plans=tuple(
            ProtectionPlan(
                start=day,
                end=None,
                initial_category="NEG",
                latest_category="NEG",
                previous_plans=0,
            )
            for day in starts
        ),
    )
    assert ("2883" in broken(child(episodes=(episode,)))) is breaks


def test_conference_of_a_child_who_moved_in_counts():
    moved = Episode(referral=DAY, source="6", transfer_conference=DAY)
    planned = Episode(
        referral=DAY,
        source="6",
        protection_plans=(
            ProtectionPlan(
                start=DAY,
                end=None,
                initial_category="NEG",
                latest_category="NEG",
                previous_plans=0,
            ),
        ),
    )
    assert "2883" not in broken(child(episodes=(moved, planned)))


@pytest.mark.parametrize(
    ("starts", "breaks"),
    [
        pytest.param((), {"8995Q", "9000Q"}, id="no record"),
        pytest.param((None, None), {"9000Q"}, id="no start"),
        pytest.param((None, DAY), set(), id="one start"),
    ],
)
def test_pre_proceedings_of_the_return(starts, breaks):
    records = tuple(
        PreProceedings(
            start=start,
            letter=None,
            is_offered=None,
            is_held=None,
            meeting=None,
            reviews=None,
            decision=None,
            outcome=None,
            court=None,
            notice=None,
        )
        for start in starts
    )
    tally = ReturnTally(2027)
    tally.add(child())
    tally.add(
        child(episodes=(Episode(referral=DAY, source="6", pre_proceedings=records),))
    )
    assert set(tally.broken()) & {"8995Q", "9000Q"} == breaks
