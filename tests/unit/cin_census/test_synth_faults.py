"""Planted faults: exactly the findings that were promised, by plain rules."""

import json
from collections import Counter

import pytest

from cin_census.records import Tables
from cin_census.rules import findings
from returncheck.catalogue.rules import rule_versions
from returncheck.synth.cin_census import PLANTABLE, generate_cin_census
from returncheck.synth.cin_census.faults import first_year

WHOLE_RETURN = {"100", "2883", "2886Q", "2887Q", "2888Q", "8995Q", "9000Q"}
# Without records, or their starts, no fault of a record of pre-proceedings is left.
WITHOUT_RECORDS = {"8995Q", "9000Q"}
# What a fault cannot but break besides.
COMPANIONS = {
    "1104": {"2889"},
    "2883": {"2885"},
    "4001": {"4016"},
    "4004": {"4014"},
    "8815": {"8816"},
    "8896": {"8863Q"},
    "8935": {"8940"},
    "8995Q": {"9000Q"},
}
# Fault to the rule of which it gives two findings: most give one of each of theirs.
TWICE = {
    "1520": "1520",
    "2883": "2885",
    "2885": "2885",
    "8510": "8510",
    "8794": "8794",
    "8815": "8815",
    "8935": "8940",
}
TABLES_EACH = {
    "1103": {"Assessments", "CINdetails"},
    "2884": {"Section47", "CINdetails"},
    "4000": {"CINdetails", "CINplanDates"},
    "8555Q": {"ChildIdentifiers", "CINdetails"},
    "8816": {"CINdetails"},
    "8832": {"CINdetails", "ChildProtectionPlans"},
    "8890": {"Section47"},
}


def generate(folder, year, plants, children=250, seed=11):
    return generate_cin_census(
        authority="887",
        year=year,
        children=children,
        seed=seed,
        plants=plants,
        out=folder / "a.xml",
    )


def findings_of(result):
    found = findings(Tables.from_xml(result.path))
    return Counter(
        {(code, each): n for code, all_ in found.items() for each, n in all_.items()}
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


def codes_of(counter):
    return {code for code, _ in counter}


def in_force(year):
    return [code for code in PLANTABLE if year >= first_year(code)]


def groups(year):
    """The faults of a year, ten a return; those of the whole return alone."""
    whole, others = (
        [code for code in in_force(year) if (code in WHOLE_RETURN) == is_whole]
        for is_whole in (True, False)
    )
    number = -(-len(others) // 10)
    return [[code] for code in whole] + [others[n::number] for n in range(number)]


@pytest.mark.parametrize(
    ("year", "codes"),
    [
        pytest.param(year, codes, id=f"{year}-{'-'.join(codes)}")
        for year in (2024, 2025, 2027)
        for codes in groups(year)
    ],
)
def test_one_fault_gives_its_findings_and_no_other(tmp_path, year, codes):
    result = generate(tmp_path, year, dict.fromkeys(codes, 1))
    expected = expected_of(result)
    assert findings_of(result) == expected
    given = Counter(codes)
    for code in codes:
        given.update(COMPANIONS.get(code, ()))
    given.update(TWICE[code] for code in codes if code in TWICE)
    assert Counter(code for code, _ in expected.elements()) == given
    assert result.findings == expected.total()


@pytest.mark.parametrize("year", [2024, 2025, 2027])
def test_every_fault_is_in_one_group(year):
    listed = [code for codes in groups(year) for code in codes]
    assert sorted(listed) == sorted(in_force(year))


@pytest.mark.parametrize(
    ("year", "seed", "children"),
    [
        (2023, 1, 700),
        (2024, 2, 700),
        (2025, 1, 700),
        (2025, 2, 700),
        (2026, 3, 700),
        # Few children have a record of pre-proceedings, and ten faults need one each.
        (2027, 1, 4000),
    ],
)
def test_all_faults_together_give_the_union(tmp_path, year, seed, children):
    codes = set(in_force(year)) - WITHOUT_RECORDS
    plants = {code: 1 if code in WHOLE_RETURN else 2 for code in sorted(codes)}
    result = generate(tmp_path, year, plants, children=children, seed=seed)
    assert findings_of(result) == expected_of(result)
    assert codes_of(expected_of(result)) == {*plants}


@pytest.mark.parametrize("code", sorted(WHOLE_RETURN - {"100"}))
def test_fault_of_the_whole_return_leaves_room_for_the_others(tmp_path, code):
    plants = dict.fromkeys(("8540", "8790", "8794", "8875", "8930", code), 1)
    result = generate(tmp_path, max(2025, first_year(code)), plants)
    assert findings_of(result) == expected_of(result)
    assert codes_of(expected_of(result)) == {*plants} | COMPANIONS.get(code, set())


def test_every_rule_can_be_planted():
    """From the year in which its first version is in force."""
    versions = rule_versions("cin_census")
    years = {
        code: min(rule.first_year for rule in versions if rule.code == code)
        for code in {rule.code for rule in versions}
    }
    assert years == {code: first_year(code) for code in years.keys() & {*PLANTABLE}}


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
    place = (("Header", 1),) if code == "100" else ()
    result = generate(tmp_path, max(2025, first_year(code)), {code: 1})
    assert expected_of(result)[code, place] == 1


def test_expected_repeats_what_was_asked(tmp_path):
    result = generate(tmp_path, 2025, [("8608", 2), ("1510", 1)])
    listed = json.loads(result.expected.read_text())
    assert listed["plants"] == {"1510": 1, "8608": 2}
    assert (listed["authority"], listed["year"], listed["seed"]) == ("887", 2025, 11)


def test_clean_return_expects_nothing(tmp_path):
    result = generate(tmp_path, 2025, {})
    assert expected_of(result) == {}


def test_faults_leave_the_other_children_as_they_were(tmp_path):
    clean = generate(tmp_path / "clean", 2025, {}).path.read_text().split("<Child>")
    planted = generate(tmp_path / "planted", 2025, {"8790": 3}).path.read_text()
    changed = [a != b for a, b in zip(clean, planted.split("<Child>"), strict=True)]
    assert sum(changed) == 3


@pytest.mark.parametrize("asked", [50])
def test_more_than_half_a_return_can_carry_faults(tmp_path, asked):
    plants = {"1510": asked, "4180": asked, "8790": asked, "8897Q": asked}
    result = generate(tmp_path, 2025, plants, children=400)
    assert findings_of(result) == expected_of(result)
    assert result.findings == 4 * asked


@pytest.mark.parametrize("code", ["1103", "4011", "8565", "8608"])
def test_many_faults_of_one_rule_give_their_findings(tmp_path, code):
    result = generate(tmp_path, 2026, {code: 60}, children=600)
    assert findings_of(result) == expected_of(result)
    assert result.findings == 60
