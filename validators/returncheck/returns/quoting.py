"""How text that came from a file is shown: short, on one line, nothing in it unseen."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_CHARACTERS: Final = 60
_NAMES: Final = 5

_UNSEEN: Final = "\N{SHOULDERED OPEN BOX}"
_BLANK: Final = "\N{OPEN BOX}"
_UNSEEN_KINDS: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
# Letters by their kind, but nothing is drawn for them.
_UNSEEN_LETTERS: Final = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_LOOKALIKE_KINDS: Final = ("L", "N", "Pd")
_CONTROL_NAMES: Final = {"\t": "tab", "\n": "line end", "\r": "line end"}
_ASCII_BLANKS: Final = re.compile(r"[ \t\r\n\v\f]+")
_EDGES: Final = re.compile(r"\A +| +\Z")
_PLAIN: Final = re.compile(r"(?! )[\x20-\x7e]*(?<! )")


def visible(value: str) -> str:
    """A value with what cannot be seen in it made visible and named.

    Args:
        value: A value as received.

    Returns:
        The value itself where all of it can be seen. Else blanks at its ends and
        characters that nothing is drawn for as open boxes, and in brackets the names
        of those and of letters, digits and dashes that look like others:
        "WBRI⍽ (no-break space)".
    """
    if not value or _PLAIN.fullmatch(value):
        return value
    names: dict[str, None] = {}
    edged = _EDGES.sub(lambda edge: _BLANK * len(edge[0]), value)
    if edged != value:
        names["blank at the start or end"] = None
    is_word = " " not in value.strip(" ")
    shown = []
    for character in edged:
        if _is_unseen(character):
            names[_name(character)] = None
            character = _UNSEEN
        elif is_word and _is_lookalike(character):
            names[_name(character)] = None
        shown.append(character)
    text = "".join(shown)
    return f"{text} ({', '.join(names)})" if names else text


def shown_value(value: str) -> str:
    """A value in single quotes, cut at 60 characters, as `visible` shows it."""
    return f"'{visible(_cut(value))}'"


def quoted(text: str) -> str:
    """A text in single quotes, its blanks and line ends as single blanks, cut at 60."""
    line = _ASCII_BLANKS.sub(" ", text).strip(" ")
    return shown_value(line)


def quoted_list(texts: Sequence[str]) -> str:
    """Up to five texts in quotes, and how many more there are."""
    shown = ", ".join(quoted(text) for text in texts[:_NAMES])
    more = len(texts) - _NAMES
    return f"{shown} and {more} more" if more > 0 else shown


def _cut(text: str) -> str:
    return text if len(text) <= _CHARACTERS else f"{text[:_CHARACTERS]}..."


def _is_unseen(character: str) -> bool:
    if character == " ":
        return False
    return (
        character in _UNSEEN_LETTERS
        or unicodedata.category(character) in _UNSEEN_KINDS
        or "VARIATION SELECTOR" in unicodedata.name(character, "")
    )


def _is_lookalike(character: str) -> bool:
    """Whether it is taken for a letter, digit or hyphen of the keyboard."""
    return (
        not character.isascii()
        and unicodedata.category(character).startswith(_LOOKALIKE_KINDS)
        and not unicodedata.name(character, "").startswith("LATIN ")
    )


def _name(character: str) -> str:
    code = f"character {ord(character):04X}"
    return _CONTROL_NAMES.get(character) or unicodedata.name(character, code).lower()
