"""Has the suites judged by a process of its own, which imports while others work.

Great Expectations is two seconds of Python, which a thread would take from the reading
of the files and the build. The process reads the database as others may, and writes
nothing but Data Docs. It serves one check after another until this process ends.
"""

import atexit
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from returncheck.errors import InternalError, ReturncheckError
from returncheck.files.late_pandas import is_pandas_out
from returncheck.project import expectation_modules
from returncheck.suites.definitions import Suite
from returncheck.suites.runner import SuiteRun

_SECONDS_TO_END = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the process is asked: the arguments of `judge_suites`.

    Attributes:
        database: A built DuckDB file that nobody writes to meanwhile.
        suites: What to hold it against.
        tolerances: Percentages by key.
        data_docs: Folder for the Data Docs; None for none.
        returns: Ids of the returns that are spoken of; None for all.
        modules: Where extensions have expectation classes of their own.
    """

    database: Path
    suites: tuple[Suite, ...]
    tolerances: Mapping[str, float]
    data_docs: Path | None
    returns: tuple[str, ...] | None
    modules: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the process says.

    Attributes:
        run: What the suites found; None where they could not be run.
        error: Why they could not.
        seconds: How long they took.
    """

    run: SuiteRun | None
    error: ReturncheckError | None
    seconds: float

    def found(self) -> SuiteRun:
        """What the suites found.

        Raises:
            ReturncheckError: They could not be run.
        """
        if self.error is not None:
            raise self.error
        assert self.run is not None  # it is one or the other
        return self.run


class ProcessEndedError(InternalError):
    """The process has ended before it said anything."""


class SuiteProcess:
    """A process that judges suites; one check at a time."""

    def __init__(self) -> None:
        """Start it; it imports at once.

        Raises:
            OSError: It cannot be started.
        """
        self._process = subprocess.Popen(
            # Without the folder it is started in, where anything may lie.
            [sys.executable, "-P", "-m", "returncheck.suites.apart_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "GX_ANALYTICS_ENABLED": "false"},
        )
        self._is_asked = False

    def ask(
        self,
        database: Path,
        suites: Sequence[Suite],
        *,
        tolerances: Mapping[str, float],
        data_docs: Path | None,
        returns: Sequence[str] | None = None,
    ) -> None:
        """Have it judge; `answer` waits for what it says, also that it has ended."""
        request = Request(
            database=database,
            suites=tuple(suites),
            tolerances=dict(tolerances),
            data_docs=data_docs,
            returns=None if returns is None else tuple(returns),
            modules=tuple(expectation_modules()),
        )
        self._is_asked = True
        # A process that has ended says so when its answer is waited for.
        with suppress(OSError, ValueError):
            pickle.dump(request, self._pipe(self._process.stdin))
            self._pipe(self._process.stdin).flush()

    def answer(self) -> Answer:
        """What it says of the last request.

        Raises:
            ProcessEndedError: It has ended.
        """
        try:
            # Our own process wrote it: it is no file of anybody's.
            answer: Answer = pickle.load(self._pipe(self._process.stdout))
        except (OSError, ValueError, EOFError, pickle.UnpicklingError) as error:
            code = self._process.poll()
            raise ProcessEndedError(
                f"The process of the suites has ended (code {code})."
            ) from error
        self._is_asked = False
        return answer

    @property
    def is_ready(self) -> bool:
        """Whether it runs, and owes no answer that nobody waited for."""
        return not self._is_asked and self._process.poll() is None

    def end(self) -> None:
        """Let it end, and wait until it has."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.terminate()
        try:
            self._process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None  # both are asked for
        return pipe


_kept: list[SuiteProcess] = []
_guard = threading.Lock()


def suite_process() -> SuiteProcess | None:
    """The process of this one, started if it is not there.

    Returns:
        None where suites are judged in this process: where pandas, and with it Great
        Expectations, may be imported here, or no process can be started.
    """
    if not is_pandas_out():
        return None
    with _guard:
        if _kept and _kept[0].is_ready:
            return _kept[0]
        end_suite_process()
        try:
            _kept.append(SuiteProcess())
        except OSError:
            return None
        return _kept[0]


def end_suite_process() -> None:
    """End the process of this one, if there is one."""
    while _kept:
        _kept.pop().end()


atexit.register(end_suite_process)
