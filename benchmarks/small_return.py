"""What a run of one small return takes: `python benchmarks/small_return.py FILE`.

Prints a line a run, with suites and without: seconds of processor, which other work on
the machine changes least, seconds by the clock, and on Linux the memory of the largest
process and of all together. The first run of a project keeps a database for the others
and is not counted.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_RESIDENT = re.compile(r"VmRSS:\s+(\d+)")


def main() -> None:
    """Measure, and print a line a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="a return to check")
    parser.add_argument("--times", type=int, default=3)
    chosen = parser.parse_args()
    _run(chosen.file.resolve(), "--no-suites")
    for options in (["--no-suites"], []):
        for _ in range(chosen.times):
            print(" ".join(options) or "with suites", _run(chosen.file, *options))


def _run(file: Path, *options: str) -> str:
    command = Path(sys.executable).with_name("returncheck")
    with tempfile.TemporaryDirectory() as folder:
        began, before = time.perf_counter(), os.times()
        running = subprocess.Popen(
            [str(command), "run", str(file), "--out", folder, "--quiet", *options],
            stdout=subprocess.DEVNULL,
        )
        largest = together = 0
        while running.poll() is None:
            held = [_resident(each) for each in _family(running.pid)]
            largest = max(largest, *held)
            together = max(together, sum(held))
            time.sleep(0.02)
        took, after = time.perf_counter() - began, os.times()
    processor = (
        after.children_user
        + after.children_system
        - before.children_user
        - before.children_system
    )
    return (
        f"{processor:.1f} s of a processor, {took:.1f} s, "
        f"{largest >> 10} MB the largest process, {together >> 10} MB together"
    )


def _family(process: int) -> list[int]:
    """A process and its own; alone where the system does not tell."""
    try:
        told = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return [process]
    return [process, *(int(each) for each in told.split())]


def _resident(process: int) -> int:
    """Kilobytes of memory that a process holds; 0 where nobody knows."""
    try:
        found = _RESIDENT.search(Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


if __name__ == "__main__":
    main()
