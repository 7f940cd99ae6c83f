"""Workers of Spark as a pool: a file is a task."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

from returncheck.engine.spark.task import done
from returncheck.files.processes.context import context_now
from returncheck.files.processes.messages import Sort, packed, receive, unpacked
from returncheck.files.processes.pool import ElsewhereError, Pool

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

J = TypeVar("J")
P = TypeVar("P")


class SparkPool(Pool):
    """The workers of a session, which are there as long as it is."""

    def __init__(self, session: "Callable[[], SparkSession]") -> None:
        """Start nothing yet.

        Args:
            session: Gives the session.
        """
        super().__init__(1)
        self._session = session

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
        """See `Pool`; all jobs are done before the pieces of the first are given."""
        if not jobs:
            return
        tasks = [packed((work, job)) for job in jobs]
        context = self._session().sparkContext
        # What comes back is what the register says, and what a report prints: rows of
        # children are in files by then.
        told = (
            context.parallelize(tasks, len(tasks))
            .map(partial(done, packed(context_now())))
            .collect()
        )
        for each in told:
            yield _pieces(each)


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
