"""Writes a new rule of an extension: SQL, YAML and cases that pass as they are."""

import re
from pathlib import Path
from string import Template

from returncheck.errors import ConfigError
from returncheck.extensions.folder import read_namespace
from returncheck.extensions.rules import CASES, CODE, FOLDER
from returncheck.project import project_root
from returncheck.returns.registry import LAYOUTS
from returncheck.returns.tables import Kind, Layout, Table

_SQL = Template("""\
-- One row per record of $table whose $field is before 2000.
with

records as (

    select * from {{ ref('$staging') }}

),

early_records as (

    select
        return_id,
        {{ finding_key(["'$table'", 'row_number']) }} as finding_key,
        '$table' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from records
    where $column < cast('2000-01-01' as date)

)

select * from early_records
""")
_YAML = Template("""\
models:
  - name: rule_${collection}__$stem
    description: >-
      One row per record of $table whose $field is before 2000. 1 January 2000
      passes, as does a missing date.
    config:
      meta:
        code: "$code"
        title: $field is before 2000
        severity: query
        first_year: $year
        fields:
          $table: [$field]
        needs: [$table]
        advice: Check the date. Correct it, or give the reason.
""")
_CASES = Template("""\
code: "$code"
cases:
  - name: the last day before 2000, not the first of it
    year: $year
    tables:
      $table:
        - {$child: C1, $field: "$before"}
        - {$child: C2, $field: "$after"}
    findings:
      - {$table: [1]}

  - name: a missing date passes
    year: $year
    tables:
      $table:
        - {$child: C1}
    findings: []
""")


_WRITTEN = {
    Kind.DATE: ("1999-12-31", "2000-01-01"),
    Kind.DAY_FIRST_DATE: ("31/12/1999", "01/01/2000"),
}
"""The last day before 2000 and the first of it, as a kind of date is written."""


def write_rule(
    code: str, folder: Path, *, collection: str, table: str | None
) -> list[Path]:
    """Write a rule to start from.

    Args:
        code: Its code, with or without the extension's namespace.
        folder: The extension; made when it is missing.
        collection: The return that it checks.
        table: Official name of the table that it reads; None for the first of a
            child's records that has a date.

    Returns:
        The files, in the order in which to work on them.

    Raises:
        ConfigError: The code cannot be one, there is such a rule, or the table has no
            date.
    """
    namespace = read_namespace(folder) if folder.is_dir() else ""
    bare = code.removeprefix(f"{namespace}:") if namespace else code
    if not CODE.fullmatch(bare):
        raise ConfigError(
            f"'{code}' is no code of a rule. Use letters, digits, - and _: LA01."
        )
    layout = LAYOUTS[collection]
    chosen, field, staging, column = _source(layout, table)
    before, after = _WRITTEN[chosen.column(field).kind]
    stem = bare.lower().replace("-", "_")
    parts = {
        "code": bare,
        "stem": stem,
        "collection": collection,
        "table": chosen.name,
        "field": field,
        "staging": staging,
        "column": column,
        "child": chosen.child_id,
        "before": before,
        "after": after,
        "year": _first_final_year(collection),
    }
    rule = folder / FOLDER / f"rule_{collection}__{stem}"
    files = {
        rule.with_name(f"{rule.name}.sql"): _SQL.substitute(parts),
        rule.with_name(f"{rule.name}.yml"): _YAML.substitute(parts),
        folder / CASES / f"{bare.lower()}.yml": _CASES.substitute(parts),
    }
    for path in files:
        if path.exists():
            raise ConfigError(f"There is {path} already. Choose another code.")
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ConfigError(
            f"{error.filename} cannot be written: {error.strerror}. "
            "Choose another --extension."
        ) from error
    return list(files)


def _source(layout: Layout, name: str | None) -> tuple[Table, str, str, str]:
    """A table with a date: the table, the field, and staging model and column."""
    found = {
        table.name: (table, *source)
        for table in layout.tables
        if table.child_id is not None
        and (source := _dated(layout.collection, table)) is not None
    }
    known = {each.lower(): each for each in found}
    if name is None:
        return next(iter(found.values()))
    if name.lower() not in known:
        raise ConfigError(
            f"A rule to start from needs a table of dates, and '{name}' is none. "
            f"Choose one of: {', '.join(found)}."
        )
    return found[known[name.lower()]]


def _dated(collection: str, table: Table) -> tuple[str, str, str] | None:
    """Field, staging model and column of the first date that every year has."""
    folder = project_root() / "models" / "staging" / collection
    source = f"source('{collection}', '{collection}__{table.name}')"
    for path in sorted(folder.glob("stg_*.sql")):
        sql = path.read_text(encoding="utf-8")
        if source not in sql:
            continue
        for field in table.columns:
            if field.kind not in _WRITTEN or field.first_year is not None:
                continue
            pattern = rf"to_\w*date\('(?:\w+\.)?{field.name}'\)\s*}}}}\s+as\s+(\w+)"
            if (read := re.search(pattern, sql)) is not None:
                return field.name, path.stem, read[1]
    return None


def _first_final_year(collection: str) -> int:
    from returncheck.catalogue.rule_sets import rule_sets

    return min(each.year for each in rule_sets(collection))
