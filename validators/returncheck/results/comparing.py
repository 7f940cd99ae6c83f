"""Holds a run against those before it, and enters it in the history."""

import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypedDict

from returncheck.findings.finding import Severity
from returncheck.findings.pseudonyms import Pseudonyms
from returncheck.results.baseline import (
    KnownFindings,
    finding_hash,
    key_mark,
    measured,
)
from returncheck.results.history import (
    BurnDown,
    BurnDownPoint,
    Ending,
    FindingState,
    RunHistory,
)
from returncheck.results.made_checks import made_checks, with_scope_keys
from returncheck.settings.config import SameChildren
from returncheck.settings.submission import submission_date
from returncheck.warehouse.history import record_run
from returncheck.warehouse.past_runs import PastRun, RunCount, RunReturn, past_runs
from returncheck.warehouse.seen_findings import OF_NO_RETURN, compared

if TYPE_CHECKING:
    import duckdb
    import polars as pl

    from returncheck.results.check_result import CheckResult

RUNS_SHOWN = 200
"""How many of the latest runs a result tells of."""


def entered_in_history(
    connection: "duckdb.DuckDBPyConnection",
    result: "CheckResult",
    *,
    rules: Iterable[str] | None,
    suites: bool | Sequence[str],
    same_children: SameChildren | None,
    submission_dates: Mapping[str, date],
    seconds: Mapping[str, float],
    hashes: Pseudonyms,
    baseline: KnownFindings | None = None,
    ending: "Callable[[CheckResult], Ending] | None" = None,
) -> RunHistory:
    """Compare a run with those before it, then enter it in the history.

    Args:
        connection: An open connection to the built warehouse.
        result: What the run found, with identifiers as received.
        rules: Codes of the rules that were chosen; None for all.
        suites: True for every suite, False for none, or their names.
        same_children: By what children of two returns were compared.
        submission_dates: Return to the day on which it has to be submitted.
        seconds: Stage to seconds, of what is done.
        hashes: What hashes ids of findings for outputs without children.
        baseline: What the run is measured by; None for all of its findings.
        ending: What the run ends with, from its result with the history; None where
            nobody says.
    """
    import duckdb
    import polars as pl

    found = with_scope_keys(result.findings, result.reconciliation)
    made = made_checks(
        connection, result, suites_ran=bool(suites), same_children=same_children
    )
    run = PastRun(
        run_id=result.run_id,
        started_at=result.started_at,
        version=result.version,
        finished_at=datetime.now(UTC),
        rules=None if rules is None else tuple(sorted(rules)),
        suites=_suites(suites),
        outcome="checked",
        duckdb_version=duckdb.__version__,
        python_version=platform.python_version(),
        seconds=dict(seconds),
        returns=_returns(result),
    )
    started_at = result.started_at.astimezone(UTC).replace(tzinfo=None)
    states, gone = compared(connection, result.run_id, started_at, found, made)
    ids = [record.return_id for record in result.returns]
    earlier = past_runs(connection, ids, most=RUNS_SHOWN)
    history = _history(result, run, earlier, found, states, gone, submission_dates)
    history = replace(
        history,
        findings=states.with_columns(
            pl.Series(
                "finding_hash",
                [finding_hash(hashes, each) for each in states["finding_id"]],
                dtype=pl.String,
            )
        ),
        key_mark=key_mark(hashes),
    )
    if baseline is not None:
        at = None if history.previous is None else history.previous.started_at
        history = replace(history, baseline=measured(baseline, found, states, at))
    if ending is not None:
        end = ending(replace(result, history=history))
        run = replace(
            run, exit_code=end.exit_code, fail_on=end.fail_on, refused=end.refused
        )
        history = replace(history, runs=(*earlier, run))
    record_run(connection, run, result.findings, found=found, made=made)
    return history


def _history(
    result: "CheckResult",
    run: PastRun,
    earlier: Sequence[PastRun],
    found: "pl.DataFrame",
    states: "pl.DataFrame",
    gone: "pl.DataFrame",
    submission_dates: Mapping[str, date],
) -> RunHistory:
    import polars as pl

    of_context = [record.return_id for record in result.context_returns]
    mended = gone.filter(~pl.col("return_id").is_in(of_context)).with_columns(
        pl.col("return_id").replace(OF_NO_RETURN, None)
    )
    to_mend = found.filter(~pl.col("return_id").is_in(of_context))
    return RunHistory(
        findings=states,
        mended=mended,
        previous=previous_run(states, gone, earlier),
        **numbers_of_history(to_mend, states, mended),
        runs=(*earlier, run),
        burn_downs=_burn_downs(result, (*earlier, run), submission_dates),
        key_mark="",
    )


