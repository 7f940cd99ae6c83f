"""How a run stands beside those before it, in one line."""

from datetime import UTC, datetime

from returncheck.findings.finding import Severity
from returncheck.report.words.numbers import counted, minute, whole
from returncheck.report.words.terms import NOUNS
from returncheck.results.check_result import CheckResult
from returncheck.results.history import Baseline, RunHistory
from returncheck.warehouse.named_runs import LAST, short_id


def history_sentences(result: CheckResult) -> tuple[str, ...]:
    """What is new and what was mended.

    Args:
        result: The result.

    Returns:
        One sentence of the baseline, where there is one; else one of the last run;
        none for the first run of a return.
    """
    history = result.history
    if history is None:
        return ()
    if history.baseline is not None:
        return (_by_baseline(result, history.baseline),)
    if history.previous is None:
        return ()
    since = f"since {_named(history.previous.run_id, history.previous.started_at)}"
    first = _first_checked(history)
    return (
        f"{whole(history.mended_since_last)} mended and {whole(history.new)} new "
        f"{since}{first}.",
    )


def nothing_new(result: CheckResult) -> str | None:
    """The headline of a run that passes because all of its findings were there.

    Returns:
        One line; None where no baseline lets anything pass.
    """
    if result.baseline is None:
        return None
    left = [
        counted(number, *NOUNS[severity])
        for severity, number in result.counts.items()
        if number and severity is not Severity.INFO
    ]
    return f"Nothing new: {' and '.join(left)} known before" if left else None


def _by_baseline(result: CheckResult, baseline: Baseline) -> str:
    new = sum(result.counts_that_fail.values())
    every = sum(result.counts.values())
    if baseline.name == LAST and baseline.at is None:
        return "No earlier run to compare with: every finding counts as new."
    measure = (
        f"the run {_named(baseline.run_id, baseline.at)}"
        if baseline.run_id is not None and baseline.at is not None
        else f"the last run, {_time(baseline.at)}"
        if baseline.at is not None
        else baseline.name
    )
    known = whole(every - new)
    verb = "was" if every - new == 1 else "were"
    return (
        f"{whole(new)} new of {whole(every)}; {known} {verb} there in {measure}. "
        "Only new ones decide the exit code."
    )


def _first_checked(history: RunHistory) -> str:
    if not history.first_checked:
        return ""
    return f"; {whole(history.first_checked)} of checks that no earlier run made"


def _named(run_id: str | None, at: datetime | None) -> str:
    return f"{_time(at)} ({short_id(run_id or '')})"


def _time(at: datetime | None) -> str:
    return "" if at is None else minute(at.astimezone(UTC))
