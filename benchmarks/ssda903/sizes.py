"""Times a check of a generated return and the year before, phase by phase.

    python benchmarks/ssda903/sizes.py --children 1000

The set is loaded and checked twice, each time in a database in which all that follows
from seeds is built: with suites, and without suites or a report, whose steps are told
in seconds of processor: on a machine that others use they say more than the clock's.
dbt's compilation is not in the times. Peak memory is that of the whole process.
"""

import argparse
import csv
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from returncheck import Workspace
from returncheck.findings.exits import ExitCode
from returncheck.report import staged_outputs
from returncheck.settings.config import FailOn
from returncheck.synth import generate_ssda903
from returncheck.transform import Transform, running
from returncheck.transform.plan_store import known_plan

sys.path.append(str(Path(__file__).parents[1]))
from rules import steps_of_rules

AUTHORITY, YEAR, SEED = "887", 2025, 7


def main() -> None:
    """Generate, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=1000)
    parser.add_argument("--slowest", type=int, default=8, help="steps that are told")
    asked = parser.parse_args()
    python = platform.python_version()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {python}")
    with tempfile.TemporaryDirectory(prefix="returncheck-sizes-") as name:
        measure(Path(name), asked.children, asked.slowest)


def measure(folder: Path, children: int, slowest: int) -> None:
    """Print the figures of one size."""
    made = folder / "made"
    with told("generate"):
        generate_ssda903(
            authority=AUTHORITY, year=YEAR, children=children, seed=SEED, out=made
        )
    for year, part in ((YEAR, made), (YEAR - 1, made / "previous")):
        print(f"  {year}: {', '.join(sizes(part))}")
    print("With suites and report")
    database = folder / "all" / "returncheck.duckdb"
    with emptied(database) as workspace:
        with told("load"):
            workspace.load(made, authority=AUTHORITY, year=YEAR)
        with told("check"):
            result = workspace.check()
        with (
            told("outputs"),
            staged_outputs(
                result,
                database.parent,
                fail_on=FailOn.ERROR,
                exit_code=ExitCode.FINDINGS,
            ) as staged,
        ):
            staged.put()
    print("Without suites")
    database = folder / "bare" / "returncheck.duckdb"
    with emptied(database) as workspace:
        with told("load"):
            workspace.load(made, authority=AUTHORITY, year=YEAR)
        with told("check"):
            workspace.check(suites=False)
    # The build tells seconds of the clock, which on a shared machine say little.
    of_processor = SimpleNamespace(perf_counter=time.process_time)
    with patch.object(running, "time", of_processor):
        tell_steps(Transform(database, folder / "logs").run(), slowest)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"Peak memory {peak:.0f} MiB")


def tell_steps(steps: Mapping[str, float], slowest: int) -> None:
    """Print the seconds of processor by kind of step, then the slowest steps."""
    of_rules = steps_of_rules(known_plan())
    rules = sum(took for name, took in steps.items() if name in of_rules)
    staging = sum(took for name, took in steps.items() if name.startswith("stg_"))
    print(f"Build {sum(steps.values()):.2f} s of processor")
    for name, part in (
        ("staging", staging),
        ("rules alone", rules),
        ("figures and benchmarks", sum(steps.values()) - rules - staging),
    ):
        print(f"  {name:<26} {part:6.2f} s")
    print("Slowest steps")
    for name in sorted(steps, key=steps.__getitem__, reverse=True)[:slowest]:
        mark = " (rules)" if name in of_rules else ""
        print(f"  {name}{mark} {steps[name]:.2f} s")


@contextmanager
def emptied(database: Path) -> Iterator[Workspace]:
    """A workspace without a return, in which what follows from seeds is built."""
    database.parent.mkdir()
    with Workspace.open(database):
        Transform(database, database.parent / "logs").run()
    with Workspace.open(database) as workspace:
        yield workspace


@contextmanager
def told(name: str) -> Iterator[None]:
    """Print the seconds that a phase took, and those of the processor in them."""
    begun, worked = time.perf_counter(), time.process_time()
    yield
    took, work = time.perf_counter() - begun, time.process_time() - worked
    print(f"  {name:<26} {took:6.2f} s {work:6.2f} s of processor", flush=True)


def sizes(folder: Path) -> Iterator[str]:
    """Each table of a set with its number of rows."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield f"{path.stem} {sum(1 for _ in csv.DictReader(file)):,}"


if __name__ == "__main__":
    main()
