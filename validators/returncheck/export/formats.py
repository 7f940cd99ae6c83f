"""What the marts can be written as."""

from enum import StrEnum


class ExportFormat(StrEnum):
    """A kind of file."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"
