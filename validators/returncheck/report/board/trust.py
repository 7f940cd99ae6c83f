"""Whether the figures can be relied on: one sentence, true above all."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from returncheck.findings.finding import Layer, Severity, count_findings
from returncheck.report.words.numbers import counted, whole
from returncheck.report.words.status import asks_for_year
from returncheck.results.check_result import CheckResult
from returncheck.results.rules_run import RulesOf, RulesRun


class Answer(StrEnum):
    """The answer in a word or two, the worst first."""

    NOTHING = "There is nothing to rely on"
    NO = "No"
    NOT_ALL = "Not all of them"
    CARE = "With care"
    YES = "Yes"


SIGNS = {
    Answer.NOTHING: "\N{MULTIPLICATION SIGN}",
    Answer.NO: "\N{MULTIPLICATION SIGN}",
    Answer.NOT_ALL: "!",
    Answer.CARE: "!",
    Answer.YES: "\N{CHECK MARK}",
}
"""A shape for each answer, so that colour is never alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustFacts:
    """What speaks for and against the figures of one authority.

    Attributes:
        figures: How many figures the pages rest on.
        refused: Files that could not be read.
        is_year_in_question: Whether a return may be of another year than it says.
        contradicted: Printed figures that something else contradicts.
        untestable: Printed figures that nothing could be held against.
        printed: Printed figures altogether.
        disagreeing: Figures worked out from records that differ from what was
            published of the same year.
        errors: What must be corrected in the records and reports.
        queries: What must be corrected or explained.
        rules_not_run: Checks of the records that were to be made and were not.
        rules: Those that were to be made.
        other_year: Returns checked by the rules of another year, or by a draft of them.
        without_rules: Returns that no rules exist for.
        is_coarse: Whether counts of findings are left out, since small ones may stand
            for a child or two.
    """

    figures: int
    refused: int = 0
    is_year_in_question: bool = False
    contradicted: int = 0
    untestable: int = 0
    printed: int = 0
    disagreeing: int = 0
    errors: int = 0
    queries: int = 0
    rules_not_run: int = 0
    rules: int = 0
    other_year: int = 0
    without_rules: int = 0
    is_coarse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """The answer and its sentence.

    Attributes:
        answer: In a word or two.
        sign: Its shape.
        sentence: The answer with its reasons, one sentence.
    """

    answer: Answer
    sign: str
    sentence: str


def trust_facts(
    result: CheckResult, la_code: str, *, figures: int, refused: int
) -> TrustFacts:
    """What speaks for and against the figures of an authority.

    Args:
        result: The result, whole.
        la_code: Three-digit code of the authority.
        figures: How many figures the pages rest on.
        refused: How many files could not be read.
    """
    records = [each for each in result.returns_to_submit if each.la_code == la_code]
    own = [record.return_id for record in records]
    findings = result.findings_to_mend.filter(
        pl.col("return_id").is_in(own) | pl.col("return_id").is_null()
    )
    counts = count_findings(findings)
    verdicts = _newest_verdicts(result, own)
    runs = [run for run in result.rules_run if run.return_id in own]
    return TrustFacts(
        figures=figures,
        refused=refused,
        is_year_in_question=asks_for_year(result, own),
        contradicted=verdicts.count("contradicted"),
        untestable=verdicts.count("untestable"),
        printed=len(verdicts),
        disagreeing=_disagreeing(findings, own),
        errors=counts[Severity.ERROR],
        queries=counts[Severity.QUERY],
        rules_not_run=sum(run.not_run for run in runs),
        rules=sum(run.run + run.not_run for run in runs),
        other_year=_number(runs, RulesOf.ANOTHER_YEAR, RulesOf.PROVISIONAL),
        without_rules=_number(runs, RulesOf.NONE),
    )


def _newest_verdicts(result: CheckResult, own: Collection[str]) -> list[str]:
    """The verdicts on the reports' own figures of the newest period of each."""
    newest = result.checked_benchmarks.filter(
        pl.col("return_id").is_in(own),
        pl.col("source") == "reported",
        pl.col("is_newest_period"),
        pl.col("verdict").is_not_null(),
    )
    return newest["verdict"].to_list()


def _disagreeing(findings: pl.DataFrame, own: Collection[str]) -> int:
    found = findings.filter(
        pl.col("layer") == Layer.RECONCILIATION.value,
        pl.col("return_id").is_in(own),
        pl.col("table_name") == "indicators",
        pl.col("severity") != Severity.INFO.value,
        pl.col("explanation").is_null(),
    )
    return found["counted_as"].n_unique()


