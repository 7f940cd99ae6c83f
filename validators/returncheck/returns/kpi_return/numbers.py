"""Numbers as people write them: with percent signs, and marks between thousands."""

import re
from typing import Final

LONGEST: Final = 100
"""Characters of a cell that is read as people write it; longer ones are none."""

_PLAIN: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_HALF: Final = re.compile(r"([-+]?)([0-9]*)(?:\.([0-9]*))?")
# A first group of nought would be a decimal comma.
_GROUPED: Final = re.compile(r"[-+]?[1-9][0-9]{0,2}(?:([, ])[0-9]{3})(?:\1[0-9]{3})*")
_MARKED: Final = re.compile(r"[-+]?[0-9., ]*[0-9][., ][0-9., ]*%?")
_SPAN: Final = re.compile(r"[0-9.,]+ ?%? ?(?:-|\N{EN DASH}|to|and) ?[0-9.,]+ ?%?")
_ERROR: Final = re.compile(r"#[A-Z/0!?]+")
_SHORTENED: Final = re.compile(r"-?[0-9](?:\.[0-9]+)?[eE][+-]?[0-9]+")
# A share beyond this was typed as 92 into a cell that shows 9200%.
_MOST_PERCENT: Final = 1000


def plain_number(text: str, *, may_be_percent: bool) -> str | None:
    """A number in digits with at most one point, its decimals as printed.

    Args:
        text: What stands in the column, blanks as single spaces and none around it.
        may_be_percent: Whether a percent sign may stand behind it.

    Returns:
        The number; None for a text that is none or can be read in two ways.
    """
    if _PLAIN.fullmatch(text):
        return text
    bare = text.replace("\N{MINUS SIGN}", "-")
    is_percent = bare.endswith("%")
    if is_percent:
        if not may_be_percent:
            return None
        bare = bare[:-1].rstrip()
    whole, point, decimals = bare.partition(".")
    if _GROUPED.fullmatch(whole):
        bare = re.sub("[, ]", "", whole) + point + decimals
    halves = _HALF.fullmatch(bare)
    if halves is None or not (halves[2] or halves[3]):
        return None
    sign = "-" if halves[1] == "-" else ""
    number = f"{sign}{halves[2] or '0'}" + (f".{halves[3]}" if halves[3] else "")
    if is_percent and abs(float(number)) > _MOST_PERCENT:
        return None
    return number


def about_number(text: str) -> str | None:
    """What is said of a text that is no number: what is wrong, and what to do.

    Returns:
        Two sentences without the first words; None for nothing of its own.
    """
    bare = " ".join(text.split())
    if len(bare) > LONGEST:
        return None
    if _SPAN.fullmatch(bare):
        return (
            "is a span. Write the ends of a value in value_low and value_high, and "
            "leave this cell empty."
        )
    is_percent = bare.endswith("%")
    if is_percent and plain_number(bare, may_be_percent=True) is not None:
        return (
            "is a percentage where none is asked for. Write the number without the "
            "percent sign, or correct indicator_id."
        )
    if is_percent and plain_number(bare[:-1].rstrip(), may_be_percent=False):
        return (
            "is a percentage that cannot be meant. Write the percentage as the report "
            "prints it: 92 or 92%."
        )
    if _MARKED.fullmatch(bare):
        return (
            "can be read as two numbers. Write it with a point before its decimals, "
            "and nothing else between its digits: 1234.5."
        )
    if _ERROR.fullmatch(bare):
        return "is an error of a spreadsheet. Correct its formula or empty the cell."
    if _SHORTENED.fullmatch(bare):
        return "was shortened by a spreadsheet. Write the number in full."
    return None
