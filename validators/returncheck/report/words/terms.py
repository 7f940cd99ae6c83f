"""Words of the report that stand in no catalogue: severities, layers, outcomes.

Rules, indicators and expectations bring their own words; they are not repeated here.
"""

from dataclasses import dataclass
from enum import StrEnum

from returncheck.findings.finding import Layer, Severity
from returncheck.report.words.numbers import counted
from returncheck.results.check_result import CheckResult, ExitCode
from returncheck.settings.config import FailOn

NOUNS = {
    Severity.ERROR: ("error", "errors"),
    Severity.QUERY: ("query", "queries"),
    Severity.INFO: ("note", "notes"),
}
"""Singular and plural of what a finding of each severity is called."""

SEVERITY_MEANINGS = {
    Severity.ERROR: "must be corrected",
    Severity.QUERY: "correct it or give the reason",
    Severity.INFO: "for information",
}

LAYER_TITLES = {
    Layer.CONTRACT: "Contract: form of the values",
    Layer.RULE: "Statutory rules",
    Layer.EXPECTATION: "Suites: patterns over many records",
    Layer.RECONCILIATION: "Figures that disagree",
}

LAYER_MEANINGS = {
    Layer.CONTRACT: (
        "Values that have not the form or the code that the return asks for, and "
        "columns or elements that are missing or unknown."
    ),
    Layer.RULE: "Records that a validation rule of the return's year does not allow.",
    Layer.EXPECTATION: (
        "Shares, totals and tables that are outside what is expected of them."
    ),
    Layer.RECONCILIATION: (
        "Figures that differ from their own parts, from the records or from what was "
        "published."
    ),
}

UNTESTABLE = "Figures that nothing could be compared with"
"""What the finding `reconciliation:untestable` is called; it is no comparison."""

STATUS_TITLES = {
    "disagrees": "Disagrees",
    "revised_since": "Revised since",
    "plausible": "Plausible",
    "agrees": "Agrees",
    "untestable": "Untestable",
}
"""Outcomes of a comparison in the order in which they are shown."""

STATUS_MEANINGS = {
    "disagrees": (
        "The difference is larger than rounding explains, or the figure is of another "
        "unit, year or definition."
    ),
    "revised_since": (
        "The figure followed from the population estimate of its time; the estimate "
        "has been revised since, and that explains the difference."
    ),
    "plausible": (
        "The two cannot be equal, a month and a year say, but lie within the limits of "
        "what is published and of chance; that confirms nothing."
    ),
    "agrees": "Equal to the precision in which both are stated.",
    "untestable": "One side is missing, or the two do not cover the same period.",
}

VERDICTS = {
    "confirmed": "Confirmed",
    "contradicted": "Contradicted",
    "untestable": "Untestable",
}
"""Verdicts on a figure of a report in the order in which they are counted."""

VERDICT_SIGNS = {
    "confirmed": "\N{HEAVY CHECK MARK}",
    "contradicted": "\N{HEAVY BALLOT X}",
    "untestable": "?",
}
"""A shape for each verdict, so that colour is never alone."""

VERDICT_MEANINGS = {
    "confirmed": (
        "Something else states the same figure, or the parts that it follows from, and "
        "agrees with it, or differs by no more than a later revision explains."
    ),
    "contradicted": (
        "At least one thing that it was held against does not agree, by more than "
        "rounding explains, or it is of another unit, year or definition."
    ),
    "untestable": (
        "Nothing else states it, or only figures of another period do. It may be right."
    ),
}

BANDS = {
    "A": "best quarter",
    "B": "second quarter",
    "C": "third quarter",
    "D": "last quarter",
}

BETTER = {"higher": "higher is better", "lower": "lower is better"}

OTHER_RULE_TITLES = {
    "explanation": "Explanation without effect",
    "rule_year": "Rules of another year",
    "no_rule_set": "No rules for this year",
}
"""What is said about the rules of a return but comes from none of them."""

CONTRACT_FAULTS = {
    "date": "not a date",
    "datetime": "not a date and time",
    "integer": "not a whole number",
    "number": "not a number",
    "flag": "not a yes or no",
    "year": "not a year",
    "pattern": "not of the form asked for",
    "length": "too long",
    "code": "not a code of its list",
    "required": "missing value",
    "column": "missing column",
}
"""What is wrong, by the last part of a contract's check id."""


class Tone(StrEnum):
    """How the status banner looks; its words say the same."""

    READY = "ready"
    MEND = "mend"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What came of a run, in words.

    Attributes:
        tone: How the banner looks.
        word: One word for machines: ready, findings, wrong_use, unreadable, failed.
        title: The outcome in one line.
        sentences: What it means and what to do.
    """

    tone: Tone
    word: str
    title: str
    sentences: tuple[str, ...]


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
    sentences = _count_sentences(result)
    if exit_code is ExitCode.OUR_BUG:
        return Status(
            tone=Tone.STOPPED,
            word="failed",
            title="The check did not finish",
            sentences=(
                "The fault lies with returncheck, not with the return.",
                *sentences,
            ),
        )
    if exit_code is ExitCode.UNREADABLE:
        files = counted(refused, "file") if refused else "Part of the input"
        return Status(
            tone=Tone.STOPPED,
            word="unreadable",
            title=f"{files} could not be read",
            sentences=("What could be read was checked all the same.", *sentences),
        )
    if exit_code is ExitCode.WRONG_USE:
        return Status(
            tone=Tone.STOPPED,
            word="wrong_use",
            title="Part of what was asked for could not be done",
            sentences=("The reasons stand below.", *sentences),
        )
    if exit_code is ExitCode.FINDINGS:
        return Status(
            tone=Tone.MEND,
            word="findings",
            title="Findings to mend",
            sentences=sentences,
        )
    return _clean_status(result, fail_on, sentences)


def _clean_status(
    result: CheckResult, fail_on: FailOn, sentences: tuple[str, ...]
) -> Status:
    if not result.returns:
        return Status(
            tone=Tone.STOPPED,
            word="ready",
            title="Nothing was checked",
            sentences=("No return was loaded.", *sentences),
        )
    counts = result.counts
    to_do = counts[Severity.ERROR] + counts[Severity.QUERY]
    if fail_on is FailOn.NEVER and counts[Severity.ERROR]:
        return Status(
            tone=Tone.MEND,
            word="ready",
            title="Errors found, but this run was set never to fail",
            sentences=sentences,
        )
    title = "Ready: nothing was found"
    if result.explained and not to_do:
        title = "Ready: no errors, and every query is explained"
    elif any(counts.values()):
        title = f"Ready: {_below(fail_on)}"
    return Status(tone=Tone.READY, word="ready", title=title, sentences=sentences)


def _below(fail_on: FailOn) -> str:
    return {
        FailOn.ERROR: "no errors were found",
        FailOn.QUERY: "no errors and no queries were found",
        FailOn.INFO: "nothing was found",
        FailOn.NEVER: "no errors were found",
    }[fail_on]


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
