"""Made-up SSDA903 returns, loaded as a user loads them."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pytest
from postcode_directory import MadeUpDirectory

from returncheck import Workspace
from returncheck.returns.ssda903 import geography
from returncheck.synth.made_return import MadeReturn, Plants
from returncheck.synth.ssda903 import generate_ssda903
from returncheck.synth.ssda903.cast import CAST_SIZE, scripted_life
from returncheck.synth.ssda903.context import Context
from returncheck.synth.ssda903.lives import draw_life
from returncheck.synth.ssda903.writer import FolderWriter
from returncheck.synth.ssda903.year_view import View

CHILDREN = 180


def make(
    out: Path,
    authority: str,
    year: int,
    *,
    children: int = CHILDREN,
    plants: Plants = (),
) -> MadeReturn:
    """A set of a year, with that of the year before in it."""
    return generate_ssda903(
        authority=authority,
        year=year,
        children=children,
        seed=year,
        out=out,
        plants=plants,
    )


def make_earlier(
    out: Path, authority: str, year: int, years_back: int, children: int = CHILDREN
) -> Path:
    """An earlier return of the children of a set, but for those that have left since.

    A set holds two years. Figures that follow a child for longer need more, and the
    histories that sets are written from go further back.
    """
    context = Context(authority=authority, year=year, seed=year)
    earlier = year - years_back
    out.mkdir()
    with FolderWriter(out, earlier) as writer:
        for place in range(1, children + 1):
            tell = scripted_life if place <= CAST_SIZE else draw_life
            view = View(life=tell(context, place), year=earlier, sex_year=earlier)
            writer.write(view.tables())
    return out


@contextmanager
def lookup_of(directory: MadeUpDirectory | None) -> Iterator[None]:
    """Returns are loaded with this directory of postcodes, or with none.

    Whether the extra is installed makes no difference.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(geography, "installed_directory", lambda: directory)
        yield


def load(database: Path, made: MadeReturn, authority: str, year: int) -> None:
    """Load the folder of a set, and nothing else of it."""
    with Workspace.open(database) as workspace:
        workspace.load(made.path, authority=authority, year=year)


def told(path: Path) -> dict:
    """What the generator tells of a set."""
    return json.loads(path.read_text(encoding="utf-8"))


def faults_in(findings: pl.DataFrame) -> Counter:
    """Check and rows of each finding that is no mere information.

    A rule's check is its code, any other layer's its whole name.
    """
    grouped = (
        findings.filter(pl.col("severity") != "info")
        .group_by("finding_id", "check_id")
        .agg(pl.struct("table_name", "row_number").alias("rows"))
    )
    return Counter(
        (
            row["check_id"].removeprefix("ssda903:"),
            tuple(
                sorted(
                    {
                        (each["table_name"], each["row_number"])
                        for each in row["rows"]
                        if each["row_number"] is not None
                    }
                )
            ),
        )
        for row in grouped.iter_rows(named=True)
    )
