"""Runs `returncheck` with one fault put in: `faulty_run.py '<fault as JSON>' run ...`.

A fault replaces one function of the program, as it is called where it is called, by one
that fails at the chosen call; or it bounds the size of every file the process writes,
which DuckDB and the libraries below meet too.
"""

import errno
import importlib
import json
import os
import resource
import signal
import sys
from pathlib import Path


def _error(kind):
    match kind:
        case "memory":
            return MemoryError()
        case "duckdb memory":
            import duckdb

            return duckdb.OutOfMemoryException("Out of Memory Error: failed")
        case "duckdb disk":
            import duckdb

            return duckdb.IOException(
                'IO Error: Could not write file "x": No space left on device'
            )
        case "disk":
            return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        case "read":
            return OSError(errno.EIO, os.strerror(errno.EIO))
    raise ValueError(kind)


def _failing(function, call, kind, after):
    calls = 0

    def failing(*arguments, **named):
        nonlocal calls
        calls += 1
        if calls == call and not after:
            raise _error(kind)
        given = function(*arguments, **named)
        if calls == call:
            raise _error(kind)
        return given

    return failing


def _fail_to_read(name, call):
    """The file of that name gives an error of the device at the chosen opening."""
    opened, calls = Path.open, 0

    def failing(self, *arguments, **named):
        nonlocal calls
        if self.name == name:
            calls += 1
            if calls == call:
                raise _error("read")
        return opened(self, *arguments, **named)

    Path.open = failing


def put_in(fault):
    if "size" in fault:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (fault["size"], fault["size"]))
    elif "file" in fault:
        _fail_to_read(fault["file"], fault["call"])
    else:
        place = importlib.import_module(fault["module"])
        for step in fault.get("of", "").split():
            place = getattr(place, step)
        function = getattr(place, fault["name"])
        failing = _failing(
            function, fault.get("call", 1), fault["kind"], fault.get("after", False)
        )
        setattr(place, fault["name"], failing)


def main():
    fault, *arguments = sys.argv[1:]
    sys.argv = ["returncheck", *arguments]
    put_in(json.loads(fault))
    from returncheck.cli import main as command

    command()


if __name__ == "__main__":
    main()
