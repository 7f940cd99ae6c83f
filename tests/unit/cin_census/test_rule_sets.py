"""Years whose rules are held, and which set checks a return."""

import pytest

from returncheck.catalogue.rule_sets import (
    rule_set_for,
    rule_set_of,
    rule_sets,
    years_in_words,
)
from returncheck.catalogue.rules import rule, rules_in_force
from returncheck.errors import ConfigError

CIN = "cin_census"


def test_rule_sets_are_final_to_2026_and_provisional_in_2027():
    assert [(each.year, each.is_provisional) for each in rule_sets(CIN)] == [
        (2023, False),
        (2024, False),
        (2025, False),
        (2026, False),
        (2027, True),
    ]
    assert rule_sets("kpi_return") == []


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2022, None), (2023, 2023), (2026, 2026), (2027, 2027), (2028, 2027)],
)
def test_a_return_takes_the_set_of_its_year_or_the_latest_before(year, expected):
    found = rule_set_for(CIN, year)
    assert (found.year if found else None) == expected


@pytest.mark.parametrize(
    ("year", "said"),
    [
        pytest.param(
            2022,
            "There is no rule set for 2022. Give years from 2023 on. "
            "Held: 2023 to 2026, 2027 (provisional).",
            id="before",
        ),
        pytest.param(
            2031,
            "There is no rule set for 2031. Give years up to 2027. "
            "Held: 2023 to 2026, 2027 (provisional).",
            id="after",
        ),
    ],
)
def test_a_year_without_a_set_names_those_held(year, said):
    with pytest.raises(ConfigError) as told:
        rule_set_of(CIN, year)
    assert str(told.value) == said


def test_years_in_words_keep_provisional_ones_apart():
    assert years_in_words(rule_sets(CIN)) == "2023 to 2026, 2027 (provisional)"
    assert years_in_words(rule_sets(CIN)[-1:]) == "2027 (provisional)"


def test_every_rule_belongs_to_a_year_that_is_held():
    held = {each.year for each in rule_sets(CIN)}
    first_years = {each.first_year for each in rules_in_force(CIN, 2026)}
    assert first_years <= held


def test_a_rule_of_a_year_beyond_the_last_set_is_refused():
    with pytest.raises(ConfigError, match="no rule set for 2031"):
        rule("8608", year=2031)
