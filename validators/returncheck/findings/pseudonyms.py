"""Identifiers of children as keyed hashes: the same identifier is the same hash.

Without the key nobody can tell whose a hash is, nor try identifiers out.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_DIGITS = 16
TOKEN = re.compile(rf"id-[0-9a-f]{{{_DIGITS}}}")
"""What stands for an identifier."""

LEAST_LETTERS = 5
"""Letters of the shortest identifier that is looked for in a text; a shorter one could
be any number or word."""

_WORD = re.compile(r"\w(?:[\w/.-]*\w)?")
_PART = re.compile(r"[^\W_]+")
_TEXTS = ("value", "message", "explanation", "explained_by")


def without_identifiers(text: str, shown: "Identifiers") -> str:
    """A text with what stands for each identifier in it, in any letter case.

    Args:
        text: A text in which somebody may have named a child.
        shown: The identifiers and what stands for them.
    """

    def part(found: re.Match[str]) -> str:
        return shown.of_word(found[0]) or found[0]

    def word(found: re.Match[str]) -> str:
        return shown.of_word(found[0]) or _PART.sub(part, found[0])

    return _WORD.sub(word, shown.without_odd(text))


class Identifiers:
    """The identifiers that are known, and what stands in the place of each."""

    def __init__(self, known: Iterable[str], stand_in: "Pseudonyms | str") -> None:
        """Get ready to look for identifiers.

        Args:
            known: The identifiers as received.
            stand_in: What gives each its hash, or one text for all.
        """
        self._stand_in = stand_in
        bare = dict.fromkeys(sorted(each.strip() for each in known))
        self._all = {each.casefold(): each for each in bare if each}
        self._known = {
            key: each for key, each in self._all.items() if len(each) >= LEAST_LETTERS
        }
        self.patterns = [
            form
            for each in self._known.values()
            for form in (
                (each,) if each.isascii() else (each, each.lower(), each.upper())
            )
        ]
        # Those that are no word, and so would not be met as one.
        odd = [each for each in self._known.values() if not _WORD.fullmatch(each)]
        listed = "|".join(map(re.escape, sorted(odd, key=len, reverse=True)))
        self._odd = re.compile(listed, re.IGNORECASE) if odd else None

    def of_word(self, word: str) -> str | None:
        """What stands for a word of a text; None where it is no identifier."""
        return self._shown(self._known.get(word.casefold()))

    def of_whole(self, text: str) -> str:
        """What stands for a text that may be an identifier of any length as a whole."""
        shown = self._shown(self._all.get(text.strip().casefold()))
        return shown or without_identifiers(text, self)

    def _shown(self, known: str | None) -> str | None:
        if known is None:
            return None
        stand_in = self._stand_in
        return stand_in if isinstance(stand_in, str) else stand_in.of(known)

    def without_odd(self, text: str) -> str:
        """A text without the identifiers that have blanks or other signs in them."""
        if self._odd is None:
            return text
        return self._odd.sub(lambda found: self.of_word(found[0]) or found[0], text)


class Pseudonyms:
    """Gives each identifier its hash under one key."""

    def __init__(self, key: str) -> None:
        """Use a key, which is kept private."""
        self._key = key.encode()
        self.of = lru_cache(maxsize=200_000)(self._of)

    def _of(self, identifier: str) -> str:
        digest = hmac.new(self._key, identifier.strip().encode(), hashlib.sha256)
        return f"id-{digest.hexdigest()[:_DIGITS]}"


def without_children(
    findings: "pl.DataFrame",
    pseudonyms: Pseudonyms,
    identifiers: Identifiers,
    fields: frozenset[str],
) -> "pl.DataFrame":
    """Findings with hashes in the place of identifiers.

    Args:
        findings: Columns of a findings frame; those that name no child stay.
        pseudonyms: What gives the hashes.
        identifiers: What is looked for in texts.
        fields: Columns of returns that identify a child; their values are hashed whole.

    Returns:
        The same rows in the same order.
    """
    changed = {
        name: texts_without_identifiers(findings[name], identifiers)
        for name in _TEXTS
        if name in findings.columns
    }
    if "child_id" in findings.columns:
        changed["child_id"] = mapped(findings["child_id"], pseudonyms.of)
    if {"field", "value"} <= set(findings.columns):
        identifies = findings["field"].is_in(sorted(fields)).fill_null(value=False)
        whole = findings["value"].zip_with(identifies, findings["value"].clear(1))
        whole = mapped(whole, pseudonyms.of)
        changed["value"] = whole.zip_with(identifies, changed["value"])
    return findings.with_columns(**changed)


def words_in(findings: "pl.DataFrame") -> set[str]:
    """Every word of the texts in which a child may be named, and its parts.

    Args:
        findings: Columns of a findings frame.

    Returns:
        The words without regard to letter case (casefolded).
    """
    found: set[str] = set()
    for name in _TEXTS:
        if name not in findings.columns:
            continue
        different = findings[name].drop_nulls().unique()
        for pattern in (_WORD, _PART):
            words = different.str.extract_all(pattern.pattern).explode()
            found.update(word.casefold() for word in words.drop_nulls().unique())
    return found


def texts_without_identifiers(
    column: "pl.Series", identifiers: Identifiers
) -> "pl.Series":
    """A column of texts, each as `without_identifiers` gives it.

    Args:
        column: The texts.
        identifiers: What is looked for.
    """
    different = column.drop_nulls().unique()
    if not identifiers.patterns or different.is_empty():
        return column
    # Few texts name a child, and only those are taken apart.
    hits = different.filter(
        different.str.contains_any(identifiers.patterns, ascii_case_insensitive=True)
    ).to_list()
    shown = [without_identifiers(text, identifiers) for text in hits]
    return column.replace(hits, shown) if hits else column


def mapped(column: "pl.Series", change: Callable[[str], str]) -> "pl.Series":
    """A column of text with each different text changed once."""
    different = column.drop_nulls().unique().to_list()
    if not different:
        return column
    return column.replace(different, [change(each) for each in different])
