"""The tables of schema `raw`: the register of loaded returns and the returns' rows.

The one place for their columns; the warehouse and the dbt project both follow it.
"""

from collections.abc import Iterator

from returncheck.returns import LAYOUTS
from returncheck.returns.tables import Table

_REGISTER = {
    "returns": (
        "return_id varchar, collection varchar, la_code varchar, return_year integer, "
        "source_name varchar, loaded_at timestamp, load_order bigint, rule_year integer"
    ),
    "return_tables": "return_id varchar, table_name varchar, row_count bigint",
    "contract_findings": (
        "return_id varchar, check_id varchar, severity varchar, table_name varchar, "
        "row_number bigint, child_id varchar, field varchar, value varchar, "
        "message varchar"
    ),
    "rule_selection": "code varchar",
    "built_reference": "project_key varchar",
    "explanations": (
        "row_number bigint, rule varchar, child varchar, reason varchar, "
        "explained_by varchar, explained_on varchar, return_id varchar"
    ),
    "targets": (
        "la_code varchar, indicator_id varchar, target double, tolerance double"
    ),
    "comparator_groups": "group_name varchar, la_code varchar",
    "published_updates": (
        "indicator_id varchar, year varchar, area_type varchar, area_code varchar, "
        "numerator varchar, denominator varchar, value varchar, source varchar"
    ),
}


# Columns that a database of an earlier version lacks.
_ADDED_COLUMNS = {"returns": "rule_year integer", "targets": "tolerance double"}


def register_tables() -> dict[str, str]:
    """The register in schema `raw`: table name to its column definitions."""
    return dict(_REGISTER)


def raw_columns(table: Table) -> str:
    """Column definitions of a raw table: the return, the row, then all text."""
    columns = ["return_id varchar", "row_number bigint"]
    columns += [f'"{column.name}" varchar' for column in table.columns]
    return ", ".join(columns)


def raw_table_statements() -> Iterator[str]:
    """`create table` statements of the register and of every return's raw tables."""
    yield "create schema if not exists raw"
    for name, columns in _REGISTER.items():
        yield f"create table if not exists raw.{name} ({columns})"
    for name, column in _ADDED_COLUMNS.items():
        yield f"alter table raw.{name} add column if not exists {column}"
    for layout in LAYOUTS.values():
        for table in layout.tables:
            name = layout.raw_table(table.name)
            yield f"create table if not exists {name} ({raw_columns(table)})"
