"""Planted faults: exactly the findings that were promised, by plain rules."""

import json
from functools import cache

import pytest
from made_up_returns import (
    as_return,
    expected_of,
    findings_of,
    in_force,
    joined,
    read_return,
)

from returncheck.catalogue.rules import rule_versions
from returncheck.errors import ConfigError
from returncheck.synth.dice import Dice
from returncheck.synth.planting import Season
from returncheck.synth.ssda903 import FEWEST_CHILDREN, PLANTABLE, generate_ssda903
from returncheck.synth.ssda903.context import Context
from returncheck.synth.ssda903.faults import PLANTERS, first_year, last_year, severity
from returncheck.synth.ssda903.lives import draw_life
from returncheck.synth.ssda903.year_view import shown

CHILDREN = 900
RULE_YEARS = range(2023, 2028)
NEVER_PLANTED = {
    "105": "of returns in XML",
    "164": "of distances that no two postcodes have",
    "219": "of the list of providers",
    "221": "of the list of providers",
    "224": "of the list of providers",
    "227": "of the list of providers",
    "228": "of the list of providers",
    "229": "of the list of providers",
    "303": "of a UASC table that the Header contradicts, which takes XML",
    "334": "of a start of care that the return of an adoption seldom shows",
    "336": "of two placements at once",
    "411": "of what is derived, and contradicts itself",
    "444": "of two children in one finding",
    "446": "of care since before 2005",
    "454": "of more than 350 miles, which few homes have around them",
    "706": "of a table that no year before has yet",
    "1008": "of the list of providers",
}


@cache
def children_of(year):
    """Ordinary children of a return, all of them the same for every fault."""
    context = Context(authority="887", year=year, seed=3)
    return tuple(
        (place, shown(draw_life(context, place), year))
        for place in range(1, CHILDREN + 1)
    )


@cache
def neighbour(year):
    """A child of both years, so that no table of either is empty as a whole."""
    return next(
        child
        for _, child in children_of(year)
        if child.before and child.rows("OC2") and child.count("Episodes") == 1
    )


def planted_in(code, year, at_most):
    """The first children that suit a fault, with it."""
    found = []
    for place, child in children_of(year):
        season = Season(year=year, dice=Dice(3, "887", year, place, code))
        planted = PLANTERS[code](child, season)
        if planted is not None and child is not neighbour(year):
            found.append(planted)
        if len(found) == at_most:
            break
    return found


def places_of(finding):
    return tuple(sorted((str(row.table), row.index + 1) for row in finding.rows))


def years_of(code):
    """The first and the last year of a rule, and those whose codes are others."""
    years = [
        year for year in RULE_YEARS if first_year(code) <= year <= last_or_latest(code)
    ]
    return sorted({years[0], years[-1], *({2025} & {*years})})


def last_or_latest(code):
    return last_year(code) or RULE_YEARS[-1]


CASES = [
    pytest.param(code, year, id=f"{code}-{year}")
    for code in PLANTABLE
    for year in years_of(code)
]


@pytest.mark.parametrize(("code", "year"), CASES)
def test_fault_gives_its_findings_and_no_other(code, year):
    planted_ones = planted_in(code, year, at_most=3)
    assert planted_ones
    for planted in planted_ones:
        data = as_return(*joined([planted.child, neighbour(year)], year), year)
        promised = {(each.code, places_of(each)): 1 for each in planted.findings}
        assert findings_of(data) == promised
        assert code in {each.code for each in planted.findings}


def test_every_rule_can_be_planted_or_is_said_why_not():
    codes = {rule.code for rule in rule_versions("ssda903")}
    assert codes == {*PLANTABLE, *NEVER_PLANTED}
    assert not {*PLANTABLE} & {*NEVER_PLANTED}


@pytest.mark.parametrize("year", RULE_YEARS)
def test_years_and_severity_are_those_of_the_rules(year):
    rules = [rule for rule in rule_versions("ssda903") if rule.holds_in(year)]
    known = {rule.code: rule.severity for rule in rules if rule.code in PLANTABLE}
    assert known == {
        code: severity(code)
        for code in PLANTABLE
        if first_year(code) <= year <= last_or_latest(code)
    }


@pytest.mark.parametrize("year", [2023, 2026])
def test_faults_of_a_written_return_are_where_it_says(tmp_path, year):
    chosen = [code for code in PLANTABLE if code in in_force(year)][::7]
    made = generate_ssda903(
        authority="887",
        year=year,
        children=FEWEST_CHILDREN + 500,
        seed=4,
        plants=dict.fromkeys(chosen, 1),
        out=tmp_path / "made",
    )
    content = json.loads(made.expected.read_text("utf-8"))
    data = read_return(made.path, year)
    assert findings_of(data) == expected_of(content)
    assert content["plants"] == dict.fromkeys(sorted(chosen), 1)
    assert {each["code"] for each in content["findings"]} >= {*chosen}


def test_several_faults_of_one_rule_are_in_as_many_children(tmp_path):
    made = generate_ssda903(
        authority="887",
        year=2025,
        children=FEWEST_CHILDREN + 100,
        seed=4,
        plants=[("103", 2), ("440", 1), ("103", 3)],
        out=tmp_path / "made",
    )
    findings = json.loads(made.expected.read_text("utf-8"))["findings"]
    rows = [each["locations"][0]["row_number"] for each in findings]
    codes = [each["code"] for each in findings]
    assert codes == ["103"] * 5 + ["440"]
    assert len(set(rows[:5])) == 5
    assert min(rows[:5]) > FEWEST_CHILDREN


@pytest.mark.parametrize(
    ("year", "code", "message"),
    [
        pytest.param(
            2025, "9999", "No fault can be planted for rule '9999'", id="none"
        ),
        pytest.param(2025, "233", "its first year is 2026", id="too early"),
        pytest.param(2025, "445", "its last year is 2024", id="too late"),
        pytest.param(2022, "103", "its first year is 2023", id="before all rules"),
        pytest.param(2025, "379", "too few of the 140 children", id="too few children"),
    ],
)
def test_faults_that_cannot_be_are_refused_and_nothing_is_written(
    tmp_path, year, code, message
):
    with pytest.raises(ConfigError, match=message):
        generate_ssda903(
            authority="887",
            year=year,
            children=140,
            seed=1,
            plants={code: 9},
            out=tmp_path / "made",
        )
    assert list(tmp_path.iterdir()) == []
