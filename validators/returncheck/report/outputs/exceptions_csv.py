"""`exceptions.csv`: the figures off target, worst first, with what is said and done."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from returncheck.catalogue.indicators import Indicator
from returncheck.files.own_files import EXCEPTION_COLUMNS
from returncheck.report.outputs.data_files import write_csv
from returncheck.report.sections.exceptions import worst_first
from returncheck.report.words.names import areas

_DECIMALS = 6


def write_exceptions_csv(
    exceptions: pl.DataFrame, known: Mapping[str, Indicator], path: Path
) -> bool:
    """Write the figures off target for a spreadsheet.

    Args:
        exceptions: Rows of the mart `fct_exceptions`.
        known: Every indicator by its id.
        path: The file; not written when there is no exception.

    Returns:
        Whether it was written.

    Raises:
        OSError: The file cannot be written.
    """
    if exceptions.is_empty():
        return False
    titles = {name: each.title for name, each in known.items()}
    places = {la_code: each.name for la_code, each in areas().items()}
    named = worst_first(exceptions, known).with_columns(
        pl.col("la_code")
        .replace_strict(places, default=None, return_dtype=pl.String)
        .alias("authority"),
        pl.col("indicator_id")
        .replace_strict(titles, default=None, return_dtype=pl.String)
        .alias("indicator"),
        pl.selectors.float().round(_DECIMALS),
    )
    write_csv(named.select(EXCEPTION_COLUMNS), path)
    return True
