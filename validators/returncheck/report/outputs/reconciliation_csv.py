"""`reconciliation.csv`: every figure of a report with its verdict and the reason."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from returncheck.files.own_files import RECONCILIATION_COLUMNS
from returncheck.report.outputs.data_files import write_csv
from returncheck.report.sections.verdicts import ReportVerdicts


def write_reconciliation(reports: Sequence[ReportVerdicts], path: Path) -> bool:
    """Write what `reconciliation_table` gives.

    Args:
        reports: The figures of each report.
        path: The file; not written when no report was checked.

    Returns:
        Whether it was written.

    Raises:
        OSError: The file cannot be written.
    """
    if not reports:
        return False
    write_csv(reconciliation_table(reports), path)
    return True


def reconciliation_table(reports: Sequence[ReportVerdicts]) -> pl.DataFrame:
    """The figures of all reports.

    Args:
        reports: The figures of each report.

    Returns:
        One row per figure, in the order of the page; columns, all text, of
        `own_files.RECONCILIATION_COLUMNS`. Missing values are empty.
    """
    rows = [
        (
            report.name.full,
            figure.paragraph,
            figure.indicator_id,
            figure.title,
            figure.quoted_for,
            figure.team,
            figure.period,
            "assumed" if figure.is_assumed else "printed",
            figure.printed,
            figure.parts,
            figure.verdict,
            figure.reason,
        )
        for report in reports
        for figure in report.figures
    ]
    return pl.DataFrame(
        rows, schema=dict.fromkeys(RECONCILIATION_COLUMNS, pl.String), orient="row"
    )
