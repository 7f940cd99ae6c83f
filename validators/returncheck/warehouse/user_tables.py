"""What a user asks for beside the returns, written where the models read it.

Which rules to run, targets, indicators of their own, named groups, explanations of
queries, imported figures.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from returncheck.catalogue.indicators import Indicator
from returncheck.catalogue.local_indicators import LocalIndicators
from returncheck.errors import ConfigError
from returncheck.files.arrow import as_arrow
from returncheck.files.limits import limits
from returncheck.warehouse.connection import transaction
from returncheck.warehouse.preparation import note_unfinished

if TYPE_CHECKING:
    import duckdb
    import polars as pl

    from returncheck.settings.explanations import Explanation


def write_selection(
    connection: "duckdb.DuckDBPyConnection", codes: Iterable[str] | None
) -> None:
    """Note which rules to run; None or nothing means all."""
    with transaction(connection):
        note_unfinished(connection)
        connection.execute("delete from raw.rule_selection")
        for code in codes or ():
            connection.execute("insert into raw.rule_selection values (?)", [code])


def write_limits(connection: "duckdb.DuckDBPyConnection") -> None:
    """Note the limits in force that the models keep to."""
    with transaction(connection):
        connection.execute("delete from raw.limits")
        connection.execute(
            "insert into raw.limits values "
            "('findings_of_a_child', ?), ('findings_of_a_rule', ?)",
            [limits().findings_of_a_child, limits().findings_of_a_rule],
        )


def write_same_children(
    connection: "duckdb.DuckDBPyConnection", matched_by: str | None
) -> None:
    """Note by what children of several returns are compared; None for not at all."""
    with transaction(connection):
        note_unfinished(connection)
        connection.execute("delete from raw.same_children")
        if matched_by is not None:
            connection.execute("insert into raw.same_children values (?)", [matched_by])


def write_explanations(
    connection: "duckdb.DuckDBPyConnection", explanations: "Sequence[Explanation]"
) -> None:
    """Note the explanations of queries, in the place of all that were there."""
    rows = [
        [
            each.row_number,
            each.rule,
            each.child,
            each.reason,
            each.by,
            each.date,
            each.return_id,
            each.figure,
            each.stated,
            each.expected,
        ]
        for each in explanations
    ]
    with transaction(connection):
        note_unfinished(connection)
        connection.execute("delete from raw.explanations")
        if rows:
            connection.executemany(
                "insert into raw.explanations (row_number, rule, child, reason, "
                "explained_by, explained_on, return_id, figure, stated, expected) "
                "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )


def write_targets(
    connection: "duckdb.DuckDBPyConnection",
    la_code: str,
    targets: Mapping[str, float],
    tolerances: Mapping[str, float],
) -> None:
    """Note an authority's own targets and tolerances, in the place of those it had.

    Args:
        connection: An open connection.
        la_code: Three-digit code of the authority.
        targets: Indicator id to target, in the indicator's unit.
        tolerances: Indicator id to how much worse than the target, its own or one that
            a report prints, a figure may be and still be amber; 0 or more.

    Raises:
        ConfigError: A tolerance below 0.
    """
    for name, tolerance in tolerances.items():
        if not tolerance >= 0:
            raise ConfigError(
                f"The tolerance of {name} is {tolerance}. Give 0 or more."
            )
    with transaction(connection):
        note_unfinished(connection)
        connection.execute("delete from raw.targets where la_code = ?", [la_code])
        for indicator_id in dict.fromkeys([*targets, *tolerances]):
            connection.execute(
                "insert into raw.targets (la_code, indicator_id, target, tolerance) "
                "values (?, ?, ?, ?)",
                [
                    la_code,
                    indicator_id,
                    targets.get(indicator_id),
                    tolerances.get(indicator_id),
                ],
            )


def write_local_indicators(
    connection: "duckdb.DuckDBPyConnection", local: LocalIndicators
) -> None:
    """Note a council's own indicators, in the place of all that were there.

    Args:
        connection: An open connection.
        local: The indicators, and which counts stand in them.
    """
    with transaction(connection):
        note_unfinished(connection)
        connection.execute("delete from raw.local_indicators")
        connection.execute("delete from raw.local_indicator_parts")
        for place, each in enumerate(local.indicators, start=1):
            connection.execute(
                "insert into raw.local_indicators (indicator_id, topic, title, unit, "
                "polarity, period_type, numerator, denominator, place) "
                "values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    each.indicator_id,
                    each.topic,
                    each.title,
                    each.unit,
                    each.polarity,
                    each.period_type,
                    each.numerator,
                    each.denominator or None,
                    place,
                ],
            )
        for part in local.parts:
            connection.execute(
                "insert into raw.local_indicator_parts (indicator_id, part, total_id, "
                "breakdown, is_whole) values (?, ?, ?, ?, ?)",
                [
                    part.indicator_id,
                    part.part.value,
                    part.total_id,
                    part.breakdown or None,
                    part.is_whole if part.breakdown else None,
                ],
            )


def read_local_indicators(
    connection: "duckdb.DuckDBPyConnection",
) -> tuple[Indicator, ...]:
    """The council's own indicators that are noted, in the order of their file.

    Args:
        connection: An open connection.
    """
    found = connection.execute(
        "select indicator_id, topic, title, unit, polarity, period_type, numerator, "
        "coalesce(denominator, '') from raw.local_indicators order by place"
    ).fetchall()
    return tuple(
        Indicator(
            indicator_id=indicator_id,
            topic=topic,
            title=title,
            unit=unit,
            polarity=polarity,
            computed_from="reported",
            is_published=False,
            period_type=period_type,
            first_year=None,
            last_year=None,
            numerator=numerator,
            denominator=denominator,
            needs="",
            note="",
        )
        for (
            indicator_id,
            topic,
            title,
            unit,
            polarity,
            period_type,
            numerator,
            denominator,
        ) in found
    )


def write_published_updates(
    connection: "duckdb.DuckDBPyConnection", updates: "pl.DataFrame"
) -> None:
    """Note imported figures, in the place of all that were there.

    What follows from them is built again only when they have changed.

    Args:
        connection: An open connection.
        updates: The columns of `raw.published_updates`, all text; each row once.
    """
    replace_reference(connection, "raw.published_updates", updates)


def write_groups(
    connection: "duckdb.DuckDBPyConnection", groups: Mapping[str, Sequence[str]]
) -> None:
    """Note named groups of authorities, in the place of all that were there.

    What follows from them is built again only when they have changed.

    Args:
        connection: An open connection.
        groups: Name to three-digit codes, each once.
    """
    import polars as pl

    rows = [(name, code) for name, codes in groups.items() for code in codes]
    schema = {"group_name": pl.String, "la_code": pl.String}
    replace_reference(
        connection,
        "raw.comparator_groups",
        pl.DataFrame(rows, schema=schema, orient="row"),
    )


def replace_reference(
    connection: "duckdb.DuckDBPyConnection", table: str, rows: "pl.DataFrame"
) -> None:
    """Put rows in the place of a reference table's, if they are others.

    Args:
        connection: An open connection.
        table: Name of the table, with its schema.
        rows: Its columns; each row once.
    """
    if rows.is_empty() and not _has_rows(connection, table):
        return
    connection.register("incoming", as_arrow(rows))
    changed = connection.execute(
        f"select 1 from ((from incoming except from {table}) union all "
        f"(from {table} except from incoming)) limit 1"
    ).fetchone()
    if changed is not None:
        with transaction(connection):
            note_unfinished(connection)
            connection.execute(f"delete from {table}")
            connection.execute(f"insert into {table} by name from incoming")
            connection.execute("delete from raw.built_reference")
    connection.unregister("incoming")


def _has_rows(connection: "duckdb.DuckDBPyConnection", table: str) -> bool:
    return connection.execute(f"select 1 from {table} limit 1").fetchone() is not None
