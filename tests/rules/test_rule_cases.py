"""Runs every case of every rule: one return a case, one warehouse, one build."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from rule_cases import FOLDERS, Case, Findings, found_in, load_cases
from rules_build import build_rules

from returncheck.extensions.case_loading import load_at_once


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What one check of all cases said.

    Attributes:
        findings: Return and rule to the findings.
        outcomes: Return and rule to the outcomes that the marts state, with the
            number of findings.
    """

    findings: dict[str, Findings]
    outcomes: dict[str, list[tuple[str, int]]]


CASES = [case for folder in FOLDERS for case in load_cases(folder)]


def _collected(request: pytest.FixtureRequest) -> list[Case]:
    """The cases of this session, so that a choice of tests loads no others."""
    parameters = [
        getattr(item, "callspec", None) and item.callspec.params.get("case")
        for item in request.session.items
    ]
    return [case for case in parameters if isinstance(case, Case)]


@pytest.fixture(scope="session")
def checked(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    new_database: Callable[[Path], Path],
) -> Checked:
    """The cases loaded as returns of their own, and checked in one build."""
    path = new_database(tmp_path_factory.mktemp("rule_cases") / "cases.duckdb")
    by_collection: dict[str, dict[str, Case]] = defaultdict(dict)
    for case in _collected(request):
        by_collection[case.collection][case.return_id] = case
    for collection, cases in by_collection.items():
        load_at_once(path, collection, cases)
    findings, rule_outcomes = build_rules(path)
    outcomes = defaultdict(list)
    for row in rule_outcomes.iter_rows(named=True):
        outcomes[f"{row['return_id']}|{row['code']}"].append(
            (row["outcome"], row["finding_count"])
        )
    return Checked(findings=found_in(findings), outcomes=dict(outcomes))


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case.return_id) for case in CASES]
)
def test_rule_flags_exactly_the_expected_rows(case: Case, checked: Checked) -> None:
    found = checked.findings.get(f"{case.return_id}|{case.collection}:{case.code}", [])
    outcomes = checked.outcomes[f"{case.return_id}|{case.code}"]
    assert (found, outcomes) == (case.findings, [(case.outcome, case.counted)])
