"""Planted faults: exactly the findings that were promised, by plain rules."""

import json
from collections import Counter

import pytest
from plain_rules import findings
from plain_rules_other import breaches

from returncheck.synth import PLANTABLE, generate_cin_census

WHOLE_RETURN = {"100", "2886Q"}
FINDINGS_EACH = {"8510": 2, "2885": 2}
# What a fault cannot but break besides: rules that say the same in other words.
UNAVOIDABLE = {
    "100": {"8620", "8696", "8930", "4013"},
    "4001": {"4016"},
    "8839": {"8890"},
}
TABLES_EACH = {
    "1103": {"Assessments", "CINdetails"},
    "4001": {"ChildProtectionPlans", "CINplanDates"},
    "8816": {"CINdetails"},
    "8839": {"Section47"},
}


def generate(folder, year, plants, children=400, seed=11):
    return generate_cin_census(
        authority="887",
        year=year,
        children=children,
        seed=seed,
        plants=plants,
        out=folder / "a.xml",
    )


def expected_of(result):
    listed = json.loads(result.expected.read_text())["findings"]
    return Counter(
        (
            each["code"],
            tuple(
                sorted((p["table_name"], p["row_number"]) for p in each["locations"])
            ),
        )
        for each in listed
    )


@pytest.mark.parametrize("year", [2024, 2025])
@pytest.mark.parametrize("code", PLANTABLE)
def test_one_fault_gives_its_findings_and_no_other(tmp_path, code, year):
    result = generate(tmp_path, year, {code: 1})
    assert findings(result.xml) == expected_of(result)
    assert {found for found, _ in expected_of(result)} == {code}
    assert result.findings == FINDINGS_EACH.get(code, 1)


@pytest.mark.parametrize("code", [c for c in PLANTABLE if c != "8500"])
def test_one_fault_breaks_no_rule_that_it_need_not(tmp_path, code):
    result = generate(tmp_path, 2026, {code: 1})
    assert breaches(result.xml).keys() <= UNAVOIDABLE.get(code, set())


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
@pytest.mark.parametrize("seed", [1, 2])
def test_all_faults_together_give_the_union(tmp_path, year, seed):
    plants = {code: 1 if code in WHOLE_RETURN else 2 for code in PLANTABLE}
    result = generate(tmp_path, year, plants, children=700, seed=seed)
    assert findings(result.xml) == expected_of(result)
    assert result.findings == sum(
        count * FINDINGS_EACH.get(code, 1) for code, count in plants.items()
    )


@pytest.mark.parametrize("code", TABLES_EACH)
def test_expected_names_every_row_of_a_finding(tmp_path, code):
    result = generate(tmp_path, 2025, {code: 1})
    ((_, rows),) = expected_of(result)
    assert {table for table, _ in rows} == TABLES_EACH[code]
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("code", "severity"), [("8608", "error"), ("8670Q", "query"), ("100", "error")]
)
def test_expected_gives_the_severity(tmp_path, code, severity):
    result = generate(tmp_path, 2025, {code: 1})
    (finding,) = json.loads(result.expected.read_text())["findings"]
    assert finding["severity"] == severity


@pytest.mark.parametrize("code", sorted(WHOLE_RETURN))
def test_expected_places_whole_return_findings(tmp_path, code):
    places = {"100": (("Header", 1),), "2886Q": ()}
    result = generate(tmp_path, 2025, {code: 1})
    assert expected_of(result) == {(code, places[code]): 1}


def test_expected_repeats_what_was_asked(tmp_path):
    result = generate(tmp_path, 2025, [("8608", 2), ("1510", 1)])
    listed = json.loads(result.expected.read_text())
    assert listed["plants"] == {"1510": 1, "8608": 2}
    assert (listed["authority"], listed["year"], listed["seed"]) == ("887", 2025, 11)


def test_clean_return_expects_nothing(tmp_path):
    result = generate(tmp_path, 2025, {})
    assert expected_of(result) == {}


def test_faults_leave_the_other_children_as_they_were(tmp_path):
    clean = generate(tmp_path / "clean", 2025, {}).xml.read_text().split("<Child>")
    planted = generate(tmp_path / "planted", 2025, {"8790": 3}).xml.read_text()
    changed = [a != b for a, b in zip(clean, planted.split("<Child>"), strict=True)]
    assert sum(changed) == 3


@pytest.mark.parametrize("asked", [50])
def test_more_than_half_a_return_can_carry_faults(tmp_path, asked):
    plants = {"1510": asked, "4180": asked, "8790": asked, "8897Q": asked}
    result = generate(tmp_path, 2025, plants)
    assert findings(result.xml) == expected_of(result)
    assert result.findings == 4 * asked


@pytest.mark.parametrize("code", ["1103", "4011", "8565", "8608"])
def test_many_faults_of_one_rule_give_their_findings(tmp_path, code):
    result = generate(tmp_path, 2026, {code: 60}, children=600)
    assert findings(result.xml) == expected_of(result)
    assert result.findings == 60
