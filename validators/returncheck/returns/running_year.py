"""Whether the year of a return can be right on the day that it is loaded."""

from datetime import date
from typing import Final

import polars as pl

from returncheck.returns.contract_findings import (
    ContractFinding,
    empty_findings,
    findings_frame,
)
from returncheck.returns.kind import ReturnKind

YEAR_AHEAD: Final = "year_ahead"
"""Last part of the check id of a year whose collection has not begun."""

_LAST_MONTH: Final = 3


def running_year(day: date) -> int:
    """The collection year that runs on a day: the one that ends the next 31 March.

    Args:
        day: The day; 31 March belongs to the year that ends on it.
    """
    return day.year + (day.month > _LAST_MONTH)


def year_findings(kind: ReturnKind, return_year: int | None, day: date) -> pl.DataFrame:
    """The question whether a year is right whose collection has not begun.

    Args:
        kind: What kind of return it is.
        return_year: Its year (ending 31 March); None for a return without years.
        day: The day on which it is loaded.

    Returns:
        One query, or none; columns of `contract_findings.FINDING_SCHEMA`.
    """
    running = running_year(day)
    if return_year is None or return_year <= running:
        return empty_findings()
    identity = kind.identity
    table = identity.table if identity is not None else None
    column = identity.year if identity is not None else None
    field = column or "year"
    where = f"{table}.{field}" if table and column else "The year"
    finding = ContractFinding(
        check_id=f"contract:{kind.collection}.{table or 'Return'}.{field}.{YEAR_AHEAD}",
        severity="query",
        table_name=table,
        field=field,
        value=str(return_year),
        message=(
            f"{where} is '{return_year}', but the collection of {running} is the one "
            "that runs now: is the year right? Correct it first and check again; other "
            "findings may follow from it alone."
        ),
    )
    return findings_frame([finding])
