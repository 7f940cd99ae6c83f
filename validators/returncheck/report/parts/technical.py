"""The part for engineers: what ran on which files, with what, and how long."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from returncheck.files.fingerprints import InputFile
from returncheck.report.sections.outcomes import (
    ContractTally,
    RuleSet,
    contract_tallies,
)
from returncheck.report.words.names import ReturnName
from returncheck.report.words.numbers import counted, day, minute, whole
from returncheck.results.check_result import CheckResult, ExitCode

_PACKAGES = (
    ("DuckDB", "duckdb"),
    ("dbt", "dbt-core"),
    ("dbt adapter", "dbt-duckdb"),
    ("Great Expectations", "great_expectations"),
    ("pandera", "pandera"),
    ("polars", "polars"),
)
_EXIT_CODES = {
    ExitCode.CLEAN: "nothing at or above the severity that fails a run",
    ExitCode.FINDINGS: "findings that fail a run",
    ExitCode.WRONG_USE: "part of what was asked for could not be done",
    ExitCode.UNREADABLE: "a file could not be read; the others were checked",
    ExitCode.OUR_BUG: "a fault of returncheck",
    ExitCode.BUSY: "in use by another run",
}
"""What the exit codes mean that a run with a page can end with."""

_STAGES = {
    "read": "Reading the files",
    "build": "Building the tables and running the rules",
    "suites": "Running the suites",
    "public": "Withholding small numbers",
}
"""Stages by what a stopwatch calls them."""

_COMPARED = (("error", ("error", "errors")), ("query", ("query", "queries")))
_MOST_RUNS = 20
_LEAST_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One file that was read: its returns, name, size, time and SHA-256 as text."""

    returns: str
    name: str
    size: str
    modified_at: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractRow:
    """What came of the contracts of some returns, in words."""

    returns: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRow:
    """One stage of the run, how long it took and its share of all, 0 to 100."""

    name: str
    seconds: str
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRunRow:
    """Rules of one return that did not run, for one reason."""

    return_name: str
    reason: str
    number: int
    codes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """What one run found in these returns.

    Attributes:
        when: When.
        scope: That it did not check everything; empty where it did.
        version: Version of returncheck.
        errors: Number of errors.
        queries: Number of queries without a reason.
        change: The change of both on the run before: "16 errors fewer"; empty for the
            first and for no change.
        is_this: Whether it is the run of this page.
    """

    when: str
    scope: str
    version: str
    errors: int
    queries: int
    change: str
    is_this: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnicalView:
    """What an engineer needs of a run."""

    exit_code: int
    exit_meaning: str
    files: tuple[FileRow, ...]
    contracts: tuple[ContractRow, ...]
    versions: tuple[tuple[str, str], ...]
    stages: tuple[StageRow, ...]
    all_seconds: str
    not_run: tuple[NotRunRow, ...]
    runs: tuple[RunRow, ...]


def technical_view(
    result: CheckResult,
    names: Mapping[str, ReturnName],
    *,
    exit_code: ExitCode,
    sets: Sequence[RuleSet],
) -> TechnicalView:
    """What an engineer needs of a run.

    Args:
        result: The result.
        names: What its returns are called.
        exit_code: The exit code of the run.
        sets: What came of the rules, return by return.
    """
    seconds = _stage_seconds(result)
    every = sum(seconds.values())
    return TechnicalView(
        exit_code=int(exit_code),
        exit_meaning=_EXIT_CODES.get(exit_code, "stopped"),
        files=_files(result, names),
        contracts=_contracts(contract_tallies(result, names)),
        versions=_versions(result.version),
        stages=tuple(
            StageRow(
                name=_STAGES.get(stage, stage),
                seconds=_seconds(taken),
                share=round(100 * taken / every) if every else 0,
            )
            for stage, taken in seconds.items()
        ),
        all_seconds=_seconds(every) if seconds else "",
        not_run=_not_run(sets),
        runs=_runs(result),
    )


def _files(result: CheckResult, names: Mapping[str, ReturnName]) -> tuple[FileRow, ...]:
    returns: dict[InputFile, list[str]] = {}
    for record in result.returns:
        for file in record.files:
            returns.setdefault(file, []).append(names[record.return_id].full)
    return tuple(
        FileRow(
            returns=_some(named),
            name=file.name,
            size=whole(file.size),
            modified_at=minute(file.modified_at),
            sha256=file.sha256,
        )
        for file, named in returns.items()
    )


def _some(names: Sequence[str]) -> str:
    """One name, or the first and how many more there are."""
    more = len(names) - 1
    return f"{names[0]} and {whole(more)} more" if more else names[0]


def _contracts(tallies: Sequence[ContractTally]) -> tuple[ContractRow, ...]:
    """What came of the contracts, returns of which the same is true together."""
    returns: dict[str, list[str]] = {}
    for each in tallies:
        not_run = "".join(
            f"; {whole(number)} not made, {reason}"
            for reason, number in each.not_run.items()
        )
        passed = f"{counted(each.passed, 'check')} passed"
        said = f"{passed}, {whole(each.failed)} failed{not_run}"
        returns.setdefault(said, []).append(each.return_name)
    return tuple(
        ContractRow(returns=_some(named), said=said) for said, named in returns.items()
    )


def _versions(own: str) -> tuple[tuple[str, str], ...]:
    python = (
        f"{platform.python_version()} on {platform.system() or 'an unknown system'}"
    )
    found = [("returncheck", own), ("Python", python)]
    for name, package in _PACKAGES:
        try:
            found.append((name, version(package)))
        except PackageNotFoundError:
            found.append((name, "not installed"))
    return tuple(found)


def _stage_seconds(result: CheckResult) -> Mapping[str, float]:
    """The seconds of the stages of this run; none where no history was kept."""
    runs = () if result.history is None else result.history.runs
    return next((run.seconds for run in runs if run.run_id == result.run_id), {})


def _seconds(number: float) -> str:
    return "less than 0.1" if number < _LEAST_SECONDS else f"{number:,.1f}"


def _not_run(sets: Sequence[RuleSet]) -> tuple[NotRunRow, ...]:
    return tuple(
        NotRunRow(
            return_name=each.return_name,
            reason=group.reason,
            number=len(group.codes),
            codes="all" if group.is_all else ", ".join(group.codes),
        )
        for each in sets
        for group in each.not_run
    )


def _runs(result: CheckResult) -> tuple[RunRow, ...]:
    """The latest runs of these returns, the newest first."""
    history = result.history
    if history is None:
        return ()
    runs = list(reversed(history.runs))
    rows = []
    for run, before in zip(runs[:_MOST_RUNS], [*runs[1:], None], strict=False):
        changes = []
        if before is not None:
            changes = [
                _change(run.number(severity) - before.number(severity), *nouns)
                for severity, nouns in _COMPARED
            ]
        rows.append(
            RunRow(
                when=f"{day(run.started_at)}, {run.started_at:%H:%M} UTC",
                scope="" if run.is_whole else "not every rule or suite",
                version=run.version,
                errors=run.number("error"),
                queries=run.number("query"),
                change=", ".join(each for each in changes if each),
                is_this=run.run_id == result.run_id,
            )
        )
    return tuple(rows)


def _change(difference: int, singular: str, plural: str) -> str:
    if not difference:
        return ""
    side = "more" if difference > 0 else "fewer"
    return f"{counted(abs(difference), singular, plural)} {side}"
