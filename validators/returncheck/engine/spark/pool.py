"""Workers of Spark as a pool: a file is a task."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import BytesIO
from typing import TypeVar

from returncheck.engine.spark.machine import Machine
from returncheck.engine.spark.task import done
from returncheck.errors import ConfigError
from returncheck.files.processes.context import context_now
from returncheck.files.processes.messages import Sort, packed, receive, unpacked
from returncheck.files.processes.pool import ElsewhereError, Pool

J = TypeVar("J")
P = TypeVar("P")


class SparkPool(Pool):
    """The workers of a session, which are there as long as it is."""

    def __init__(self, machine: Machine) -> None:
        """Start nothing yet.

        Args:
            machine: Gives the session.
        """
        super().__init__(1)
        self._machine = machine

    @property
    def is_here(self) -> bool:
        """No work is done in this process."""
        return False

    def each(
        self,
        work: Callable[[J], Iterator[P]],
        jobs: Sequence[J],
        *,
        seconds: float,
    ) -> Iterator[Iterator[P]]:
        """See `Pool`; all jobs are done before the pieces of the first are given.

        Raises:
            ConfigError: A worker ended, or Java.
        """
        if not jobs:
            return
        tasks = [packed((work, job)) for job in jobs]
        with self._machine.at_work():
            told = self._told(tasks)
        for each in told:
            yield _pieces(each)

    def _told(self, tasks: Sequence[bytes]) -> list[bytes]:
        context = self._machine.session().sparkContext
        from py4j.protocol import Py4JJavaError

        # What comes back is what the register says, and what a report prints: rows of
        # children are in files by then.
        try:
            told: list[bytes] = (
                context.parallelize(tasks, len(tasks))
                .map(partial(done, packed(context_now())))
                .collect()
            )
        except Py4JJavaError as error:
            # What a file is refused for comes back as an answer.
            raise ConfigError(
                "A worker of Spark ended while it read a file, as where there is too "
                "little memory. Give it more, or run without --engine spark."
            ) from error
        return told


def _pieces(told: bytes) -> Iterator[P]:
    messages = BytesIO(told)
    while True:
        sort, body = receive(messages)
        if sort is Sort.PIECE:
            yield unpacked(body)
            continue
        if sort is Sort.FAULT:
            fault, trace = unpacked(body)
            fault.__cause__ = ElsewhereError(trace)
            raise fault
        return
