"""What a run tells CI: each check of each return to submit, and how it went.

Logs and reports of CI are read by many and kept for long: numbers of findings and the
places of the first (file, table, rows) stand in them, no child's identifier, no value
and no message that may quote one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

import polars as pl

from returncheck.catalogue.rules import rule_versions
from returncheck.files.childless import file_name, told_path
from returncheck.findings.finding import Layer, Severity
from returncheck.report.sections.checks import check_title, check_titles
from returncheck.report.words.names import return_names
from returncheck.report.words.numbers import counted
from returncheck.report.words.terms import NOUNS, OTHER_RULE_TITLES
from returncheck.results.check_result import CheckResult
from returncheck.returns import LAYOUTS
from returncheck.returns.registry import kinds_with_rules
from returncheck.settings.config import FailOn

ROWS_SHOWN = 20
"""How many rows of a table are listed for one check of one return."""

_TO_DO = {
    Layer.CONTRACT: "Correct the values where the file is made, and make it anew.",
    Layer.RULE: "Correct the records, or explain the query.",
    Layer.EXPECTATION: "See in report.html what was expected, and look into it.",
    Layer.RECONCILIATION: "Correct the figure where it is printed, or explain it.",
    Layer.SAME_CHILDREN: "Correct the record in one of the two returns.",
}
_WHERE_ALL_IS = "Every record stands in findings.xlsx and report.html."
_PASSED, _FAILED = "passed", "failed"
_NO_DATA = ("not_run", "not_applicable", "could_not_run")
_COULD_NOT_RUN = "It could not be run; report.html says why."

Key = tuple[str, str, str | None]
"""Layer, check id and return id."""


class CaseOutcome(StrEnum):
    """How a check of a return went, for CI."""

    PASSED = "passed"
    NOTED = "noted"
    """It found something that fails no run: below `--fail-on`, or explained."""
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One check of one return.

    Attributes:
        layer: Where the check belongs.
        check_id: Its id.
        title: What it is called: code and what is wrong.
        return_id: The return; None where it is of all.
        return_name: What the return is called.
        source: Its file or folder, as CI may show it.
        source_name: The same as the user named it.
        outcome: How it went.
        severity: The heaviest severity of what is open; None when nothing is.
        what: What was found, in numbers; empty when nothing was.
        places: Where, a line a table.
        to_do: What to do.
        reason: Why it was skipped.
    """

    layer: Layer
    check_id: str
    title: str
    return_id: str | None
    return_name: str = ""
    source: str = ""
    source_name: str = ""
    outcome: CaseOutcome
    severity: Severity | None = None
    what: str = ""
    places: tuple[str, ...] = ()
    to_do: str = ""
    reason: str = ""

    @property
    def shown_id(self) -> str:
        """The check's id, in which what somebody wrote is kept back."""
        if self.layer is not Layer.CONTRACT:
            return self.check_id
        parts = re.split(r"([.:])", self.check_id)
        return "".join(told_path(part, _official()) for part in parts)

    @property
    def text(self) -> str:
        """What, where and what to do, in lines."""
        lines = (self.what, *self.places, self.to_do)
        return "\n".join(line for line in lines if line)


def failing_severities(fail_on: FailOn) -> frozenset[Severity]:
    """The severities of which a finding fails a run.

    Args:
        fail_on: Least severity that fails it.
    """
    order = [severity.value for severity in Severity]
    if fail_on is FailOn.NEVER:
        return frozenset()
    return frozenset(map(Severity, order[: order.index(fail_on.value) + 1]))


