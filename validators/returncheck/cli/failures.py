"""What an error means to the user: one line and an exit code."""

from returncheck.cli.interrupts import message, received
from returncheck.cli.machine import machine_failure
from returncheck.errors import BusyError, ConfigError, InputError, InternalError
from returncheck.findings.exits import ExitCode


def failure_of(error: BaseException) -> tuple[str, ExitCode]:
    """The line that tells of an error, and what the process ends with.

    Args:
        error: What ended the command.

    Returns:
        The line, without the place of a log, and the exit code.
    """
    interrupted = received()
    if interrupted is not None:
        return message(interrupted), interrupted
    if (line := machine_failure(error)) is not None:
        return line, ExitCode.WRONG_USE
    match error:
        case KeyboardInterrupt():
            return message(ExitCode.INTERRUPTED), ExitCode.INTERRUPTED
        case BusyError():
            return str(error), ExitCode.BUSY
        case ConfigError():
            return str(error), ExitCode.WRONG_USE
        case InputError():
            return str(error), ExitCode.UNREADABLE
        case InternalError():
            return f"{error} This is a bug of returncheck.", ExitCode.OUR_BUG
        case _:
            # Its words could hold a value of a record: only its kind.
            return f"A bug of returncheck: {type(error).__name__}.", ExitCode.OUR_BUG
