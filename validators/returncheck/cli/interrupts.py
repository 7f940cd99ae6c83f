"""Ctrl-C and a request to end: noted once, and raised where the program is.

A library may turn the error into another one on its way up, so what was received is
kept here as well.
"""

import os
import signal
import sys
from types import FrameType
from typing import NoReturn

from returncheck.findings.exits import ExitCode

_EXIT_CODES = {
    signal.SIGINT: ExitCode.INTERRUPTED,
    signal.SIGTERM: ExitCode.TERMINATED,
}
_received: list[ExitCode] = []
_finishing: list[bool] = []
_late: list[ExitCode] = []


class Interrupted(BaseException):
    """The user, or the system, wants the process to end."""


def listen() -> None:
    """Take both signals from now on; the first one counts."""
    for number in _EXIT_CODES:
        signal.signal(number, _take)


def received() -> ExitCode | None:
    """The exit code that a signal asks for; None when there was none."""
    return _received[0] if _received else None


def finish() -> None:
    """Begin the last short steps of a run: no signal breaks them off any more.

    Raises:
        Interrupted: A signal came before, and a library kept it to itself.
    """
    if _received:
        raise Interrupted
    _finishing.append(True)


def go_on() -> None:
    """Take signals again, after the last steps of a run that is not the only one.

    Raises:
        Interrupted: One came during these steps.
    """
    _finishing.clear()
    if _late:
        _received.append(_late[0])
        raise Interrupted


def leave() -> NoReturn:
    """End the process now, as the signal that was received asks for.

    A library that a thread is still importing would hold up an ordinary end.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(_received[0] if _received else ExitCode.INTERRUPTED)


def message(code: ExitCode) -> str:
    """What is said at the end of an interrupted process."""
    by = "SIGINT" if code is ExitCode.INTERRUPTED else "SIGTERM"
    return f"Stopped by {by} before the end. The database is what it was before."


def _take(number: int, _frame: FrameType | None) -> None:
    if _received or sys.is_finalizing():
        return
    if _finishing:
        _late.append(_EXIT_CODES[signal.Signals(number)])
        return
    _received.append(_EXIT_CODES[signal.Signals(number)])
    raise Interrupted
