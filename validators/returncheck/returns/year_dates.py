"""Whether the dates of a return agree with the year that it is said to be of.

Asked of returns from files alone that do not name their year themselves.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Final

import polars as pl

from returncheck.returns.contract_findings import ContractFinding, findings_frame
from returncheck.returns.kind import YearColumns
from returncheck.returns.source import Batch

OTHER_YEAR: Final = "other_year"
"""Last part of the check id of dates that are of another year."""

_LAST_MONTH: Final = 3
_FORM: Final = "%d/%m/%Y"


class DatesSeen:
    """Counts the dates of a return by collection year, batch by batch."""

    def __init__(self, columns: YearColumns, year: int) -> None:
        """Count nothing yet.

        Args:
            columns: The columns to look at.
            year: The year of the return, ending 31 March.
        """
        self._columns = columns
        self._year = year
        # By table; dates of an earlier year in a column of `until` are left out.
        self._counts: dict[str, Counter[int]] = {}

    def take(self, batch: Batch) -> None:
        """Count the dates of the next rows; what is no date does not count."""
        for table, column in (*self._columns.within, *self._columns.until):
            frame = batch.tables.get(table)
            if frame is None:
                continue
            years = _years(frame, column)
            if (table, column) in self._columns.until:
                years = years.filter(pl.col("year") >= self._year)
            counts = self._counts.setdefault(table, Counter())
            counts.update(dict(years.iter_rows()))

    def findings(self, collection: str) -> pl.DataFrame:
        """The questions that the dates give rise to.

        Args:
            collection: The return.

        Returns:
            One query where all tables with dates speak of another year, else one for
            each table that does; columns of `contract_findings.FINDING_SCHEMA`.
        """
        told = {table: each for table, each in self._counts.items() if each.total()}
        astray = {table: each for table, each in told.items() if self._is_astray(each)}
        if not astray:
            return findings_frame([])
        if len(astray) == len(told):
            whole: Counter[int] = sum(astray.values(), Counter())
            return findings_frame([self._of_return(collection, whole)])
        return findings_frame(
            [self._of_table(collection, table, each) for table, each in astray.items()]
        )

    def _is_astray(self, counts: Mapping[int, int]) -> bool:
        return 2 * counts.get(self._year, 0) < sum(counts.values())

    def _of_return(self, collection: str, counts: Counter[int]) -> ContractFinding:
        return ContractFinding(
            check_id=f"contract:{collection}.Return.year.{OTHER_YEAR}",
            severity="query",
            field="year",
            value=str(self._year),
            message=(
                f"The return is said to be of {self._year}, but {self._most(counts)}: "
                "is the year right? Correct the year, or give files of the year before "
                "with --previous; other findings may follow from it alone."
            ),
        )

    def _of_table(
        self, collection: str, table: str, counts: Counter[int]
    ) -> ContractFinding:
        names = [
            column
            for each, column in (*self._columns.within, *self._columns.until)
            if each == table
        ]
        return ContractFinding(
            check_id=f"contract:{collection}.{table}.{names[0]}.{OTHER_YEAR}",
            severity="query",
            table_name=table,
            field=names[0],
            value=str(self._year),
            message=(
                f"{table} belongs to a return of {self._year}, but "
                f"{self._most(counts)} ({', '.join(names)}): is it the file of that "
                "year? Give the file of the return's own year, or say why."
            ),
        )

    def _most(self, counts: Counter[int]) -> str:
        """How many of the dates are of the commonest other year."""
        others = Counter({year: n for year, n in counts.items() if year != self._year})
        ((year, count),) = others.most_common(1)
        return f"{count:,} of its {counts.total():,} dates lie in the year {year}"


def _years(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Collection year and number of dates."""
    day = pl.col(column).str.to_date(_FORM, strict=False)
    year = (day.dt.year() + (day.dt.month() > _LAST_MONTH)).alias("year")
    return frame.select(year).drop_nulls().group_by("year").len().sort("year")
