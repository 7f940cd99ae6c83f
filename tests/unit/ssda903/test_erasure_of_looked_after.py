"""What is erased of a return with derived columns and a return of the year before."""

import duckdb
import polars as pl
import pytest

from returncheck import Workspace
from returncheck.warehouse.erasure import purge, remove_returns
from returncheck.warehouse.raw_schema import raw_tables

OURS, OTHERS = "SECRET 2025", "other 2025"


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "a.duckdb"
    with Workspace.open(path) as workspace:
        for return_id, child in ((OURS, "SECRETCHILD"), (OTHERS, "OTHERCHILD")):
            workspace.load_tables(
                "ssda903",
                {
                    "Header": pl.DataFrame({"CHILD": [child], "UASC": ["0"]}),
                    "Episodes": pl.DataFrame({"CHILD": [child], "PL_LA": ["WAL"]}),
                    "PostcodeDirectory": pl.DataFrame({"POSTCODE": [f"{child[:5]}1"]}),
                },
                authority="887",
                year=2025,
                return_id=return_id,
            )
    return path


def held(database):
    """Raw table to the returns that have rows in it, of those whose rows have one."""
    named = [
        name
        for name, columns in raw_tables().items()
        if any(column.split()[0] == "return_id" for column in columns)
    ]
    with duckdb.connect(database, read_only=True) as connection:
        found = {
            name: {
                row[0]
                for row in connection.execute(
                    f'select distinct return_id from raw."{name}"'
                ).fetchall()
            }
            for name in named
        }
    return {name: returns for name, returns in found.items() if returns}


def test_both_returns_have_rows_at_first(database):
    found = held(database)
    assert {"returns", "return_tables", "return_columns"} <= found.keys()
    assert set().union(*found.values()) == {OURS, OTHERS}


def test_purge_leaves_no_row_of_any_return(database):
    purge(database)
    assert held(database) == {}
    assert b"SECRET" not in database.read_bytes()


def test_removed_return_leaves_the_other_alone(database):
    remove_returns(database, [OURS])
    assert set().union(*held(database).values()) == {OTHERS}
    assert b"SECRET" not in database.read_bytes()
