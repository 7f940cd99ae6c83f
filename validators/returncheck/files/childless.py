"""What of a user's files may stand in an output without children.

The one place that decides it, for `summary.md`, `results.json`, the console and every
message of a refusal. Cells, headings, names of elements, sheets and files may all be a
child's: of what was read only words that name nobody are shown, and short numbers. The
rest is described.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import PurePath

from returncheck.catalogue.authorities import Authority, authorities, imported_now
from returncheck.project import kept_for_project

_MOST_DIGITS = 4
_LETTERS_SHOWN = 2
_NAMES = 5
_HIDDEN = "\N{HORIZONTAL ELLIPSIS}"
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# What stands between words, and no more of it than a name needs.
_BETWEEN = re.compile(r"[ \w/.:{}#&;()\[\]+,'-]*", re.ASCII)
_LONGEST = 60

_LISTED = """
a add after all an and annual anything april archive assessment assessments august
authorities authority back bad bank before blank block book both broken by category
census centre check checked child children cin cla clean closed code codes collection
column comparator comparators comparison comparisons complete config copy corrected
corrupt council counts county cpp csv csww current cut damaged data date day december
demo department details dictionary disabilities disability disk district does draft
dup duplicate early education empty end england enquiries episode episodes error
errors example examples exceptions explain explanations export exported extra extract
faults february feed fifo figure figures file files final findings first fixed folder
for form four from full gone good government group groups half hash header headings
holidays html http https huge icpc id identifiers in index indicator indicators input
inputs invalid january july june kpi kpis large last late latest layout lea level
levels like line lines list local locked made main mangled many march matrix maxi may
message mine minimal missing mixed model module month monthly named names needed
neighbours new next no none not notes nothing november october of office old on one
only open org original other others our out output own page pages pair part parts
performance period pipe plain plan plans population practice previous published pupil
pupils quarter quarterly queries query ragged raw real reconciliation records referral
referrals repeated report reports required result results return returns review
reviews right root row rows rule rules same sample schema school schools second secret
section sender september services sheet short side single small social some source
ssda standard statistical statutory submission submit submitted summary sw table
tables targets task temp template test tests the third this three to toy truncated two
txt uk unchanged unknown unreadable update updates upload urn utf valid values version
visits weekly whole why with work workbook workforce wrong www xlsx xml xmlns xsd xsi
year yearly years yml zip
"""
_WORDS = frozenset(_LISTED.split())
"""Words of names of files and elements that are nobody's name."""


def told(text: str, known: Iterable[str] = ()) -> str:
    """A text that was read from a file, as a message may show it.

    Args:
        text: A cell, a heading, or the name of an element or sheet.
        known: Official names, of which it may be one in any letter case.

    Returns:
        The text in single quotes where nothing in it can be a child's; else what it is
        like: "a text of 12 characters".
    """
    line = " ".join(text.split())
    official = {each.casefold(): each for each in known}
    if line.casefold() in official or (
        len(line) <= _LONGEST and _BETWEEN.fullmatch(line) and _names_nobody(line)
    ):
        return f"'{line}'"
    noun = "character" if len(text) == 1 else "characters"
    return f"a text of {len(text):,} {noun}"


def told_list(texts: Iterable[str], known: Iterable[str] = ()) -> str:
    """Up to five texts as `told` shows them, and how many more there are."""
    shown = [told(text, known) for text in texts]
    more = len(shown) - _NAMES
    listed = ", ".join(shown[:_NAMES])
    return f"{listed} and {more} more" if more > 0 else listed


def told_path(path: str, known: Iterable[str] = ()) -> str:
    """The path of a field or element, as an output without children may show it.

    Args:
        path: Names with slashes between.
        known: Official names.

    Returns:
        The path, with a mark of omission in the place of each name that may be
        anything.
    """
    official = frozenset(known)
    return "/".join(
        name if name in official or _names_nobody(name.lstrip("@")) else _HIDDEN
        for name in path.split("/")
    )


@cache
def file_name(name: str) -> str:
    """The name of a file or folder, as an output without children may show it.

    Args:
        name: One name, or several with slashes between.

    Returns:
        The name, in which of each word that may name somebody two letters are left,
        and of each long number two digits: "Sm…_Jo…_2025.xml".
    """
    path = PurePath(name)
    stem, suffix = (
        (name, "")
        if path.suffix == ""
        else (
            name[: -len(path.suffix)],
            path.suffix,
        )
    )
    shown = _TOKEN.sub(lambda each: _shown(each[0]), stem)
    ending = suffix if _is_plain(suffix[1:]) else _TOKEN.sub(_HIDDEN, suffix)
    return "".join(each if each.isprintable() else _HIDDEN for each in shown + ending)


def without_names(text: str, names: Iterable[tuple[str, str]]) -> str:
    """A message with what may be shown in the place of each name of a file.

    Args:
        text: The message.
        names: Names and paths, each with what is shown in its place.
    """
    changed = {name: shown for name, shown in names if name != shown}
    if not changed:
        return text
    longest_first = sorted(changed, key=len, reverse=True)
    found = re.compile("|".join(map(re.escape, longest_first)))
    return found.sub(lambda each: changed[each[0]], text)


def _shown(token: str) -> str:
    if all(_is_plain(part) for part in _HUMP.split(token)) or _is_plain(token):
        return token
    return f"{token[:_LETTERS_SHOWN]}{_HIDDEN}"


def _names_nobody(line: str) -> bool:
    return all(
        _is_plain(token) or all(_is_plain(part) for part in _HUMP.split(token))
        for token in _TOKEN.findall(line)
    )


def _is_plain(token: str) -> bool:
    if token.isdigit():
        return len(token) <= _MOST_DIGITS
    return len(token) <= 1 or token.casefold() in _WORDS | _authority_words()


def _authority_words() -> frozenset[str]:
    """The words of the names of authorities, which exports are named after."""
    return _words_with(imported_now())


@kept_for_project
def _words_with(_imported: tuple[Authority, ...]) -> frozenset[str]:
    names = [each.name for each in authorities().values()]
    return frozenset(
        token.casefold() for name in names for token in _TOKEN.findall(name)
    )
