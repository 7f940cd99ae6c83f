"""Exit codes of the process, and their line in `--help`."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells CI."""

    CLEAN = 0
    FINDINGS = 1
    WRONG_USE = 2
    UNREADABLE = 3
    OUR_BUG = 4
    BUSY = 5
    INTERRUPTED = 130
    TERMINATED = 143


EXIT_CODES_HELP = (
    "Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong use or "
    "configuration, 3 an input that cannot be read, 4 a bug of returncheck, 5 in "
    "use by another run or program (try again), 130 or 143 stopped by Ctrl-C or by "
    "the system."
)
"""Shown at the end of `returncheck --help`."""
