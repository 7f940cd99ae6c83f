"""Copies of reports with one row changed: falsely each in a copy of its own, truly
many together."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from made_kpi_returns import Outcome, Outcomes

from returncheck.synth.kpi_return import Council, Report, Told, tables_of, true_stories

_TABLE = Path(__file__).parent / "report_mutations.csv"
_MADE = "birmingham-2022-06"


@dataclass(frozen=True, kw_only=True)
class RowMutation:
    """A row of a report, made false, and changed so that it is still true.

    Attributes:
        name: Its name, which is that of the copy where the row is false.
        kind: The kind of fault.
        report: The report.
        comparator: Whose figure it is; empty for the council's own.
        indicator_id: The indicator.
        period: Last day of its period, with a slash and its type where two end then.
        false: Column to its false text.
        true: Column to its other true text.
        expected: contradicted; told, by a finding at any row; target, by a finding at
            the row, whose figure is not contradicted.
    """

    name: str
    kind: str
    report: str
    comparator: str
    indicator_id: str
    period: str
    false: dict[str, str]
    true: dict[str, str]
    expected: str

    @property
    def table(self) -> str:
        return "Comparators" if self.comparator else "Figures"

    def is_of(self, row: dict[str, str]) -> bool:
        """Whether a row of the report is the one that is changed."""
        end, _, kind = self.period.partition("/")
        return (
            row["indicator_id"] == self.indicator_id
            and row["period_end"] == end
            and row.get("comparator", "") == self.comparator
            and kind in ("", row["period_type"])
        )


def mutations() -> list[RowMutation]:
    """All mutations of the table."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return [
            RowMutation(
                name=row["name"],
                kind=row["kind"],
                report=row["report"],
                comparator=row["comparator"],
                indicator_id=row["indicator_id"],
                period=row["period_end"],
                false=_cells(row["false"]),
                true=_cells(row["true"]),
                expected=row["expected"],
            )
            for row in csv.DictReader(file)
        ]


def _cells(text: str) -> dict[str, str]:
    pairs = (each.partition("=") for each in text.split(";"))
    return {column: value for column, _, value in pairs}


Rows = dict[str, list[dict[str, str]]]


def reports(folder: Path) -> dict[str, Rows]:
    """The five reports and a made-up one: rows by report and table."""
    found: dict[str, Rows] = defaultdict(lambda: {"Figures": [], "Comparators": []})
    for path in sorted(folder.glob("*.csv")):
        name, _, ending = path.stem.partition(".")
        with path.open(encoding="utf-8", newline="") as file:
            table = "Comparators" if ending else "Figures"
            found[name][table] = list(csv.DictReader(file))
    stories = true_stories(Council("330", 2022))
    made = tables_of([Report(report_id=_MADE, stories=stories)])
    found[_MADE] = made.rows
    return dict(found)


class Copies:
    """Copies of reports in two tables, and where their rows stand."""

    def __init__(self, originals: dict[str, Rows]) -> None:
        self._originals = originals
        self._rows: Rows = {"Figures": [], "Comparators": []}
        self._places: dict[str, list[Told]] = defaultdict(list)

    def add(
        self, report: str, name: str, changes: list[tuple[RowMutation, dict[str, str]]]
    ) -> None:
        """Add a copy of a report under a name with some rows changed."""
        for table, rows in self._originals[report].items():
            copy = [{**row, "report_id": name} for row in rows]
            for mutation, cells in changes:
                if mutation.table == table:
                    next(row for row in copy if mutation.is_of(row)).update(cells)
            for row in copy:
                self._rows[table].append(row)
                place = Told(
                    report_id=name,
                    table=table,
                    row=len(self._rows[table]),
                    in_question=False,
                    indicator_id=row["indicator_id"],
                    value=row["value"],
                )
                self._places[name].append(place)

    def place(self, report: str, mutation: RowMutation) -> int:
        """Which row of a report a mutation changes, of both tables from 0."""
        first = 0 if mutation.table == "Figures" else None
        rows = self._originals[report]
        offset = first if first is not None else len(rows["Figures"])
        listed = rows[mutation.table]
        return offset + next(n for n, row in enumerate(listed) if mutation.is_of(row))

    def outcomes(self, name: str, found: Outcomes) -> list[Outcome]:
        """What is said of each row of a copy, figures first."""
        return [found.of(place) for place in self._places[name]]

    def write(self, folder: Path) -> None:
        """Write the two tables."""
        for table, rows in self._rows.items():
            columns = list(dict.fromkeys(column for row in rows for column in row))
            path = folder / f"{table.lower()}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns, restval="")
                writer.writeheader()
                writer.writerows(rows)


def true_rounds(listed: list[RowMutation]) -> list[tuple[str, list[RowMutation]]]:
    """The true changes of each report in rounds, each row changed once in a round."""
    rounds: list[tuple[str, list[RowMutation]]] = []
    for mutation in listed:
        key = (mutation.indicator_id, mutation.period, mutation.comparator)
        for report, together in rounds:
            taken = {(m.indicator_id, m.period, m.comparator) for m in together}
            if report == mutation.report and key not in taken:
                together.append(mutation)
                break
        else:
            rounds.append((mutation.report, [mutation]))
    return rounds
