"""Times the main job on generated returns of two years.

Usage: python benchmarks/main_job.py [children ...]; 500 and 5000 by default. Prints the
size of the data, the machine, and the seconds of each whole process.
"""

import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from returncheck.returns.kind import ReturnKind
from returncheck.returns.registry import kinds
from returncheck.settings.said_in_folders import say_in

SHOWN = [kind for kind in kinds() if kind.made_up and kind.made_up.demo]


def seconds(folder: Path, *arguments: str) -> float:
    """Run the command line in a folder and give the seconds it took."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "returncheck", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    passing = (0, 1) if arguments[0] == "run" else (0,)
    if done.returncode not in passing or "No module" in done.stderr:
        sys.exit(f"{' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return time.perf_counter() - start


def make_up(folder: Path, kind: ReturnKind, children: int) -> float:
    """Make up the returns that the demo shows of a kind, and give the seconds."""
    demo = kind.made_up.demo
    took = 0.0
    for year in demo.years:
        plants = demo.plants if year == demo.years[-1] else ()
        written = Path("in") / f"{kind.command}-{year}{kind.made_up.suffix}"
        took += seconds(
            folder,
            *("synth", kind.command, "--authority", demo.authority),
            *("--year", str(year), "--children", str(children)),
            *("--out", str(written)),
            *(f"--plant={code}:{count}" for code, count in plants),
        )
        if kind.identity is None:
            say_in(folder / written, authority=demo.authority, year=year)
    return took


def measure(children: int) -> None:
    """Print one line of figures for returns of a number of children."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = sum(make_up(folder, kind, children) for kind in SHOWN)
        written = (path for path in (folder / "in").rglob("*") if path.is_file())
        size = sum(each.stat().st_size for each in written if each.suffix != ".json")
        first = seconds(folder, "run", "in", "--out", "out")
        again = seconds(folder, "run", "in", "--out", "out")
        bare = seconds(folder, "run", "in", "--out", "out", "--no-suites")
    print(
        f"{children:>8} children a year, {size / 1e6:6.1f} MB: "
        f"synth {made:5.1f} s, run {first:5.1f} s, again {again:5.1f} s, "
        f"without suites {bare:5.1f} s"
    )


if __name__ == "__main__":
    python = sys.version.split()[0]
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {python}")
    with tempfile.TemporaryDirectory() as empty:
        print(f"returncheck --help {seconds(Path(empty), '--help'):.2f} s")
        print(f"returncheck demo {seconds(Path(empty), 'demo', '--quiet'):.1f} s")
    for count in [int(text) for text in sys.argv[1:]] or [500, 5000]:
        measure(count)
