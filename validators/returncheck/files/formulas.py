"""Text that a spreadsheet would take for a formula: how it is kept from that."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_STARTS_A_FORMULA = r"^[=+\-@\t\r\n]"
_PLAIN_NUMBER = r"^[+-]?(\d+(\.\d*)?|\.\d+)$"
_GUARDED = re.compile(r"'(?=[=+\-@\t\r\n])")


def guarded(value: "pl.Expr") -> "pl.Expr":
    """Text with an apostrophe in front where a spreadsheet would see a formula.

    Args:
        value: A column of text; plain numbers in it stay as they are.
    """
    import polars as pl

    is_formula = value.str.contains(_STARTS_A_FORMULA) & ~value.str.contains(
        _PLAIN_NUMBER
    )
    return pl.when(is_formula).then(pl.concat_str(pl.lit("'"), value)).otherwise(value)


def unguarded(text: str | None) -> str | None:
    """Text without the apostrophe that `guarded` has put in front.

    Args:
        text: A cell of a file that came back from a spreadsheet.
    """
    return _GUARDED.sub("", text, count=1) if text and text[0] == "'" else text
