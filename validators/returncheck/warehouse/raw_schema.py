"""The tables of schema `raw`: the register of loaded returns and the returns' rows.

The one place for their columns; the warehouse and the dbt project both follow it.
"""

from returncheck.returns import LAYOUTS
from returncheck.returns.tables import Table

_REGISTER = {
    "returns": (
        "return_id string, collection string, la_code string, return_year integer, "
        "source_name string, loaded_at timestamp, load_order bigint, "
        "rule_year integer, is_context boolean, checked_as_context boolean, "
        "previous_return_id string, file_format string"
    ),
    "return_tables": "return_id string, table_name string, row_count bigint",
    "return_columns": "return_id string, table_name string, column_name string",
    "return_files": (
        "return_id string, file_number bigint, file_name string, sha256 string, "
        "byte_count bigint, modified_at timestamp"
    ),
    "contract_findings": (
        "return_id string, check_id string, severity string, table_name string, "
        "row_number bigint, child_id string, field string, value string, "
        "message string"
    ),
    "contract_cells": (
        "return_id string, check_id string, field string, table_name string, "
        "row_number bigint, column_name string"
    ),
    "rule_selection": "code string",
    "rule_errors": "collection string, code string, first_year integer, kind string",
    "limits": "limit_name string, most bigint",
    "same_children": "matched_by string",
    "built_reference": "project_key string",
    "built_in": "schema_name string, search_order bigint",
    "unfinished_build": "since timestamp",
    "built_returns": (
        "return_id string, collection string, la_codes string, state string"
    ),
    "built_settings": "table_name string, state string",
    "explanations": (
        "row_number bigint, rule string, child string, reason string, "
        "explained_by string, explained_on string, return_id string, "
        "figure string, stated string, expected string"
    ),
    "targets": ("la_code string, indicator_id string, target double, tolerance double"),
    "local_indicators": (
        "indicator_id string, topic string, title string, unit string, "
        "polarity string, period_type string, numerator string, denominator string, "
        "place integer"
    ),
    "local_indicator_parts": (
        "indicator_id string, part string, total_id string, breakdown string, "
        "is_whole boolean"
    ),
    "comparator_groups": "group_name string, la_code string",
    "published_updates": (
        "indicator_id string, year string, area_type string, area_code string, "
        "numerator string, denominator string, value string, source string"
    ),
    "authority_updates": (
        "la_code string, gss_code string, la_name string, region_code string, "
        "region_name string, first_year string, last_year string, source string"
    ),
    "population_updates": (
        "mid_year string, area_type string, area_code string, "
        "population_0_17 string, source string"
    ),
    "neighbour_updates": (
        "model string, la_code string, rank string, neighbour_code string, "
        "closeness string, source string"
    ),
}


# Columns that a database of an earlier version lacks.
_ADDED_COLUMNS = (
    ("returns", "rule_year integer"),
    ("returns", "is_context boolean"),
    ("returns", "checked_as_context boolean"),
    ("returns", "previous_return_id string"),
    ("returns", "file_format string"),
    ("targets", "tolerance double"),
    ("explanations", "figure string"),
    ("explanations", "stated string"),
    ("explanations", "expected string"),
)

CHILD_KEY = "child_key"
"""System column: the child that a record is nested in; null without nesting."""

_CHILD_KEY_COLUMN = f"{CHILD_KEY} string"


def raw_columns(table: Table) -> list[str]:
    """Column definitions of a raw table: the return, the row, then all text.

    A table of children's records ends with the key of the child.
    """
    columns = ["return_id string", "row_number bigint"]
    columns += [f"{column.name} string" for column in table.columns]
    if table.child_id is not None:
        columns.append(_CHILD_KEY_COLUMN)
    return columns


def raw_tables() -> dict[str, list[str]]:
    """Name of each raw table, of the register and of every return: its columns.

    A column is its name and its type, `return_id string`.
    """
    tables = {name: columns.split(", ") for name, columns in _REGISTER.items()}
    for layout in LAYOUTS.values():
        for table in layout.tables:
            name = layout.raw_table(table.name).removeprefix("raw.")
            tables[name] = raw_columns(table)
    return tables


def added_columns() -> dict[str, list[str]]:
    """Name of a raw table: the columns that one of an earlier version lacks."""
    added: dict[str, list[str]] = {}
    for name, column in _ADDED_COLUMNS:
        added.setdefault(name, []).append(column)
    for layout in LAYOUTS.values():
        for table in layout.tables:
            columns = [f"{each.name} string" for each in table.columns if each.optional]
            if table.child_id is not None:
                columns.append(_CHILD_KEY_COLUMN)
            if columns:
                name = layout.raw_table(table.name).removeprefix("raw.")
                added[name] = columns
    return added
