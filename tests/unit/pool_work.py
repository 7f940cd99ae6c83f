"""Work for the tests of processes, which import it from here."""

import os
import time
from pathlib import Path

from returncheck.errors import InputError
from returncheck.files.limits import limits


def counted(job):
    """As many pieces as the job says."""
    yield from range(job)


def who_and_when(seconds):
    """Take some time, and tell which process took it."""
    time.sleep(seconds)
    yield os.getpid()


def limit_in_force(_job):
    """What holds in the process that asks for it."""
    yield limits().rows


def broken(job):
    """Give pieces, then break off."""
    yield "before"
    if job == "input":
        raise InputError("one.csv breaks off. Export it again.")
    if job == "memory":
        raise MemoryError
    if job == "bug":
        raise KeyError("x")
    yield "after"


def noisy(_job):
    """Print what is no piece."""
    print("no piece", flush=True)  # noqa: T201
    os.write(1, b"no piece either")
    yield "a piece"


def ended(_job):
    """End as a process does for which there is no memory."""
    yield "before"
    os.kill(os.getpid(), 9)
    time.sleep(60)


def large(count):
    """Many pieces of a million bytes."""
    for number in range(count):
        yield bytes([number]) * 1_000_000


def stuck(_job):
    """Leave the number of the process in a file, and never come to an end."""
    Path(f"worker-{os.getpid()}").touch()
    time.sleep(600)
    yield None
