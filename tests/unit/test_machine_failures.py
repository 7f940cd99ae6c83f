"""What the machine lacks is told apart from our own bugs."""

import errno
import os

import duckdb
import pytest

from returncheck.cli.machine import machine_failure
from returncheck.errors import InternalError


def behind(error):
    """Our own error that follows from another."""
    try:
        try:
            raise error
        except BaseException as cause:
            raise InternalError("The model a could not be built.") from cause
    except InternalError as wrapped:
        return wrapped


MEMORY = [MemoryError(), duckdb.OutOfMemoryException("Out of Memory Error: x")]
DISK = [
    OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)),
    OSError(errno.EFBIG, os.strerror(errno.EFBIG)),
    duckdb.IOException("IO Error: Could not write file: No space left on device"),
]
BUGS = [
    ValueError("No space left on device"),
    KeyError("memory"),
    duckdb.IOException("IO Error: the child MADE-UP-1"),
    duckdb.ConversionException("Conversion Error: No space left on device"),
    OSError(errno.EACCES, os.strerror(errno.EACCES)),
]


@pytest.mark.parametrize("error", MEMORY, ids=repr)
def test_memory(error):
    assert "memory" in machine_failure(error)
    assert machine_failure(behind(error)) == machine_failure(error)


@pytest.mark.parametrize("error", DISK, ids=repr)
def test_disk(error):
    assert "disk" in machine_failure(error)
    assert machine_failure(behind(error)) == machine_failure(error)


@pytest.mark.parametrize("error", BUGS, ids=repr)
def test_bugs_stay_bugs(error):
    assert machine_failure(error) is None
    assert machine_failure(behind(error)) is None


def test_a_circle_of_errors_ends():
    first, second = ValueError("a"), ValueError("b")
    first.__context__, second.__context__ = second, first
    assert machine_failure(first) is None
