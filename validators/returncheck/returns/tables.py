"""What a return's tables and columns are: the shapes that every layout is made of.

Holds no facts about a particular return; those stand in `<return>/layout.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the text of a column has to be."""

    TEXT = "text"
    DATE = "date"
    DAY_FIRST_DATE = "day_first_date"
    DATETIME = "datetime"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    YEAR = "year"


def within_years(
    year: int | None, first_year: int | None, last_year: int | None
) -> bool:
    """Whether a return year lies in a span whose ends may be open.

    Args:
        year: Year ending 31 March; None stands for every year and lies in all spans.
        first_year: First year of the span; None when it has no beginning.
        last_year: Last year of the span; None when it has no end.
    """
    if year is None:
        return True
    after_start = first_year is None or year >= first_year
    return after_start and (last_year is None or year <= last_year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a return's table.

    Attributes:
        name: Official name, as in the guidance and in the raw table.
        kind: What a value has to parse as.
        required: Whether every row needs a value (unless a rule in force says so).
        pattern: Regular expression that the whole text must match.
        form: The pattern in words, for messages.
        max_length: Most characters a value may have.
        code_list: Name of the list in `seeds/catalogue/rc_code_lists.csv`.
        first_year: First return year that has the column; None for all.
        last_year: Last return year that has the column; None for all.
        optional: Whether a CSV file may leave the column out.
        slash_date: Whether a date may be written DD/MM/YYYY too, as a spreadsheet in
            the UK rewrites it when it saves CSV.
        derived: Whether a return may come without it, and it is then worked out from
            its other columns where they allow it.
        is_period_end: Whether a date has to be 31 March of the return year.
        years: First and last calendar year that a date can mean.
        least: The least number that a value can mean.
        symbols: Whether what is printed in the place of a number kept back, such as
            c or <5, may stand for one.
        identifies: Whether its values identify a child.
        personal: Whether its values tell who a child is beside its identifiers: a date
            of birth or death, a postcode. Records that name no child leave it out.
        of_team: Whether its values name the team that a row is of.
        aliases: Other names that a frame may give it.
        description: What to write in it, for templates and documentation.
        advise: What a message says of a value that a check refuses, such as "is a
            span. Write its ends.", from the value; None for the words of the check.
    """

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    pattern: str | None = None
    form: str = ""
    max_length: int | None = None
    code_list: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    optional: bool = False
    slash_date: bool = False
    derived: bool = False
    is_period_end: bool = False
    years: tuple[int, int] | None = None
    least: int | None = None
    symbols: bool = False
    identifies: bool = False
    personal: bool = False
    of_team: bool = False
    aliases: tuple[str, ...] = ()
    description: str = ""
    advise: Callable[[str], str | None] | None = None

    def holds_in(self, year: int | None) -> bool:
        """Whether the column belongs to the layout of a return year."""
        return within_years(year, self.first_year, self.last_year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a return, its columns in the order they are written.

    Attributes:
        name: Official name, as in the rules and in a finding's `table_name`.
        columns: The columns of all years.
        first_year: First return year that has the table; None for all.
        child_id: Column that identifies the child, if the table has one.
        episode_id: Column that identifies the child's episode, if the table has one.
        looked_up: Whether it holds what the return's rules look up, and is never a
            file of the return.
    """

    name: str
    columns: tuple[Column, ...]
    first_year: int | None = None
    child_id: str | None = None
    episode_id: str | None = None
    looked_up: bool = False

    def columns_in(self, year: int | None) -> tuple[Column, ...]:
        """The columns that the layout of a return year has."""
        return tuple(column for column in self.columns if column.holds_in(year))

    def holds_in(self, year: int | None) -> bool:
        """Whether the table belongs to the layout of a return year."""
        return within_years(year, self.first_year, None)

    def column(self, name: str) -> Column:
        """One column by its official name.

        Raises:
            KeyError: The table has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """All tables of one collection.

    Attributes:
        collection: Its key, such as `kpi_return`.
        title: The collection's name in messages.
        tables: The tables, in document order.
        first_year: First return year whose layout is known; None when undated.
        latest_year: Latest return year whose layout is known; None when undated.
        provisional_years: Years up to `latest_year` whose layout is a draft, in which
            an element may be right although the layout does not have it.
        keeps_empty_text: Whether empty text in a frame is a value, which rules judge;
            otherwise it is a missing one.
        upper_case: Whether the values of its files are turned to upper case.
        children_table: The table that has a row for every child in any other; None
            where none has to.
    """

    collection: str
    title: str
    tables: tuple[Table, ...]
    first_year: int | None = None
    latest_year: int | None = None
    provisional_years: tuple[int, ...] = ()
    keeps_empty_text: bool = False
    upper_case: bool = False
    children_table: str | None = None

    def is_final(self, year: int | None) -> bool:
        """Whether the layout of a return year is known and no draft."""
        if year is None or self.latest_year is None:
            return True
        return year <= self.latest_year and year not in self.provisional_years

    def table(self, name: str) -> Table:
        """One table by its official name.

        Raises:
            KeyError: The collection has no such table.
        """
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(name)

    def tables_in(self, year: int | None) -> tuple[Table, ...]:
        """The tables that the layout of a return year has."""
        return tuple(table for table in self.tables if table.holds_in(year))

    def raw_table(self, name: str) -> str:
        """Name of the raw table: `raw.<collection>__<table>`."""
        return f"raw.{self.collection}__{self.table(name).name}"
