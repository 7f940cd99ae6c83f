"""What a rule finds does not depend on the order of the rows, unless it says so."""

from pathlib import Path

import pytest
from rule_cases import FOLDERS, load_cases, upside_down
from rule_cases_bench import RuleBench, rule_benches, rule_queries
from rules_build import plan_for

from returncheck.catalogue.rules import rule_versions

MODELS = [each.model for folder in FOLDERS for each in rule_versions(folder.name)]


@pytest.fixture(scope="module")
def queries(built_database: Path) -> dict[str, str]:
    return rule_queries(plan_for(built_database))


@pytest.fixture(scope="module")
def benches(
    built_database: Path,
    queries: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, RuleBench]:
    """The rules with every case in which order does not count, upside down."""
    return rule_benches(
        built_database,
        tmp_path_factory.mktemp("upside_down"),
        queries,
        lambda folder: [
            upside_down(case)
            for case in load_cases(folder)
            if not case.is_in_file_order
        ],
    )


@pytest.mark.parametrize("model", MODELS)
def test_rule_finds_the_same_rows_upside_down(
    model: str, queries: dict[str, str], benches: dict[str, RuleBench]
) -> None:
    assert benches[model].failing(queries[model]) == []
