"""Runs the cases of an extension's rules, as the shipped rules' cases are run."""

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from returncheck import warehouse
from returncheck.errors import ConfigError
from returncheck.extensions.case_files import own_cases, own_related
from returncheck.extensions.case_loading import load_at_once
from returncheck.extensions.cases import (
    FAULT,
    WHOLE_RETURN,
    Case,
    Findings,
    case_of,
    found_in,
)
from returncheck.extensions.folder import Extension, Place, read_extension
from returncheck.extensions.rules import OwnRule
from returncheck.extensions.using import extended
from returncheck.transform import Transform
from returncheck.warehouse.opening import open_database


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """What one case came to.

    Attributes:
        code: The rule, with its namespace.
        name: The case.
        fault: What differs from what the case expects; empty where nothing does.
        is_lacking: Whether it is there to say that a rule lacks such a case.
    """

    code: str
    name: str
    fault: str = ""
    is_lacking: bool = False


def run_cases(folder: Path, shown: str) -> list[CaseResult]:
    """Run every case of an extension's rules: one return a case, one build.

    Args:
        folder: The extension.
        shown: The folder as messages name it.

    Returns:
        One result a case, and one a rule that lacks a case that passes or one that
        fails; in the order of the rules.

    Raises:
        ConfigError: The extension says something that it cannot, or has no rules.
    """
    extension = read_extension(Place(folder=folder, shown=shown))
    if not extension.rules:
        raise ConfigError(
            f"{shown} has no rules. Write one with: "
            f"returncheck rules new LA01 --extension {shown}"
        )
    with extended(folder, installed=False, shown=[shown]):
        return list(_results(extension))


def _results(extension: Extension) -> Iterator[CaseResult]:
    cases = [(rule, _cases(extension, rule)) for rule in _by_code(extension)]
    found, outcomes = _checked([case for _, listed in cases for case in listed])
    for rule, listed in cases:
        for case in listed:
            fault = _fault(
                case,
                found.get(f"{case.return_id}|{case.collection}:{case.code}", []),
                outcomes.get(f"{case.return_id}|{case.code}"),
            )
            yield CaseResult(code=case.code, name=case.name, fault=fault)
        for kind, is_there in (
            ("fails", any(case.findings for case in listed)),
            ("passes", any(case.outcome == "passed" for case in listed)),
        ):
            if not is_there:
                yield CaseResult(
                    code=rule.code,
                    name=f"no case that {kind}",
                    fault="add one",
                    is_lacking=True,
                )


def _by_code(extension: Extension) -> Iterator[OwnRule]:
    """One version a rule: all versions share a file of cases."""
    seen = set()
    for rule in extension.rules:
        if (rule.collection, rule.code) not in seen:
            seen.add((rule.collection, rule.code))
            yield rule


def _cases(extension: Extension, rule: OwnRule) -> list[Case]:
    entries = own_cases(extension, rule)
    related = own_related(extension, rule)
    cases = [case_of(rule.collection, rule.code, entry, related) for entry in entries]
    names = [case.name for case in cases]
    for name in names:
        if names.count(name) > 1:
            raise ConfigError(
                f"{extension.shown}/cases has two cases '{name}' of {rule.code}. "
                "Rename one."
            )
    return cases


def _checked(
    cases: Sequence[Case],
) -> tuple[dict[str, Findings], dict[str, tuple[str, str | None, int]]]:
    """What the marts say of each return and rule."""
    with tempfile.TemporaryDirectory(prefix="returncheck-cases-") as name:
        database = open_database(Path(name) / "cases.duckdb", None).path
        by_collection: dict[str, dict[str, Case]] = defaultdict(dict)
        for case in cases:
            by_collection[case.collection][case.return_id] = case
        for collection, returns in by_collection.items():
            _load(database, collection, returns)
        Transform(database, Path(name) / "logs").run()
        with warehouse.connect(database) as connection:
            findings = warehouse.read(connection, "select * from fct_findings")
            outcomes = warehouse.read(
                connection,
                "select return_id, code, outcome, reason, finding_count "
                "from fct_rule_outcomes",
            )
    return found_in(findings), {
        f"{return_id}|{code}": (outcome, reason, count)
        for return_id, code, outcome, reason, count in outcomes.iter_rows()
    }


def _load(database: Path, collection: str, returns: dict[str, Case]) -> None:
    try:
        load_at_once(database, collection, returns)
    except KeyError as error:
        raise ConfigError(
            f"A case names the unknown table {error} of {collection}. Correct it."
        ) from error
    except ValueError as error:
        raise ConfigError(f"In a case: {error} Correct it.") from error


def _fault(
    case: Case, found: Findings, outcome: tuple[str, str | None, int] | None
) -> str:
    if outcome is None:
        return "the rule was not there"
    word, reason, count = outcome
    if word != case.outcome:
        why = f" ({reason})" if reason else ""
        return (
            f"expected {case.outcome.replace('_', ' ')}, was "
            f"{word.replace('_', ' ')}{why}; {_difference(case.findings, found)}"
        )
    if found != case.findings:
        return _difference(case.findings, found)
    if count != case.counted:
        return f"expected {case.counted} findings as people count them, was {count}"
    return ""


def _difference(expected: Findings, found: Findings) -> str:
    return f"expected {_words(expected)}, found {_words(found)}"


def _words(findings: Findings) -> str:
    if not findings:
        return "nothing"
    return "; ".join(
        "the whole return"
        if place == [WHOLE_RETURN]
        else " with ".join(_place(*each) for each in place)
        for place in findings
    )


def _place(table: str, row: int, role: str) -> str:
    return f"{table} row {row}{'' if role == FAULT else f' ({role})'}"
