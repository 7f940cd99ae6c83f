"""The files that follow from the layouts: raw tables and dbt sources."""

from pathlib import Path

from returncheck.generate.notice import NOTICE
from returncheck.returns import LAYOUTS
from returncheck.returns.tables import Layout
from returncheck.warehouse.raw_schema import (
    CHILD_KEY,
    added_column_statements,
    raw_table_statements,
)


def raw_table_files() -> dict[Path, str]:
    """The macro that makes the raw tables, and the sources: path and text."""
    files = {Path("macros/create_raw_tables.sql"): _create_raw_tables()}
    for layout in LAYOUTS.values():
        name = layout.collection
        files[Path(f"models/staging/{name}/_{name}__sources.yml")] = _sources(layout)
    return files


def _create_raw_tables() -> str:
    lines = [f"{{# {NOTICE} #}}", "{% macro create_raw_tables() -%}"]
    lines += [f"    {statement};" for statement in raw_table_statements()]
    # Databases of earlier versions are DuckDB's; Spark has no `if not exists` here.
    lines.append("    {% if target.type == 'duckdb' -%}")
    lines += [f"    {statement};" for statement in added_column_statements()]
    lines.append("    {% endif -%}")
    # What dbt builds now may be of another project than the one noted.
    lines.append("    delete from raw.built_reference;")
    return "\n".join([*lines, "{%- endmacro %}", ""])


def _sources(layout: Layout) -> str:
    lines = [
        f"# {NOTICE}",
        "sources:",
        f"  - name: {layout.collection}",
        "    schema: raw",
        f"    description: The {layout.title} as received, all text.",
        "    tables:",
    ]
    for table in layout.tables:
        lines += [
            f"      - name: {layout.collection}__{table.name}",
            f"        description: Rows of the table {table.name} as received.",
            "        columns:",
            "          - name: return_id",
            "          - name: row_number",
        ]
        lines += [f'          - name: "{column.name}"' for column in table.columns]
        if table.child_id is not None:
            lines.append(f"          - name: {CHILD_KEY}")
    return "\n".join([*lines, ""])
