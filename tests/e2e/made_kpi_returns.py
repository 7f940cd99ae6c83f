"""Many made-up KPI returns, each of its own council, and what a check makes of them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from returncheck.results.check_result import CheckResult
from returncheck.synth.kpi_return import (
    FAULTS,
    TWINS,
    Council,
    Expected,
    Report,
    Story,
    Told,
    TrueStory,
    true_stories,
)
from returncheck.synth.kpi_return.published import authorities, joint_workforces

TRUE_COUNCILS = 40
EACH_KIND = 2
YEARS = (2018, 2021, 2024)
"""Years far enough apart that no report tells of another's."""

_TRUE_YEARS = tuple(range(2018, 2026))
_ODD = {"850", *(code for pair in joint_workforces() for code in pair)}
_MADE = "made"


def _codes() -> list[str]:
    """Authorities that are there in every year, those of odd figures last."""
    found = authorities()
    whole = [
        code
        for code, each in found.items()
        if each.first_year <= _TRUE_YEARS[0] and each.last_year >= _TRUE_YEARS[-1]
    ]
    joint = [code for code in found if code in _ODD and code not in whole]
    return sorted(whole, key=lambda code: (code in _ODD, code[::-1])) + joint


def true_reports() -> Iterator[Report]:
    """A report of all that a council can truly print, of many councils and years."""
    for number, code in enumerate(_codes()[:TRUE_COUNCILS]):
        year = _TRUE_YEARS[number % len(_TRUE_YEARS)]
        council = Council(code, year, number, is_late=number % 3 == 0)
        yield Report(report_id=f"true-{code}-{year}", stories=true_stories(council))


def odd_reports() -> Iterator[Report]:
    """Some reports of each kind of fault, and of what is odd and true."""
    codes = _codes()[TRUE_COUNCILS:]
    free = list(product(YEARS, codes))
    for name, kind in {**FAULTS, **TWINS}.items():
        found = 0
        for number, (year, code) in enumerate(free):
            if found == EACH_KIND:
                break
            council = Council(code, year, found, is_late=(number + found) % 2 == 0)
            story = kind.story(council)
            if story is not None:
                found += 1
                free[number] = (0, "")
                yield Report(
                    report_id=f"{_MADE}-{name}-{found}",
                    stories=[story, *_beside(council, story)],
                )
        free = [slot for slot in free if slot[0]]


def _beside(council: Council, story: Story) -> list[Story]:
    """A figure of its own for a report that would only quote others."""
    if any(line.table == "Figures" for line in story.lines):
        return []
    return [Story(kind="beside", lines=(council.line("private_fostering", 7),))]


@dataclass(frozen=True)
class Outcome:
    """What a check says of one row.

    Attributes:
        verdict: Its verdict; None for a row that is no figure of the report's.
        reason: The reason of the verdict.
        findings: Severity, check and message of the findings of the row, of what
            a report is held against and of the form of its cells.
    """

    verdict: str | None = None
    reason: str = ""
    findings: tuple[tuple[str, str, str], ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether a finding asks for the row to be looked at.

        That it cannot be tested is no such finding.
        """
        return any(severity in ("error", "query") for severity, _, _ in self.findings)

    @property
    def is_blamed(self) -> bool:
        """Whether it is said to be wrong."""
        return self.verdict == "contradicted" or self.is_told

    def is_as(self, expected: Expected) -> bool:
        """Whether a false row comes out as it must."""
        if expected is Expected.CONTRADICTED:
            return self.verdict == "contradicted"
        if expected is Expected.TOLD:
            return self.is_blamed
        if expected is Expected.TOLD_APART:
            return self.verdict != "contradicted" and self.is_told
        if expected is Expected.NOT_CONFIRMED:
            return (
                self.verdict not in (None, "confirmed", "contradicted")
                and self.reason != ""
            )
        return not self.is_blamed


class Outcomes:
    """What a check says of all rows."""

    def __init__(self, result: CheckResult) -> None:
        verdicts = {
            _key(row): (row["verdict"], row["reason"])
            for row in result.verdicts.iter_rows(named=True)
        }
        findings = defaultdict(list)
        for row in result.findings.iter_rows(named=True):
            if row["row_number"] is not None:
                told = (row["severity"], row["check_id"], row["message"])
                findings[_key(row)].append(told)
        self._found = {
            key: Outcome(*verdicts.get(key, (None, "")), tuple(findings.get(key, ())))
            for key in {*verdicts, *findings}
        }
        self.figures = len(verdicts)

    def of(self, told: Told) -> Outcome:
        """What is said of a row of a made-up report."""
        return self._found.get((told.report_id, told.table, told.row), Outcome())


def _key(row: dict) -> tuple[str, str, int]:
    return row["return_id"].split("-", 2)[2], row["table_name"], row["row_number"]


def missed(story: TrueStory, outcomes: Outcomes) -> bool:
    """Whether a planted fault is told at none of its rows.

    A finding may stand at a row that is right, such as the total of wrong parts, as
    long as that is not contradicted.
    """
    in_question = [row for row in story.rows if row.in_question]
    if any(outcomes.of(row).is_as(story.expected) for row in in_question):
        return False
    is_somewhere = any(outcomes.of(row).is_told for row in story.rows)
    return not (story.expected is Expected.TOLD and is_somewhere)


def contradicted(story: TrueStory, outcomes: Outcomes) -> list[tuple[Told, Outcome]]:
    """The true rows of a story that are contradicted."""
    return [
        (row, outcomes.of(row))
        for row in story.rows
        if not row.in_question and outcomes.of(row).verdict == "contradicted"
    ]


def told(story: TrueStory, outcomes: Outcomes) -> list[tuple[Told, Outcome]]:
    """The true rows of a story that a finding asks about."""
    return [
        (row, outcomes.of(row))
        for row in story.rows
        if not row.in_question and outcomes.of(row).is_blamed
    ]
