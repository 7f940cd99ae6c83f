"""Clean sets of every year pass every rule that has what it needs.

Five authorities, one for each year, in one database; and one of them again on a
machine that has no directory of postcodes.
"""

import polars as pl
import pytest
from generated_sets import faults_in, load, lookup_of, make
from postcode_directory import MadeUpDirectory
from rules_build import build_rules

from returncheck.catalogue.rules import rules_in_force

AUTHORITIES = {2023: "887", 2024: "203", 2025: "380", 2026: "316", 2027: "935"}
UNPLACED, UNPLACED_YEAR = "855", 2026

IN_XML_ALONE = {"105"}
OF_PROVIDERS = {"219", "221", "224", "227", "228", "229", "1008"}
OF_POSTCODES = {
    *("164", "169", "179", "218", "392a", "392c", "406", "411", "420", "452", "453"),
    *("454", "503G", "503H", "503J", "1015"),
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory, new_database):
    """Findings and outcomes of the six sets, in one build."""
    folder = tmp_path_factory.mktemp("sets")
    database = new_database(folder / "sets.duckdb")
    for directory, sets in (
        (MadeUpDirectory(), AUTHORITIES.items()),
        (None, [(UNPLACED_YEAR, UNPLACED)]),
    ):
        with lookup_of(directory):
            for year, authority in sets:
                made = make(folder / f"{authority}-{year}", authority, year)
                load(database, made, authority, year)
    return build_rules(database)


def of_return(frame, authority, year):
    return frame.filter(pl.col("return_id") == f"ssda903-{authority}-{year}")


def outcomes_of(checked, authority, year):
    """Code to outcome and reason."""
    rows = of_return(checked[1], authority, year)
    chosen = rows.select("code", "outcome", "reason").rows()
    return {code: (outcome, reason) for code, outcome, reason in chosen}


def in_force(year):
    return {rule.code for rule in rules_in_force("ssda903", year)}


@pytest.mark.parametrize("year", AUTHORITIES)
def test_a_clean_set_has_no_finding(checked, year):
    assert faults_in(of_return(checked[0], AUTHORITIES[year], year)) == {}


@pytest.mark.parametrize("year", AUTHORITIES)
def test_every_rule_passes_that_has_what_it_needs(checked, year):
    outcomes = outcomes_of(checked, AUTHORITIES[year], year)
    passed = {code for code, told in outcomes.items() if told == ("passed", None)}
    # Orders to deprive of liberty are in no return before 2027.
    of_liberty = {"706"} if year == 2027 else set()
    assert passed == in_force(year) - IN_XML_ALONE - OF_PROVIDERS - of_liberty
    assert len(passed) > 280


@pytest.mark.parametrize("year", AUTHORITIES)
def test_a_rule_that_was_not_run_says_why(checked, year):
    outcomes = outcomes_of(checked, AUTHORITIES[year], year)
    expected = {
        **dict.fromkeys(outcomes.keys() - in_force(year), f"not in force in {year}"),
        **dict.fromkeys(OF_PROVIDERS, "absent: ProviderInfo"),
        "229": "absent: ProviderInfo, ProviderInfo.LA_CODE_INFERRED",
        "105": "checks returns in XML alone",
    }
    if year == 2027:
        expected["706"] = "absent: DoLo in the return of 2026"
    reasons = {code: why for code, (how, why) in outcomes.items() if how == "not_run"}
    assert reasons == expected
    assert len(outcomes) == 333


@pytest.mark.parametrize("year", AUTHORITIES)
def test_the_year_before_is_context(checked, year):
    """What it is told of counts nowhere; it cannot itself be looked back from."""
    before = of_return(checked[0], AUTHORITIES[year], year - 1)
    assert before["is_context"].all()
    outcomes = outcomes_of(checked, AUTHORITIES[year], year - 1)
    failed = {code for code, (how, _) in outcomes.items() if how == "failed"}
    # Until 2024 SEX was 1 or 2; the set has the letters of 2025, or 202 would find
    # that every child has changed.
    assert failed == ({"101"} if year == 2025 else set())


def test_without_postcodes_only_what_needs_them_is_not_run(checked):
    outcomes = outcomes_of(checked, UNPLACED, UNPLACED_YEAR)
    placed = outcomes_of(checked, AUTHORITIES[UNPLACED_YEAR], UNPLACED_YEAR)
    others = OF_POSTCODES & in_force(UNPLACED_YEAR)
    assert {code for code in placed if outcomes[code] != placed[code]} == others
    assert len(others) == len(OF_POSTCODES)
    reasons = {outcomes[code] for code in others}
    assert {how for how, _ in reasons} == {"not_run"}
    assert all(why.startswith("absent: ") for _, why in reasons)
    assert outcomes["164"][1] == "absent: Episodes.PL_DISTANCE"
    assert outcomes["392c"][1] == "absent: PostcodeDirectory"


def test_without_postcodes_a_finding_says_how_to_get_them(checked):
    findings = of_return(checked[0], UNPLACED, UNPLACED_YEAR)
    assert faults_in(findings) == {}
    (message,) = findings["message"].to_list()
    assert "pip install 'returncheck[ssda903]'" in message
