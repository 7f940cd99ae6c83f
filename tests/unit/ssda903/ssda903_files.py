"""Builders of small made-up SSDA903 files for the reader tests."""

import csv
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from returncheck.returns.discover import discover
from returncheck.returns.source import ReturnSource
from returncheck.returns.ssda903.layout import LAYOUT
from returncheck.warehouse import connect
from returncheck.workspace import Workspace

CHILD = {"CHILD": "Made-Up-1", "SEX": "M", "DOB": "01/02/2012", "ETHNIC": "WBRI"}
EPISODE = {"CHILD": "Made-Up-1", "DECOM": "03/05/2024", "RNE": "S", "LS": "C2"}
OF_2025 = {"authority": "887", "year": 2025}
"""What the user says of a set of 2025."""


def headings_of(table: str) -> list[str]:
    """The headings that a file of a table has."""
    columns = LAYOUT.table(table).columns
    return [column.name for column in columns if not column.derived]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def write_rows(path: Path, headings: Iterable[str], *rows: Iterable[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([list(headings), *rows])
    return path


def write_table(
    folder: Path, table: str, *records: dict[str, str], name: str | None = None
) -> Path:
    """A table as CSV, one dict a record."""
    headings = headings_of(table)
    rows = [[record.get(column, "") for column in headings] for record in records]
    return write_rows(folder / (name or f"{table}.csv"), headings, *rows)


def write_set(folder: Path, **episode: str) -> Path:
    """A set of a Header and an Episodes file, of one child."""
    write_table(folder, "Header", CHILD)
    write_table(folder, "Episodes", EPISODE | episode)
    return folder


def sources(*paths: Path, **options: object) -> tuple[ReturnSource, ...]:
    """The returns in paths, of which nothing is refused."""
    found = discover(paths, **(OF_2025 | options))
    assert [str(refusal.error) for refusal in found.refusals] == []
    return found.sources


def only_source(*paths: Path, **options: object) -> ReturnSource:
    (source,) = sources(*paths, **options)
    return source


def refusals(*paths: Path, **options: object) -> list[str]:
    """Why nothing in paths is loaded."""
    found = discover(paths, **(OF_2025 | options))
    assert found.sources == ()
    return [str(refusal.error) for refusal in found.refusals]


def read_tables(source: ReturnSource) -> dict[str, pl.DataFrame]:
    """All rows of a return by table."""
    parts: dict[str, list[pl.DataFrame]] = {}
    for batch in source.batches():
        for name, frame in batch.tables.items():
            parts.setdefault(name, []).append(frame)
    return {name: pl.concat(frames) for name, frames in parts.items()}


def loaded_findings(folder, *, suffix="", **options):
    """What is said of the loaded returns: check, table, value and message."""
    with Workspace.open() as workspace:
        workspace.load(folder, **(OF_2025 | options))
        workspace._in_use.disconnect()
        with connect(workspace.database) as connection:
            return connection.execute(
                "select check_id, severity, table_name, value, message "
                "from raw.contract_findings where ends_with(check_id, $suffix)",
                {"suffix": suffix},
            ).fetchall()
