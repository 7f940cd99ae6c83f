"""What is printed in the place of a number that is kept back, or that there is none of.

Published statistics and councils write the same thing in several ways; each has one
text here, which the contract lets pass and the models read.
"""

import re
from typing import Final

_WORDS: Final = {
    **dict.fromkeys(("c", "s", "suppressed"), "c"),
    **{letter: letter for letter in ("k", "u", "x", "z", "low", "*", ":", "~")},
    **dict.fromkeys(("n/a", "na", "#n/a", "n.a.", "n.a", "not applicable"), "n/a"),
    **dict.fromkeys(("..", "...", "\N{HORIZONTAL ELLIPSIS}", "."), ".."),
    **dict.fromkeys(("-", "--", "\N{EN DASH}", "\N{EM DASH}", "\N{MINUS SIGN}"), "-"),
}
_BRACKETS: Final = re.compile(r"\[(.*)\]|\((.*)\)")
_BOUND: Final = re.compile(
    r"(<=?|>=?|\N{LESS-THAN OR EQUAL TO}|\N{GREATER-THAN OR EQUAL TO}"
    r"|less than|fewer than|under|more than|over) ?([0-9]{1,15}(?:\.[0-9]+)?) ?%?"
)
_SIGNS: Final = {
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    **dict.fromkeys(("less than", "fewer than", "under"), "<"),
    **dict.fromkeys(("more than", "over"), ">"),
}


def symbol(text: str) -> str | None:
    """The one text of a symbol, however it is printed.

    Args:
        text: A cell, its blanks as single spaces and none around it.

    Returns:
        `c`, `n/a`, `<5` and so on; None for a number and for any other text.
    """
    lower = text.lower()
    inside = _BRACKETS.fullmatch(lower)
    if inside is not None:
        lower = (inside[1] or inside[2] or "").strip()
    bound = _BOUND.fullmatch(lower)
    if bound is not None:
        return f"{_SIGNS.get(bound[1], bound[1])}{bound[2]}"
    return _WORDS.get(lower)
