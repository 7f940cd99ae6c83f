"""Writes every output of a run into one folder."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from returncheck.errors import ConfigError
from returncheck.report.outputs.data_files import (
    write_findings_csv,
    write_findings_parquet,
    write_results_json,
)
from returncheck.report.outputs.exceptions_csv import write_exceptions_csv
from returncheck.report.outputs.paths import (
    EXCEPTIONS_NAME,
    NOTES_NAME,
    RECONCILIATION_NAME,
    TO_EXPLAIN_NAME,
    Outputs,
)
from returncheck.report.outputs.queries_to_explain import write_queries_to_explain
from returncheck.report.outputs.reconciliation_csv import write_reconciliation
from returncheck.report.outputs.return_level_notes import write_return_level_notes
from returncheck.report.outputs.summary import summary_text
from returncheck.report.outputs.workbook import write_findings_xlsx
from returncheck.report.page import Page, build_page, render_page
from returncheck.results.check_result import CheckResult, ExitCode
from returncheck.settings.config import FailOn


def write_outputs(
    result: CheckResult,
    folder: Path,
    *,
    fail_on: FailOn,
    refused: Sequence[str] = (),
    exit_code: ExitCode,
    synthetic: bool = False,
) -> Outputs:
    """Write the page, the findings, the results, the summary and the notes.

    The notes and the queries to explain are written when a statutory rule has a query;
    else those of an earlier run are removed, but for what somebody has filled in. The
    exceptions are written when a figure is off its target, the verdicts when a report
    was checked, else removed.

    Args:
        result: The result of a check.
        folder: Where to; made when it is missing, files in it are replaced.
        fail_on: Least severity that fails the run.
        refused: Why files were refused, one line each.
        exit_code: The exit code of the run.
        synthetic: Whether the children in it are made up, which the page then says.

    Returns:
        The paths of the files; None for what was not written.

    Raises:
        ConfigError: The folder or a file in it cannot be written.
    """
    page = build_page(
        result,
        fail_on=fail_on,
        exit_code=exit_code,
        refused=refused,
        synthetic=synthetic,
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        outputs = _write_optional(result, page, folder)
        write_findings_csv(result.findings, outputs.findings_csv)
        write_findings_parquet(result.findings, outputs.findings_parquet)
        write_findings_xlsx(result, page, outputs.findings_xlsx)
        write_results_json(result, page, outputs.results, outputs.file_names())
        outputs.summary.write_text(summary_text(result, page), encoding="utf-8")
        outputs.report.write_text(render_page(page), encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"{error.filename or folder} cannot be written: {error.strerror or error}. "
            "Close it if it is open in another program, or choose another folder."
        ) from error
    return outputs


def _write_optional(result: CheckResult, page: Page, folder: Path) -> Outputs:
    """Write what not every run has, or remove it; the paths of all outputs."""
    outputs = Outputs.in_folder(folder)
    notes, to_explain = folder / NOTES_NAME, folder / TO_EXPLAIN_NAME
    exceptions, verdicts = folder / EXCEPTIONS_NAME, folder / RECONCILIATION_NAME
    has_verdicts = write_reconciliation(page.verdicts, verdicts)
    has_notes = write_return_level_notes(result, notes)
    has_queries = write_queries_to_explain(
        result.findings_to_mend, to_explain, hide=result.hide
    )
    has_exceptions = write_exceptions_csv(result.exceptions, exceptions)
    return replace(
        outputs,
        return_level_notes=notes if has_notes else None,
        queries_to_explain=to_explain if has_queries else None,
        exceptions=exceptions if has_exceptions else None,
        reconciliation=verdicts if has_verdicts else None,
    )
