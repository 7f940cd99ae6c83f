"""Text that a spreadsheet would take for a formula: how it is kept from that.

Source:
    OWASP, CSV injection; the full-width signs are what spreadsheets in East Asian
    settings read as the plain ones.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_SIGNS = r"=+\-@\uff1d\uff0b\uff0d\uff20"
# What cannot be seen is passed over at the beginning of a cell.
_UNSEEN = r"\s\x00-\x1f\x7f\u00a0\u00ad\u200b-\u200f\u2060\ufeff\u3000"
_BEGINNING = rf"^[{_UNSEEN}']*"
_STARTS_A_FORMULA = rf"^(?:[{_UNSEEN}']*[{_SIGNS}]|'*[\t\r\n])"
# Where a program takes `;` or a tab for the end of a cell, the next begins here.
_INSIDE = rf"([;\t\r\n][{_UNSEEN}\"']*)([{_SIGNS}])"
_PLAIN_NUMBER = r"^[+-]?(\d+(\.\d*)?|\.\d+)$"
_GUARDED = re.compile(rf"'(?={_STARTS_A_FORMULA[1:]})")
_GUARDED_INSIDE = re.compile(rf"([;\t\r\n][{_UNSEEN}\"']*)'(?=[{_SIGNS}])")


def guarded(value: "pl.Expr") -> "pl.Expr":
    """Text with an apostrophe in front where a spreadsheet would see a formula.

    Args:
        value: A column of text; plain numbers in it stay as they are. Behind a `;`, a
            tab or a line end the text counts as another cell.
    """
    import polars as pl

    beginning = value.str.extract(f"({_BEGINNING})")
    rest = value.str.slice(beginning.str.len_chars())
    split = beginning + rest.str.replace_all(_INSIDE, "${1}'${2}")
    is_formula = split.str.contains(_STARTS_A_FORMULA) & ~value.str.contains(
        _PLAIN_NUMBER
    )
    return pl.when(is_formula).then(pl.concat_str(pl.lit("'"), split)).otherwise(split)


def unguarded(text: str | None) -> str | None:
    """Text without the apostrophes that `guarded` has put into it.

    Args:
        text: A cell of a file that came back from a spreadsheet.
    """
    if not text or "'" not in text:
        return text
    whole = text[1:] if _GUARDED.match(text) else text
    begun = re.match(_BEGINNING, whole)
    at = begun.end() if begun else 0
    return whole[:at] + _GUARDED_INSIDE.sub(r"\1", whole[at:])