class HistoryNumbers(TypedDict):
    """The numbers of a history; see `RunHistory`."""

    new: int
    still: int
    first_checked: int
    new_by_severity: Mapping[Severity, int]
    mended_since_last: int
    mended_since_first: int
    mended_by_severity: Mapping[Severity, int]


def numbers_of_history(
    to_mend: "pl.DataFrame", states: "pl.DataFrame", mended: "pl.DataFrame"
) -> HistoryNumbers:
    """How many findings are new, were there before, and are gone.

    Args:
        to_mend: The findings of returns to submit.
        states: How each stands; `RunHistory.findings`.
        mended: What is no longer there; `RunHistory.mended`.
    """
    import polars as pl

    groups = (
        to_mend.join(states, on="finding_id")
        .group_by("counted_as")
        .agg(
            pl.col("severity").first(),
            (pl.col("state") == FindingState.STILL.value).any().alias("is_still"),
            (pl.col("state") == FindingState.NEW.value).any().alias("is_new"),
        )
    )
    new = groups.filter(~pl.col("is_still") & pl.col("is_new"))
    lately = mended.filter("since_last")
    still = int(groups["is_still"].sum())
    return HistoryNumbers(
        new=new.height,
        still=still,
        first_checked=groups.height - still - new.height,
        new_by_severity=_by_severity(new),
        mended_since_last=lately["counted_as"].n_unique(),
        mended_since_first=mended["counted_as"].n_unique(),
        mended_by_severity=_by_severity(lately),
    )


def previous_run(
    states: "pl.DataFrame", gone: "pl.DataFrame", earlier: Sequence[PastRun]
) -> PastRun | None:
    """The latest run that anything was compared with; the last one else.

    Args:
        states: How each finding stands; `RunHistory.findings`.
        gone: What is no longer there; `RunHistory.mended`.
        earlier: The runs before this one, the earliest first.
    """
    compared_with = {*states["compared_run"], *gone["last_seen_run"]}
    for run in reversed(earlier):
        if run.run_id in compared_with:
            return run
    return earlier[-1] if earlier else None


def _by_severity(findings: "pl.DataFrame") -> dict[Severity, int]:
    import polars as pl

    counts = dict(
        findings.group_by("severity").agg(pl.col("counted_as").n_unique()).iter_rows()
    )
    return {severity: counts.get(severity.value, 0) for severity in Severity}


def _returns(result: "CheckResult") -> tuple[RunReturn, ...]:
    import polars as pl

    is_open = pl.col("explanation").is_null()
    rows = (
        result.findings.group_by("return_id", "layer", "severity")
        .agg(
            pl.col("counted_as").filter(is_open).n_unique().alias("open"),
            pl.col("counted_as").filter(~is_open).n_unique().alias("explained"),
        )
        .sort("layer", "severity")
        .iter_rows()
    )
    counts: dict[str | None, list[RunCount]] = {}
    for return_id, layer, severity, found, explained in rows:
        counts.setdefault(return_id, []).append(
            RunCount(
                layer=layer, severity=severity, findings=found, explained=explained
            )
        )
    return tuple(
        RunReturn(
            return_id=record.return_id,
            is_context=bool(record.is_context),
            files=record.files,
            counts=tuple(counts.get(record.return_id, ())),
        )
        for record in result.returns
    )


def _burn_downs(
    result: "CheckResult", runs: Sequence[PastRun], dates: Mapping[str, date]
) -> tuple[BurnDown, ...]:
    return tuple(
        BurnDown(
            return_id=record.return_id,
            submission_date=submission_date(
                dates, record.return_id, record.collection, record.return_year
            ),
            points=tuple(
                BurnDownPoint(
                    run_id=run.run_id,
                    at=run.started_at,
                    errors=each.number("error"),
                    queries=each.number("query"),
                    explained=each.explained,
                )
                for run in runs
                for each in run.returns
                if each.return_id == record.return_id
                and run.is_whole
                and not each.is_context
            ),
        )
        for record in result.returns_to_submit
    )


def _suites(suites: bool | Sequence[str]) -> tuple[str, ...] | None:
    if suites is True:
        return None
    return tuple(sorted(suites)) if suites else ()
