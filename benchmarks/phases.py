"""Measures the phases of one check; run in a process of its own.

    python -m benchmarks.phases FOLDER

Prints JSON: phase to seconds by the clock and of the processor. The files are read
twice, once without a database, to tell parsing and contract from writing; the build
runs twice, the second time to tell its steps apart. What is imported is imported
before: it is part of the fixed cost, not of a phase.
"""

import json
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

from benchmarks.clock import PHASES, Clock, Took, now
from benchmarks.rules import steps_of_rules

from returncheck import Workspace, warehouse
from returncheck.findings.exits import ExitCode
from returncheck.project import project_root
from returncheck.report.outputs.workbook import write_findings_xlsx
from returncheck.report.page import build_page, render_page
from returncheck.results.check_result import CheckResult
from returncheck.returns.contracts import check_batch
from returncheck.returns.discover import discover
from returncheck.returns.registry import LAYOUTS
from returncheck.settings.config import FailOn
from returncheck.suites import judge_suites, load_suites, warm_up
from returncheck.transform import Transform
from returncheck.transform.plan_store import known_plan
from returncheck.transform.running import due_steps
from returncheck.warehouse.changed import forget_built
from returncheck.warehouse.loading import rule_coverage

_COMPARING = frozenset(
    (
        "areas",
        "benchmarks",
        "comparisons",
        "control_charts",
        "published",
        "reconciliation",
        "same_children",
    )
)
"""Folders of models that set figures beside others."""


def main(path: Path) -> None:
    """Measure the returns of a folder and print."""
    clock = Clock()
    _parse_only(path, clock)
    warm_up()
    with tempfile.TemporaryDirectory(dir=path.parent) as name:
        _check(path, Path(name), clock)
    print(json.dumps({phase: asdict(clock.took[phase]) for phase in PHASES}))


def _parse_only(path: Path, clock: Clock) -> None:
    """Read the files and hold them against their contracts, without a database."""
    begun = now()
    for source in discover([path]).sources:
        layout = LAYOUTS[source.collection]
        covered = rule_coverage(source.collection, source.return_year)
        for batch in source.batches():
            clock.add("parse", now() - begun)
            with clock.phase("contract"):
                for name, frame in batch.tables.items():
                    check_batch(layout, name, frame, source.return_year, covered)
            begun = now()


def _check(path: Path, folder: Path, clock: Clock) -> None:
    database = folder / "phases.duckdb"
    with Workspace.open(database) as workspace:
        begun = now()
        workspace.load_each([path])
        read = clock.took["parse"] + clock.took["contract"]
        clock.add("write", now() - begun - read)
        result = workspace.check(suites=False)
    for phase, took in _build(database, folder).items():
        clock.add(phase, took)
    with clock.phase("suites"):
        judge_suites(database, load_suites(None), tolerances={})
    _write(result, folder, clock)


def _build(database: Path, folder: Path) -> Mapping[str, Took]:
    """Build all once more, and tell what each kind of step took."""
    times: list[Took] = []
    plan = known_plan()
    assert plan is not None  # it is shipped
    with warehouse.connect(database) as connection:
        forget_built(connection)
        steps = due_steps(plan, dict(warehouse.relations(connection)))
        Transform(database, folder / "logs").run(
            lambda *_: times.append(now()), connection=connection
        )
    # Told once before the first step, then after each.
    lasted = [end - begin for begin, end in pairwise(times)]
    folders = {
        model.stem: model.parent.name
        for model in (project_root() / "models").rglob("*.sql")
    }
    of_rules = steps_of_rules(plan)
    clock = Clock()
    for phase in ("staging", "rules", "figures", "comparisons"):
        clock.add(phase, Took(0.0, 0.0))
    for step, took in zip(steps, lasted, strict=True):
        phase = _phase(step.name, folders.get(step.name, ""), of_rules)
        clock.add(phase, took)
    return clock.took


def _phase(step: str, folder: str, of_rules: set[str]) -> str:
    if step.startswith("stg_"):
        return "staging"
    if step in of_rules:
        return "rules"
    return "comparisons" if folder in _COMPARING else "figures"


def _write(result: CheckResult, folder: Path, clock: Clock) -> None:
    with clock.phase("page"):
        page = build_page(
            result,
            fail_on=FailOn.ERROR,
            exit_code=ExitCode.FINDINGS,
            refused=(),
            synthetic=True,
        )
        (folder / "report.html").write_text(render_page(page), encoding="utf-8")
    with clock.phase("workbook"):
        write_findings_xlsx(result, page, folder / "findings.xlsx")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
