"""What checking one return of many again takes: `benchmarks/one_of_many.py FOLDER`.

FOLDER holds XML returns of many authorities, such as those of `returncheck synth
national`. They are checked at once, then the middling of the newest year is corrected
(every fiftieth date becomes the first of its month; another fifty at each try) and
checked alone into the same folder. Prints seconds of processor and by the clock of both
runs, each the least of its tries, and their ratios.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_DATE = re.compile(rb"(\d{4}-\d{2}-)(\d{2})(?=<)")
_EVERY = 50
_ENDS = (0, 1)
"""Exit codes of a run that came to its end: without findings, and with."""


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of the processor, of all processes together, and by the clock."""

    processor: float
    wall: float

    def __str__(self) -> str:
        return f"{self.processor:.1f} s of a processor, {self.wall:.1f} s"


def main() -> None:
    """Measure, and print a line a number."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="returns of many authorities")
    parser.add_argument("--times", type=int, default=3, help="tries of the one")
    parser.add_argument("--no-suites", action="store_true")
    chosen = parser.parse_args()
    options = ["--no-suites"] if chosen.no_suites else []
    returns = sorted(chosen.folder.rglob("*.xml"), key=lambda each: each.stat().st_size)
    newest = max(each.parent.name for each in returns)
    of_year = [each for each in returns if each.parent.name == newest]
    one = of_year[len(of_year) // 2]
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "out"
        whole = _run(chosen.folder, out, *options)
        print(f"all {len(returns)} returns: {whole}", flush=True)
        tries = []
        for corrected in _corrections(one, Path(name), chosen.times):
            tries.append(_run(corrected, out, *options))
            print(f"{one.name} again: {tries[-1]}", flush=True)
    processor = min(each.processor for each in tries) / whole.processor
    wall = min(each.wall for each in tries) / whole.wall
    print(f"ratio: {processor:.3f} of the processor, {wall:.3f} by the clock")


def _corrections(one: Path, folder: Path, times: int) -> Iterator[Path]:
    """The return with other dates at each try."""
    pieces = _DATE.split(one.read_bytes())
    for number in range(times):
        # What is split holds text, then a date's year and month and its day, in turn.
        days = list(pieces)
        for place in range(2 + 3 * number, len(days), 3 * _EVERY):
            days[place] = b"01"
        corrected = folder / str(number) / one.name
        corrected.parent.mkdir()
        corrected.write_bytes(b"".join(days))
        yield corrected


def _run(given: Path, out: Path, *options: str) -> Took:
    command = [sys.executable, "-m", "returncheck", "run", str(given)]
    began, before = time.perf_counter(), os.times()
    done = subprocess.run(
        [*command, "--out", str(out), "--quiet", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    took, after = time.perf_counter() - began, os.times()
    if done.returncode not in _ENDS:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}")
    return Took(
        after.children_user
        + after.children_system
        - before.children_user
        - before.children_system,
        took,
    )


if __name__ == "__main__":
    main()
