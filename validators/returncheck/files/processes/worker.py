"""The process that works for another: it takes a job, and hands back its pieces.

It ends when the other does, however that is: its standard input ends then, which a
thread notices while the work goes on.
"""

import os
import signal
import sys
import threading
import traceback
from queue import SimpleQueue
from typing import IO

from returncheck.files.processes.context import Context
from returncheck.files.processes.messages import Sort, packed, receive, send, unpacked


def main() -> None:
    """Work until standard input ends."""
    # Ctrl-C is for the process that hands out the work, which then ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pieces = os.fdopen(os.dup(1), "wb")
    # What a library prints is no piece.
    os.dup2(2, 1)
    _, told = receive(sys.stdin.buffer)
    context: Context = unpacked(told)
    jobs: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_take, args=(jobs,), daemon=True).start()
    with context.in_force():
        while True:
            try:
                work_on(jobs.get(), pieces)
            except _NobodyTakesError:
                # An ordinary end would wait for the thread that reads.
                os._exit(1)


class _NobodyTakesError(Exception):
    """The other end is gone."""


def work_on(job: bytes, pieces: IO[bytes]) -> None:
    """Do one job, and send what comes of it piece by piece.

    Args:
        job: The packed function and what it is called with.
        pieces: Takes the pieces, then the end or the error that ended it.

    """
    try:
        work, argument = unpacked(job)
        for piece in work(argument):
            _send(pieces, Sort.PIECE, packed(piece))
    except _NobodyTakesError:
        raise
    except BaseException as error:
        _send(pieces, Sort.FAULT, _fault(error))
    else:
        _send(pieces, Sort.END)


def _send(pieces: IO[bytes], sort: Sort, body: bytes = b"") -> None:
    try:
        send(pieces, sort, body)
    except OSError as error:
        raise _NobodyTakesError from error


def _take(jobs: "SimpleQueue[bytes]") -> None:
    while True:
        try:
            _, body = receive(sys.stdin.buffer)
        except (EOFError, OSError):
            os._exit(0)
        jobs.put(body)


def _fault(error: BaseException) -> bytes:
    """An error and where it came from; its words alone where it cannot be packed."""
    trace = "".join(traceback.format_exception(error))
    try:
        body = packed((error, trace))
        unpacked(body)
    except Exception:
        return packed((RuntimeError(f"{type(error).__name__}: {error}"), trace))
    return body


if __name__ == "__main__":
    main()
