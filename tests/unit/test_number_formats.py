"""What a spreadsheet shows of a number and of a day."""

import pytest

from returncheck.files.number_formats import Precision, precision, shown_number


@pytest.mark.parametrize(
    ("number", "number_format", "shown"),
    [
        # A percent sign multiplies where it stands bare, and never as a literal.
        (92, '0.0"%"', "92.0%"),
        (92, r"0.0\%", "92.0%"),
        (0.92, "0.0%", "92.0%"),
        (0.92, "0%", "92%"),
        (0.9234567, "0.0%", "92.3%"),
        (92, "0.0%", "9200.0%"),
        (92, '"per cent "0', "92"),
        # Decimals are those of the format; halves go away from nought.
        (17, "0.00", "17.00"),
        (2.675, "0.00", "2.68"),
        (1.005, "0.00", "1.01"),
        (-2.5, "0", "-3"),
        (-0.04, "0.0", "0.0"),
        (17, "0.0##", "17.0"),
        (17.1234, "0.0##", "17.123"),
        (12.345, "General", "12.345"),
        (0.1 + 0.2, "General", "0.3"),
        # Marks between thousands, colours, room and words are no digits.
        (1234567, "#,##0", "1234567"),
        (1234.5, "#,##0.0", "1234.5"),
        (-5.25, "0.0;[Red](0.0)", "-5.3"),
        (12, '0" per 10,000"', "12"),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "0"),
        # Formats that show other digits than those of the number.
        (1234567, "#,##0,", "1234567"),
        (0.3, "# ?/?", "0.3"),
        (12345.6, "0.00E+00", "12345.6"),
        (3, ";;;", "3"),
        (5, "@", "5"),
        # Words of some numbers alone.
        (3, '[<5]"<5";0', "<5"),
        (5, '[<5]"<5";0', "5"),
        (4, '[<5]"c";[>=5]0.0', "c"),
    ],
)
def test_a_number_is_what_its_cell_shows(number, number_format, shown):
    assert shown_number(number, number_format) == shown


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("yyyy-mm-dd", Precision.DAY),
        ("dd/mm/yyyy", Precision.DAY),
        (r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy", Precision.DAY),
        ("General", Precision.DAY),
        ("mmm-yy", Precision.MONTH),
        (r"[$-809]mmmm\ yyyy;@", Precision.MONTH),
        ('"d"mmm-yy', Precision.MONTH),
        ("d-mmm", Precision.DAY_WITHOUT_YEAR),
    ],
)
def test_a_day_is_as_precise_as_its_cell_shows_it(number_format, shown):
    assert precision(number_format) is shown
