"""Fills a database for dbt's data tests: reports, and returns with every known fault.

    python tests/fill_database.py build.duckdb
    python tests/fill_database.py build.duckdb --wide

Without rows a data test passes whatever it asks. `--wide` adds what
`widely_filled` has; the faults are then another authority's.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from returncheck import Workspace
from returncheck.catalogue.rules import rules_in_force
from returncheck.project import project_root
from returncheck.returns.registry import kinds
from returncheck.settings.said_in_folders import say_in
from returncheck.synth.made_return import MadeReturn
from widely_filled import (
    ALONE,
    AUTHORITY_BESIDE_THE_DEMO,
    FAULT_YEARS,
    fill_widely,
)

AUTHORITY, SEED = "887", 1

CHILDREN = 2000
"""As many as are needed for each known fault to find a child that suits it."""


def with_all_faults(
    folder: Path, authority: str, years: Sequence[int] | None = None
) -> Iterator[MadeReturn]:
    """Of each return that can be made up one with all faults, and the year before.

    Args:
        folder: Where they are written.
        authority: Three digits.
        years: The years with faults, each fault in the first that has its rule; None
            for the one year that the demo shows.
    """
    for kind in kinds():
        if kind.made_up is None or kind.made_up.demo is None:
            continue
        maker = kind.made_up.maker()
        left = set(maker.plantable) - ALONE.keys()
        for year in years or kind.made_up.demo.years[-1:]:
            faults = {
                rule.code: 1
                for rule in rules_in_force(kind.collection, year)
                if rule.code in left
            }
            left -= faults.keys()
            wanted = [(year - 1, {}), (year, faults)]
            national = kind.made_up.national
            if national is not None and national.holds_year_before:
                del wanted[0]
            for each, planted in wanted:
                made = maker.generate(
                    authority=authority,
                    year=each,
                    children=CHILDREN,
                    seed=SEED,
                    plants=planted,
                    out=folder / f"{kind.command}-{each}{kind.made_up.suffix}",
                )
                if kind.identity is None:
                    say_in(made.path, authority=authority, year=each)
                yield made


def main(database: Path, *, wide: bool) -> None:
    """Load what is to be built, and what a team settles, and build nothing.

    Args:
        database: A new file.
        wide: Whether as many tables as can be have rows.
    """
    with tempfile.TemporaryDirectory() as name, Workspace.open(database) as workspace:
        folder = Path(name)
        reports = project_root() / "examples" / "reports"
        workspace.set_indicators(reports / "indicators.yml")
        if wide:
            faulty = with_all_faults(folder, AUTHORITY_BESIDE_THE_DEMO, FAULT_YEARS)
            fill_widely(workspace, folder, list(faulty))
        else:
            faulty = with_all_faults(folder, AUTHORITY)
            workspace.load([made.path for made in faulty])
        workspace.load(reports)
        workspace.set_targets(
            AUTHORITY,
            {"assessments_within_45_days": 90},
            {"assessments_within_45_days": 5},
        )
        workspace.set_groups({"coast": ["887", "880", "881"]})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--wide", action="store_true")
    asked = parser.parse_args()
    main(asked.database, wide=asked.wide)
