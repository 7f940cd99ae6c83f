"""Measures one input: a whole run, its phases and the floor, a process each."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.clock import Took
from benchmarks.inputs import Input

_DATABASE = "returncheck.duckdb"
_ENDS = (0, 1)
"""Exit codes of a run that came to its end: without findings, and with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one input costs.

    Attributes:
        size: Children, or figures of reports, as `unit` says.
        is_fixed: Whether it is so small that it shows what every run costs.
        bytes: Size of the files.
        run: A whole run of the command line, with suites.
        bare: One without suites.
        peak: Most memory of the whole run, MiB.
        database: Size of its database, bytes.
        page: Size of its page, bytes.
        phases: Phase to what it took.
        floor: The same for `reading` and `scanning`.
    """

    name: str
    size: int
    unit: str
    returns: int
    is_fixed: bool
    bytes: int
    run: Took
    bare: Took
    peak: float
    database: int
    page: int
    phases: Mapping[str, Took]
    floor: Mapping[str, Took]

    def as_json(self) -> dict[str, Any]:
        """Everything, in plain types."""
        return asdict(self)


def measured(given: Input, folder: Path, *, warm: bool = False) -> Measured:
    """Measure an input and delete it.

    Args:
        given: The input.
        folder: For what is written meanwhile.
        warm: Whether one run comes before, which is not measured.
    """
    out = folder / "out"
    if warm:
        _run(given, out, "--no-suites")
    bare, _ = _run(given, out, "--no-suites")
    run, peak = _run(given, out)
    phases = _told("benchmarks.phases", given.path)
    floor = _told("benchmarks.floor", given.path, out / _DATABASE)
    found = Measured(
        name=given.name,
        size=given.size,
        unit=given.unit,
        returns=given.returns,
        is_fixed=warm,
        bytes=sum(path.stat().st_size for path in given.files()),
        run=run,
        bare=bare,
        peak=peak,
        database=(out / _DATABASE).stat().st_size,
        page=sum(path.stat().st_size for path in out.rglob("*.html")),
        phases=phases,
        floor=floor,
    )
    shutil.rmtree(out)
    shutil.rmtree(given.path.parent)
    return found


def _run(given: Input, out: Path, *options: str) -> tuple[Took, float]:
    """A whole run into a new folder: what it took, and the most memory in MiB."""
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "returncheck", "run", str(given.path)]
    return _waited([*command, "--out", str(out), "--quiet", *options])


def _waited(command: list[str]) -> tuple[Took, float]:
    begun = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as child:
        said = child.stderr.read() if child.stderr else ""
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    took = Took(time.perf_counter() - begun, usage.ru_utime + usage.ru_stime)
    if child.returncode not in _ENDS:
        sys.exit(f"{' '.join(command)} ended with {child.returncode}: {said}")
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return took, usage.ru_maxrss / unit


def _told(module: str, *arguments: Path) -> dict[str, Took]:
    """What a module that measures in its own process prints."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}")
    return {
        name: Took(**took)
        for name, took in json.loads(done.stdout.splitlines()[-1]).items()
    }
