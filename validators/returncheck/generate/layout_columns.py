"""The columns of all returns' tables and their years as a seed, from the layouts."""

from collections.abc import Iterable
from pathlib import Path

from returncheck.generate.rule_catalogue import csv_text
from returncheck.returns import LAYOUTS

_COLUMNS = ("collection", "table_name", "column_name", "first_year", "last_year")


def layout_column_files() -> dict[Path, str]:
    """The seed of columns: path below the project root and text."""
    return {Path("seeds/catalogue/rc_layout_columns.csv"): csv_text(_COLUMNS, _rows())}


def _rows() -> Iterable[tuple[object, ...]]:
    for layout in LAYOUTS.values():
        for table in layout.tables:
            for column in table.columns:
                begins = [
                    year for year in (table.first_year, column.first_year) if year
                ]
                yield (
                    *(layout.collection, table.name, column.name),
                    *(max(begins, default=None), column.last_year),
                )
