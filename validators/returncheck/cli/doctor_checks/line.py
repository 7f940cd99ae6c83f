"""One line of what `returncheck doctor` says."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it stands."""

    OK = "ok"
    MISSING = "missing"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that was looked at.

    Attributes:
        subject: What was looked at.
        state: `missing` where a run would suffer from it, `optional` where something
            is not there that not everybody needs.
        words: What was found.
        todo: What to do, mostly a command; None where there is nothing to do.
    """

    subject: str
    state: State
    words: str
    todo: str | None = None
