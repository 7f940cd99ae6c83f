"""The column «Done» of `findings.xlsx`, which outlives the workbook it was typed in.

Each run writes the workbook anew. What people typed is read from the one before, by the
id of the finding, and kept in a hidden file beside it, so that neither a run that fails
nor one on other returns loses it.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from returncheck.files.output import write_whole
from returncheck.files.own_pages import aside, own_workbooks
from returncheck.files.workbook_columns import UnreadableWorkbookError, read_columns
from returncheck.report.outputs.paths import DONE_NAME, FINDINGS_XLSX_NAME

DONE, FINDING_ID, BEFORE, OF_RETURN = "Done", "finding_id", "done_before", "return_id"
"""Headings: what people type, and of the hidden columns beside it."""

HIDDEN = (FINDING_ID, BEFORE, OF_RETURN)
_MOST_LETTERS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What somebody typed beside a finding.

    Attributes:
        text: The text, such as "x" or a name and a day.
        return_id: The return of the finding; empty for none.
    """

    text: str
    return_id: str


def keep_done(folder: Path, sheets: Iterable[str]) -> str | None:
    """Keep what was typed into the workbooks of a folder, before they are replaced.

    Args:
        folder: The folder of the outputs.
        sheets: Names of the sheets that may have the column, in the order in which
            they win where both were changed.

    Returns:
        One line where a workbook cannot be read; it is then put aside. None
        otherwise.

    Raises:
        OSError: The file that keeps it cannot be written.
    """
    names = list(sheets)
    changed: dict[str, Done] = {}
    lost = []
    for workbook in (folder / FINDINGS_XLSX_NAME, *own_workbooks(folder)):
        if workbook.is_symlink() or not workbook.is_file():
            continue
        try:
            found = read_columns(workbook, names, (DONE, *HIDDEN))
        except UnreadableWorkbookError as error:
            lost.append(_put_aside(workbook, str(error)))
        else:
            changed |= _changed(found.values())
    if changed:
        write_done(folder, read_done(folder) | changed)
    return " ".join(lost) or None


def _changed(sheets: Iterable[list[tuple[str, ...]]]) -> dict[str, Done]:
    """What is no longer as it was written; the first sheet, and row, that changed."""
    changed: dict[str, Done] = {}
    for rows in sheets:
        for text, finding_id, before, return_id in rows:
            typed = text.strip()[:_MOST_LETTERS]
            if finding_id and typed != before and finding_id not in changed:
                changed[finding_id] = Done(text=typed, return_id=return_id)
    return changed


def _put_aside(workbook: Path, reason: str) -> str:
    place = aside(workbook)
    line = f"What is Done in {workbook} is not carried over: {reason}."
    try:
        workbook.replace(place)
    except OSError:
        return f"{line} Close it in other programs and run again."
    return f"{line} It is kept as {place}; copy from there what you need."


def read_done(folder: Path) -> dict[str, Done]:
    """What is kept of earlier workbooks, by the id of the finding.

    Args:
        folder: The folder of the outputs.

    Returns:
        Nothing where nothing is kept, or what is kept is not ours.
    """
    try:
        read = json.loads((folder / DONE_NAME).read_text(encoding="utf-8"))
        return {
            str(key): Done(text=str(each["text"]), return_id=str(each["return_id"]))
            for key, each in read.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def write_done(folder: Path, done: Mapping[str, Done]) -> None:
    """Keep what was typed; an empty text is nothing, and no file is left for nothing.

    Args:
        folder: The folder of the outputs.
        done: By the id of the finding.

    Raises:
        OSError: The file cannot be written.
    """
    kept = {key: asdict(each) for key, each in done.items() if each.text}
    path = folder / DONE_NAME
    if not kept:
        path.unlink(missing_ok=True)
        return
    text = json.dumps(kept, indent=1, ensure_ascii=False)
    write_whole(
        path, lambda staged: staged.write_text(text, encoding="utf-8", newline="\n")
    )


def forget_done(folder: Path, return_id: str) -> None:
    """Remove what was typed beside the findings of a return.

    Args:
        folder: The folder of the outputs.
        return_id: The return.

    Raises:
        OSError: The file cannot be written.
    """
    kept = read_done(folder)
    if not kept:
        # What cannot be read is not kept either.
        with suppress(FileNotFoundError):
            (folder / DONE_NAME).unlink()
        return
    others = {key: each for key, each in kept.items() if each.return_id != return_id}
    write_done(folder, others)
