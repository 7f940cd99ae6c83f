"""Fills a database for dbt's data tests: reports, and returns with every known fault.

    python tests/fill_database.py build.duckdb
    python tests/fill_database.py build.duckdb --wide

Without rows a data test passes whatever it asks. `--wide` adds the demo and 20
authorities, small ones and large ones; the faults are then another authority's.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from returncheck import Workspace
from returncheck.catalogue.rules import rules_in_force
from returncheck.cli.demo import demo_inputs
from returncheck.cli.synth_national import national_returns
from returncheck.project import project_root
from returncheck.returns.registry import kinds
from returncheck.settings.said_in_folders import say_in
from returncheck.synth.national import Wish, make_national

AUTHORITY, SEED = "887", 1

AUTHORITY_BESIDE_THE_DEMO = "881"
"""Whose the faults are where the demo, of the first authority, is loaded as well."""

CHILDREN = 2000
"""As many as are needed for each known fault to find a child that suits it."""

AUTHORITIES, CHILDREN_OF_THEM = 20, 3000
"""Of each return a year: enough for members of every indicator in each authority."""

YEARS = (2024, 2025)


def with_all_faults(folder: Path, authority: str) -> Iterator[Path]:
    """Of each return that can be made up one with all faults, and the year before."""
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
                authority=authority,
                year=each,
                children=CHILDREN,
                seed=SEED,
                plants=faults if each == years[-1] else {},
                out=folder / f"{kind.command}-{each}{kind.made_up.suffix}",
            )
            if kind.identity is None:
                say_in(made.path, authority=authority, year=each)
            yield made.path


def of_authorities(folder: Path) -> Path:
    """Returns of the years, each with other faults, of authorities large and small."""
    wish = Wish(
        years=YEARS, authorities=AUTHORITIES, children=CHILDREN_OF_THEM, seed=SEED
    )
    made = make_national(wish, national_returns(None), folder)
    unnamed = {kind.collection for kind in kinds() if kind.identity is None}
    for each in made.made:
        if each.collection in unnamed:
            say_in(each.made.path, authority=each.authority, year=each.year)
    return made.folder


def main(database: Path, *, wide: bool) -> None:
    """Load what is to be built, and what a team settles, and build nothing.

    Args:
        database: A new file.
        wide: Whether the demo and many authorities are loaded too.
    """
    with tempfile.TemporaryDirectory() as name, Workspace.open(database) as workspace:
        folder = Path(name)
        reports = project_root() / "examples" / "reports"
        workspace.set_indicators(reports / "indicators.yml")
        faulty = AUTHORITY_BESIDE_THE_DEMO if wide else AUTHORITY
        workspace.load([*with_all_faults(folder, faulty), reports])
        if wide:
            demo = folder / "demo"
            demo.mkdir()
            workspace.load(demo_inputs(demo))
            workspace.load([of_authorities(folder / "national")])
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
