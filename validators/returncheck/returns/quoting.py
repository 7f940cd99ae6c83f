"""How a message shows text that came from a file: in quotes, short, on one line."""

from collections.abc import Sequence
from typing import Final

_CHARACTERS: Final = 60
_NAMES: Final = 5


def quoted(text: str) -> str:
    """A text in single quotes, its blanks and line ends as single blanks, cut at 60."""
    line = " ".join(text.split())
    cut = line if len(line) <= _CHARACTERS else f"{line[:_CHARACTERS]}..."
    return f"'{cut}'"


def quoted_list(texts: Sequence[str]) -> str:
    """Up to five texts in quotes, and how many more there are."""
    shown = ", ".join(quoted(text) for text in texts[:_NAMES])
    more = len(texts) - _NAMES
    return f"{shown} and {more} more" if more > 0 else shown
