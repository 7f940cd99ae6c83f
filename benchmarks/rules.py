"""Times the statutory rules on generated CIN census returns, phase by phase.

    python benchmarks/rules.py [children ...]

Each return is generated with every module filled, loaded (parsed, checked by its
contract, written) and checked with all rules of its year. The very first check has
dbt compile the project, unless a plan is kept already; that is not in the times. Peak
memory is that of the whole process so far, so give the sizes in rising order.
"""

import os
import platform
import resource
import sys
import tempfile
import time
from pathlib import Path

from returncheck import Workspace
from returncheck.returns import LAYOUTS
from returncheck.returns.contracts import check_batch
from returncheck.returns.discover import discover
from returncheck.synth import generate_cin_census
from returncheck.transform import Transform
from returncheck.warehouse.loading import rule_coverage

AUTHORITY, YEAR, SEED = "887", 2025, 7
COLLECTION = "cin_census"
RULE_STEPS = (
    "int_rules_to_run",
    "int_rule_findings",
    "int_explan",
    "int_explained",
    "int_cin_census__rule",
    "int_cin_census__census_periods",
    "int_cin_census__working_day_cut_offs",
    "int_cin_census__conference_records",
    "int_cin_census__episode_activity",
    "int_cin_census__given_factors",
    "int_cin_census__assessments_with_factors",
    "fct_rule_outcomes",
    "fct_findings",
)


def main(sizes: list[int]) -> None:
    """Print the phases of each size."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        _warm(Path(folder))
        for children in sizes:
            _measure(Path(folder), children)


def _warm(folder: Path) -> None:
    """Imports, and the plan if there is none yet."""
    with Workspace.open(folder / "warm.duckdb") as workspace:
        made = _generate(folder, 200)
        workspace.load(made)
        workspace.check(suites=False)


def _generate(folder: Path, children: int) -> Path:
    return generate_cin_census(
        authority=AUTHORITY,
        year=YEAR,
        children=children,
        seed=SEED,
        plants={},
        out=folder / f"{children}.xml",
    ).xml


def _measure(folder: Path, children: int) -> None:
    path = _generate(folder, children)
    database = folder / f"{children}.duckdb"
    parse, contract = _read_only(path)
    with Workspace.open(database) as workspace:
        load = _seconds(lambda: workspace.load(path))
        # Seeds and what follows from them are built once a database.
        workspace.check(suites=False, rules=["100"])
        check = _seconds(lambda: workspace.check(suites=False))
    steps = Transform(database, folder / "logs").run()
    rules = sum(took for name, took in steps.items() if name.startswith(RULE_STEPS))
    staging = sum(took for name, took in steps.items() if name.startswith("stg_"))
    figures = sum(steps.values()) - rules - staging
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{children} children, peak memory {peak:.0f} MiB")
    print(f"  load {load:.2f} s, {children / load:.0f} children a second")
    write = max(load - parse - contract, 0.0)
    _share("parse", parse, load)
    _share("contract", contract, load)
    _share("write", write, load)
    print(f"  check {check:.2f} s, {children / check:.0f} children a second")
    _share("staging", staging, check)
    _share("rules", rules, check)
    _share("indicators and benchmarks", figures, check)
    _share("reading the results", max(check - sum(steps.values()), 0.0), check)


def _read_only(path: Path) -> tuple[float, float]:
    """Seconds to parse a file, and seconds for its contract."""
    (source,) = discover([path], authority=None, year=None).sources
    covered = rule_coverage(COLLECTION, YEAR)
    parse = contract = 0.0
    begun = time.perf_counter()
    for batch in source.batches():
        parse += time.perf_counter() - begun
        begun = time.perf_counter()
        for name, frame in batch.tables.items():
            check_batch(LAYOUTS[COLLECTION], name, frame, YEAR, covered)
        contract += time.perf_counter() - begun
        begun = time.perf_counter()
    return parse, contract


def _seconds(job: object) -> float:
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun


def _share(name: str, part: float, whole: float) -> None:
    print(f"    {name:<26} {part:6.2f} s {100 * part / whole:5.0f} %")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000])
