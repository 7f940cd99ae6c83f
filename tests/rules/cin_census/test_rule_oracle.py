"""Holds the rules against the same rules in plain Python.

Every case that is written down, without a database; and made-up returns that are wrong
in many ways at once, through the database.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from messy_returns import YEARS, MadeUp, made_up_returns
from rule_cases import (
    WHOLE_RETURN,
    Case,
    Findings,
    found_in,
    load_cases,
    without_roles,
)
from rules_build import build_rules

from cin_census.records import Tables
from cin_census.rules import IN_FORCE, RULES, findings, in_force, not_run
from returncheck.catalogue.rules import rule_versions
from returncheck.extensions.case_loading import load_at_once
from returncheck.returns.cin_census import KIND

COLLECTION = KIND.collection
FOLDER = Path(__file__).parent
VERSIONS = rule_versions(COLLECTION)
CODES = list(
    dict.fromkeys(v.code for v in VERSIONS if any(v.holds_in(year) for year in YEARS))
)
each_version = pytest.mark.parametrize(
    "version", [pytest.param(each, id=each.model) for each in VERSIONS]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of one rule and one return.

    Attributes:
        outcome: `passed`, `failed` or `not_run`.
        findings: The findings, each with its places, with how often they occur.
    """

    outcome: str
    findings: Counter[tuple]


def _counted(listed: Findings) -> Counter[tuple]:
    whole = WHOLE_RETURN[:2]
    return Counter(
        tuple(place for place in each if place != whole)
        for each in without_roles(listed)
    )


def _plainly_said(tables: Tables) -> dict[str, Said]:
    """What the plain rules say of a return, by code."""
    found = findings(tables)
    run = in_force(tables.year).keys() - not_run(tables, tables.year)
    said = dict.fromkeys(IN_FORCE, Said(outcome="not_run", findings=Counter()))
    return said | {
        code: Said(
            outcome="failed" if code in found else "passed",
            findings=found.get(code, Counter()),
        )
        for code in run
    }


# Not `case`: by that name the other tests know what to load into the database.
@pytest.mark.parametrize(
    "entry", [pytest.param(case, id=case.return_id) for case in load_cases(FOLDER)]
)
def test_case_says_what_the_plain_rules_say(entry: Case) -> None:
    expected = Said(outcome=entry.outcome, findings=_counted(entry.findings))
    said = _plainly_said(Tables.from_rows(entry.tables, entry.year))
    assert said[entry.code] == expected


def test_plain_rules_are_121_in_126_versions() -> None:
    assert (len(IN_FORCE), len(RULES)) == (121, 126)


@each_version
def test_rule_is_in_force_in_the_same_years(version) -> None:
    assert (version.first_year, version.last_year) in IN_FORCE[version.code]


@each_version
def test_rule_needs_the_tables_that_the_plain_rule_reads(version) -> None:
    (plain,) = [
        each
        for each in RULES
        if (each.code, each.first_year) == (version.code, version.first_year)
    ]
    assert set(version.needs) == plain.reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What the project and the plain rules say of one rule and one return."""

    return_id: str
    made: MadeUp = field(repr=False)
    expected: Said = field(repr=False)
    found: Said = field(repr=False)

    def shown(self, code: str) -> str:
        """The rule, what the return holds that it reads, and what is said."""
        reads = {"Header"}.union(*(rule.reads for rule in RULES if rule.code == code))
        return yaml.safe_dump(
            {
                "rule": code,
                "return": self.return_id,
                "year": self.made.year,
                "tables": {n: r for n, r in self.made.tables.items() if n in reads},
                "expected": [self.expected.outcome, _listed(self.expected)],
                "found": [self.found.outcome, _listed(self.found)],
            },
            default_flow_style=None,
            sort_keys=False,
            width=200,
        )

    @property
    def size(self) -> int:
        """How many rows the return has."""
        return sum(map(len, self.made.tables.values()))


def _listed(said: Said) -> list[str]:
    return sorted(
        " ".join(f"{table}:{number}" for table, number in each) or "the whole return"
        for each in said.findings.elements()
    )


@pytest.fixture(scope="session")
def compared(
    tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[Path], Path]
) -> dict[str, list[Compared]]:
    """Code to what is said of each made-up return, all checked in one build."""
    returns = made_up_returns()
    path = new_database(tmp_path_factory.mktemp("messy_returns") / "messy.duckdb")
    load_at_once(path, COLLECTION, returns)
    built_findings, rule_outcomes = build_rules(path)
    expected = {
        return_id: _plainly_said(Tables.from_rows(made.tables, made.year))
        for return_id, made in returns.items()
    }
    found = found_in(built_findings)
    by_code = defaultdict(list)
    for row in rule_outcomes.iter_rows(named=True):
        return_id, code = row["return_id"], row["code"]
        listed = found.get(f"{return_id}|{COLLECTION}:{code}", [])
        by_code[code].append(
            Compared(
                return_id=return_id,
                made=returns[return_id],
                expected=expected[return_id][code],
                found=Said(outcome=row["outcome"], findings=_counted(listed)),
            )
        )
    return by_code


@pytest.mark.parametrize("code", CODES)
def test_rule_finds_what_the_plain_rule_finds(
    code: str, compared: dict[str, list[Compared]]
) -> None:
    wrong = [each for each in compared[code] if each.found != each.expected]
    shortest = sorted(wrong, key=lambda each: each.size)[:2]
    shown = "\n".join(each.shown(code) for each in shortest)
    assert not wrong, f"{len(wrong)} of {len(compared[code])} returns differ\n{shown}"


@pytest.mark.parametrize("code", CODES)
def test_made_up_returns_fail_pass_and_lack_what_a_rule_needs(
    code: str, compared: dict[str, list[Compared]]
) -> None:
    outcomes = {each.expected.outcome for each in compared[code]}
    assert outcomes == {"failed", "passed", "not_run"}


def test_every_rule_in_force_is_compared(compared: dict[str, list[Compared]]) -> None:
    versions = {
        (code, version.first_year)
        for code, each in compared.items()
        for version in VERSIONS
        for year in {one.made.year for one in each}
        if version.code == code and version.holds_in(year)
    }
    assert compared.keys() == set(CODES)
    assert versions == {(v.code, v.first_year) for v in VERSIONS}
