"""Small made-up reports, and the verdicts on their figures."""

import csv
from dataclasses import dataclass

import polars as pl

from returncheck import Workspace
from returncheck.project import project_root

YEAR = ("2024-04-01", "2025-03-31")
"""The year to March 2025."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report of one authority.

    Attributes:
        figures: Its rows: column to printed text.
        authority: Three-digit code; empty for one that no other report is of.
        report_date: Its date.
        report_id: What it is called; empty for the name of its case.
    """

    figures: tuple[dict[str, str], ...]
    authority: str = ""
    report_date: str = "2026-01-20"
    report_id: str = ""


def row(indicator_id, period_type, span, value, **cells):
    """A row of Figures: a span is a first and a last day."""
    return {
        "indicator_id": indicator_id,
        "period_type": period_type,
        "period_start": span[0],
        "period_end": span[1],
        "period_basis": "printed",
        "value": value,
        **cells,
    }


def on(indicator_id, day, value, **cells):
    """A row of Figures: a number on a day."""
    return row(indicator_id, "snapshot", (day, day), value, **cells)


def authorities():
    """Three-digit codes of the authorities of today."""
    path = project_root() / "seeds" / "areas" / "rc_authorities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [
            each["la_code"] for each in csv.DictReader(file) if not each["last_year"]
        ]


def check_reports(database, reports):
    """Load every report and check them together.

    Args:
        database: Path to a new database.
        reports: Name to report.

    Returns:
        The result.
    """
    named = {report.authority for report in reports.values()}
    free = iter(code for code in authorities() if code not in named)
    with Workspace.open(database) as workspace:
        for name, report in reports.items():
            authority = report.authority or next(free)
            rows = [
                {
                    "report_id": report.report_id or name,
                    "report_date": report.report_date,
                    "la_code": authority,
                    "note": "",
                    **cells,
                }
                for cells in report.figures
            ]
            workspace.load_tables(
                "kpi_return",
                {"Figures": pl.from_dicts(rows, infer_schema_length=None)},
                return_id=name,
            )
        return workspace.check(suites=False)


def verdicts_of(result, name):
    """The verdicts on the figures of a report, in the order of its rows."""
    found = result.marts["fct_figure_verdicts"].filter(pl.col("return_id") == name)
    return found.sort("row_number")["verdict"].to_list()


def compared(result, name, row_number, comparison):
    """The comparison of a figure, or an empty row."""
    for each in result.reconciliation.iter_rows(named=True):
        if (each["return_id"], each["row_number"], each["comparison"]) == (
            name,
            row_number,
            comparison,
        ):
            return each
    return {"status": None, "severity": None, "reason": None}


def told(result, name, comparison):
    """The messages of the findings of a comparison in a report."""
    found = result.findings.filter(
        (pl.col("return_id") == name)
        & (pl.col("check_id") == f"reconciliation:{comparison}")
    )
    return found.sort("row_number")["message"].to_list()
