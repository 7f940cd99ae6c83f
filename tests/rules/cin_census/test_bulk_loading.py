"""Loading returns at once writes what loading them one by one writes."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import pytest

from returncheck import Workspace, warehouse
from returncheck.extensions.case_loading import AUTHORITY, Rows, load_at_once
from returncheck.returns.cin_census.layout import LAYOUT

COLLECTION = LAYOUT.collection


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    year: int
    tables: dict[str, Rows]
    previous: None = None
    file_format: None = None


def frame_of(table: str, rows: Rows) -> pl.DataFrame:
    """The columns that at least one row has; an empty table has all of them."""
    official = [column.name for column in LAYOUT.table(table).columns]
    given = {name for row in rows for name in row}
    return pl.DataFrame(
        rows, schema=dict.fromkeys(given if rows else official, pl.String)
    )


RETURNS = {
    "no cell is given": Made(year=2023, tables={"Header": [], "CINdetails": []}),
    "text, none and empty text": Made(
        year=2024,
        tables={
            "Header": [{"Year": "2024", "ReferenceDate": "2024-03-31"}],
            "ChildIdentifiers": [
                {"LAchildID": "C1", "PersonBirthDate": "2010-01-01"},
                {"LAchildID": "", "Sex": " F "},
                {"LAchildID": None, "Sex": None},
            ],
        },
    ),
    "an episode id in one row": Made(
        year=2025,
        tables={
            "CINdetails": [{"CINdetailsID": "E1"}, {"LAchildID": "C1"}],
            "Assessments": [{"CINdetailsID": ""}, {"CINdetailsID": None}],
        },
    ),
    "a table without its episode ids": Made(
        year=2026,
        tables={"Section47": [{"LAchildID": "C1"}, {"LAchildID": "C2"}]},
    ),
}


def raw_rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the returns, but for when it was loaded."""
    queries = {"raw.returns": "* exclude (loaded_at)", "raw.return_tables": "*"}
    queries |= {LAYOUT.raw_table(table.name): "*" for table in LAYOUT.tables}
    with duckdb.connect(database, read_only=True) as connection:
        return {
            table: connection.execute(
                f"select {columns} from {table} order by all"
            ).fetchall()
            for table, columns in queries.items()
        }


def test_returns_loaded_at_once_are_those_loaded_one_by_one(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "each.duckdb") as workspace:
        for return_id, made in RETURNS.items():
            workspace.load_tables(
                COLLECTION,
                {name: frame_of(name, rows) for name, rows in made.tables.items()},
                authority=AUTHORITY,
                year=made.year,
                return_id=return_id,
            )
    with Workspace.open(tmp_path / "all.duckdb") as workspace:
        load_at_once(workspace.database, COLLECTION, RETURNS)
    at_once = raw_rows(tmp_path / "all.duckdb")
    assert at_once == raw_rows(tmp_path / "each.duckdb")
    assert sum(map(len, at_once.values())) == 4 + 7 + 10


@pytest.mark.parametrize(
    ("tables", "error", "words"),
    [
        ({"Header": [{"Yaer": "2024"}]}, ValueError, "Header has no column Yaer"),
        ({"Headers": []}, KeyError, "Headers"),
    ],
)
def test_a_misspelt_name_is_refused(tmp_path: Path, tables, error, words) -> None:
    with (
        Workspace.open(tmp_path / "w.duckdb") as workspace,
        pytest.raises(error, match=words),
    ):
        load_at_once(
            workspace.database, COLLECTION, {"a": Made(year=2024, tables=tables)}
        )
    with warehouse.connect(tmp_path / "w.duckdb") as connection:
        assert warehouse.loaded_returns(connection) == []
