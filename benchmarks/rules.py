"""Times the statutory rules on generated returns, phase by phase.

    python benchmarks/rules.py [children ...]

Each registered return with rules that can be made up is generated with every module
filled, loaded (parsed, checked by its contract, written) and checked with all rules of
its year. The very first check has dbt compile the project, unless a plan is kept
already; that is not in the times. Peak memory is that of the whole process so far, so
give the sizes in rising order.
"""

import os
import platform
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from returncheck import Workspace
from returncheck.catalogue.rules import rules_in_force
from returncheck.returns.contracts import check_batch
from returncheck.returns.discover import discover
from returncheck.returns.kind import ReturnKind
from returncheck.returns.registry import kinds_with_rules
from returncheck.transform import Transform
from returncheck.transform.plan import BuildPlan
from returncheck.transform.plan_store import known_plan
from returncheck.warehouse.loading import rule_coverage

AUTHORITY, YEAR, SEED = "887", 2025, 7
OUTCOMES, FINDINGS = "fct_rule_outcomes", "fct_findings"
FIGURES = ("fct_indicator_values", "fct_reconciliation", "fct_benchmarks")


def main(sizes: list[int]) -> None:
    """Print the phases of each return and size."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds_with_rules():
            if kind.made_up is not None:
                _warm(Path(folder), kind)
                for children in sizes:
                    _measure(Path(folder), kind, children)


def _warm(folder: Path, kind: ReturnKind) -> None:
    """Imports, and the plan if there is none yet."""
    with Workspace.open(folder / f"{kind.collection}-warm.duckdb") as workspace:
        path = _generate(folder, kind, kind.made_up.maker().fewest_children)
        _load(workspace, path)
        workspace.check(suites=False)


def _load(workspace: Workspace, path: Path) -> None:
    """Load a return, and say whose it is where it does not."""
    workspace.load(path, authority=AUTHORITY, year=YEAR)


def _generate(folder: Path, kind: ReturnKind, children: int) -> Path:
    made = kind.made_up.maker().generate(
        authority=AUTHORITY,
        year=YEAR,
        children=children,
        seed=SEED,
        plants={},
        out=folder / f"{kind.command}-{children}{kind.made_up.suffix}",
    )
    return made.path


def _measure(folder: Path, kind: ReturnKind, children: int) -> None:
    path = _generate(folder, kind, children)
    database = folder / f"{kind.collection}-{children}.duckdb"
    parse, contract = _read_only(kind, path)
    first_rule = rules_in_force(kind.collection, YEAR)[0].code
    with Workspace.open(database) as workspace:
        load = _seconds(lambda: _load(workspace, path))
        # Seeds and what follows from them are built once a database.
        workspace.check(suites=False, rules=[first_rule])
        check = _seconds(lambda: workspace.check(suites=False))
    steps = Transform(database, folder / "logs").run()
    of_rules = steps_of_rules(known_plan())
    rules = sum(took for name, took in steps.items() if name in of_rules)
    staging = sum(took for name, took in steps.items() if name.startswith("stg_"))
    figures = sum(steps.values()) - rules - staging
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    title = kind.layout.title
    print(f"\n{title}, {children} children, peak memory {peak:.0f} MiB")
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


def steps_of_rules(plan: BuildPlan) -> set[str]:
    """What is built for rules and findings, and not for figures too."""
    figures = _behind(plan, FIGURES)
    wanted = _behind(plan, (OUTCOMES, FINDINGS)) - figures
    return {name for name in wanted if not name.startswith("stg_")}


def _behind(plan: BuildPlan, targets: Iterable[str]) -> set[str]:
    """Some steps and all that they read."""
    queries = {step.name: step.query for step in plan.steps}
    found: set[str] = set()
    ahead = list(targets)
    while ahead:
        name = ahead.pop()
        if name in queries and name not in found:
            found.add(name)
            ahead += re.findall(r"\w+", queries[name])
    return found


def _read_only(kind: ReturnKind, path: Path) -> tuple[float, float]:
    """Seconds to parse a file, and seconds for its contract."""
    # Some come with the return of the year before, behind it.
    source, *_ = discover([path], authority=AUTHORITY, year=YEAR).sources
    covered = rule_coverage(kind.collection, YEAR)
    parse = contract = 0.0
    begun = time.perf_counter()
    for batch in source.batches():
        parse += time.perf_counter() - begun
        begun = time.perf_counter()
        for name, frame in batch.tables.items():
            check_batch(kind.layout, name, frame, YEAR, covered)
        contract += time.perf_counter() - begun
        begun = time.perf_counter()
    return parse, contract


def _seconds(job: Callable[[], object]) -> float:
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun


def _share(name: str, part: float, whole: float) -> None:
    print(f"    {name:<26} {part:6.2f} s {100 * part / whole:5.0f} %")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000])
