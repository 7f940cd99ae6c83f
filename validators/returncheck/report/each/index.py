"""The index of a run whose returns have a page each: a row a return, all checks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import polars as pl

from returncheck.findings.finding import Severity
from returncheck.report.each.pages import PageOfReturn
from returncheck.report.overview import Overview
from returncheck.report.parts.technical import TechnicalView, technical_view
from returncheck.report.words.names import area, return_names
from returncheck.report.words.numbers import counted, whole
from returncheck.results.check_result import CheckResult, ExitCode
from returncheck.results.history import FindingState
from returncheck.returns import LAYOUTS

INDEX_PARTS = {"returns": "Returns", "checks": "Checks", "technical": "Technical"}
"""The parts of the index by their ids, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """One return to submit.

    Attributes:
        return_id: The return.
        title: Its name among the authority's returns.
        authority: Name of its authority.
        la_code: Three-digit code of that.
        region: Name of its region; empty for an unknown one.
        collection: What is collected.
        year: The year, or what tells it from others that have none.
        errors: Errors.
        queries: Queries without a reason.
        notes: Notes.
        explained: Queries with one.
        passed: Checks of its contract that passed.
        failed: Those that failed.
        new: Findings that the last run did not have; None where none made their checks.
        mended: Findings that only the last run had; None likewise.
        rows: Rows of all its tables.
        source_name: The file or folder it came from.
        context: How many returns stand on its page to look back on.
        page: Its page, from the folder of the index.
        workbook: Its workbook, likewise.
    """

    return_id: str
    title: str
    authority: str
    la_code: str
    region: str
    collection: str
    year: str
    errors: int
    queries: int
    notes: int
    explained: int
    passed: int
    failed: int
    new: int | None
    mended: int | None
    rows: int
    source_name: str
    context: int
    page: str
    workbook: str

    @property
    def contract(self) -> str:
        """What came of its contract, in words."""
        if self.failed:
            return f"{whole(self.failed)} of {whole(self.failed + self.passed)} failed"
        return f"{whole(self.passed)} passed" if self.passed else "not run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Index(Overview):
    """Everything that the index shows.

    Attributes:
        rows: The returns to submit, by authority, collection and year.
        of_none: Findings that belong to no return, by severity, explained ones left
            out; they stand on no other page.
        has_history: Whether it can be said of any return what is new.
        context: How many returns are there to look back on.
        technical: What an engineer needs of the run.
    """

    rows: tuple[IndexRow, ...]
    of_none: Mapping[Severity, int]
    has_history: bool
    context: int
    technical: TechnicalView

    @property
    def clean(self) -> int:
        """How many returns have neither an error nor an open query."""
        return sum(not (row.errors or row.queries) for row in self.rows)

    @property
    def scope_of_pages(self) -> str:
        """How many returns there are and where they stand, in a sentence."""
        pages = len({row.page for row in self.rows})
        said = f"{counted(len(self.rows), 'return')} on {counted(pages, 'page')}"
        return f"{said}; {whole(self.clean)} without an error or an open query"


def build_index(
    result: CheckResult,
    overview: Overview,
    pages: Sequence[PageOfReturn],
    *,
    exit_code: ExitCode,
) -> Index:
    """The index of a result.

    Args:
        result: The result.
        overview: What the run found, in numbers.
        pages: The pages of its returns.
        exit_code: The exit code of the run.
    """
    names = return_names(result.returns)
    rows = _rows(result, overview, pages)
    without = result.findings_to_mend.filter(
        pl.col("return_id").is_null(), pl.col("explanation").is_null()
    )
    of_none = dict(
        without.group_by("severity").agg(pl.col("counted_as").n_unique()).iter_rows()
    )
    return Index(
        **{each.name: getattr(overview, each.name) for each in fields(overview)},
        rows=rows,
        of_none={each: of_none.get(each.value, 0) for each in Severity},
        has_history=any(row.new is not None for row in rows),
        context=len(result.context_returns),
        technical=technical_view(result, names, exit_code=exit_code, sets=()),
    )


def _rows(
    result: CheckResult, overview: Overview, pages: Sequence[PageOfReturn]
) -> tuple[IndexRow, ...]:
    page_of = {each: page for page in reversed(pages) for each in page.return_ids}
    records = {record.return_id: record for record in result.returns}
    contracts = _contracts(result.contract_outcomes)
    since = _since(result)
    rows = []
    for shown in overview.returns:
        if shown.is_context:
            continue
        return_id = shown.name.return_id
        record, page = records[return_id], page_of[return_id]
        layout = LAYOUTS.get(record.collection)
        known = area(record.la_code)
        new, mended = since.get(return_id, (None, None))
        rows.append(
            IndexRow(
                return_id=return_id,
                title=shown.name.title,
                authority=shown.name.authority,
                la_code=record.la_code,
                region=known.region if known.region_code else "",
                collection=layout.title if layout else record.collection,
                year=_year(return_id, record.collection, record.la_code)
                if record.return_year is None
                else str(record.return_year),
                errors=shown.findings[Severity.ERROR],
                queries=shown.findings[Severity.QUERY],
                notes=shown.findings[Severity.INFO],
                explained=shown.explained,
                passed=contracts.get((return_id, "passed"), 0),
                failed=contracts.get((return_id, "failed"), 0),
                new=new,
                mended=mended,
                rows=shown.rows,
                source_name=shown.source_name,
                context=sum(bool(records[each].is_context) for each in page.return_ids),
                page=page.page,
                workbook=page.workbook,
            )
        )
    rows.sort(key=lambda row: (row.authority, row.collection, row.year))
    return tuple(rows)


def _year(return_id: str, collection: str, la_code: str) -> str:
    """What tells a return without a year from others of its authority."""
    return return_id.removeprefix(f"{collection}-{la_code}-")


def _contracts(outcomes: pl.DataFrame) -> dict[tuple[str, str], int]:
    """Number of checks by return and outcome."""
    counts = outcomes.group_by("return_id", "outcome").len()
    return {(row[0], row[1]): row[2] for row in counts.iter_rows()}


def _since(result: CheckResult) -> dict[str, tuple[int, int]]:
    """New and mended findings since the last run, of returns that it checked."""
    history = result.history
    if history is None:
        return {}
    compared = history.findings.with_columns(
        (pl.col("state") == FindingState.NEW.value).alias("is_new"),
        (pl.col("state") == FindingState.STILL.value).alias("is_still"),
    ).select("finding_id", "is_new", "is_still")
    new = dict(
        result.findings.join(compared, on="finding_id")
        .group_by("return_id", "counted_as")
        .agg(pl.col("is_new").any(), pl.col("is_still").any())
        .filter("is_new", ~pl.col("is_still"))
        .group_by("return_id")
        .len()
        .iter_rows()
    )
    mended = dict(
        history.mended.filter("since_last")
        .group_by("return_id")
        .agg(pl.col("counted_as").n_unique())
        .iter_rows()
    )
    before = {
        each.return_id
        for run in history.runs
        if run.run_id != result.run_id
        for each in run.returns
    }
    return {each: (new.get(each, 0), mended.get(each, 0)) for each in before}
