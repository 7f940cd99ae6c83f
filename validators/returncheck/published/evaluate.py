"""What stands in the cells of a file that a series names, as text."""

import polars as pl

from returncheck.published.cells import Cell, Combined, Leaf, Population, Where, merged
from returncheck.published.mapping import Series
from returncheck.published.symbols import NUMBER

_PLACE = ("_time_period", "_time_identifier", "_area_type", "_area_code")
_MOST_DECIMALS = 4


def rows_where(rows: pl.DataFrame, where: Where) -> pl.DataFrame:
    """The rows of a file of which all this holds; case does not count."""
    for name, values in where.items():
        wanted = [value.lower() for value in values]
        rows = rows.filter(pl.col(name.lower()).str.to_lowercase().is_in(wanted))
    return rows


class Evaluator:
    """The rows of one series, and the cells that belong to each of them.

    Attributes:
        rows: The rows that its first cell stands in.
    """

    def __init__(self, rows: pl.DataFrame, series: Series, first: Leaf) -> None:
        """Find the rows of a series.

        Args:
            rows: All rows of the file, with `_time_period`, `_area_code` and so on.
            series: The series, with the headings of the file.
            first: Its first cell.
        """
        self._all = rows
        self._series = series
        self._where = merged(series.where, first.where)
        self.rows = rows_where(rows, self._where)

    def texts(self, cell: Cell | None) -> pl.Series:
        """What a cell holds, for each of the rows.

        Args:
            cell: The cell; None, and a population, is nothing in any row.

        Returns:
            Numbers and symbols as text; null where there is no such row, and for a sum
            of which one cell is not there.
        """
        if isinstance(cell, Leaf):
            found = self._leaf(cell)
            return months(found) if self._series.is_duration else found
        if isinstance(cell, Combined):
            return _combined(
                [self.texts(each) for each in cell.cells], is_total=cell.is_total
            )
        assert cell is None or isinstance(cell, Population)
        return pl.Series(values=[None] * self.rows.height, dtype=pl.String)

    def _leaf(self, leaf: Leaf) -> pl.Series:
        where = merged(self._series.where, leaf.where)
        name = leaf.headings[0]
        if where == self._where:
            return self.rows.get_column(name)
        others = (
            rows_where(self._all, where)
            .group_by(_PLACE)
            # Two rows for one place are a fault, which a cell like this is told as.
            .agg(pl.col(name).unique(maintain_order=True).str.join(" or "))
            .rename({name: "_cell"})
        )
        placed = self.rows.select(_PLACE).join(
            others, on=list(_PLACE), how="left", maintain_order="left"
        )
        return placed.get_column("_cell")


def months(cells: pl.Series) -> pl.Series:
    """Years and months such as `02:03` as months, here 27; all else as it is."""
    text = pl.col("cell")
    years = text.str.extract(r"^([0-9]{1,2}):(?:0[0-9]|1[01])$").cast(pl.Int64)
    beside = text.str.extract(r"^[0-9]{1,2}:(0[0-9]|1[01])$").cast(pl.Int64)
    counted = (years * 12 + beside).cast(pl.String)
    return (
        pl.DataFrame({"cell": cells})
        .select(pl.coalesce(counted, text).alias("cell"))
        .get_column("cell")
    )


def _combined(cells: list[pl.Series], *, is_total: bool) -> pl.Series:
    names = [f"c{place}" for place in range(len(cells))]
    frame = pl.DataFrame(dict(zip(names, cells, strict=True)))
    is_number = {name: pl.col(name).str.contains(NUMBER) for name in names}
    numbers = [
        pl.when(is_number[name]).then(pl.col(name)).cast(pl.Float64) for name in names
    ]
    result = numbers[0]
    for each in numbers[1:]:
        result = result + each if is_total else result - each
    # A symbol is never added: what is left would be a part of the sum.
    symbol = pl.coalesce(pl.when(~is_number[name]).then(pl.col(name)) for name in names)
    has_all = pl.all_horizontal(pl.col(name).is_not_null() for name in names)
    text = result.round(_MOST_DECIMALS).cast(pl.String).str.replace(r"[.]0$", "")
    return frame.select(
        pl.when(has_all).then(pl.coalesce(symbol, text)).alias("cell")
    ).get_column("cell")
