"""How far the checks went: rules and suites, passed, failed or not run, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from returncheck.report.sections.checks import in_words
from returncheck.report.words.names import ReturnName
from returncheck.report.words.rules_run import rules_sentence
from returncheck.results.check_result import CheckResult
from returncheck.results.rules_run import rules_run

SUITE_OUTCOMES = {
    "failed": "Failed",
    "could_not_run": "Could not run",
    "passed": "Passed",
    "not_applicable": "Not applicable",
}
"""Outcomes of an expectation in the order in which they are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One rule that ran on one return.

    Attributes:
        code: Its code.
        title: What is wrong.
        severity: Severity of its findings.
        findings: Number of findings.
        explained: Number of those that are explained.
    """

    code: str
    title: str
    severity: str
    findings: int
    explained: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRun:
    """Rules that did not run, for one reason.

    Attributes:
        reason: Why.
        codes: Their codes.
        is_all: Whether they are all rules of the return.
    """

    reason: str
    codes: tuple[str, ...]
    is_all: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The rules of one return.

    Attributes:
        return_name: The return.
        said: Which rules ran, in a sentence.
        failed: Rules that found something.
        passed: Rules that found nothing.
        not_run: The others, by reason.
    """

    return_name: str
    said: str
    failed: tuple[RuleRow, ...]
    passed: tuple[RuleRow, ...]
    not_run: tuple[NotRun, ...]

    @property
    def not_run_count(self) -> int:
        """How many rules did not run."""
        return sum(len(group.codes) for group in self.not_run)

    @property
    def explained(self) -> int:
        """How many findings are explained."""
        return sum(rule.explained for rule in self.failed)

    @property
    def explained_rules(self) -> int:
        """How many rules found nothing but what is explained."""
        return sum(rule.explained == rule.findings for rule in self.failed)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteRow:
    """One expectation, of one return or of all.

    Attributes:
        suite: Name of its suite, in words.
        title: Its name, in words.
        return_name: The return; "All figures" when it is about none in particular.
        said: What was observed, or why nothing was.
        severity: Severity of its findings.
    """

    suite: str
    title: str
    return_name: str
    said: str
    severity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteGroup:
    """The expectations with one outcome."""

    outcome: str
    title: str
    rows: tuple[SuiteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractTally:
    """How many checks of one return's contract came to what.

    Attributes:
        return_name: The return.
        passed: Checks that passed.
        failed: Checks that failed.
        not_run: Reason to the number of checks that were not made.
    """

    return_name: str
    passed: int
    failed: int
    not_run: Mapping[str, int]


def contract_tallies(
    result: CheckResult, names: Mapping[str, ReturnName]
) -> tuple[ContractTally, ...]:
    """How far the contracts went.

    Args:
        result: The result.
        names: What its returns are called.

    Returns:
        One tally a return.
    """
    tallies = []
    for record in result.returns:
        of_return = result.contract_outcomes.filter(return_id=record.return_id)
        counted = dict(of_return["outcome"].value_counts().iter_rows())
        not_run = of_return.filter(outcome="not_run")["reason"]
        reasons = not_run.value_counts().sort(
            "count", "reason", descending=[True, False]
        )
        tallies.append(
            ContractTally(
                return_name=names[record.return_id].full,
                passed=counted.get("passed", 0),
                failed=counted.get("failed", 0),
                not_run=dict(reasons.iter_rows()),
            )
        )
    return tuple(tallies)


def rule_sets(
    result: CheckResult, names: Mapping[str, ReturnName]
) -> tuple[RuleSet, ...]:
    """What came of the rules, return by return.

    Args:
        result: The result.
        names: What its returns are called.

    Returns:
        One entry for each return that has statutory rules, in the order of loading.
    """
    by_return = result.rule_outcomes.partition_by("return_id", as_dict=True)
    said = {
        run.return_id: rules_sentence(run)
        for run in rules_run(result.returns, result.rule_outcomes)
    }
    return tuple(
        _rule_set(by_return[(return_id,)], name, said.get(return_id, ""))
        for return_id, name in names.items()
        if (return_id,) in by_return
    )


def _rule_set(outcomes: pl.DataFrame, name: ReturnName, said: str) -> RuleSet:
    not_run = (
        outcomes.filter(pl.col("outcome") == "not_run")
        .group_by("reason", maintain_order=True)
        .agg("code")
    )
    return RuleSet(
        return_name=name.full,
        said=said,
        failed=_rules(outcomes, "failed"),
        passed=_rules(outcomes, "passed"),
        not_run=tuple(
            NotRun(
                reason=reason or "no reason is given",
                codes=tuple(codes),
                is_all=len(codes) == outcomes.height,
            )
            for reason, codes in not_run.iter_rows()
        ),
    )


def _rules(outcomes: pl.DataFrame, outcome: str) -> tuple[RuleRow, ...]:
    chosen = outcomes.filter(pl.col("outcome") == outcome)
    return tuple(
        RuleRow(
            code=row["code"],
            title=row["title"],
            severity=row["severity"],
            findings=row["finding_count"],
            explained=row["explained_count"],
        )
        for row in chosen.to_dicts()
    )


def suite_groups(
    result: CheckResult, names: Mapping[str, ReturnName]
) -> tuple[SuiteGroup, ...]:
    """What came of the suites.

    Args:
        result: The result.
        names: What its returns are called.

    Returns:
        The outcomes that occurred, failures first.
    """
    by_outcome = result.suite_outcomes.partition_by("outcome", as_dict=True)
    return tuple(
        SuiteGroup(
            outcome=outcome,
            title=title,
            rows=tuple(
                SuiteRow(
                    suite=in_words(row["suite"]),
                    title=in_words(row["expectation"]),
                    return_name=_return_name(row["return_id"], names),
                    said=row["reason"] or row["observed"] or "",
                    severity=row["severity"],
                )
                for row in by_outcome[(outcome,)].to_dicts()
            ),
        )
        for outcome, title in SUITE_OUTCOMES.items()
        if (outcome,) in by_outcome
    )


def _return_name(return_id: str | None, names: Mapping[str, ReturnName]) -> str:
    if return_id is None:
        return "All figures"
    name = names.get(return_id)
    return name.full if name else return_id
