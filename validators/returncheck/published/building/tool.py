"""Figures of the national tool's extract, as the seeds print them."""

from pathlib import Path

import polars as pl

from returncheck.catalogue.indicators import indicators
from returncheck.errors import InputError
from returncheck.files.rounding import rounded
from returncheck.published.mapping import ToolSeries
from returncheck.published.periods import year_of

COLUMNS = ("series", "year", "la_code", "area_name", "value")
"""Columns of an extract; `-` as a value is none."""

_AREAS = {
    "970": "E92000001",
    "980": "E12000001",
    "981": "E12000002",
    "982": "E12000003",
    "983": "E12000004",
    "984": "E12000005",
    "985": "E12000006",
    "986": "E12000007",
    "987": "E13000001",
    "988": "E13000002",
    "989": "E12000008",
    "990": "E12000009",
}
"""The tool's own codes of England and the regions, and theirs."""

_ENGLAND = "E92000001"
_PLACE = ("year", "area_type", "area_code")
_DECIMALS_OF_COUNTS = 1


def read_tool(path: Path) -> pl.DataFrame:
    """Read an extract.

    Args:
        path: A Parquet file.

    Returns:
        series, year (whole number; the one in which a period ends), area_type,
        area_code and number; what the tool leaves empty has no row.

    Raises:
        InputError: It is no such file.
    """
    try:
        frame = pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(f"{path} cannot be read: {error}.") from error
    if tuple(frame.columns) != COLUMNS:
        raise InputError(f"{path} has other columns than {', '.join(COLUMNS)}.")
    period = pl.col("year").str.replace(r" *[(][A-Z]+[)]$", "").str.replace("-", "")
    code = pl.col("la_code").replace(_AREAS)
    return frame.select(
        "series",
        year_of(period).alias("year"),
        pl.when(code == _ENGLAND)
        .then(pl.lit("england"))
        .when(code.str.starts_with("E"))
        .then(pl.lit("region"))
        .otherwise(pl.lit("authority"))
        .alias("area_type"),
        code.alias("area_code"),
        pl.col("value").cast(pl.Float64, strict=False).alias("number"),
    ).filter(pl.col("year").is_not_null() & pl.col("number").is_not_null())


def tool_figures(extract: pl.DataFrame, series: ToolSeries) -> pl.DataFrame:
    """The figures of one indicator.

    Args:
        extract: What `read_tool` gives.
        series: The indicator.

    Returns:
        indicator_id, year, area_type, area_code, numerator, denominator and value, as
        text, rounded half up.
    """
    decimals = next(
        each.published_decimals or 0
        for each in indicators()
        if each.indicator_id == series.indicator_id
    )
    frame = extract.filter(
        (pl.col("series") == series.series)
        & pl.col("area_type").is_in(series.areas)
        & series.years.have()
    )
    value = _texts(frame.get_column("number"), decimals)
    frame = frame.select(
        pl.lit(series.indicator_id).alias("indicator_id"), *_PLACE, value.alias("value")
    )
    for name, of in (
        ("numerator", series.numerator),
        ("denominator", series.denominator),
    ):
        frame = frame.join(
            _counts(extract, of, name),
            on=list(_PLACE),
            how="left",
            maintain_order="left",
        )
    return frame


def _counts(extract: pl.DataFrame, series: str | None, name: str) -> pl.DataFrame:
    frame = extract.filter(pl.col("series") == (series or ""))
    counts = _texts(frame.get_column("number"), _DECIMALS_OF_COUNTS)
    return frame.select(*_PLACE, counts.str.replace(r"[.]0$", "").alias(name))


def _texts(numbers: pl.Series, decimals: int) -> pl.Series:
    """Numbers rounded half up; the extract has the noise of a spreadsheet's floats."""
    texts = [str(rounded(each, decimals)) for each in numbers]
    return pl.Series(values=texts, dtype=pl.String)
