"""Words that somebody wrote, as far as they may leave the building.

A text cannot be judged as a figure can: one that could count or name a child is held
back whole. Names of people that no return holds are not known to us.
"""

import re
from collections.abc import Callable

_SMALL = r"0*[1-5]|one|two|three|four|five|single|only|sole"
_SMALL_COUNT = re.compile(
    rf"(?<![\w.,/])(?:{_SMALL})(?![\w/]|[.,]\d|\s*%)", re.IGNORECASE
)
_LONG_NUMBER = re.compile(r"\d{5,}")
_MIXED = re.compile(r"\b(?=\w*\d)(?=\w*[^\W\d_])\w+\b")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|s)", re.IGNORECASE)


def may_be_shown(text: str, hide: Callable[[str], str]) -> bool:
    """Whether a text neither counts one to five of something nor holds an identifier.

    Args:
        text: The text.
        hide: Puts something else in the place of every identifier that is known.
    """
    if hide(text) != text or _SMALL_COUNT.search(text) or _LONG_NUMBER.search(text):
        return False
    # C12 may be a child's; the 3rd quarter and the 1990s are not.
    return all(_ORDINAL.fullmatch(found[0]) for found in _MIXED.finditer(text))
