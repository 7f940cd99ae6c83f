"""Puts small faults into models and rules, and prints those that no test sees.

    PYTHONPATH=tests/rules python tests/mutation/sql_mutants.py --sample 400

A model is judged by its unit tests, a rule by its cases. A fault that changes nothing
anybody could see survives too: the list is read, not emptied.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Protocol

from model_tests import benches, model_tests
from mutants import Fault, faults, with_fault
from rule_cases_bench import rule_benches, rule_queries
from rules_build import plan_for

from returncheck import Workspace
from returncheck.project import project_root
from returncheck.transform import Transform
from returncheck.transform.plan import BuildPlan


class Judge(Protocol):
    """What tells whether a text of a model's SQL does what its tests say."""

    def passes(self, query: str) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run found.

    Attributes:
        killed: Faults that a test saw.
        survivors: Model and fault of those that none saw.
        unfit: Models whose own SQL does not pass on the bench.
        left: Faults of the sample for which there was no time.
    """

    killed: int
    survivors: list[tuple[str, str]]
    unfit: set[str]
    left: int

    @property
    def score(self) -> float:
        """Percentage of the faults tried that a test saw."""
        tried = self.killed + len(self.survivors)
        return 100 * self.killed / tried if tried else 0.0


def run(queries: dict[str, str], arguments: argparse.Namespace, folder: Path) -> Run:
    """Try a sample of the faults of some models.

    Args:
        queries: Model to its compiled SQL.
        arguments: `sample`, `seed` and `minutes`.
        folder: For databases; `returncheck.duckdb` in it has everything built.
    """
    ends = time.monotonic() + 60 * arguments.minutes
    drawn = _sample(queries, arguments.sample, arguments.seed)
    judges = _judges(folder, {model: queries[model] for model, _ in drawn})
    unfit = {
        model
        for model, found in judges.items()
        if not all(each.passes(queries[model]) for each in found)
    }
    killed, left, survivors = 0, 0, []
    for model, fault in drawn:
        if model in unfit:
            continue
        if time.monotonic() > ends:
            left += 1
            continue
        query = with_fault(queries[model], fault)
        if all(each.passes(query) for each in judges[model]):
            survivors.append((model, fault.words))
        else:
            killed += 1
    return Run(killed=killed, survivors=survivors, unfit=unfit, left=left)


def _sample(queries: dict[str, str], size: int, seed: int) -> list[tuple[str, Fault]]:
    """Faults drawn from all models alike, each as likely as any other."""
    every = [
        (model, fault) for model in sorted(queries) for fault in faults(queries[model])
    ]
    drawn = random.Random(seed).sample(every, min(size, len(every)))
    return sorted(drawn, key=lambda each: (each[0], each[1].place))


def _judges(folder: Path, queries: dict[str, str]) -> dict[str, list[Judge]]:
    built = folder / "returncheck.duckdb"
    rules = rule_benches(built, folder, queries)
    return {
        model: [rules[model]]
        if model in rules
        else list(benches(project_root(), built, model))
        for model in queries
    }


def tested_queries(plan: BuildPlan, pattern: str) -> dict[str, str]:
    """Model to its SQL, of those with unit tests or cases whose name fits."""
    tested = model_tests(project_root())
    own = {step.name: step.query for step in plan.steps if step.name in tested}
    return {
        name: query
        for name, query in (own | rule_queries(plan)).items()
        if fnmatch(name, pattern)
    }


def _lines(found: Run) -> Iterator[str]:
    for model, words in found.survivors:
        yield f"survived  {model}  {words}"
    for model in sorted(found.unfit):
        yield f"not judged  {model}  its own SQL does not pass here"
    yield (
        f"{found.killed} faults seen, {len(found.survivors)} not: {found.score:.0f}%"
        + (f"; {found.left} left for want of time" if found.left else "")
    )


def main() -> int:
    """Run from the command line; 1 where the score is below `--least`."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", default="*", help="names, as in a file system")
    parser.add_argument("--sample", type=int, default=400, help="faults to try")
    parser.add_argument("--seed", type=int, default=1, help="draws another sample")
    parser.add_argument("--minutes", type=float, default=20, help="time to try them in")
    parser.add_argument("--least", type=float, default=0, help="score to reach, in %%")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = folder / "returncheck.duckdb"
        with Workspace.open(database):
            Transform(database, folder / "logs").run()
        queries = tested_queries(plan_for(database), arguments.models)
        found = run(queries, arguments, folder)
    print(*_lines(found), sep="\n")
    return int(found.score < arguments.least)


if __name__ == "__main__":
    sys.exit(main())
