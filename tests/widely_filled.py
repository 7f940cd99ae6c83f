"""What gives rows to nearly every table: demo, authorities, reports, explanations."""

import csv
import json
import runpy
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from itertools import product
from pathlib import Path
from unittest.mock import patch

from returncheck import Workspace
from returncheck.catalogue.authorities import authorities
from returncheck.catalogue.rules import rules_in_force
from returncheck.cli.demo import demo_inputs
from returncheck.cli.synth_national import national_returns
from returncheck.errors import ConfigError
from returncheck.files.own_files import EXPLANATION_COLUMNS
from returncheck.findings.finding import Severity
from returncheck.returns.registry import kind_of, kinds
from returncheck.settings.config import SameChildren
from returncheck.settings.explanations import FIGURE_COLUMNS, WHOLE_RETURN
from returncheck.settings.said_in_folders import say_in
from returncheck.synth.made_return import MadeReturn
from returncheck.synth.national import Wish, make_national
from returncheck.warehouse import user_tables

AUTHORITY_BESIDE_THE_DEMO = "881"
"""Whose the faults are, as the demo is of another authority."""

FAULT_YEARS = (2024, 2027)
"""Two returns hold all faults: of rules that ended since, and that began since."""

ALONE = {"8995Q": "880", "9000Q": "878"}
"""Rules that what a whole return lacks breaks, so that no other fault of the table goes
with it, and whose return each is planted in."""

AUTHORITIES, CHILDREN_OF_THEM = 20, 3000
"""Of each return a year: enough for members of every indicator in each authority."""

YEARS = (2024, 2025)

REPORT_YEARS = (2023, 2024)
"""One report an authority and year, each with a contradiction of another kind."""

_FIGURE_OF_AN_EXAMPLE = (
    "known_denominator",
    "contacts_per_working_day 2015-07-01 to 2015-10-31",
    "105",
    "96.45977011494253",
)


def fill_widely(
    workspace: Workspace, folder: Path, faulty: Sequence[MadeReturn]
) -> None:
    """Load all of it; nothing is built.

    Args:
        workspace: An empty one.
        folder: Where returns are made up.
        faulty: Returns with faults that are made up already.
    """
    with ExitStack() as stack:
        for context in _looked_up_beside():
            stack.enter_context(context)
        workspace.load([each.path for each in faulty])
    workspace.load(list(_with_faults_alone(folder)))
    demo = folder / "demo"
    demo.mkdir()
    workspace.load(demo_inputs(demo))
    workspace.load([_of_authorities(folder / "national")])
    reports = folder / "reports"
    reports.mkdir()
    workspace.load(list(_contradicting_reports(reports)))
    workspace.set_explanations(
        _explanations(workspace, faulty, folder / "explained.csv")
    )
    connection = workspace._connect()
    user_tables.write_limits(connection)
    user_tables.write_same_children(connection, SameChildren.UPN)


def _looked_up_beside() -> Iterator[AbstractContextManager]:
    """What the tests of a return have in the place of what is fetched from outside."""
    for path in sorted((Path(__file__).parent / "e2e").glob("*/looked_up_beside.py")):
        with patch.object(sys, "path", [*sys.path, str(path.parent)]):
            yield runpy.run_path(str(path))["looked_up_beside"]()


def _with_faults_alone(folder: Path) -> Iterator[Path]:
    """Returns that lack what other faults need."""
    year = FAULT_YEARS[-1]
    for kind in kinds():
        codes = {rule.code for rule in rules_in_force(kind.collection, year)}
        for code in sorted(codes & ALONE.keys()):
            made = kind.made_up.maker().generate(
                authority=ALONE[code],
                year=year,
                children=200,
                seed=1,
                plants={code: 1},
                out=folder / f"{code}{kind.made_up.suffix}",
            )
            yield made.path


def _of_authorities(folder: Path) -> Path:
    """Returns of the years, each with other faults, of authorities large and small."""
    wish = Wish(years=YEARS, authorities=AUTHORITIES, children=CHILDREN_OF_THEM, seed=1)
    made = make_national(wish, national_returns(None), folder)
    unnamed = {kind.collection for kind in kinds() if kind.identity is None}
    for each in made.made:
        if each.collection in unnamed:
            say_in(each.made.path, authority=each.authority, year=each.year)
    return made.folder


def _contradicting_reports(folder: Path) -> Iterator[Path]:
    """A report for each kind of contradiction that one can be made up with."""
    for kind in kinds():
        if kind.made_up is None or kind.made_up.has_children:
            continue
        maker = kind.made_up.maker()
        free = list(product(authorities(), REPORT_YEARS))
        for number, plant in enumerate(maker.plantable):
            for attempt, (authority, year) in enumerate(free):
                try:
                    made = maker.generate(
                        authority=authority,
                        year=year,
                        seed=1,
                        plants={plant: 1},
                        out=folder / f"{number}-{attempt}",
                    )
                except ConfigError:
                    continue  # no figures of that authority show it
                free.remove((authority, year))
                yield made.path
                break


def _explanations(
    workspace: Workspace, faulty: Sequence[MadeReturn], path: Path
) -> Path:
    """Every query that was planted is explained, and one of a report's figures."""
    said = ("it is right", "A. Person", "2026-05-01")
    no_figure = [""] * len(FIGURE_COLUMNS)
    with path.open("w", newline="", encoding="utf-8") as file:
        written = csv.writer(file)
        written.writerow([*EXPLANATION_COLUMNS, *FIGURE_COLUMNS])
        for made in faulty:
            told = json.loads(made.expected.read_text(encoding="utf-8"))
            for each in told["findings"]:
                if each["severity"] == Severity.QUERY.value:
                    child = _child_of(workspace, told, each["locations"])
                    written.writerow(
                        [each["code"], child or WHOLE_RETURN, *said, *no_figure]
                    )
        comparison, figure, stated, expected = _FIGURE_OF_AN_EXAMPLE
        written.writerow([comparison, "", *said, figure, stated, expected])
    return path


def _child_of(
    workspace: Workspace, told: dict, locations: Sequence[dict]
) -> str | None:
    """The child of the first record of a finding; None for all of a return."""
    if not locations:
        return None
    collection, first = told["collection"], locations[0]
    column = kind_of(collection).layout.table(first["table_name"]).child_id
    if column is None or first["row_number"] is None:
        return None
    found = (
        workspace._connect()
        .execute(
            f'select "{column}" from raw."{collection}__{first["table_name"]}" '
            "where return_id = ? and row_number = ?",
            [f"{collection}-{told['authority']}-{told['year']}", first["row_number"]],
        )
        .fetchone()
    )
    return None if found is None else found[0]
