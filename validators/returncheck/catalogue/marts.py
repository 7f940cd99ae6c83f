"""The marts, read from the YAML that stands beside the SQL of each.

Their order, who reads them, and what of them is public stand there and nowhere else.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from returncheck.catalogue.doc_blocks import described
from returncheck.errors import InternalError
from returncheck.project import kept_for_project, project_root

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ALL = "all"
_CHILD = "child_id"
REPORT_PAGE, EXPORTED_TABLES = "report_page", "exported_tables"
"""The readers: the page of a check, and the files of an export."""


class PublicRole(StrEnum):
    """What a column of a public export shows."""

    OPEN = "open"
    """Keys, and what others have published."""
    NUMERATOR = "numerator"
    """A count that is shown if it may be."""
    DENOMINATOR = "denominator"
    """A count that is shown if it may be."""
    OWN = "own"
    """What follows from the row's own value: shown where that is."""
    PREVIOUS = "previous"
    """What follows from the value of the year before: shown where that is."""
    CHANGE = "change"
    """What follows from both: shown where both are."""
    EXPECTED = "expected"
    """What the row's value is held against: open if published, else as the value."""
    NEVER = "never"
    """What would give away a denominator or another figure: always left out."""
    FREE_TEXT = "free_text"
    """Words of a report's author, which may name anything: shown where the figure was
    recomputed or published, so that the words are ours."""


class ResultRows(StrEnum):
    """Which rows of a mart the result of a check holds."""

    ALL = "all"
    OF_RETURNS = "of_returns"
    """Those of the returns that are checked."""
    OF_AUTHORITIES = "of_authorities"
    """Those of their authorities."""
    OF_AUTHORITIES_AND_INDICATORS = "of_authorities_and_indicators"
    """Those of their authorities, of indicators of which a checked return has a
    figure."""
    OF_INDICATORS = "of_indicators"
    """Those of the indicators of which a checked return has a figure; else all."""
    OF_SERIES = "of_series"
    """The series, whole, of which a checked return has a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MartColumn:
    """A column of a mart.

    Attributes:
        name: Its name.
        data_type: Its type, as the contract says it.
        description: What it holds.
        role: What it shows the public; None while that is not said: it is left out.
    """

    name: str
    data_type: str
    description: str
    role: PublicRole | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mart:
    """A documented table of the database.

    Attributes:
        name: Its name.
        description: One row per what.
        place: Its place among the marts, ascending.
        order_by: Columns that its rows are in the order of.
        readers: Names of the exposures that read it.
        result_rows: Rows that the result of a check holds; None for none.
        exported_where: Condition of the rows that an export holds; None for all.
        series: Columns that make a series, where rows are read by series.
        is_view: Whether the database holds it as a view.
        private: Why a public export leaves it out, whatever its columns say; or empty.
        columns: Its columns.
    """

    name: str
    description: str
    place: int
    order_by: tuple[str, ...]
    readers: tuple[str, ...]
    result_rows: ResultRows | None
    exported_where: str | None
    series: tuple[str, ...]
    is_view: bool
    private: str
    columns: tuple[MartColumn, ...]

    @property
    def roles(self) -> dict[str, PublicRole]:
        """Column to role, without those that have none."""
        return {each.name: each.role for each in self.columns if each.role is not None}

    @property
    def names_children(self) -> bool:
        """Whether it has a row per record of a child."""
        return any(each.name == _CHILD for each in self.columns)

    @property
    def is_public(self) -> bool:
        """Whether a public export shows any of it."""
        return not self.private and bool(self.roles)


def _column(column: dict[str, Any]) -> MartColumn:
    said = column.get("config", {}).get("meta", {}).get("public")
    return MartColumn(
        name=column["name"],
        data_type=column["data_type"],
        description=described(column["description"]),
        role=None if said is None else PublicRole(said),
    )


def _mart(model: dict[str, Any]) -> Mart:
    meta = model["config"]["meta"]
    readers = meta["readers"]
    rows = readers.get(REPORT_PAGE)
    where = readers.get(EXPORTED_TABLES, _ALL)
    return Mart(
        name=model["name"],
        description=described(model["description"]),
        place=meta["place"],
        order_by=tuple(meta["order_by"]),
        readers=tuple(readers),
        result_rows=None if rows is None else ResultRows(rows),
        exported_where=None if where == _ALL else where,
        series=tuple(meta.get("series", ())),
        is_view=model["config"].get("materialized") == "view",
        private=meta.get("private", ""),
        columns=tuple(_column(each) for each in model["columns"]),
    )


def read_marts(folder: Path) -> tuple[Mart, ...]:
    """The marts of a folder, in their order.

    Raises:
        InternalError: A YAML lacks what has to be said of a mart.
    """
    found = []
    for path in sorted(folder.rglob("*.yml")):
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
        try:
            found += [_mart(model) for model in document.get("models", ())]
        except (KeyError, TypeError) as error:
            raise InternalError(f"{path.name} lacks the key {error}.") from error
        except ValueError as error:
            raise InternalError(f"{path.name}: {error}.") from error
    return tuple(sorted(found, key=lambda mart: (mart.place, mart.name)))


@kept_for_project
def marts() -> tuple[Mart, ...]:
    """Every mart of the project, in their order."""
    return read_marts(project_root() / "models" / "marts")


def mart(name: str) -> Mart:
    """One mart by its name.

    Raises:
        InternalError: The project holds no such mart.
    """
    for found in marts():
        if found.name == name:
            return found
    raise InternalError(f"The project holds no description of {name}.")


def marts_of(reader: str) -> tuple[Mart, ...]:
    """The marts that a reader reads, in their order."""
    return tuple(each for each in marts() if reader in each.readers)
