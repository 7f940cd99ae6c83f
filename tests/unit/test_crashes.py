"""What a fuzzer once crashed a reader with, each as the fewest bytes that did."""

import re

import pytest

from fuzz_targets import TARGETS, workbook, workbook_parts
from returncheck.files.workbook import read_sheets

_SHEET = "xl/worksheets/sheet1.xml"


def sheet_with(pattern, replacement):
    """The small workbook with something else in its sheet."""
    text = workbook_parts()[_SHEET].decode()
    changed, count = re.subn(pattern, replacement, text, count=1)
    assert count == 1
    return b"\xff" + workbook({_SHEET: changed.encode()})


CRASHES = {
    "a percentage of more digits than a float holds": (
        "kpi",
        lambda: sheet_with("<v>0.215</v>", f"<v>{'9' * 400}</v>"),
    ),
    "a number of more digits than a float holds": (
        "kpi",
        lambda: sheet_with("<v>12.5</v>", f"<v>{'9' * 400}</v>"),
    ),
}


@pytest.mark.parametrize(("target", "data"), CRASHES.values(), ids=CRASHES)
def test_what_crashed_once_is_read_or_refused(target, data):
    read = TARGETS[target](data())
    assert read.rows or read.refused


def test_every_digit_of_a_whole_number_is_kept(tmp_path):
    path = tmp_path / "kpis.xlsx"
    path.write_bytes(sheet_with("<v>12.5</v>", f"<v>{'9' * 400}</v>")[1:])
    (sheet,) = read_sheets(path)
    assert "9" * 400 in sheet.rows[0][1]
