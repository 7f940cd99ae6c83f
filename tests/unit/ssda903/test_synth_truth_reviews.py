"""True values of reviews in time: their days, and what each year asks for."""

from datetime import date

import pytest
from one_child import episode, parts, reviews, true

from returncheck.synth.dates import bank_holidays
from returncheck.synth.ssda903.truth.reviews import last_day_of_first, months_after


@pytest.mark.parametrize(
    ("start", "last"),
    [
        pytest.param(date(2024, 6, 3), date(2024, 7, 1), id="a Monday"),
        pytest.param(date(2024, 5, 31), date(2024, 6, 30), id="a Friday: to Sunday"),
        pytest.param(date(2024, 12, 2), date(2025, 1, 2), id="over Christmas"),
    ],
)
def test_last_day_of_the_first_review(start, last):
    assert last_day_of_first(start, frozenset(bank_holidays())) == last


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2024, 10, 31), 6, date(2025, 4, 30)),
        (date(2024, 3, 31), -30, date(2021, 9, 30)),
    ],
)
def test_months_after(day, months, later):
    assert months_after(day, months) == later


@pytest.mark.parametrize(
    ("days", "value"),
    [
        pytest.param(("28/06/2024", "28/09/2024", "28/03/2025"), (1, 1), id="in time"),
        pytest.param(
            ("03/07/2024", "28/09/2024", "28/03/2025"), (0, 1), id="first late"
        ),
        pytest.param(
            ("28/06/2024", "29/09/2024", "28/03/2025"), (0, 1), id="second late"
        ),
        pytest.param(
            ("28/06/2024", "20/09/2024", "21/03/2025"), (0, 1), id="third late"
        ),
        pytest.param(("28/06/2024",), (0, 1), id="second overdue"),
        pytest.param((), (0, 1), id="none"),
    ],
)
def test_reviews_of_a_child_that_came_in_the_year(days, value):
    told = true(episode(DECOM="03/06/2024"), Reviews=reviews(*days))
    assert parts(told["cla_reviews_in_timescale"]) == value


def test_no_review_is_due_of_a_child_that_left_before():
    left = episode(DECOM="03/06/2024", DEC="20/06/2024", REC="E4A")
    assert parts(true(left)["cla_reviews_in_timescale"]) == (0, 0)


@pytest.mark.parametrize(
    ("before", "now", "value"),
    [
        pytest.param("10/12/2023", "10/06/2024", (1, 1), id="six months"),
        pytest.param("10/12/2023", "11/06/2024", (0, 1), id="a day more"),
    ],
)
def test_reviews_go_on_over_the_year_end(before, now, value):
    told = true(
        episode(DECOM="03/06/2020"),
        before=[episode(DECOM="03/06/2020")],
        before_reviews=reviews("10/07/2023", before),
        Reviews=reviews(now, "10/11/2024"),
    )
    assert parts(told["cla_reviews_in_timescale"]) == value
