"""Pieces that come from several processes at once and are taken in order."""

import threading
from collections import deque
from collections.abc import Iterator
from typing import Final

_MOST_BYTES: Final = 64_000_000
_PAUSE: Final = 0.5


class Ordered:
    """The pieces of numbered jobs; what waits to be taken is bounded.

    Threads that have pieces wait while too many bytes do; the job whose pieces are
    taken has a share of its own, so that it never waits for another.
    """

    def __init__(self, count: int, most_bytes: int = _MOST_BYTES) -> None:
        """Wait for the pieces.

        Args:
            count: Number of jobs.
            most_bytes: How much may wait of the job that is taken, and of all others.
        """
        self._change = threading.Condition()
        self._count = count
        self._most = most_bytes
        self._handed_out = 0
        self._taken = 0
        self._is_over = False
        self._waiting: dict[int, deque[bytes]] = {}
        self._bytes: dict[int, int] = {}
        # How each finished job ended: None for well.
        self._ends: dict[int, BaseException | None] = {}

    def next_job(self) -> int | None:
        """A job that nobody has yet, the lowest; None where there is none."""
        with self._change:
            if self._is_over or self._handed_out == self._count:
                return None
            self._handed_out += 1
            return self._handed_out - 1

    def put(self, place: int, piece: bytes) -> None:
        """Add a piece of a job, as soon as there is room for it."""
        with self._change:
            self._change.wait_for(lambda: self._has_room(place))
            self._waiting.setdefault(place, deque()).append(piece)
            self._bytes[place] = self._bytes.get(place, 0) + len(piece)
            self._change.notify_all()

    def finish(self, place: int) -> None:
        """Note that a job has no more pieces."""
        self._end(place, None)

    def fail(self, place: int, error: BaseException) -> None:
        """Note what ended a job."""
        self._end(place, error)

    def of(self, place: int) -> Iterator[bytes]:
        """The pieces of a job, as they come; those of earlier ones are gone.

        Raises:
            BaseException: What ended the job, after its pieces.
        """
        with self._change:
            self._taken = place
            for earlier in [each for each in self._waiting if each < place]:
                del self._waiting[earlier], self._bytes[earlier]
            self._change.notify_all()
        while True:
            with self._change:
                # In parts, so that Ctrl-C is noticed on every system.
                while not (self._waiting.get(place) or place in self._ends):
                    self._change.wait(_PAUSE)
                if not self._waiting.get(place):
                    break
                piece = self._waiting[place].popleft()
                self._bytes[place] -= len(piece)
                self._change.notify_all()
            yield piece
        error = self._ends[place]
        if error is not None:
            raise error

    def stop(self) -> None:
        """Hand out no more jobs, and let nobody wait."""
        with self._change:
            self._is_over = True
            self._change.notify_all()

    def _end(self, place: int, error: BaseException | None) -> None:
        with self._change:
            self._ends[place] = error
            self._change.notify_all()

    def _has_room(self, place: int) -> bool:
        if self._is_over or place < self._taken:
            return True
        if place == self._taken:
            return self._bytes.get(place, 0) < self._most
        others = sum(each for job, each in self._bytes.items() if job != self._taken)
        return others < self._most
