"""Values in the text of a query are what DuckDB takes them for as parameters."""

import math
from datetime import UTC, date, datetime

import duckdb
import pytest

from returncheck import warehouse
from returncheck.warehouse.literals import literal, with_values

VALUES = [
    pytest.param(None, id="none"),
    pytest.param(True, id="true"),
    pytest.param(0, id="zero"),
    pytest.param(-7, id="negative"),
    pytest.param(2**40, id="long"),
    pytest.param(0.1, id="float"),
    pytest.param(1e300, id="large"),
    pytest.param("", id="no text"),
    pytest.param("it's", id="quote"),
    pytest.param("''; drop table t; --", id="statement"),
    pytest.param("a?b $name \\ \n\t", id="no placeholders"),
    pytest.param("a\0b", id="nul"),
    pytest.param("ÄŽ…", id="letters"),
    pytest.param(date(2025, 3, 31), id="day"),
    pytest.param(datetime(2025, 3, 31, 23, 59, 59, 999999), id="time"),
    pytest.param(["a", "b'c", ""], id="list"),
    pytest.param([], id="empty list"),
]


@pytest.mark.parametrize("value", VALUES)
def test_literal_is_the_parameter(value):
    with duckdb.connect() as connection:
        told = connection.execute("select ?", [value]).fetchall()
        assert connection.execute(f"select {literal(value)}").fetchall() == told


def test_places_are_filled_in_order_and_by_name():
    assert with_values("select ?, ?", ["a", 1]) == "select 'a', 1"
    assert with_values("select $b, $a, $b", {"a": 1, "b": 2}) == "select 2, 1, 2"


def test_quotes_and_comments_hold_no_places():
    query = """select '?', "$a", 'it''s ?' -- ? $a\n, ?"""
    assert with_values(query, [1]) == query[:-1] + "1"


def test_value_is_no_place_for_the_next():
    assert with_values("select ?, ?", ["?", "$a"]) == "select '?', '$a'"


@pytest.mark.parametrize(
    ("query", "values"),
    [
        pytest.param("select ?", [], id="none"),
        pytest.param("select ?", [1, 2], id="one too many"),
        pytest.param("select $a", {"b": 1}, id="another name"),
        pytest.param("select 1", {"a": 1}, id="no place"),
    ],
)
def test_another_number_of_values_is_refused(query, values):
    with pytest.raises(ValueError, match="value"):
        with_values(query, values)


@pytest.mark.parametrize(
    "value", [b"a", math.nan, math.inf, datetime(2025, 1, 1, tzinfo=UTC), {"a": 1}]
)
def test_value_of_another_kind_is_refused(value):
    with pytest.raises(TypeError, match="No query is given"):
        literal(value)


def test_rows_are_read_as_with_parameters(tmp_path):
    with warehouse.connect(tmp_path / "a.duckdb") as connection:
        connection.execute(
            "create table t as select 'r' || i as return_id, i from range(5) as s (i)"
        )
        query = "select * from t where list_contains(?, return_id) and i > ? order by i"
        read = warehouse.read(connection, query, [["r1", "r2", "r4"], 1])
    assert read.to_dicts() == [{"return_id": "r2", "i": 2}, {"return_id": "r4", "i": 4}]
