"""Writes the empty KPI return that an analyst fills in."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from returncheck.errors import ConfigError
from returncheck.files.sheets import Look, Sheet, write_workbook
from returncheck.returns.code_lists import codes
from returncheck.returns.kpi_return.layout import LAYOUT
from returncheck.returns.tables import Column, Table

_STEM: Final = "kpi-return"
_CSV_NAMES: Final = {
    "Figures": f"{_STEM}.csv",
    "Comparators": f"{_STEM}.comparators.csv",
}
_ABOUT: Final = (
    "Figures: one row for each figure that a report gives of its own authority. "
    "Comparators: one row for each figure it quotes about others."
)
_NOTE_HEADINGS: Final = ("Table", "Column", "Needed", "What to write", "Allowed")
_WIDEST: Final = 80


class TemplateFormat(StrEnum):
    """The files a template can be written as."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnNote:
    """What an analyst has to know of one column, all of it text.

    Attributes:
        table: Official table name.
        column: Official column name.
        needed: "yes" where every row needs a value, otherwise "no".
        what: What to write.
        allowed: The allowed codes, or empty.
    """

    table: str
    column: str
    needed: str
    what: str
    allowed: str


def write_template(target: Path, template_format: TemplateFormat) -> tuple[Path, ...]:
    """Write the empty tables of figures and comparators, and notes on each column.

    Args:
        target: A folder, made when it is missing; for a workbook also the path of an
            `.xlsx` file.
        template_format: Two CSV files with a text file of notes beside them, or one
            workbook with the sheets Figures, Comparators and Notes.

    Returns:
        The files written.

    Raises:
        ConfigError: One of the files is there already; nothing is written then.
    """
    if template_format is TemplateFormat.XLSX:
        is_file = target.suffix.lower() == ".xlsx"
        path = target if is_file else target / f"{_STEM}.xlsx"
        _require_absent(path)
        _write_workbook(path)
        return (path,)
    tables = {target / _CSV_NAMES[table.name]: table for table in LAYOUT.tables}
    notes = target / f"{_STEM}-notes.txt"
    _require_absent(*tables, notes)
    for path, table in tables.items():
        with path.open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle, lineterminator="\n").writerow(_names(table))
    notes.write_text(_notes_text(), encoding="utf-8", newline="\n")
    return (*tables, notes)


def column_notes() -> tuple[ColumnNote, ...]:
    """Notes on every column of both tables, in the order of the layout."""
    return tuple(
        ColumnNote(
            table=table.name,
            column=column.name,
            needed="yes" if column.required else "no",
            what=column.description,
            allowed=", ".join(_allowed(column)),
        )
        for table in LAYOUT.tables
        for column in table.columns
    )


def _allowed(column: Column) -> tuple[str, ...]:
    if column.code_list is None:
        return ()
    return codes(LAYOUT.collection, column.code_list, None)


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _require_absent(*paths: Path) -> None:
    for path in paths:
        if path.exists():
            raise ConfigError(
                f"{path} is there already and was left as it is. "
                "Choose another place for the template."
            )
        path.parent.mkdir(parents=True, exist_ok=True)


def _notes_text() -> str:
    return "\n".join(_note_lines()) + "\n"


def _note_lines() -> Iterator[str]:
    yield f"{LAYOUT.title}: what to write in its columns"
    yield ""
    yield _ABOUT
    table = ""
    for note in column_notes():
        if note.table != table:
            table = note.table
            yield ""
            yield f"{table} ({_CSV_NAMES[table]})"
        needed = " (needed in every row)" if note.needed == "yes" else ""
        yield f"  {note.column}{needed}: {note.what}"
        if note.allowed:
            yield f"    Allowed: {note.allowed}."


def _write_workbook(path: Path) -> None:
    tables = [_form(table.name, _names(table), ()) for table in LAYOUT.tables]
    notes = [astuple(note) for note in column_notes()]
    write_workbook([*tables, _form("Notes", _NOTE_HEADINGS, notes)], path)


def _form(
    title: str, headings: Sequence[str], rows: Sequence[tuple[str, ...]]
) -> Sheet:
    """A sheet as wide as its texts."""
    widest = [
        max(len(text) for text in column)
        for column in zip(headings, *rows, strict=True)
    ]
    return Sheet(
        title=title,
        headings=headings,
        widths=[min(letters, _WIDEST) + 2 for letters in widest],
        rows=rows,
        row_count=len(rows),
        look=Look.FORM,
    )
