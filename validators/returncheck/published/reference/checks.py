"""What has to hold of the rows of a table about areas, whoever wrote them."""

from typing import Final

import polars as pl

from returncheck.published.reference.tables import AUTHORITIES, NEIGHBOURS, AreaTable

LA_CODE: Final = r"^[0-9]{3}$"
"""Code of an authority."""

GSS_CODE: Final = r"^E[0-9]{8}$"
"""Code of an area of England."""

YEAR: Final = r"^20[0-9]{2}$"
"""A year, of a model, an estimate or a return."""

WHOLE: Final = r"^[1-9][0-9]{0,8}$"
"""A number of people."""

RANK: Final = r"^([1-9]|10)$"
"""Place of a neighbour, 1 for the nearest."""


def faulty_row(table: AreaTable, rows: pl.DataFrame) -> int | None:
    """The first row that cannot stand in a table, or that stands there twice.

    Args:
        table: The table.
        rows: `row_number` and the columns of the table, all text.

    Returns:
        Its number; None where every row is right.
    """
    if table is AUTHORITIES:
        is_right = _authority()
    elif table is NEIGHBOURS:
        is_right = _neighbour()
    else:
        is_right = _population()
    wrong = rows.filter(
        ~is_right.fill_null(value=False) | pl.struct(*table.key).is_duplicated()
    )
    return None if wrong.is_empty() else int(wrong.get_column("row_number").item(0))


def _authority() -> pl.Expr:
    last = pl.col("last_year")
    return (
        pl.col("la_code").str.contains(LA_CODE)
        & pl.col("gss_code").str.contains(GSS_CODE)
        & pl.col("region_code").str.contains(GSS_CODE)
        & pl.col("la_name").is_not_null()
        & pl.col("region_name").is_not_null()
        & pl.col("first_year").str.contains(YEAR)
        & (last.is_null() | (last.str.contains(YEAR) & (last >= pl.col("first_year"))))
    )


def _population() -> pl.Expr:
    return (
        pl.col("mid_year").str.contains(YEAR)
        & pl.col("area_type").is_in(["england", "region", "authority"])
        & pl.col("area_code").is_not_null()
        & pl.col("population_0_17").str.contains(WHOLE)
    )


def _neighbour() -> pl.Expr:
    return (
        pl.col("model").str.contains(YEAR)
        & pl.col("la_code").str.contains(LA_CODE)
        & pl.col("rank").str.contains(RANK)
        & pl.col("neighbour_code").str.contains(LA_CODE)
        & (pl.col("la_code") != pl.col("neighbour_code"))
    )
