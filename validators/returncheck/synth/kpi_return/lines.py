"""What a made-up KPI return consists of: lines, and stories that they tell together."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

FIGURES = (
    *("report_id", "report_date", "paragraph", "la_code", "indicator_id"),
    *("period_type", "period_start", "period_end", "period_basis"),
    *("numerator", "denominator", "value", "value_low", "value_high"),
    *("unit", "definition", "target", "note"),
)
COMPARATORS = (
    *("report_id", "paragraph", "la_code", "indicator_id"),
    *("period_type", "period_start", "period_end"),
    *("comparator", "comparator_year", "numerator", "denominator", "value", "note"),
)


class Expected(StrEnum):
    """What must become of a line, or of one of several."""

    CONTRADICTED = "contradicted"
    """Its verdict is contradicted."""
    TOLD = "told"
    """It is contradicted, or a finding of the reconciliation or contract names it."""
    TOLD_APART = "told apart"
    """A finding names it and its figure itself is not contradicted."""
    NOT_CONFIRMED = "not confirmed"
    """It is neither confirmed nor contradicted: what it says cannot be known."""
    TRUE = "true"
    """It is not contradicted, and no finding of the reconciliation names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a table.

    Attributes:
        cells: Column to text; columns that are left out are empty.
        table: Figures or Comparators.
        in_question: Whether it is, or may be, the false one of its story.
        report: 0 for the story's report, 1 for a second one a month later.
    """

    cells: Mapping[str, str]
    table: str = "Figures"
    in_question: bool = False
    report: int = 0

    def but(self, *, report: int | None = None, **cells: str) -> "Line":
        """The line with other cells."""
        return Line(
            cells={**self.cells, **cells},
            table=self.table,
            in_question=self.in_question,
            report=self.report if report is None else report,
        )

    def blamed(self, **cells: str) -> "Line":
        """The line with other cells, in question."""
        return Line(
            cells={**self.cells, **cells},
            table=self.table,
            in_question=True,
            report=self.report,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Lines that belong together, and what must become of them.

    Attributes:
        kind: Name of the kind of fault, or of what is true.
        lines: Its lines in order.
        expected: What must become of at least one of those in question; what is not in
            question is true.
    """

    kind: str
    lines: tuple[Line, ...]
    expected: Expected = Expected.TRUE

    @property
    def indicators(self) -> frozenset[str]:
        """The indicators that it has figures of."""
        return frozenset(line.cells["indicator_id"] for line in self.lines)


def true_story(kind: str, *lines: Line | None) -> Story | None:
    """A story of true lines; None where a line of it is missing."""
    found = tuple(line for line in lines if line is not None)
    return Story(kind=kind, lines=found) if len(found) == len(lines) else None
