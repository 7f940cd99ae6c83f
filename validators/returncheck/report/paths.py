"""Where the outputs of a run are."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self


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
    """

    report: Path
    findings_csv: Path
    findings_parquet: Path
    findings_xlsx: Path
    results: Path
    summary: Path

    @classmethod
    def in_folder(cls, folder: Path) -> Self:
        """The outputs of a run that writes into a folder."""
        return cls(
            report=folder / "report.html",
            findings_csv=folder / "findings.csv",
            findings_parquet=folder / "findings.parquet",
            findings_xlsx=folder / "findings.xlsx",
            results=folder / "results.json",
            summary=folder / "summary.md",
        )

    def file_names(self) -> dict[str, str]:
        """Name of each output to the name of its file."""
        return {name: path.name for name, path in asdict(self).items()}
