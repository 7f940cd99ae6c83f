"""Writes every output of a run into one folder."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from returncheck.catalogue.authorities import imported
from returncheck.files.cannot_write import place_of, write_error
from returncheck.files.output import StagedFiles, staged_files
from returncheck.files.own_files import SHEETS_WITH_DONE
from returncheck.files.own_pages import (
    RETURNS_FOLDER,
    own_pages,
    remove_empty,
    require_free,
)
from returncheck.files.processes.pool import Pool
from returncheck.report.each.index import Index, build_index
from returncheck.report.each.index_page import render_index
from returncheck.report.each.pages import (
    PageOfReturn,
    board_name,
    has_many_pages,
    pages_of_returns,
)
from returncheck.report.each.write import (
    Judging,
    authorities_of,
    write_boards,
    write_each,
)
from returncheck.report.outputs.board import public_board_page
from returncheck.report.outputs.data_files import (
    write_findings_csv,
    write_findings_parquet,
    write_results_json,
    write_text,
)
from returncheck.report.outputs.done_column import keep_done, read_done
from returncheck.report.outputs.exceptions_csv import write_exceptions_csv
from returncheck.report.outputs.index_workbook import write_index_xlsx
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
from returncheck.report.outputs.summary import index_summary_text, summary_text
from returncheck.report.outputs.workbook import write_findings_xlsx
from returncheck.report.overview import Overview, build_overview
from returncheck.report.page import Page, build_page, render_page
from returncheck.results.check_result import CheckResult, ExitCode
from returncheck.returns.workers import working_pool
from returncheck.settings.config import FailOn, ReturnPages


@contextmanager
def staged_outputs(
    result: CheckResult,
    folder: Path,
    *,
    fail_on: FailOn,
    refused: Sequence[str] = (),
    exit_code: ExitCode,
    synthetic: bool = False,
    pages: ReturnPages = ReturnPages.AUTO,
    require_rules: bool = False,
    jobs: int | None = None,
) -> "Iterator[StagedOutputs]":
    """Write the page, the findings, the results, the summary and the notes aside.

    The notes and the queries to explain are written when a statutory rule has a query;
    else those of an earlier run are to go, but for what somebody has filled in. The
    exceptions are written when a figure is off its target, the verdicts when a report
    was checked.

    Args:
        result: The result of a check.
        folder: Where they are to be; made when it is missing.
        fail_on: Least severity that fails the run.
        refused: Why files were refused, one line each.
        exit_code: The exit code of the run.
        synthetic: Whether the children in it are made up, which the page then says.
        pages: Whether all returns stand on one page, or each on one of its own; then
            page and workbook are the index.
        require_rules: Whether a return fails whose own rules did not run.
        jobs: How many processes write pages of single returns; None: one a core.

    Yields:
        What puts them in their places; gone afterwards if it did not.

    Raises:
        ConfigError: The folder or a file in it cannot be written.
    """
    with (
        imported(result.imported_authorities),
        _told(folder),
        staged_files(folder) as staged,
    ):
        listed = pages_of_returns(result) if has_many_pages(result, pages) else ()
        build = build_overview if listed else build_page
        page = build(
            result,
            fail_on=fail_on,
            exit_code=exit_code,
            refused=refused,
            synthetic=synthetic,
        )
        outputs = _write_optional(result, page, folder, staged)
        write_findings_csv(result.findings, staged.path(outputs.findings_csv.name))
        write_findings_parquet(
            result.findings, staged.path(outputs.findings_parquet.name)
        )
        keep_done(folder, SHEETS_WITH_DONE)
        if isinstance(page, Page):
            _write_one(result, page, outputs, staged)
        else:
            index = build_index(result, page, listed, exit_code=exit_code)
            judging = Judging(
                fail_on=fail_on, require_rules=require_rules, synthetic=synthetic
            )
            with working_pool(jobs) as pool:
                outputs = _write_many(
                    result, index, listed, outputs, staged, judging, pool
                )
            page = index
        # The last one to be put there: machines wait for it.
        write_results_json(
            result, page, staged.path(outputs.results.name), outputs.file_names()
        )
        yield StagedOutputs(outputs=outputs, files=staged)


def _write_one(
    result: CheckResult, page: Page, outputs: Outputs, staged: StagedFiles
) -> None:
    """Write all returns on one page and into one workbook."""
    folder = outputs.results.parent
    if outputs.board is not None:
        board = public_board_page(
            result, refused=len(page.refused), synthetic=page.is_synthetic
        )
        write_text(staged.path(outputs.board.name), board)
    write_findings_xlsx(
        result, page, staged.path(outputs.findings_xlsx.name), read_done(folder)
    )
    write_text(staged.path(outputs.report.name), render_page(page))
    write_text(staged.path(outputs.summary.name), summary_text(result, page))


def _write_many(
    result: CheckResult,
    index: Index,
    pages: Sequence[PageOfReturn],
    outputs: Outputs,
    staged: StagedFiles,
    judging: Judging,
    pool: Pool,
) -> Outputs:
    """Write a page and a workbook for each return, and the index of both."""
    folder = outputs.results.parent
    boards = authorities_of(result) if result.public is not None else ()
    require_free(
        folder,
        (
            *(name for each in pages for name in (each.page, each.workbook)),
            *(board_name(la_code) for la_code in boards),
        ),
    )
    write_each(result, pages, staged, read_done(folder), judging, pool)
    if result.public is not None:
        write_boards(
            result,
            staged,
            refused=len(index.refused),
            synthetic=index.is_synthetic,
        )
    write_index_xlsx(result, index, staged.path(outputs.findings_xlsx.name))
    write_text(staged.path(outputs.report.name), render_index(index))
    write_text(staged.path(outputs.summary.name), index_summary_text(result, index))
    return replace(outputs, board=None, returns=folder / RETURNS_FOLDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedOutputs:
    """Outputs that are written and not yet in their places.

    Attributes:
        outputs: The paths where they are to be; None for what was not written.
        files: The files.
    """

    outputs: Outputs
    files: StagedFiles

    def put(self) -> Outputs:
        """Put all of them in their places, and remove those of an earlier run.

        Raises:
            ConfigError: A file cannot be replaced.
        """
        written = self.outputs.file_names().values()
        folder = self.outputs.results.parent
        every = Outputs.in_folder(folder).file_names().values()
        with _told(folder):
            left = own_pages(folder)
            self.files.put(
                without=[*(name for name in every if name not in written), *left]
            )
            if left:
                remove_empty(folder)
        return self.outputs


def write_outputs(
    result: CheckResult,
    folder: Path,
    *,
    fail_on: FailOn,
    refused: Sequence[str] = (),
    exit_code: ExitCode,
    synthetic: bool = False,
    pages: ReturnPages = ReturnPages.AUTO,
    require_rules: bool = False,
    jobs: int | None = None,
) -> Outputs:
    """Write every output into a folder; see `staged_outputs` for the arguments.

    Returns:
        The paths of the files; None for what was not written.

    Raises:
        ConfigError: The folder or a file in it cannot be written.
    """
    with staged_outputs(
        result,
        folder,
        fail_on=fail_on,
        refused=refused,
        exit_code=exit_code,
        synthetic=synthetic,
        pages=pages,
        require_rules=require_rules,
        jobs=jobs,
    ) as staged:
        return staged.put()


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """An error of the disk in words for the user."""
    try:
        yield
    except OSError as error:
        raise write_error(place_of(error, folder), error) from error


def _write_optional(
    result: CheckResult, page: Overview, folder: Path, staged: StagedFiles
) -> Outputs:
    """Write what not every run has; the paths of all outputs."""
    outputs = Outputs.in_folder(folder)
    has_verdicts = write_reconciliation(page.verdicts, staged.path(RECONCILIATION_NAME))
    has_notes = write_return_level_notes(result, staged.path(NOTES_NAME))
    has_queries = write_queries_to_explain(
        result.findings_to_mend,
        result.reconciliation,
        folder / TO_EXPLAIN_NAME,
        staged.path(TO_EXPLAIN_NAME),
        hide=result.hide,
    )
    has_exceptions = write_exceptions_csv(
        result.exceptions, result.known_indicators, staged.path(EXCEPTIONS_NAME)
    )
    return replace(
        outputs,
        return_level_notes=outputs.return_level_notes if has_notes else None,
        queries_to_explain=outputs.queries_to_explain if has_queries else None,
        exceptions=outputs.exceptions if has_exceptions else None,
        reconciliation=outputs.reconciliation if has_verdicts else None,
        board=None if result.public is None else outputs.board,
    )
