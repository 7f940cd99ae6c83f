"""What the published figures of the children in need release are, and are not."""

import csv
import itertools

import pytest

from returncheck.catalogue.count_links import Part, indicator_parts
from returncheck.catalogue.indicators import indicator, indicators

TOPICS = ("front_door", "assessment", "child_protection")
DURATIONS = (
    "cpp_up_to_3_months_at_year_end",
    "cpp_3_to_6_months_at_year_end",
    "cpp_6_to_12_months_at_year_end",
    "cpp_1_to_2_years_at_year_end",
    "cpp_two_years_at_year_end",
)


@pytest.fixture(scope="module")
def shipped(root):
    """Indicator to year and area to the row."""
    found = {}
    for topic in TOPICS:
        path = root / "seeds" / "published" / f"{topic}.csv"
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                place = (int(row["year"]), row["area_code"])
                found.setdefault(row["indicator_id"], {})[place] = row
    return found


def test_starts_of_the_release_leave_out_those_found_not_in_need(shipped):
    medway = (2018, "887")
    told = {
        name: int(shipped[name][medway][column])
        for name, column in (
            ("referrals", "value"),
            ("referrals_no_further_action", "numerator"),
            ("referrals_assessed_not_in_need", "numerator"),
            ("cin_episodes_started", "value"),
        )
    }
    assert told == {
        "referrals": 2612,
        "referrals_no_further_action": 195,
        "referrals_assessed_not_in_need": 911,
        "cin_episodes_started": 1506,
    }
    assert not indicator("cin_starts").is_published
    assert not indicator("cin_start_rate").is_published


def test_rates_of_the_population_begin_where_their_revisions_are_known(shipped):
    rates = [each for each in indicators() if each.unit == "per_10k"]
    begun = {
        each.indicator_id: min(shipped[each.indicator_id])[0]
        for each in rates
        if each.indicator_id in shipped
    }
    assert begun["cin_rate"] == 2016
    assert {name: year for name, year in begun.items() if year < 2016} == {}


def test_durations_of_open_plans_are_all_of_them(shipped):
    total = shipped["cpp_at_year_end"]
    compared = 0
    for place, row in total.items():
        parts = [shipped[name][place]["numerator"] for name in DURATIONS]
        if row["area_type"] != "authority":
            continue
        if row["value"].isdigit() and all(part.isdigit() for part in parts):
            assert sum(map(int, parts)) == int(row["value"]), place
            compared += 1
    assert compared > 1000


def test_every_factor_is_over_the_episodes_with_factors(shipped):
    factors = [each for each in indicators() if each.indicator_id.startswith("factor_")]
    over = {
        each.indicator_id: each.total_id
        for each in indicator_parts()
        if each.part is Part.DENOMINATOR
    }
    assert len(factors) == 39
    assert {over[each.indicator_id] for each in factors} == {"episodes_with_factors"}
    total = shipped["episodes_with_factors"]
    for each in factors:
        rows = itertools.islice(shipped[each.indicator_id].items(), 50)
        assert all(row["denominator"] == total[p]["value"] for p, row in rows)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("factor_physical_abuse_by_adult", 2021),
        ("factor_sexual_abuse_by_child", 2021),
        ("factor_criminal_exploitation", 2022),
        ("factor_neglect", 2018),
    ],
)
def test_a_factor_begins_with_the_year_that_records_it(shipped, name, first):
    assert min(shipped[name])[0] == first


def test_conferences_in_time_are_over_all_conferences(shipped):
    conferences = shipped["icpc_held"]
    for place, row in shipped["icpc_within_15_days"].items():
        assert row["denominator"] == conferences[place]["value"], place
