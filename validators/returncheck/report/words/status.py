"""The headline of a run: what came of it, by which rules, and what to do first."""

from dataclasses import dataclass, replace
from enum import StrEnum

import polars as pl

from returncheck.findings.finding import Layer, Severity
from returncheck.report.words.history import history_sentences, nothing_new
from returncheck.report.words.names import return_names
from returncheck.report.words.numbers import counted
from returncheck.report.words.rules_run import (
    YEAR_FIRST,
    Reserve,
    missing_rules_line,
    reserve_of,
    rules_sentences,
    years_in_question,
    years_of_other_dates,
)
from returncheck.results.check_result import CheckResult, ExitCode
from returncheck.returns.running_year import YEAR_AHEAD
from returncheck.returns.year_dates import OTHER_YEAR
from returncheck.settings.config import FailOn


class Tone(StrEnum):
    """How the status banner looks; its words say the same."""

    READY = "ready"
    MEND = "mend"
    STOPPED = "stopped"


_AHEAD, _OTHER = f".{YEAR_AHEAD}", f".Return.year.{OTHER_YEAR}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What came of a run, in words.

    Attributes:
        tone: How the banner looks.
        word: One word for machines: ready, not_ready, findings, wrong_use, unreadable,
            failed.
        title: The outcome in one line.
        scope: What to settle first, which rules ran, and what is context.
        sentences: What was found and what to do.
    """

    tone: Tone
    word: str
    title: str
    scope: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """How the banner looks and its title."""

    tone: Tone
    word: str
    title: str
    first: str = ""


def run_status(
    result: CheckResult, *, fail_on: FailOn, exit_code: ExitCode, refused: int
) -> Status:
    """What the exit code of a run means.

    Args:
        result: The result.
        fail_on: Least severity that fails the run.
        exit_code: The exit code of the run.
        refused: How many files were refused.

    Returns:
        The status, in plain words.
    """
    outcome = _outcome(result, fail_on, exit_code, refused)
    first = (outcome.first,) if outcome.first else ()
    return Status(
        tone=outcome.tone,
        word=outcome.word,
        title=outcome.title,
        scope=_scope(result),
        sentences=(*first, *_count_sentences(result), *history_sentences(result)),
    )


def _outcome(
    result: CheckResult, fail_on: FailOn, exit_code: ExitCode, refused: int
) -> _Outcome:
    if exit_code is ExitCode.OUR_BUG:
        return _Outcome(
            tone=Tone.STOPPED,
            word="failed",
            title="The check did not finish",
            first="The fault lies with returncheck, not with the return.",
        )
    if exit_code is ExitCode.UNREADABLE:
        files = counted(refused, "file") if refused else "Part of the input"
        return _Outcome(
            tone=Tone.STOPPED,
            word="unreadable",
            title=f"{files} could not be read",
            first="What could be read was checked all the same.",
        )
    if exit_code is ExitCode.WRONG_USE:
        return _Outcome(
            tone=Tone.STOPPED,
            word="wrong_use",
            title="Part of what was asked for could not be done",
            first="The reasons stand below.",
        )
    reserve = reserve_of(result.rules_run)
    has_failed = exit_code is ExitCode.FINDINGS
    # The rules alone fail a run that asks for those of the year.
    is_for_rules = reserve and result.exit_code(fail_on) is ExitCode.CLEAN
    outcome = (
        _with_findings(reserve)
        if has_failed and not is_for_rules
        else _clean(result, fail_on, reserve)
    )
    ahead, others = _years_asked(result, _AHEAD), _years_asked(result, _OTHER)
    if not (ahead or others):
        return outcome
    word = "not_ready" if outcome.word == "ready" else outcome.word
    title = years_in_question(ahead) if ahead else years_of_other_dates(others)
    return _Outcome(tone=Tone.MEND, word=word, title=title)


def _with_findings(reserve: Reserve | None) -> _Outcome:
    title = "Findings to mend"
    return _Outcome(
        tone=Tone.MEND,
        word="findings",
        title=reserve.after_findings(title) if reserve else title,
    )


def _clean(result: CheckResult, fail_on: FailOn, reserve: Reserve | None) -> _Outcome:
    if not result.returns_to_submit:
        is_context = bool(result.returns)
        return _Outcome(
            tone=Tone.STOPPED,
            word="ready",
            title="Nothing to submit: every return is context"
            if is_context
            else "Nothing was checked",
            first="" if is_context else "No return was loaded.",
        )
    counts = result.counts
    to_do = counts[Severity.ERROR] + counts[Severity.QUERY]
    known = nothing_new(result)
    if known is not None and not _would_pass(result, fail_on):
        return _Outcome(tone=Tone.MEND, word="findings", title=known)
    if fail_on is FailOn.NEVER and counts[Severity.ERROR]:
        title = "Errors found, but this run was set never to fail"
        return _Outcome(tone=Tone.MEND, word="ready", title=title)
    found, more = "nothing was found", ""
    if result.explained and not to_do:
        found, more = "no errors", ", and every query is explained"
    elif any(counts.values()):
        found = _below(fail_on)
    if reserve is None:
        return _Outcome(tone=Tone.READY, word="ready", title=f"Ready: {found}{more}")
    title = reserve.after_none(found[:1].upper() + found[1:], more)
    return _Outcome(tone=Tone.MEND, word="not_ready", title=title)


def _would_pass(result: CheckResult, fail_on: FailOn) -> bool:
    """Whether the findings pass also without a baseline."""
    if result.history is None:
        return True
    history = replace(result.history, baseline=None)
    whole = replace(result, history=history)
    return whole.exit_code(fail_on) is ExitCode.CLEAN


def _below(fail_on: FailOn) -> str:
    return {
        FailOn.ERROR: "no errors were found",
        FailOn.QUERY: "no errors and no queries were found",
        FailOn.INFO: "nothing was found",
        FailOn.NEVER: "no errors were found",
    }[fail_on]


def _years_asked(result: CheckResult, check: str) -> list[int]:
    """The years in question, of whole returns to submit, by the end of a check's id."""
    asked = result.findings_to_mend.filter(
        pl.col("layer") == Layer.CONTRACT.value,
        pl.col("explanation").is_null(),
        pl.col("check_id").str.ends_with(check),
    )
    return [int(value) for value in asked["value"]]


