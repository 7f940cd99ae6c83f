"""The command `returncheck`, also as `python -m returncheck`."""

import os
import signal
import sys
from types import FrameType


def main() -> None:
    """Run the command line and end the process with its exit code."""
    # While it is imported there is nothing to leave half done.
    signal.signal(signal.SIGINT, _leave)
    signal.signal(signal.SIGTERM, _leave)
    from returncheck.files.late_pandas import keep_pandas_out

    keep_pandas_out()
    _leave_out_spark()
    from returncheck.cli import main as command_line

    command_line()


def _leave_out_spark() -> None:
    """Keep pandera and Great Expectations from importing PySpark where it is installed.

    It takes time, and prints a warning of the pandas that is there. Spark is reached
    through dbt, a process of its own.
    """
    sys.modules["pyspark"] = None  # type: ignore[assignment]


def _leave(number: int, _frame: FrameType | None) -> None:
    os.write(
        2, f"Stopped by {signal.Signals(number).name} before the start.\n".encode()
    )
    os._exit(128 + number)


if __name__ == "__main__":
    main()
