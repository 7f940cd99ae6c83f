"""What cannot be seen in a value is shown and named."""

import polars as pl
import pytest
from contract_frames import frame_of
from readers_files import CIN

from returncheck.returns.contracts import check_batch
from returncheck.returns.quoting import quoted, quoted_list, visible


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param("WBRI", "WBRI", id="plain"),
        pytest.param("", "", id="empty"),
        pytest.param("two words", "two words", id="blank within"),
        pytest.param("Zoë Ŵynne", "Zoë Ŵynne", id="letters of a name"),
        pytest.param("WBRI\u00a0", "WBRI⍽ (no-break space)", id="no-break space"),
        pytest.param("\ufeffN1", "⍽N1 (zero width no-break space)", id="mark"),
        pytest.param("WB\u200bRI", "WB⍽RI (zero width space)", id="zero width"),
        pytest.param("N1\t", "N1⍽ (tab)", id="tab"),
        pytest.param("a\nb", "a⍽b (line end)", id="line end"),
        pytest.param("N1\x85", "N1⍽ (character 0085)", id="control character"),
        pytest.param(" N1 ", "␣N1␣ (blank at the start or end)", id="ends"),
        pytest.param("  ", "␣␣ (blank at the start or end)", id="blanks alone"),
        pytest.param(
            "\u00a0N\u200b1\u00a0",
            "⍽N⍽1⍽ (no-break space, zero width space)",
            id="each named once",
        ),
        pytest.param(
            "M\u041eTH", "M\u041eTH (cyrillic capital letter o)", id="another letter"
        ),
        pytest.param(
            "2024\u201306\u201303", "2024\u201306\u201303 (en dash)", id="dash"
        ),
        pytest.param("£12", "£12", id="sign"),
        pytest.param("one \u2013 two", "one \u2013 two", id="dash of a sentence"),
    ],
)
def test_visible(value, shown):
    assert visible(value) == shown


def test_quoted_shows_blanks_as_one_and_others_by_name():
    assert quoted(" a \r\n  b ") == "'a b'"
    assert quoted("a\u00a0b") == "'a⍽b (no-break space)'"
    assert quoted("x" * 61) == f"'{'x' * 60}...'"
    assert quoted_list(["N1", "N2\u00a0"]) == "'N1', 'N2⍽ (no-break space)'"


def test_contract_message_shows_what_cannot_be_seen():
    frame = frame_of("ChildCharacteristics", {"Ethnicity": "WBRI\u00a0"})
    found = check_batch(CIN, "ChildCharacteristics", frame, 2022)
    assert found["value"].to_list() == ["WBRI\u00a0"]
    assert found["message"][0].startswith(
        "ChildCharacteristics row 1: Ethnicity 'WBRI⍽ (no-break space)' is not an "
        "allowed code. "
    )


def test_contract_message_is_one_line():
    frame = frame_of("ChildIdentifiers", {"UPN": "A\nB\u2028C"})
    found = check_batch(CIN, "ChildIdentifiers", frame, 2025)
    assert found.filter(pl.col("message").str.contains(r"[\n\x{2028}]")).is_empty()
