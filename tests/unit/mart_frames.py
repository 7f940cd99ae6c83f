"""Frames with the columns and types that the YAML of the marts promises."""

import polars as pl

from returncheck.catalogue.marts import mart

TYPES = {
    "string": pl.String,
    "integer": pl.Int32,
    "bigint": pl.Int64,
    "double": pl.Float64,
    "boolean": pl.Boolean,
    "date": pl.Date,
}


def schema(name):
    """Column to type of a mart."""
    return {each.name: TYPES[each.data_type] for each in mart(name).columns}


def mart_frame(name, rows=()):
    """A mart of rows given as mappings; columns left out are missing values."""
    return pl.DataFrame(list(rows), schema=schema(name), orient="row")
