"""Runs the cases of rules on any text of a rule's SQL."""

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

import duckdb
import sqlglot
from model_tests import SECONDS
from mutants import DIALECT
from rule_cases import FOLDERS, load_cases
from rules_build import NAMED, build_behind, plan_for

from returncheck import warehouse
from returncheck.catalogue.rules import RuleVersion, rule_versions
from returncheck.extensions.case_loading import load_at_once
from returncheck.extensions.cases import FAULT, RELATED, WHOLE_RETURN, Case, Findings
from returncheck.transform.plan import BuildPlan

INLINED = "__dbt__cte__"
"""What dbt puts before the name of a model that has no table."""


@dataclass(frozen=True, slots=True)
class RuleBench:
    """One version of a rule, with its cases in place: judges any text of its SQL."""

    _connection: duckdb.DuckDBPyConnection
    _cases: tuple[Case, ...]

    def passes(self, query: str) -> bool:
        """Whether every case has the findings expected with this SQL.

        A statement that fails, or that does not end in time, does not pass.
        """
        timer = Timer(SECONDS, self._connection.interrupt)
        timer.start()
        try:
            return not self.failing(query)
        except duckdb.Error:
            return False
        finally:
            timer.cancel()

    def failing(self, query: str) -> list[str]:
        """Names of the cases that have other findings with this SQL.

        Raises:
            duckdb.Error: The statement fails.
        """
        rows = self._connection.execute(
            "select return_id, finding_key, table_name, row_number, role "
            f"from ({query})"
        ).fetchall()
        found = _findings(rows)
        return [
            case.name
            for case in self._cases
            if found.get(case.return_id, []) != case.findings
        ]


def _findings(rows: Iterable[tuple[str, str, str, int | None, str]]) -> dict:
    held: dict[str, dict[str, dict[tuple[str, int], str]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for return_id, key, table, number, role in rows:
        place = WHOLE_RETURN[:2] if number is None else (table, number)
        roles = held[return_id][key]
        roles[place] = FAULT if role == FAULT else roles.get(place, RELATED)
    return {return_id: _listed(by_key.values()) for return_id, by_key in held.items()}


def _listed(findings: Iterable[dict[tuple[str, int], str]]) -> Findings:
    return sorted(
        sorted((*place, role) for place, role in each.items()) for each in findings
    )


def rule_queries(plan: BuildPlan) -> dict[str, str]:
    """Model of each rule to its SQL, which the plan has where rules are united."""
    return {
        each.alias.removeprefix(INLINED): each.this.sql(DIALECT)
        for step in plan.steps
        if INLINED in step.query
        for each in sqlglot.parse_one(step.query, read=DIALECT).ctes
        if each.alias.startswith(INLINED)
    }


def rule_benches(
    built: Path,
    folder: Path,
    queries: Mapping[str, str],
    cases_in: Callable[[Path], Iterable[Case]] = load_cases,
) -> dict[str, RuleBench]:
    """Model to what judges it, of those that are rules.

    Args:
        built: A database in which everything is built; it stays as it is.
        folder: Where a database with the cases is put.
        queries: Model to its SQL, of rules and others.
        cases_in: The cases of a return's rules, whose files lie in a folder.
    """
    cases: dict[str, tuple[Case, ...]] = {}
    returns: dict[str, dict[str, Case]] = defaultdict(dict)
    for cases_folder in FOLDERS:
        collection = cases_folder.name
        for version in rule_versions(collection):
            if version.model in queries:
                cases[version.model] = _cases_of(version, cases_in(cases_folder))
                returns[collection] |= {c.return_id: c for c in cases[version.model]}
    if not cases:
        return {}
    path = folder / "cases.duckdb"
    shutil.copyfile(built, path)
    for collection, loaded in returns.items():
        load_at_once(path, collection, loaded)
    with warehouse.connect(path) as connection:
        read = {name for model in cases for name in NAMED.findall(queries[model])}
        build_behind(connection, plan_for(path), read)
    connection = duckdb.connect(path)
    return {model: RuleBench(connection, held) for model, held in cases.items()}


def _cases_of(version: RuleVersion, cases: Iterable[Case]) -> tuple[Case, ...]:
    """Those in which the version is run."""
    return tuple(
        case
        for case in cases
        if case.code == version.code
        and version.holds_in(case.year)
        and case.outcome != "not_run"
    )
