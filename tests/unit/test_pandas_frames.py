"""Frames of pandas without pyarrow are those with it."""

from datetime import date, datetime

import pandas as pd
import polars as pl
import pytest

from returncheck.returns.frames import text_of
from returncheck.returns.pandas_frames import pandas_of, polars_of


@pytest.fixture
def no_pyarrow(monkeypatch):
    def absent(*_args, **_named):
        raise ModuleNotFoundError("pyarrow is required")

    monkeypatch.setattr(pl, "from_pandas", absent)
    monkeypatch.setattr(pl.DataFrame, "to_pandas", absent)


COLUMNS = {
    "text": ["a", None, "", "1"],
    "numbers": [1, 2, 3, 4],
    "shares": [0.5, float("nan"), 2.0, -1.25],
    "flags": [True, False, True, True],
    "days": [date(2025, 3, 31), None, date(2024, 2, 29), date(1999, 12, 31)],
    "times": pd.to_datetime(
        ["2025-03-31", None, "2024-02-29 10:30", "1999-12-31"], format="ISO8601"
    ),
    "wholes": pd.array([1, None, 3, 4], dtype="Int64"),
    "maybe": pd.array([True, None, False, True], dtype="boolean"),
    "kinds": pd.Categorical(["x", None, "y", "x"]),
    "nothing": [None, None, None, None],
    "mixed": ["a", 1, 2.0, datetime(2025, 3, 31)],
}


def texts(frame):
    return frame.select(
        text_of(name, kind).alias(name) for name, kind in frame.schema.items()
    )


@pytest.mark.parametrize("name", [each for each in COLUMNS if each != "mixed"])
def test_column_reads_as_the_same_text(name, request):
    frame = pd.DataFrame({name: COLUMNS[name]}, index=[3, 1, 1, 0])
    told = texts(polars_of(frame))
    request.getfixturevalue("no_pyarrow")
    assert texts(polars_of(frame)).rows() == told.rows()


@pytest.mark.usefixtures("no_pyarrow")
def test_column_of_several_kinds_is_text():
    read = polars_of(pd.DataFrame({"mixed": COLUMNS["mixed"]}))
    assert read.rows() == [("a",), ("1",), ("2",), ("2025-03-31",)]


@pytest.mark.usefixtures("no_pyarrow")
def test_frame_without_rows_keeps_its_columns():
    assert polars_of(pd.DataFrame({"a": [], "b": []})).columns == ["a", "b"]


@pytest.mark.usefixtures("no_pyarrow")
def test_frame_goes_back_to_pandas():
    made = pandas_of(pl.DataFrame({"a": ["x", None], "n": [1, 2]}))
    assert made["a"].isna().tolist() == [False, True]
    assert (made["a"][0], made["n"].tolist()) == ("x", [1, 2])
