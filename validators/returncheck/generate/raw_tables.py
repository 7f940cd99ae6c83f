"""The files that follow from the layouts: raw tables and dbt sources."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from returncheck.generate.notice import NOTICE
from returncheck.returns import LAYOUTS
from returncheck.returns.tables import Layout
from returncheck.warehouse.raw_schema import CHILD_KEY, added_columns, raw_tables


def raw_table_files() -> dict[Path, str]:
    """The columns of the raw tables, and the sources: path and text."""
    files = {
        Path("macros/raw_tables.sql"): _macro("raw_tables", raw_tables()),
        Path("macros/added_raw_columns.sql"): _macro(
            "added_raw_columns", added_columns()
        ),
    }
    for layout in LAYOUTS.values():
        name = layout.collection
        files[Path(f"models/staging/{name}/_{name}__sources.yml")] = _sources(layout)
    return files


def _macro(name: str, columns: Mapping[str, Sequence[str]]) -> str:
    """A macro that gives columns by table, as JSON."""
    listed = ",\n".join(
        f"    {json.dumps(table)}: {json.dumps(list(each))}"
        for table, each in columns.items()
    )
    lines = [f"{{# {NOTICE} #}}", f"{{% macro {name}() -%}}", "{", listed, "}"]
    return "\n".join([*lines, "{%- endmacro %}", ""])


def _sources(layout: Layout) -> str:
    lines = [
        f"# {NOTICE}",
        "sources:",
        f"  - name: {layout.collection}",
        "    schema: \"{{ var('returncheck_raw_schema', 'raw') }}\"",
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
