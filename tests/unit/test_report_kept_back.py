"""Spans, bounds and symbols in the words of the page."""

import pytest

from returncheck.report.words.kept_back import as_printed, parts_as_printed


def row(**cells):
    return {
        "printed_value": None,
        "numerator": None,
        "denominator": None,
        "value_low": None,
        "value_high": None,
        "value_symbol": None,
        "numerator_symbol": None,
        "denominator_symbol": None,
        **cells,
    }


@pytest.mark.parametrize(
    ("cells", "unit", "said"),
    [
        ({"printed_value": 17.0}, "percent", "17%"),
        ({"printed_value": 0.0}, "count", "0"),
        ({}, "count", ""),
        ({"value_low": 24.0, "value_high": 29.0}, "number", "24 to 29"),
        ({"value_low": 24.0, "value_high": 29.5}, "percent", "24 to 29.5%"),
        ({"value_low": 1240.0}, "count", "1,240 or more"),
        ({"value_high": 29.0}, "percent", "up to 29%"),
        ({"value_low": 0.0, "value_high": 0.0}, "count", "0 to 0"),
        (
            {"printed_value": 25.0, "value_low": 24.0, "value_high": 29.0},
            "count",
            "25 (24 to 29)",
        ),
        (
            {"value_symbol": "<5", "value_low": 0.0, "value_high": 4.0},
            "count",
            "fewer than 5",
        ),
        ({"value_symbol": "<5"}, "percent", "under 5%"),
        ({"value_symbol": "<=5"}, "count", "up to 5"),
        ({"value_symbol": ">240"}, "count", "over 240"),
        ({"value_symbol": ">=2400"}, "count", "2,400 or more"),
        ({"value_symbol": "c"}, "count", "suppressed (c)"),
        ({"value_symbol": "*"}, "percent", "suppressed (*)"),
        ({"value_symbol": "u"}, "percent", "unreliable (u)"),
        ({"value_symbol": "low"}, "percent", "negligible (low)"),
        ({"value_symbol": "n/a"}, "count", "not applicable (n/a)"),
        ({"value_symbol": ".."}, "count", "not available (..)"),
        ({"value_symbol": "-"}, "count", "no number (-)"),
    ],
)
def test_figure_is_said_as_it_is_printed(cells, unit, said):
    assert as_printed(row(**cells), unit) == said


@pytest.mark.parametrize(
    ("cells", "unit", "said"),
    [
        ({"numerator": 4.0, "denominator": 40.0}, "percent", "4 of 40"),
        (
            {"numerator_symbol": "<5", "denominator": 40.0},
            "percent",
            "fewer than 5 of 40",
        ),
        (
            {"numerator": 4.0, "denominator_symbol": "c"},
            "percent",
            "4 of suppressed (c)",
        ),
        ({"numerator_symbol": "c"}, "percent", "suppressed (c)"),
        ({"numerator_symbol": "c"}, "count", ""),
        ({}, "percent", ""),
    ],
)
def test_parts_are_said_with_what_is_kept_back(cells, unit, said):
    assert parts_as_printed(row(**cells), unit) == said
