"""One check of several in one process: what it said, and how it ended.

The libraries stay loaded, so that a second check begins at once.
"""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from returncheck.cli import interrupts
from returncheck.cli.failures import failure_of
from returncheck.findings.exits import ExitCode

if TYPE_CHECKING:
    from returncheck.cli.main_job import MainJob

RESULTS_NAME = "results.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How a check ended.

    Attributes:
        code: What `returncheck run` would have ended with.
        said: The lines of its summary.
        told: The lines on what went wrong: refused files, or why there is no result.
        results: What `results.json` holds; empty where the check gave no result.
    """

    code: ExitCode
    said: tuple[str, ...]
    told: tuple[str, ...]
    results: dict[str, Any]


def check_once(job: "MainJob") -> Checked:
    """Check as `returncheck run` does, and keep what it says.

    Args:
        job: What to check and how.

    Raises:
        Interrupted: A signal asks the process to end.
    """
    from returncheck.cli.main_job import run_main_job

    said, told = io.StringIO(), io.StringIO()
    failure = ""
    with redirect_stdout(said), redirect_stderr(told):
        try:
            code = run_main_job(job)
        except Exception as error:
            failure, code = failure_of(error)
    interrupts.go_on()
    if (stopped := interrupts.received()) is not None:
        # A library kept the signal to itself, or made another error of it.
        raise interrupts.Interrupted(stopped)
    lines = (*told.getvalue().splitlines(), *failure.splitlines())
    return Checked(
        code=code,
        said=tuple(said.getvalue().splitlines()),
        told=tuple(line for line in lines if line),
        results={} if failure else results_in(job.config.output),
    )


def results_in(output: Path) -> dict[str, Any]:
    """The outcome of the last check; empty where there is none.

    Args:
        output: The folder of the outputs.
    """
    try:
        read = json.loads((output / RESULTS_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(read, dict) or "counts" not in read:
        return {}
    return read
