"""Text that spreadsheets read as a formula: guarded going out, whole coming in.

Source:
    OWASP, CSV injection: `=`, `+`, `-`, `@`, tab and carriage return begin a formula,
    the full-width forms of the signs too; separators other than the comma count.
"""

import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from returncheck.files.formulas import guarded, unguarded

SIGNS = ("=", "+", "-", "@", "\uff1d")


def guard(text):
    return pl.select(guarded(pl.lit(text, dtype=pl.String))).item()


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\uff1d1+1",
        "\uff0b1+1",
        "\uff0d1+1",
        "\uff20SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "\tplain",
        "  =1+1",
        "\u00a0=1+1",
        "\u200b=1+1",
        "\ufeff=1+1",
        "\x00=1+1",
        "-5 children",
        "'=1+1",
    ],
)
def test_what_begins_a_formula_gets_an_apostrophe_in_front(text):
    assert guard(text)[0] == "'"
    assert unguarded(guard(text)) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a;=1+1", "a;'=1+1"),
        ("a; =1+1", "a; '=1+1"),
        ('a;"=1+1', "a;\"'=1+1"),
        ("a\t@x", "a\t'@x"),
        ("a\r\n\uff1dx", "a\r\n'\uff1dx"),
        ("a;-1", "a;'-1"),
    ],
)
def test_a_cell_that_begins_inside_the_text_is_guarded_too(text, safe):
    assert guard(text) == safe
    assert unguarded(safe) == text


@pytest.mark.parametrize(
    "text",
    ["-5", "+5", "-.5", "12.", "a=b", "x - y", "a, =b", "", "O'Neill", "'quoted'"],
)
def test_numbers_and_plain_text_stay(text):
    assert guard(text) == text
    assert unguarded(text) == text


@given(st.text(alphabet="=+-@;'\"\t\n ab1\uff1d\u200b", max_size=12))
def test_whatever_is_guarded_reads_back(text):
    safe = guard(text)
    assert unguarded(safe) == text
    begun = re.match("[\\s\u200b']*", safe)
    first, *others = re.split(r"[;\t\r\n]", safe[begun.end() :])
    is_number = re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", text) is not None
    assert is_number or safe[0:1] == "'" or not first.startswith(SIGNS)
    assert not [cell for cell in others if cell.lstrip(' \u200b"').startswith(SIGNS)]