def missing_rules(result: CheckResult) -> str | None:
    """Why a run fails that asks for the rules of each return's own year.

    Args:
        result: The result.

    Returns:
        One line; None where each return to submit was checked by them.
    """
    return missing_rules_line(result.rules_run, _names(result))


def _names(result: CheckResult) -> dict[str, str]:
    return {key: name.full for key, name in return_names(result.returns).items()}


def _scope(result: CheckResult) -> tuple[str, ...]:
    names = _names(result)
    return (
        *(
            [YEAR_FIRST]
            if any(_years_asked(result, each) for each in (_AHEAD, _OTHER))
            else []
        ),
        *rules_sentences(result.rules_run, names),
        *_context_sentences(result, names),
    )


def _context_sentences(result: CheckResult, names: dict[str, str]) -> tuple[str, ...]:
    context = [names[record.return_id] for record in result.context_returns]
    if not context:
        return ()
    number = counted(result.context_findings["counted_as"].n_unique(), "finding")
    verb, there = ("is", "it") if len(context) == 1 else ("are", "them")
    return (
        f"{'; '.join(context)} {verb} context, to look back on: {number} in {there} "
        "not counted.",
    )


def _count_sentences(result: CheckResult) -> tuple[str, ...]:
    counts = result.counts
    errors, queries = counts[Severity.ERROR], counts[Severity.QUERY]
    notes = counts[Severity.INFO]
    sentences = []
    if errors:
        verb = "has" if errors == 1 else "have"
        sentences.append(
            f"{counted(errors, 'error')} {verb} to be corrected before the return is "
            "submitted."
        )
    if queries:
        them = "it" if queries == 1 else "them"
        number = counted(queries, "query", "queries")
        sentences.append(f"{number}: correct {them} or give the reason.")
    if result.explained:
        verb = "is" if result.explained == 1 else "are"
        number = counted(result.explained, "query", "queries")
        sentences.append(f"{number} {verb} explained.")
    if notes:
        sentences.append(f"{counted(notes, 'note')} for information.")
    return tuple(sentences)