def _number(runs: Collection[RulesRun], *kinds: RulesOf) -> int:
    return sum(run.rules_of in kinds for run in runs)


def trust(facts: TrustFacts) -> Trust:
    """The answer that the facts allow, and why.

    Args:
        facts: What speaks for and against the figures.
    """
    answer = _answer(facts)
    reasons = _reasons(facts)
    if answer is Answer.YES and not reasons:
        reasons = ["nothing that was checked speaks against them"]
    if answer is Answer.YES:
        sentence = f"Yes, as far as they could be checked: {_joined(reasons)}."
    elif answer is Answer.NOTHING:
        reasons = ["no figure could be worked out or read", *reasons]
        sentence = f"{answer.value}: {_joined(reasons)}."
    else:
        sentence = f"{answer.value}: {_joined(reasons)}."
    return Trust(answer=answer, sign=SIGNS[answer], sentence=sentence)


def _answer(facts: TrustFacts) -> Answer:
    if not facts.figures:
        return Answer.NOTHING
    if facts.refused or facts.is_year_in_question:
        return Answer.NO
    if facts.contradicted or facts.disagreeing:
        return Answer.NOT_ALL
    is_half_tested = facts.untestable * 2 <= facts.printed
    doubts = (
        facts.errors,
        facts.queries,
        facts.rules_not_run,
        facts.other_year,
        facts.without_rules,
    )
    return Answer.CARE if any(doubts) or not is_half_tested else Answer.YES


def _reasons(facts: TrustFacts) -> list[str]:
    """Every reason that there is, the heaviest first."""
    said = []
    if facts.refused:
        said.append(f"{counted(facts.refused, 'file')} could not be read")
    if facts.is_year_in_question:
        said.append("some records seem to be of another year than they are said to be")
    said += _on_figures(facts)
    said += _on_records(facts)
    if facts.untestable:
        them = "it" if facts.untestable == 1 else "them"
        said.append(
            f"{_of(facts.untestable, facts.printed, 'printed figure')} could not be "
            f"checked, because nothing else states {them}"
        )
    return said


def _on_figures(facts: TrustFacts) -> list[str]:
    said = []
    if facts.contradicted and facts.is_coarse:
        said.append("other sources give other values for some of the printed figures")
    elif facts.contradicted:
        number = _of(facts.contradicted, facts.printed, "printed figure")
        verb = "disagrees" if facts.contradicted == 1 else "disagree"
        said.append(f"{number} {verb} with what another source says")
    if facts.disagreeing:
        number = "some figures" if facts.is_coarse else _figures(facts.disagreeing)
        verb = "differs" if number.startswith("1 ") else "differ"
        said.append(f"{number} from the records {verb} from what was published")
    return said


def _figures(number: int) -> str:
    return counted(number, "figure")


def _on_records(facts: TrustFacts) -> list[str]:
    said = []
    if facts.errors:
        number = "errors" if facts.is_coarse else counted(facts.errors, "error")
        verb = "is" if number.startswith("1 ") else "are"
        said.append(f"{number} {verb} still to be corrected")
    if facts.queries:
        number = "doubtful entries"
        if not facts.is_coarse:
            number = counted(facts.queries, "doubtful entry", "doubtful entries")
        verb = "waits" if number.startswith("1 ") else "wait"
        said.append(f"{number} {verb} for a correction or a reason")
    if facts.without_rules:
        said.append("for some records there are no official checks of their year yet")
    if facts.other_year:
        said.append("some records were checked by the rules of another year or a draft")
    if facts.rules_not_run:
        verb = "was" if facts.rules_not_run == 1 else "were"
        number = _of(facts.rules_not_run, facts.rules, "official check")
        said.append(f"{number} of the records {verb} not made")
    return said


def _of(number: int, every: int, noun: str) -> str:
    """One of 3 printed figures; all 12 official checks."""
    if number == every:
        return f"all {counted(every, noun)}" if every > 1 else f"the only {noun}"
    return f"{whole(number)} of {counted(every, noun)}"


def _joined(reasons: list[str]) -> str:
    if len(reasons) < 2:
        return "".join(reasons)
    return f"{'; '.join(reasons[:-1])}; and {reasons[-1]}"
