"""How long it took, for what has a time limit: numbers of records by working days.

Which indicators have a limit, and from which field to which it runs, is the
catalogue's to say. No record is told apart here.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from returncheck import warehouse
from returncheck.catalogue.indicators import Indicator, indicators
from returncheck.results.check_result import CheckResult

if TYPE_CHECKING:
    import duckdb
    import polars as pl

COLUMNS = (
    "return_id",
    "indicator_id",
    "working_days",
    "is_in_time",
    "records",
)
"""Of the frame: one row per return, indicator, length and whether it is in time."""

_WORD_BEGINS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def read_durations(
    connection: "duckdb.DuckDBPyConnection", result: CheckResult
) -> "pl.DataFrame":
    """How many records took how many working days, of the returns to submit.

    Args:
        connection: An open connection to the built warehouse.
        result: The result.

    Returns:
        Rows with `COLUMNS`; `working_days` is null where a date is missing or the two
        are in the wrong order, the day of the start is 0.
    """
    import polars as pl

    by_collection: dict[str, list[str]] = defaultdict(list)
    for record in result.returns_to_submit:
        by_collection[record.collection].append(record.return_id)
    frames = [
        warehouse.read(
            connection, _query(each), [each.indicator_id, by_collection[collection]]
        )
        for collection in by_collection
        for each in _with_window(collection)
    ]
    return pl.concat([empty_durations(), *frames])


def empty_durations() -> "pl.DataFrame":
    """The frame without a row."""
    import polars as pl

    kinds = (pl.String, pl.String, pl.Int64, pl.Boolean, pl.Int64)
    return pl.DataFrame(schema=dict(zip(COLUMNS, kinds, strict=True)))


def _with_window(collection: str) -> Iterator[Indicator]:
    """Indicators of a collection whose window lies within one record."""
    for each in indicators():
        tables = {field.split(".")[0] for field in (each.window_start, each.window_end)}
        if each.computed_from == collection and each.window_start and len(tables) == 1:
            yield each


def _query(indicator: Indicator) -> str:
    """The numbers of one indicator; names come from the catalogue alone."""
    table, start = indicator.window_start.split(".")
    end = indicator.window_end.split(".")[1]
    staging = f"stg_{indicator.computed_from}__{_snake(table)}"
    return f"""
        with lengths as (
            select
                members.return_id,
                members.indicator_id,
                case
                    when records.{_snake(start)} <= records.{_snake(end)}
                        then ends.working_day_number - starts.working_day_number
                end as working_days,
                members.is_counted as is_in_time
            from int_indicator_members as members
            inner join {staging} as records
                on
                    members.return_id = records.return_id
                    and members.row_number = records.row_number
            left join int_calendar as starts
                on records.{_snake(start)} = starts.calendar_date
            left join int_calendar as ends
                on records.{_snake(end)} = ends.calendar_date
            where
                members.indicator_id = ?
                and members.collection = '{indicator.computed_from}'
                and list_contains(?, members.return_id)
        )

        select
            return_id,
            indicator_id,
            cast(working_days as bigint) as working_days,
            is_in_time,
            count(*) as records
        from lengths
        group by return_id, indicator_id, working_days, is_in_time
        order by return_id, working_days nulls last, is_in_time
    """


def _snake(name: str) -> str:
    """The warehouse's name of an official one: `ActualStartDate`."""
    return _WORD_BEGINS.sub("_", name).lower()
