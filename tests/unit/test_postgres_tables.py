"""Types, statements and errors of an export to Postgres, without a server."""

import datetime

import polars as pl
import pytest

from returncheck.errors import BusyError, ConfigError
from returncheck.export.postgres_errors import told
from returncheck.export.postgres_tables import (
    commented,
    created,
    literal,
    postgres_table,
    quoted,
)


def dictionary(*rows):
    names = ("table", "column", "type", "description")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def rows(table):
    return pl.concat(table.parts())


@pytest.mark.parametrize(
    ("values", "kind", "type_"),
    [
        (["a"], pl.String, "text"),
        ([1], pl.Int8, "integer"),
        ([1], pl.Int32, "integer"),
        ([1], pl.Int64, "bigint"),
        ([1], pl.UInt32, "bigint"),
        ([1.5], pl.Float64, "double precision"),
        ([True], pl.Boolean, "boolean"),
        ([datetime.date(2025, 3, 31)], pl.Date, "date"),
        ([datetime.datetime(2025, 3, 31, 9)], pl.Datetime, "text"),
    ],
)
def test_type_of_a_column(values, kind, type_):
    frame = pl.DataFrame({"c": values}, schema={"c": kind})
    assert postgres_table("t", frame, dictionary()).columns == (("c", type_),)


@pytest.mark.parametrize(
    ("declared", "type_"),
    [
        ("double", "double precision"),
        ("date", "date"),
        ("string", "text"),
        ("", "text"),
    ],
)
def test_a_column_without_values_has_its_declared_type(declared, type_):
    frame = pl.DataFrame({"c": [None, None]}, schema={"c": pl.Null})
    table = postgres_table("t", frame, dictionary(("t", "c", declared, "")))
    assert table.columns == (("c", type_),)
    assert rows(table)["c"].null_count() == 2


def test_a_nul_is_shown_and_nothing_else_of_a_text_changes():
    frame = pl.DataFrame({"c": ["a\0b", "", None, "\\ 'x' \n"]})
    assert rows(postgres_table("t", frame, dictionary()))["c"].to_list() == [
        "a\u2400b",
        "",
        None,
        "\\ 'x' \n",
    ]


def test_statements_are_quoted():
    assert quoted('a"b') == '"a""b"'
    assert literal("it's \\ here") == " E'it''s \\\\ here'"
    described = dictionary(("t", "", "", "One row."), ("t", "c", "string", "It's c."))
    table = postgres_table("t", pl.DataFrame({"c": ["x"], "d": [1]}), described)
    assert created('s"', table) == 'create table "s"""."t" ("c" text, "d" bigint)'
    assert commented("s", table) == [
        'comment on table "s"."t" is E\'One row. Made by returncheck.\'',
        'comment on column "s"."t"."c" is E\'It\'\'s c.\'',
    ]


NO_SERVER = (
    'IO: [libpq] Failed to connect: connection to server at "h" (::1), port 1 failed: '
    "Connection refused\n\tIs the server running on that host?\n"
)
RIGHTS = (
    "UNAUTHORIZED: Failed to execute query: ERROR:  permission denied for schema s\n"
    "LINE 1: insert\n\nQuery was: insert the child C1. SQLSTATE: 42501"
)
VALUE = 'INVALID_DATA: ERROR:  invalid input for type date: "C1"\nCONTEXT: COPY t, C1'


@pytest.mark.parametrize(
    ("message", "state", "kind", "said"),
    [
        (NO_SERVER, None, ConfigError, "port 1 failed: Connection refused. Look at"),
        ("IO: FATAL:  sorry, too many clients already", None, BusyError, "too many"),
        ("IO: FATAL:  the database system is starting up", None, BusyError, "starting"),
        (RIGHTS, "42501", ConfigError, "permission denied for schema s. Have the user"),
        ("X: ERROR:  canceling: lock timeout", "55P03", BusyError, "lock timeout. Try"),
        ("X: ERROR:  view v depends on t", "2BP01", ConfigError, "v depends on t. The"),
        ("X: ERROR:  read-only transaction", "25006", ConfigError, "read-only"),
        (VALUE, "22007", ConfigError, "the error 22007"),
        ("", "XX000", ConfigError, "the error XX000"),
        ("", None, ConfigError, "no connection"),
    ],
)
def test_errors_are_one_line_without_statements_and_values(message, state, kind, said):
    error = told(message, state, "s")
    assert type(error) is kind
    assert said in str(error)
    assert "\n" not in str(error)
    assert "C1" not in str(error)
