"""Units of the catalogue, and which figures grow with their period."""

import pytest

from returncheck.catalogue.indicators import indicator, indicators
from returncheck.generate.indicator_pages import indicator_page_files

UNITS = {
    "count",
    "percent",
    "per_10k",
    "per_10k_10_to_17",
    "per_100k_10_to_17",
    "number",
    "score",
    "pounds",
    "months",
    "weeks",
    "days",
}


def test_catalogue_has_units_that_are_known():
    assert {each.unit for each in indicators()} <= UNITS


def test_catalogue_has_years_that_end_on_a_known_day():
    ends = {each.year_end for each in indicators()}
    assert ends == {"03-31", "08-31", "09-30", "12-31"}


def test_page_of_indicators_has_each_once():
    (text,) = indicator_page_files().values()
    for each in indicators():
        assert text.count(f"### {each.indicator_id}\n") == 1


def test_published_indicators_say_their_decimals():
    assert not [
        each.indicator_id
        for each in indicators()
        if each.is_published and each.published_decimals is None
    ]


def test_shares_and_rates_say_over_what():
    over = ("percent", "per_10k", "per_10k_10_to_17", "per_100k_10_to_17")
    assert not [
        each.indicator_id
        for each in indicators()
        if each.unit in over and not each.denominator
    ]


@pytest.mark.parametrize(
    ("indicator_id", "grows"),
    [
        pytest.param("cla_starts", True, id="count"),
        pytest.param("cla_start_rate", True, id="rate"),
        pytest.param("youth_justice_first_time_entrants", True, id="rate-of-the-young"),
        pytest.param("spend_safeguarding", True, id="money"),
        pytest.param("social_worker_leavers_fte", True, id="number-of-a-year"),
        pytest.param("social_worker_vacancies_fte", False, id="number-on-a-day"),
        pytest.param("contacts_per_working_day", False, id="mean"),
        pytest.param("social_worker_turnover_rate", False, id="share"),
        pytest.param("cla_progress_8", False, id="score"),
        pytest.param("adoption_care_to_order_months", False, id="months"),
    ],
)
def test_figures_that_add_up_over_a_year_grow_with_their_period(indicator_id, grows):
    assert indicator(indicator_id).grows_with_period is grows
