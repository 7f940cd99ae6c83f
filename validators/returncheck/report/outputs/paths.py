"""Where the outputs of a run are."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

BOARD_NAME = "board.html"
DONE_NAME = ".findings-done.json"
"""Keeps the column «Done» of `findings.xlsx` from run to run; hidden, so that a folder
of returns which holds it is searched without it."""
EXCEPTIONS_NAME = "exceptions.csv"
FINDINGS_XLSX_NAME = "findings.xlsx"
NOTES_NAME = "return-level-notes.csv"
PUT_ASIDE = "findings.old.xlsx"
"""A `findings.xlsx` that could not be read when a run was to replace it."""
RECONCILIATION_NAME = "reconciliation.csv"
TO_EXPLAIN_NAME = "queries-to-explain.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """Where the outputs of a run are.

    Attributes:
        report: The page, `report.html`.
        findings_csv: Every finding for a spreadsheet.
        findings_parquet: Every finding for programs.
        findings_xlsx: Every finding by rule and by child, for mending them.
        results: The outcome for machines, `results.json`.
        summary: Half a page of Markdown.
        return_level_notes: The explanations as notes for the upload system; None when
            no statutory rule has a query.
        queries_to_explain: The open queries, for their reasons; None likewise.
        exceptions: The figures off target; None when there is none.
        reconciliation: Every figure of a report with its verdict; None when no report
            was checked.
        board: The pages for a board alone, without any child; None where they were not
            asked for, and where each authority has its own.
        returns: The folder of a page and a workbook for each return, of which `report`
            and `findings_xlsx` are then the index; None where all are on one page.
    """

    report: Path
    findings_csv: Path
    findings_parquet: Path
    findings_xlsx: Path
    results: Path
    summary: Path
    return_level_notes: Path | None
    queries_to_explain: Path | None
    exceptions: Path | None
    reconciliation: Path | None
    board: Path | None
    returns: Path | None = None

    @classmethod
    def in_folder(cls, folder: Path) -> Self:
        """The outputs of a run that writes all of them into a folder, on one page."""
        return cls(
            report=folder / "report.html",
            findings_csv=folder / "findings.csv",
            findings_parquet=folder / "findings.parquet",
            findings_xlsx=folder / FINDINGS_XLSX_NAME,
            results=folder / "results.json",
            summary=folder / "summary.md",
            return_level_notes=folder / NOTES_NAME,
            queries_to_explain=folder / TO_EXPLAIN_NAME,
            exceptions=folder / EXCEPTIONS_NAME,
            reconciliation=folder / RECONCILIATION_NAME,
            board=folder / BOARD_NAME,
        )

    def file_names(self) -> dict[str, str]:
        """Name of each output that is written to the name of its file."""
        return {
            name: path.name
            for name, path in asdict(self).items()
            if path is not None and name != "returns"
        }
