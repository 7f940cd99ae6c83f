"""What a command imports, by the names of modules: nothing that it does not use."""

import subprocess
import sys

import pytest

KEPT = """
import sys
from returncheck.files.late_pandas import (
    is_pandas_out, keep_pandas_out, let_pandas_in,
)
assert not is_pandas_out()
keep_pandas_out()
assert is_pandas_out()
"""


def run(code):
    done = subprocess.run(
        [sys.executable, "-c", KEPT + code], capture_output=True, text=True, check=False
    )
    return done.stdout, done.stderr


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(
            "import duckdb, polars as pl\n"
            "from returncheck.files.arrow import ArrowStream, frame_of\n"
            "connection = duckdb.connect()\n"
            "connection.execute('select ?, ?', ['a', ['b']])\n"
            "frame = pl.DataFrame({'a': ['x', None], 'n': [1, 2]})\n"
            "connection.register('given', ArrowStream(frame))\n"
            "for _ in range(2):\n"
            "    read = frame_of(connection.sql('from given order by n'))\n"
            "    assert read.equals(frame), read\n",
            id="queries and frames",
        ),
        pytest.param("import returncheck.returns.contracts\n", id="contracts"),
    ],
)
def test_neither_is_imported(code):
    out, error = run(code + "print({'pandas', 'pyarrow'} & set(sys.modules))")
    assert (out, error) == ("set()\n", "")


def test_both_are_there_when_they_are_let_in():
    out, error = run(
        "keep_pandas_out()\n"
        "let_pandas_in()\n"
        "assert not is_pandas_out()\n"
        "import pandas, pyarrow, duckdb\n"
        "print(duckdb.connect().execute('select ?', [pandas.NaT]).fetchall())"
    )
    assert (out, error) == ("[(None,)]\n", "")


def test_process_that_has_one_keeps_none_out():
    code = (
        "import pandas, sys\n"
        "from returncheck.files.late_pandas import is_pandas_out, keep_pandas_out\n"
        "keep_pandas_out()\n"
        "print(is_pandas_out())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_condition_on_a_frame_holds_once_both_are_let_in():
    out, error = run(
        "import duckdb, polars as pl\n"
        "from returncheck.files.arrow import as_arrow\n"
        "let_pandas_in()\n"
        "frame = pl.DataFrame({'a': ['x', 'y'], 'b': ['x', 'z'], 'n': [1, 2]})\n"
        "connection = duckdb.connect()\n"
        "connection.execute('create table t as select 2 as n')\n"
        "connection.register('given', as_arrow(frame))\n"
        "print(connection.sql(\n"
        "    \"select a from t, given where given.n = t.n and b = 'z'\"\n"
        ").fetchall())"
    )
    assert (out, error) == ("[('y',)]\n", "")


def test_a_frame_without_rows_is_given_as_pyarrow_too():
    out, error = run(
        "import duckdb, polars as pl\n"
        "from returncheck.files.arrow import as_arrow\n"
        "let_pandas_in()\n"
        "print(type(as_arrow(pl.DataFrame({'a': []}, {'a': pl.String}))).__module__)"
    )
    assert (out, error) == ("pyarrow.lib\n", "")
