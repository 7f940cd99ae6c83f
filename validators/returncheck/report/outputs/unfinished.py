"""What the outputs say of a run that has not finished: yet, or at all.

Outputs of an earlier run beside a failed one would be taken for its result. So they go
when a run begins, and summary and results say how it stands.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from returncheck.files.cannot_write import place_of, write_error
from returncheck.files.output import StagedFiles, remove_leftovers, staged_files
from returncheck.files.own_files import SHEETS_WITH_DONE
from returncheck.files.own_pages import own_pages, remove_empty
from returncheck.findings.exits import ExitCode
from returncheck.report.outputs.data_files import write_json, write_text
from returncheck.report.outputs.done_column import keep_done
from returncheck.report.outputs.paths import TO_EXPLAIN_NAME, Outputs
from returncheck.report.outputs.summary import plain
from returncheck.results.results_schema import SCHEMA_FORMAT, SCHEMA_VERSION
from returncheck.version import VERSION

DATA_DOCS = "data-docs"
"""Folder of Great Expectations' pages in that of the outputs."""

_UNFINISHED = "This run has not finished"
_FAILED = "This run failed"
_BEGUN = (
    "It is under way or was stopped. When no returncheck is running any more, run it "
    "again; the database holds the last finished run."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a run gave no result.

    Attributes:
        reasons: What happened, one line each.
        exit_code: What the process ends with.
    """

    reasons: tuple[str, ...]
    exit_code: ExitCode


def write_unfinished(
    folder: Path, started_at: datetime, failure: Failure | None = None
) -> str | None:
    """Let the outputs say that a run began, or that it failed.

    What somebody may have filled in stays: `queries-to-explain.csv`, and what was typed
    into `findings.xlsx`.

    Args:
        folder: The folder of the outputs; made when it is missing.
        started_at: When the run began, UTC.
        failure: Why it failed; None while it runs.

    Returns:
        One line where what was typed into the workbook cannot be kept; None otherwise.

    Raises:
        ConfigError: The folder or a file in it cannot be written.
    """
    outputs = Outputs.in_folder(folder)
    stays = {"summary", "results"}
    names = outputs.file_names()
    gone = [
        name
        for key, name in names.items()
        if key not in stays and name != TO_EXPLAIN_NAME
    ]
    pages = sorted((folder / DATA_DOCS).glob("*.html"))
    of_returns = own_pages(folder)
    try:
        lost = keep_done(folder, SHEETS_WITH_DONE)
        if failure is None:
            remove_leftovers(folder)
        with staged_files(folder) as staged:
            _write(staged, names, started_at, failure)
            docs = (f"{DATA_DOCS}/{page.name}" for page in pages)
            staged.put(without=[*gone, *docs, *of_returns])
        if of_returns:
            remove_empty(folder)
    except OSError as error:
        for name in (*gone, *of_returns, *(names[key] for key in stays)):
            with suppress(OSError):
                (folder / name).unlink(missing_ok=True)
        raise write_error(place_of(error, folder), error) from error
    return lost


def _write(
    staged: StagedFiles,
    names: dict[str, str],
    started_at: datetime,
    failure: Failure | None,
) -> None:
    write_text(staged.path(names["summary"]), summary_of(started_at, failure))
    write_json(document_of(started_at, failure), staged.path(names["results"]))


def summary_of(started_at: datetime, failure: Failure | None) -> str:
    """`summary.md` of a run without a result.

    Args:
        started_at: When the run began, UTC.
        failure: Why it failed; None while it runs.
    """
    title, reasons = _told(failure)
    begun = f"Begun {started_at:%Y-%m-%d %H:%M} UTC."
    lines = [f"## {title}", "", *(f"- {plain(reason)}" for reason in reasons), ""]
    if failure is not None:
        lines += [f"Exit code {failure.exit_code:d}. {begun}", ""]
    return "\n".join(lines)


def _told(failure: Failure | None) -> tuple[str, tuple[str, ...]]:
    """The headline and the reasons."""
    if failure is None:
        return _UNFINISHED, (_BEGUN,)
    return _FAILED, failure.reasons


def document_of(started_at: datetime, failure: Failure | None) -> dict[str, Any]:
    """`results.json` of a run without a result: what is known of it, and why.

    Args:
        started_at: When the run began, UTC.
        failure: Why it failed; None while it runs.
    """
    title, reasons = _told(failure)
    return {
        "format": SCHEMA_FORMAT,
        "schema_version": SCHEMA_VERSION,
        "version": VERSION,
        "run_id": None,
        "started_at": started_at.isoformat(),
        "exit_code": None if failure is None else int(failure.exit_code),
        "status": "unfinished" if failure is None else "failed",
        "headline": title,
        "reason": " ".join(reasons),
        "outputs": {},
    }
