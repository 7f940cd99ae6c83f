"""Puts stories together to reports, writes their tables, and says what is true."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from returncheck.synth.kpi_return.lines import (
    COMPARATORS,
    FIGURES,
    Expected,
    Line,
    Story,
)

TABLES: Mapping[str, tuple[str, ...]] = {
    "Figures": FIGURES,
    "Comparators": COMPARATORS,
}
_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report: its name and the stories that it tells.

    Attributes:
        report_id: Its name; a second report a month later is `<name>-next`.
        stories: What it tells, in order.
    """

    report_id: str
    stories: Sequence[Story]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Where a line of a story stands.

    Attributes:
        report_id: The report.
        table: Figures or Comparators.
        row: Its row in the file of the table, from 1 below the headings.
        in_question: Whether it is, or may be, the false one of its story.
        indicator_id: Its indicator.
        value: As printed.
    """

    report_id: str
    table: str
    row: int
    in_question: bool
    indicator_id: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueStory:
    """A story with the rows that tell it.

    Attributes:
        kind: Name of the kind.
        expected: What must become of at least one row in question.
        rows: Its rows; those that are not in question are true.
    """

    kind: str
    expected: Expected
    rows: tuple[Told, ...]


class Tables:
    """The two tables of some reports, filled story by story."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, str]]] = {name: [] for name in TABLES}
        self.stories: list[TrueStory] = []
        self._printed: set[tuple[str, ...]] = set()

    def add(self, report: Report) -> None:
        """Add a report; a true line that it already prints is left out."""
        for story in report.stories:
            rows = [
                self._add(report.report_id, line)
                for line in story.lines
                if line.in_question or self._is_new(report.report_id, line)
            ]
            if rows:
                self.stories.append(
                    TrueStory(
                        kind=story.kind, expected=story.expected, rows=tuple(rows)
                    )
                )

    def _is_new(self, report_id: str, line: Line) -> bool:
        names = ("indicator_id", "period_type", "period_start", "period_end")
        others = ("comparator", "comparator_year", "unit")
        key = (
            report_id,
            line.table,
            str(line.report),
            *(line.cells.get(name, "") for name in (*names, *others)),
        )
        is_new = key not in self._printed
        self._printed.add(key)
        return is_new

    def _add(self, report_id: str, line: Line) -> Told:
        cells = {"report_id": report_id, **line.cells}
        if line.report:
            later = date.fromisoformat(cells["report_date"]) + _MONTH
            cells |= {"report_id": f"{report_id}-next", "report_date": str(later)}
        row = len(self.rows[line.table]) + 1
        columns = TABLES[line.table]
        cells["paragraph"] = str(row)
        self.rows[line.table].append({name: cells.get(name, "") for name in columns})
        return Told(
            report_id=cells["report_id"],
            table=line.table,
            row=row,
            in_question=line.in_question,
            indicator_id=cells["indicator_id"],
            value=cells.get("value", ""),
        )

    def write(self, folder: Path) -> None:
        """Write a CSV file a table; a table without rows is left out.

        Raises:
            OSError: A file cannot be written.
        """
        for table, columns in TABLES.items():
            if not self.rows[table]:
                continue
            path = folder / f"{table.lower()}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns, lineterminator="\n")
                writer.writeheader()
                writer.writerows(self.rows[table])


def tables_of(reports: Iterable[Report]) -> Tables:
    """The tables of some reports, and what is true of their rows."""
    tables = Tables()
    for report in reports:
        tables.add(report)
    return tables