def ci_cases(
    result: CheckResult, fail_on: FailOn, counting: pl.DataFrame | None = None
) -> tuple[Case, ...]:
    """Every check of the returns to submit, once a return.

    Args:
        result: The result.
        fail_on: Least severity that fails the run.
        counting: The findings that may fail it, of those to mend; None for all that
            are not explained, and with a baseline for the new ones of them.

    Returns:
        By layer, return and check; what ran and found nothing, and what did not run,
        too.
    """
    open_findings = result.findings_to_mend.filter(pl.col("explanation").is_null())
    if counting is None:
        counting = open_findings
        if result.baseline is not None:
            new = list(result.baseline.new_ids)
            counting = open_findings.filter(pl.col("finding_id").is_in(new))
    found = _found(result, fail_on, counting)
    cases = []
    for case in _known(result):
        key = (case.layer.value, case.check_id, case.return_id)
        cases.append(found.pop(key, case))
    order = list(Layer)
    names = return_names(result.returns)
    places = {name: place for place, name in enumerate(names)}
    sources = {record.return_id: record.source_name for record in result.returns}
    described = (
        replace(
            case,
            return_name=names[case.return_id].full,
            source=file_name(sources[case.return_id]),
            source_name=sources[case.return_id],
        )
        if case.return_id in names
        else case
        for case in (*cases, *found.values())
    )
    return tuple(
        sorted(
            described,
            key=lambda case: (
                order.index(case.layer),
                places.get(case.return_id or "", -1),
                case.check_id,
            ),
        )
    )


def _found(
    result: CheckResult, fail_on: FailOn, counting: pl.DataFrame
) -> dict[Key, Case]:
    """The cases of the checks that found something."""
    to_mend = result.findings_to_mend
    failing = failing_severities(fail_on)
    of_key = ("layer", "check_id", "return_id")
    numbers = _numbers(counting, of_key)
    all_numbers = _numbers(to_mend, of_key)
    places = _places(counting)
    every_place = _places(to_mend)
    titles = check_titles(result)
    cases = {}
    for key, every in all_numbers.items():
        layer, check_id, return_id = key
        open_numbers = numbers.get(key, {})
        is_failing = bool(failing & set(open_numbers))
        heaviest = next((each for each in Severity if each in open_numbers), None)
        title = check_title(layer, check_id, titles, [return_id])
        cases[key] = Case(
            layer=Layer(layer),
            check_id=check_id,
            title=f"{_code(layer, check_id)} {_told(title)}".strip(),
            return_id=return_id,
            outcome=CaseOutcome.FAILED if is_failing else CaseOutcome.NOTED,
            severity=heaviest,
            what=_what(open_numbers, every),
            places=(places if heaviest else every_place).get(key, ()),
            to_do=_advice(result, key),
        )
    return cases


def _code(layer: str, check_id: str) -> str:
    name = check_id.partition(":")[2]
    is_rule = layer == Layer.RULE.value and name not in OTHER_RULE_TITLES
    return name if is_rule else ""


def _what(open_numbers: Mapping[Severity, int], every: Mapping[Severity, int]) -> str:
    said = [
        counted(open_numbers[each], *NOUNS[each])
        for each in Severity
        if each in open_numbers
    ]
    more = sum(every.values()) - sum(open_numbers.values())
    if more:
        said.append(f"{more:,} explained or known")
    return ", ".join(said)


def _numbers(
    findings: pl.DataFrame, key: Sequence[str]
) -> dict[Key, dict[Severity, int]]:
    numbers: dict[Key, dict[Severity, int]] = {}
    counts = findings.group_by(*key, "severity", maintain_order=True).agg(
        pl.col("counted_as").n_unique()
    )
    for layer, check_id, return_id, severity, number in counts.iter_rows():
        of_key = numbers.setdefault((layer, check_id, return_id), {})
        of_key[Severity(severity)] = number
    return numbers


def _places(findings: pl.DataFrame) -> dict[Key, tuple[str, ...]]:
    """The first rows at fault of each check in each return, a line a table."""
    located = (
        findings.filter(pl.col("row_number").is_not_null(), pl.col("role") == "fault")
        .group_by("layer", "check_id", "return_id", "table_name", maintain_order=True)
        .agg(pl.col("row_number").unique(maintain_order=True))
    )
    places: dict[Key, tuple[str, ...]] = {}
    for layer, check_id, return_id, table, numbers in located.iter_rows():
        shown = ", ".join(f"{number}" for number in numbers[:ROWS_SHOWN])
        more = len(numbers) - ROWS_SHOWN
        noun = "row" if len(numbers) == 1 else "rows"
        line = f"{_table(table)} {noun} {shown}"
        if more > 0:
            line += f" and {more:,} more"
        key = (layer, check_id, return_id)
        places[key] = (*places.get(key, ()), line)
    return places


