"""Loads a folder of returns with one process and with several, and compares.

Usage: python benchmarks/many_files.py FOLDER [jobs ...]; 1 and the number of cores by
default. Prints the seconds of a processor that this process and the workers took, the
wall time, the most memory that this process and the largest worker had, and the size of
the database. The first line of a new installation also prepares its tables.
"""

import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

from returncheck import Workspace
from returncheck.files.processes.cores import usable_cores

KILOBYTES = 1 if sys.platform == "linux" else 1024


def load(folder: str, jobs: int) -> None:
    """Load the folder into a database of its own and print a line."""
    with tempfile.TemporaryDirectory() as name:
        database = Path(name) / "returns.duckdb"
        with Workspace.open(database) as workspace:
            workspace.set_groups({})  # opened and written to once
            before = resource.getrusage(resource.RUSAGE_SELF)
            begun = time.perf_counter()
            found = workspace.load_each(folder, jobs=jobs)
            wall = time.perf_counter() - begun
        size = database.stat().st_size
    after = resource.getrusage(resource.RUSAGE_SELF)
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    here = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"| {jobs} | {len(found.loaded)} | {len(found.refused)} | {here:.1f} "
        f"| {workers.ru_utime + workers.ru_stime:.1f} | {wall:.1f} "
        f"| {after.ru_maxrss / KILOBYTES / 1024:.0f} "
        f"| {workers.ru_maxrss / KILOBYTES / 1024:.0f} | {size / 1e6:.0f} |",
        flush=True,
    )


if __name__ == "__main__":
    folder, *counts = sys.argv[1:]
    print(
        "| jobs | returns | refused | s here | s workers | s wall | MiB here "
        "| MiB largest worker | MB database |"
    )
    print("| --: " * 9 + "|", flush=True)
    for count in map(int, counts or ["1", str(usable_cores())]):
        # A process of its own, whose memory is that of one loading.
        process = multiprocessing.get_context("spawn").Process(
            target=load, args=(folder, count)
        )
        process.start()
        process.join()
