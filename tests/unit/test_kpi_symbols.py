"""What is printed in the place of a number, as a KPI return carries it."""

import polars as pl
import pytest
from readers_files import KPI, figure

from returncheck.returns.contracts import check_batch
from returncheck.returns.frames import frames_source
from returncheck.returns.kpi_return.symbols import symbol

PARTS = ("value", "numerator", "denominator")


def loaded(*records):
    """Figures given as a frame, as they are loaded, and what the contract finds."""
    frame = pl.DataFrame([figure(**each) for each in records])
    source = frames_source(
        "kpi_return", {"Figures": frame}, authority=None, year=None, return_id=None
    )
    (batch,) = source.batches()
    table = batch.tables["Figures"]
    return table, check_batch(KPI, "Figures", table, None)


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("c", "c"),
        ("C", "c"),
        ("[c]", "c"),
        ("[ C ]", "c"),
        ("(c)", "c"),
        ("Suppressed", "c"),
        ("*", "*"),
        ("..", ".."),
        ("\N{HORIZONTAL ELLIPSIS}", ".."),
        ("n/a", "n/a"),
        ("N/A", "n/a"),
        ("NA", "n/a"),
        ("u", "u"),
        ("low", "low"),
        ("[low]", "low"),
        ("x", "x"),
        ("z", "z"),
        ("k", "k"),
        ("-", "-"),
        ("\N{EN DASH}", "-"),
        ("\N{EM DASH}", "-"),
        ("<5", "<5"),
        ("< 5", "<5"),
        ("<5%", "<5"),
        ("Fewer than 5", "<5"),
        ("\N{LESS-THAN OR EQUAL TO}4", "<=4"),
        (">95.5%", ">95.5"),
    ],
)
def test_a_symbol_has_one_text_and_no_finding(printed, canonical):
    assert symbol(printed) == canonical
    table, findings = loaded(*({name: f" {printed} "} for name in PARTS))
    assert [table[name][row] for row, name in enumerate(PARTS)] == [canonical] * 3
    assert findings.is_empty()


@pytest.mark.parametrize("words", ["cc", "soon", "<", "<five", "5<", "--5", "c5", "[]"])
def test_other_words_are_no_symbol(words):
    assert symbol(words) is None
    table, findings = loaded({"value": words})
    assert table["value"].to_list() == [words]
    assert findings.select("field", "value").rows() == [("value", words)]


def test_a_target_is_a_number_and_no_symbol():
    _, findings = loaded({"target": "c"})
    assert findings["field"].to_list() == ["target"]
