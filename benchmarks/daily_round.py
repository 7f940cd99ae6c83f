"""How long the parts of the daily round take: `python benchmarks/daily_round.py FILE`.

Prints seconds of the first and the later checks of one process (as `watch` and `ui` run
them), of completing a command, and of a look at folders of 10 to 10,000 files.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from returncheck.cli.main_job import MainJob
from returncheck.cli.repeated import check_once
from returncheck.cli.watching.looking import look
from returncheck.settings.config import Config


def main() -> None:
    """Measure, and print a line a number."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="a return to check")
    parser.add_argument("--checks", type=int, default=4)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        job = MainJob(
            config=Config(inputs=(chosen.file,), output=Path(folder) / "out"),
            quiet=True,
        )
        for number in range(1, chosen.checks + 1):
            began, processor = time.perf_counter(), time.process_time()
            check_once(job)
            print(
                f"check {number}: {time.perf_counter() - began:.1f} s, "
                f"{time.process_time() - processor:.1f} s of a processor"
            )
    print(f"complete a command: {min(_completion() for _ in range(10)):.2f} s")
    for files in (10, 1_000, 10_000):
        print(f"look at {files:,} files: {_look(files) * 1_000:.1f} ms")


def _completion() -> float:
    command = Path(sys.executable).with_name("returncheck")
    asked = {
        "_RETURNCHECK_COMPLETE": "complete_bash",
        "COMP_WORDS": "returncheck wa",
        "COMP_CWORD": "1",
    }
    began = time.perf_counter()
    subprocess.run(
        [str(command)], env={**os.environ, **asked}, check=True, capture_output=True
    )
    return time.perf_counter() - began


def _look(files: int) -> float:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(files):
            (folder / f"{number}.csv").touch()
        look(folder, folder / "out")
        began = time.perf_counter()
        look(folder, folder / "out")
        return time.perf_counter() - began


if __name__ == "__main__":
    main()
