"""A return as a plug: all that the rest of the house has to know of one kind of return.

Every return exports one `ReturnKind` from its package, the registry lists them, and
whoever needs something of a return asks there. What costs time to import is handed over
as a function that imports it when it is called.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from returncheck.returns.identity import Options
from returncheck.returns.source import Opened, ReturnSource, TableRead
from returncheck.returns.tables import Layout
from returncheck.returns.timelines import Timelines

if TYPE_CHECKING:
    import polars as pl

    from returncheck.files.workbook import SheetHeadings
    from returncheck.returns.headings import Match
    from returncheck.synth.made_return import Maker


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityColumns:
    """Where the tables of a return say whose it is.

    Attributes:
        table: Official name of the table; a table of this alone has no children.
        authority: Its column with the authority's three-digit code.
        year: Its column with the return year; None for a return without years.
        report: Its column that tells one return of an authority from another, for a
            return without years.
    """

    table: str
    authority: str
    year: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearColumns:
    """The columns whose dates tell of which year a return is, day first.

    Attributes:
        within: Table and column of dates that lie in the year of the return.
        until: Table and column of dates that may lie in any year up to it.
    """

    within: tuple[tuple[str, str], ...]
    until: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlFiles:
    """How a return is read from XML, one return a file.

    Attributes:
        root: Name of the root element, in whatever namespace.
        claims: Whether a file with that root is one of these, by its header. Raises
            `InputError` for XML that cannot be read so far. It is asked only where
            several returns have that root.
        open: The return of a file, from its path, its name in results and what the
            user says of it. Raises `InputError` for a file that is none.
    """

    root: str
    claims: Callable[[Path], bool]
    open: Callable[[Path, str, Options], ReturnSource]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFiles:
    """How a return is read whose tables hold several reports, from CSV or a workbook.

    Attributes:
        find_headings: The headings of a CSV file that do not stand in its first row or
            are written otherwise, and what they match; None for a file without any.
        read_csv: The table of a CSV file, from its path, its name in results, its
            headings and what they match. Raises `InputError`.
        read_workbook: The tables of a workbook, from its path and its name in results.
            Raises `InputError` for a workbook without any.
        open: The returns in all tables that were read.
    """

    find_headings: "Callable[[Path], tuple[tuple[str, ...], Match] | None]"
    read_csv: "Callable[[Path, str, tuple[str, ...], Match], TableRead]"
    read_workbook: Callable[[Path, str], Sequence[TableRead]]
    open: Callable[[Sequence[TableRead], Options], Opened]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFiles:
    """How workbooks are read that are no return but looked up for one.

    Attributes:
        claims: Whether a workbook is one, by the headings of its sheets.
        read: The list in a workbook, from its path and its name in results. Raises
            `InputError` for one that cannot be read.
        add: The returns with what is in all lists that lie beside them, and why a list
            cannot be used.
    """

    claims: "Callable[[Sequence[SheetHeadings]], bool]"
    read: Callable[[Path, str], Any]
    add: Callable[[Sequence[ReturnSource], Sequence[Any]], Opened]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What `returncheck demo` makes up of a return.

    Attributes:
        authority: Three-digit code.
        years: Return years, one return each; of a return that is made up with the one
            of the year before, the last alone.
        children: Number of children.
        seed: The seed of all chance.
        plants: Rule code and number of faults in the return of the last year.
        quoted: Indicator, and by how much the KPI return that quotes the last year has
            its count wrong; 0 for a figure that is right.
    """

    authority: str
    years: tuple[int, ...]
    children: int
    seed: int
    plants: tuple[tuple[str, int], ...]
    quoted: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class National:
    """How large the returns of all authorities are together.

    Attributes:
        children: Children in all returns of a year.
        measure: Published indicator that they are shared out by: a count.
        holds_year_before: Whether a return is made up with the one of the year before
            in it, so that one of the last year stands for two.
    """

    children: int
    measure: str
    holds_year_before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """How a return is made up, for tests, training and the demo.

    Attributes:
        suffix: Ending of the file that is written; empty for a folder.
        written: The file or folder, for the help of `--out`.
        example_plant: `CODE:COUNT`, a fault that can be planted, for help and messages.
        maker: Imports what makes them up.
        demo: What the demo shows of it, if anything.
        has_children: Whether it is of so many children; a report names none.
        national: How large the returns of all authorities are; None for a return that
            is not made up for all.
    """

    suffix: str
    written: str
    example_plant: str
    maker: "Callable[[], Maker]"
    demo: Demo | None = None
    has_children: bool = True
    national: National | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnKind:
    """One kind of return.

    CSV files that match a table of it, one table a file in one folder, are a return of
    it, unless `reports` says otherwise.

    Attributes:
        layout: Its tables, columns and years, its `collection` and its title.
        command: Its name on the command line, such as `kpi-return`.
        phrase: What a message calls one of it, such as "a KPI return".
        identity: Where its tables say whose they are; None where none does.
        has_rules: Whether statutory rules check it: then a check is called by its code
            alone, without the collection.
        looks_back: Whether rules of it may read the same authority's return of the
            year before.
        looks_back_by_name: Whether a return with an id of its own looks back on none
            but the return that is named for it.
        year_columns: The dates that tell its year, for one whose files name none.
        xml: How it is read from XML; None where it does not come so.
        reports: How its reports are read; None for a return of one folder of tables.
        lists: How workbooks are read that its rules look up; None where there are none.
        plain_cells: Turns the cells of a table as people write them into what its
            contract asks for, from the table's name and its rows as text; None where
            they are taken as they are.
        complete: Adds what is looked up for its rules to a return that is about to be
            read; None where nothing is.
        timelines: What it tells of some children over time; None where it does not.
        made_up: How it is made up; None where it cannot be.
    """

    layout: Layout
    command: str
    phrase: str
    identity: IdentityColumns | None
    has_rules: bool = True
    looks_back: bool = False
    looks_back_by_name: bool = False
    year_columns: YearColumns | None = None
    xml: XmlFiles | None = None
    reports: ReportFiles | None = None
    lists: ListFiles | None = None
    plain_cells: "Callable[[str, pl.DataFrame], pl.DataFrame] | None" = None
    complete: Callable[[ReturnSource], ReturnSource] | None = None
    timelines: Timelines | None = None
    made_up: MadeUp | None = None

    @property
    def collection(self) -> str:
        """Its key, as in `return_id` and in the names of its models."""
        return self.layout.collection
