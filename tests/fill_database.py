"""Fills a database for dbt's data tests: reports, and returns with every known fault.

    python tests/fill_database.py build.duckdb

Without rows a data test passes whatever it asks.
"""

import sys
import tempfile
from pathlib import Path

from returncheck import Workspace
from returncheck.catalogue.rules import rules_in_force
from returncheck.project import project_root
from returncheck.returns.registry import kinds
from returncheck.settings.said_in_folders import say_in

AUTHORITY, SEED = "887", 1

CHILDREN = 2000
"""As many as are needed for each known fault to find a child that suits it."""


def made_up(folder: Path) -> list[Path]:
    """Of each return that can be made up one with all faults, and the year before."""
    paths = []
    for kind in kinds():
        if kind.made_up is None or kind.made_up.demo is None:
            continue
        maker, years = kind.made_up.maker(), kind.made_up.demo.years
        faults = {
            rule.code: 1
            for rule in rules_in_force(kind.collection, years[-1])
            if rule.code in maker.plantable
        }
        for each in years[-2:]:
            made = maker.generate(
                authority=AUTHORITY,
                year=each,
                children=CHILDREN,
                seed=SEED,
                plants=faults if each == years[-1] else {},
                out=folder / f"{kind.command}-{each}{kind.made_up.suffix}",
            )
            if kind.identity is None:
                say_in(made.path, authority=AUTHORITY, year=each)
            paths.append(made.path)
    return paths


def main(database: Path) -> None:
    """Load what is to be built, and what a team settles, and build nothing."""
    with tempfile.TemporaryDirectory() as folder, Workspace.open(database) as workspace:
        reports = project_root() / "examples" / "reports"
        workspace.set_indicators(reports / "indicators.yml")
        workspace.load([*made_up(Path(folder)), reports])
        workspace.set_targets(
            AUTHORITY,
            {"assessments_within_45_days": 90},
            {"assessments_within_45_days": 5},
        )
        workspace.set_groups({"coast": ["887", "880", "881"]})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
