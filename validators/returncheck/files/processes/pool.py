"""Work shared among processes, whose pieces come back in the order of the jobs.

They are new interpreters, on every system alike, that know nothing of this one but what
they are told. Nothing goes through a file. Where a pool has one process the work is
done here, when its pieces are asked for.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

from returncheck.errors import ConfigError
from returncheck.files.processes.context import context_now
from returncheck.files.processes.messages import Sort, packed, receive, send, unpacked
from returncheck.files.processes.ordered import Ordered

J = TypeVar("J")
P = TypeVar("P")

_WORTH_IT: Final = 6.0
"""Seconds of work from which a pool pays for the start of its processes."""

_MODULE: Final = "returncheck.files.processes.worker"


class Pool:
    """Processes that are started when there is work enough for them."""

    def __init__(self, processes: int, *, is_asked: bool = False) -> None:
        """Start nothing yet.

        Args:
            processes: The most of them; with 1 all work is done here.
            is_asked: Whether they are wanted however little work there is.
        """
        self._most = processes
        self._is_asked = is_asked
        self._workers: list[_Worker] = []
        self._pieces: Ordered | None = None

    def __enter__(self) -> Self:
        """The pool itself."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """End the processes, whatever they are at."""
        if self._pieces is not None:
            self._pieces.stop()
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    @property
    def is_here(self) -> bool:
        """Whether all work is done in this process."""
        return self._most == 1

    def each(
        self,
        work: Callable[[J], Iterator[P]],
        jobs: Sequence[J],
        *,
        seconds: float,
    ) -> Iterator[Iterator[P]]:
        """Do jobs, as many at a time as there are processes.

        Args:
            work: A function of a module, called with a job there; what it is given and
                gives can be pickled.
            jobs: The jobs.
            seconds: About how long all of them take one after the other.

        Yields:
            The pieces of each job, in the order of the jobs; take them before those of
            the next. What the work raises is raised where its piece would have come.

        Raises:
            ConfigError: A process was ended by something else.
        """
        if not self._is_worth_it(len(jobs), seconds):
            for job in jobs:
                yield iter(work(job))
            return
        self._start(min(self._most, len(jobs)))
        self._pieces = pieces = Ordered(len(jobs))
        threads = [
            threading.Thread(
                target=worker.serve, args=(work, jobs, pieces), daemon=True
            )
            for worker in self._workers
        ]
        for thread in threads:
            thread.start()
        is_done = False
        try:
            for place in range(len(jobs)):
                yield (unpacked(piece) for piece in pieces.of(place))
            is_done = True
        finally:
            pieces.stop()
            if not is_done:
                # They are in the middle of jobs that nobody waits for.
                self.__exit__(None, None, None)
            for thread in threads:
                thread.join()

    def _is_worth_it(self, count: int, seconds: float) -> bool:
        if self.is_here or count < 2 or not sys.executable:
            return False
        return self._is_asked or bool(self._workers) or seconds >= _WORTH_IT

    def _start(self, count: int) -> None:
        """Start what is missing; they take their time side by side."""
        while len(self._workers) < count:
            self._workers.append(_Worker())


class _Worker:
    """One process, and the pipes to it."""

    def __init__(self) -> None:
        try:
            self._process = subprocess.Popen(
                # Not what lies in the current folder, which is the user's.
                [sys.executable, "-P", "-m", _MODULE],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # What a library says there could hold a record.
                stderr=subprocess.DEVNULL,
                env=_environment(),
                # Ctrl-C is for this process alone, which ends the others.
                process_group=0,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        except OSError as error:
            raise ConfigError(
                f"No process could be started to share the work: {error.strerror}. "
                "Run again with --jobs 1."
            ) from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._back = self._process.stdin, self._process.stdout
        with suppress(OSError):
            send(self._to, Sort.CONTEXT, packed(context_now()))

    def serve(
        self, work: Callable[[J], object], jobs: Sequence[J], pieces: Ordered
    ) -> None:
        """Have jobs done as long as there are some; runs in a thread of its own."""
        while (place := pieces.next_job()) is not None:
            try:
                send(self._to, Sort.JOB, packed((work, jobs[place])))
                while True:
                    sort, body = receive(self._back)
                    if sort is not Sort.PIECE:
                        break
                    pieces.put(place, body)
            except (EOFError, OSError):
                pieces.fail(place, self._ended())
                return
            except BaseException as error:  # what cannot be packed, for one
                pieces.fail(place, error)
                return
            if sort is Sort.FAULT:
                fault, trace = unpacked(body)
                fault.__cause__ = ElsewhereError(trace)
                pieces.fail(place, fault)
            else:
                pieces.finish(place)

    def end(self) -> None:
        """End the process now; it holds nothing that is lost with it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._to, self._back):
            with suppress(OSError):
                pipe.close()

    def _ended(self) -> ConfigError:
        code = self._process.wait()
        return ConfigError(
            f"A process that shared the work was ended from outside (status {code}), "
            "as happens where memory is short. Close other programs, or run again with "
            "--jobs 1."
        )


class ElsewhereError(Exception):
    """Where an error came from in the other process, for the log."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


def _environment() -> dict[str, str]:
    """The same packages as here, and one thread, as there is a process a core."""
    path = os.pathsep.join(each or str(Path.cwd()) for each in sys.path)
    return {"POLARS_MAX_THREADS": "1", **os.environ, "PYTHONPATH": path}
