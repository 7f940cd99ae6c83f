"""What reaches a terminal: text, and nothing that a terminal would obey."""

import sys
import unicodedata
from io import TextIOWrapper

import typer

_SHOWN = "\N{REPLACEMENT CHARACTER}"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def plain(text: str) -> str:
    """A line with what is no visible character in it replaced.

    Args:
        text: A line; control characters, line ends among them, escape sequences, and
            marks that turn the direction of writing would change what is seen.
    """
    if text.isprintable():
        return text
    return "".join(
        _SHOWN if unicodedata.category(each) in _UNSEEN else each for each in text
    )


def plain_lines(text: str) -> str:
    """Lines of our own, each as `plain` gives it."""
    return "\n".join(plain(line) for line in text.split("\n"))


def say(text: str, *, err: bool = False) -> None:
    """Write lines to the console.

    Args:
        text: One line or several.
        err: Whether they are for stderr.
    """
    typer.echo(plain_lines(text), err=err)


def never_fail_to_print() -> None:
    """Let a console show a mark for what its encoding lacks, and not end the process.

    On Windows the encoding of a redirected output knows few letters.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