def _table(name: str | None) -> str:
    return told_path(name, _official()) if name else "File"


def _told(title: str) -> str:
    """A title, in which the path of an element that somebody wrote is kept back."""
    path, colon, rest = title.partition(": ")
    if colon and " " not in path:
        parts = (told_path(part, _official()) for part in path.split("."))
        return f"{'.'.join(parts)}: {rest}"
    return title


@cache
def _official() -> frozenset[str]:
    return frozenset(
        name
        for layout in LAYOUTS.values()
        for table in layout.tables
        for name in (table.name, *(column.name for column in table.columns))
    ) | frozenset(LAYOUTS)


def _advice(result: CheckResult, key: Key) -> str:
    """What to do about a check: the rule's own words, or those of the layer."""
    layer, check_id, return_id = key
    advice = _TO_DO[Layer(layer)]
    collection, _, code = check_id.partition(":")
    if layer == Layer.RULE.value and collection in {
        kind.collection for kind in kinds_with_rules()
    }:
        years = {
            record.return_id: record.rule_year or record.return_year
            for record in result.returns
        }
        year = years.get(return_id or "")
        for version in rule_versions(collection):
            is_in_force = year is None or (
                version.first_year <= year
                and (version.last_year is None or year <= version.last_year)
            )
            if version.code == code and is_in_force:
                advice = " ".join(version.advice.split())
    return f"{advice} {_WHERE_ALL_IS}"


def _known(result: CheckResult) -> Iterator[Case]:
    """What was to be run on the returns to submit, as if nothing had been found."""
    to_submit = {record.return_id for record in result.returns_to_submit}
    for row in result.contract_outcomes.iter_rows(named=True):
        if row["return_id"] in to_submit:
            # A value that a rule speaks of is that rule's finding.
            yield _case(
                Layer.CONTRACT,
                row["check_id"],
                _told(check_title("contract", row["check_id"], {}, [])),
                row["return_id"],
                _PASSED if row["outcome"] == _FAILED else row["outcome"],
                row["reason"],
            )
    for row in result.rule_outcomes.iter_rows(named=True):
        if row["return_id"] in to_submit:
            yield _case(
                Layer.RULE,
                f"{row['collection']}:{row['code']}",
                f"{row['code']} {row['title']}",
                row["return_id"],
                row["outcome"],
                row["reason"],
            )
    for row in result.suite_outcomes.iter_rows(named=True):
        if row["return_id"] is None or row["return_id"] in to_submit:
            could_run = row["outcome"] != "could_not_run"
            yield _case(
                Layer.EXPECTATION,
                row["check_id"],
                check_title("expectation", row["check_id"], {}, []),
                row["return_id"],
                row["outcome"],
                row["reason"] if could_run else _COULD_NOT_RUN,
            )
    yield from _comparisons(result, to_submit)


def _comparisons(result: CheckResult, to_submit: set[str]) -> Iterator[Case]:
    """The comparisons that were made of each report."""
    frame = result.reconciliation
    made = frame.select("return_id", "comparison").unique(maintain_order=True)
    for return_id, comparison in made.iter_rows():
        if return_id in to_submit and comparison:
            check_id = f"{Layer.RECONCILIATION.value}:{comparison}"
            title = check_title("reconciliation", check_id, {}, [])
            yield _case(Layer.RECONCILIATION, check_id, title, return_id, _PASSED, None)


def _case(
    layer: Layer,
    check_id: str,
    title: str,
    return_id: str | None,
    outcome: str,
    reason: str | None,
) -> Case:
    return Case(
        layer=layer,
        check_id=check_id,
        title=title,
        return_id=return_id,
        outcome=(CaseOutcome.SKIPPED if outcome in _NO_DATA else CaseOutcome.PASSED),
        reason=reason or "",
    )


def failed(cases: Iterable[Case]) -> list[Case]:
    """The cases that fail a run, in their order."""
    return [case for case in cases if case.outcome is CaseOutcome.FAILED]
