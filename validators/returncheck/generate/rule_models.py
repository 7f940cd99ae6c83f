"""The models that follow from the rules' YAML: catalogue, union, cells of findings."""

from pathlib import Path

from returncheck.catalogue.rules import RuleVersion, rule_versions
from returncheck.generate.notice import NOTICE
from returncheck.returns.tables import Layout, Table


def _literal(text: str | int | None) -> str:
    if text is None:
        return "null"
    if isinstance(text, int):
        return str(text)
    return "'" + text.replace("'", "''") + "'"


def _values(name: str, columns: str, rows: list[tuple[str | int | None, ...]]) -> str:
    body = ",\n".join(
        "        (" + ", ".join(_literal(cell) for cell in row) + ")" for row in rows
    )
    return (
        f"{name} as (\n\n    select *\n    from (\n        values\n{body}\n"
        f"    ) as listed ({columns})\n\n)"
    )


def _rule_catalogue(collection: str, rules: list[RuleVersion]) -> str:
    columns = "code, title, severity, first_year, last_year, advice"
    rows: list[tuple[str | int | None, ...]] = [
        (
            rule.code,
            rule.title,
            rule.severity,
            rule.first_year,
            rule.last_year,
            rule.advice,
        )
        for rule in rules
    ]
    return (
        "-- One row per version of a validation rule.\n"
        f"-- {NOTICE}\nwith\n\n{_values('listed_rules', columns, rows)}\n\n"
        f"select\n    '{collection}' as collection,\n    code,\n    title,\n"
        "    severity,\n    first_year,\n    cast(last_year as integer) as last_year,"
        "\n    advice\nfrom listed_rules\n"
    )


def _rule_fields(collection: str, rules: list[RuleVersion]) -> str:
    rows: list[tuple[str | int | None, ...]] = [
        (rule.code, rule.first_year, table, field, position)
        for rule in rules
        for table, fields in rule.fields.items()
        for position, field in enumerate(fields, start=1)
    ]
    columns = "code, first_year, table_name, field, position"
    return (
        "-- One row per version of a rule, table and field that its findings point "
        f"at.\n-- {NOTICE}\nwith\n\n{_values('listed_fields', columns, rows)}\n\n"
        f"select\n    '{collection}' as collection,\n    code,\n    first_year,\n"
        "    table_name,\n    field,\n    position\nfrom listed_fields\n"
    )


def _rule_tables(collection: str, rules: list[RuleVersion]) -> str:
    rows: list[tuple[str | int | None, ...]] = [
        (rule.code, rule.first_year, table) for rule in rules for table in rule.needs
    ]
    columns = "code, first_year, table_name"
    return (
        "-- One row per version of a rule and table that it cannot run without.\n"
        f"-- {NOTICE}\nwith\n\n{_values('listed_tables', columns, rows)}\n\n"
        f"select\n    '{collection}' as collection,\n    code,\n    first_year,\n"
        "    table_name\nfrom listed_tables\n"
    )


def _rule_results(collection: str, rules: list[RuleVersion]) -> str:
    parts = [
        "    select\n"
        f"        '{rule.code}' as code,\n"
        f"        {rule.first_year} as first_year,\n"
        "        return_id,\n        finding_key,\n        table_name,\n"
        "        row_number,\n        role,\n        details\n"
        f"    from {{{{ ref('{rule.model}') }}}}"
        for rule in rules
    ]
    union = "\n    union all\n".join(parts)
    return (
        "-- One row per rule, return, finding and location that breaks the rule.\n"
        f"-- {NOTICE}\nwith\n\nall_results as (\n\n{union}\n\n),\n\n"
        "rules_to_run as (\n\n    select *\n"
        "    from {{ ref('int_rules_to_run') }}\n"
        f"    where collection = '{collection}' and reason is null\n\n),\n\n"
        "results_of_rules_to_run as (\n\n    select distinct\n"
        "        all_results.code,\n        all_results.first_year,\n"
        "        all_results.return_id,\n        all_results.finding_key,\n"
        "        all_results.table_name,\n        all_results.row_number,\n"
        "        all_results.role,\n        all_results.details\n"
        "    from all_results\n    inner join rules_to_run\n        on\n"
        "            all_results.code = rules_to_run.code\n"
        "            and all_results.first_year = rules_to_run.first_year\n"
        "            and all_results.return_id = rules_to_run.return_id\n\n)\n\n"
        "select * from results_of_rules_to_run\n"
    )


def _cell(table: Table) -> str:
    lines = ["        case listed.field"]
    lines += [
        f"            when '{column.name}' then stored.\"{column.name}\""
        for column in table.columns
    ]
    # A field that is no column of the table (AssessmentFactors) shows the details.
    return "\n".join(
        [*lines, "            else listed.details", "        end as value"]
    )


def _finding_cells(layout: Layout, rules: list[RuleVersion]) -> str:
    parts = []
    named = {table for rule in rules for table in rule.fields}
    for table in layout.tables:
        if table.name not in named:
            continue
        child = f'stored."{table.child_id}"' if table.child_id else "null"
        episode = f'stored."{table.episode_id}"' if table.episode_id else "null"
        source = f"{layout.collection}__{table.name}"
        parts.append(
            "    select\n        listed.*,\n"
            f"        cast({child} as string) as child_id,\n"
            f"        cast({episode} as string) as episode_id,\n{_cell(table)}\n"
            "    from listed_cells as listed\n"
            f"    inner join {{{{ source('{layout.collection}', '{source}') }}}} "
            "as stored\n        on\n"
            "            listed.return_id = stored.return_id\n"
            "            and listed.row_number = stored.row_number\n"
            f"    where listed.table_name = '{table.name}'"
        )
    union = "\n    union all\n".join(parts)
    return (
        "-- One row per rule, finding, record and field that a finding points at.\n"
        f"-- {NOTICE}\nwith\n\nlisted_cells as (\n\n    select\n"
        "        results.code,\n        results.first_year,\n"
        "        results.return_id,\n        results.finding_key,\n"
        "        results.table_name,\n        results.row_number,\n"
        "        results.role,\n        results.details,\n        fields.field\n"
        f"    from {{{{ ref('int_{layout.collection}__rule_results') }}}} as results\n"
        f"    inner join {{{{ ref('int_{layout.collection}__rule_fields') }}}} "
        "as fields\n        on\n"
        "            results.code = fields.code\n"
        "            and results.first_year = fields.first_year\n"
        "            and results.table_name = fields.table_name\n\n),\n\n"
        f"cells as (\n\n{union}\n\n)\n\nselect * from cells\n"
    )


def rule_model_files(layout: Layout) -> dict[Path, str]:
    """The models of a return's rules: path below the project root and text.

    Args:
        layout: The return.
    """
    name = layout.collection
    rules = rule_versions(name)
    if not rules:
        return {}
    folder = Path(f"models/intermediate/{name}")
    results = folder / "results"
    return {
        folder / f"int_{name}__rules.sql": _rule_catalogue(name, rules),
        folder / f"int_{name}__rule_fields.sql": _rule_fields(name, rules),
        folder / f"int_{name}__rule_tables.sql": _rule_tables(name, rules),
        results / f"int_{name}__rule_results.sql": _rule_results(name, rules),
        results / f"int_{name}__rule_cells.sql": _finding_cells(layout, rules),
    }
