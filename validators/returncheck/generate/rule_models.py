"""The models that follow from the rules of one return: results, cells of findings.

The rules stand in each model as a literal list that a `for` reads, so that dbt finds
every model that the list names. DuckDB's planning time grows with the square of the
number of rules in one statement: the results are built a block of rules at a time.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from returncheck.catalogue.rules import PREVIOUS, RuleVersion, rule_versions
from returncheck.generate.notice import NOTICE
from returncheck.generate.rule_templates import (
    BLOCK_MODEL,
    CELLS_MODEL,
    DESCRIPTION,
    PREVIOUS_CELLS,
    PREVIOUS_RETURNS,
    RESULTS_MODEL,
    TOLD_MODEL,
)
from returncheck.returns.tables import Layout, Table

_BLOCK = 25
"""Most versions of rules in one statement."""

_RESULTS = "One row per rule, return, finding and location that breaks the rule"
_TOLD = "One row per rule, finding and value that it may report missing or wrong"
_CELLS = "One row per rule, finding, record and field that a finding points at"


def rule_model_files(layout: Layout) -> dict[Path, str]:
    """The models of a return's rules: path below the project root and text.

    Args:
        layout: The return.
    """
    rules = rule_versions(layout.collection)
    if not rules:
        return {}
    union = f"int_{layout.collection}__rule_results"
    blocks = {
        f"{union}_{start // _BLOCK + 1}": rules[start : start + _BLOCK]
        for start in range(0, len(rules), _BLOCK)
    }
    models = {
        name: _block(layout.collection, listed) for name, listed in blocks.items()
    }
    models[union] = RESULTS_MODEL.substitute(
        grain=_RESULTS, notice=NOTICE, blocks=_lines(f"'{name}'" for name in blocks)
    )
    cells = f"int_{layout.collection}__rule_cells"
    models[cells] = _cells(layout, rules)
    told = f"int_{layout.collection}__told_cells"
    models[told] = TOLD_MODEL.substitute(
        grain=_TOLD,
        notice=NOTICE,
        collection=layout.collection,
        tables=_told_tables(layout, rules),
        nested=_nested(layout, rules),
    )
    folder = Path("models/intermediate") / layout.collection / "results"
    files = {folder / f"{name}.sql": text for name, text in models.items()}
    for name, listed in blocks.items():
        span = f", of rules {listed[0].code} to {listed[-1].code}"
        files[folder / f"{name}.yml"] = _yaml(name, _RESULTS, span, "table")
    files[folder / f"{union}.yml"] = _yaml(union, _RESULTS, ", of all rules", "view")
    files[folder / f"{cells}.yml"] = _yaml(cells, _CELLS, "", "table")
    files[folder / f"{told}.yml"] = _yaml(told, _TOLD, "", "table")
    return files


def _block(collection: str, rules: Sequence[RuleVersion]) -> str:
    return BLOCK_MODEL.substitute(
        grain=_RESULTS,
        notice=NOTICE,
        collection=collection,
        versions=_lines(
            f"('{rule.code}', {rule.first_year}, '{rule.model}', "
            f"'{'counted_as' if rule.joins_findings else 'null'}')"
            for rule in rules
        ),
    )


def _cells(layout: Layout, rules: Sequence[RuleVersion]) -> str:
    named = {table for rule in rules for table in rule.fields}
    own = [table for table in layout.tables if table.name in named]
    before = [each for each in layout.tables if f"{each.name}{PREVIOUS}" in named]
    listed = "{% set previous_tables = [\n" + _lines(map(_table, before)) + "\n] %}\n"
    cells = PREVIOUS_CELLS.substitute(collection=layout.collection)
    return CELLS_MODEL.substitute(
        grain=_CELLS,
        notice=NOTICE,
        collection=layout.collection,
        tables=_lines(map(_table, own)),
        previous_tables=listed if before else "",
        previous_returns=PREVIOUS_RETURNS if before else "",
        previous_cells=cells if before else "",
    )


def _table(table: Table) -> str:
    child = f"stored.{table.child_id}" if table.child_id else "null"
    episode = f"stored.{table.episode_id}" if table.episode_id else "null"
    columns = "".join(f"\n        '{column.name}'," for column in table.columns)
    return f"('{table.name}', '{child}', '{episode}', [{columns}\n    ])"


def _told_tables(layout: Layout, rules: Sequence[RuleVersion]) -> str:
    """The tables with values that rules tell of, all of them where none does."""
    told = {name for rule in rules for name in (*rule.missing, *rule.wrong)}
    return _lines(
        f"('{table.name}', [{_quoted(column.name for column in table.columns)}])"
        for table in layout.tables
        if table.name in told or not told
    )


def _nested(layout: Layout, rules: Sequence[RuleVersion]) -> str:
    """Tables that a rule tells of beside the first that it points at."""
    entries = []
    for rule in rules:
        holder = layout.table(next(iter(rule.fields)).removesuffix(PREVIOUS))
        for name in dict.fromkeys((*rule.missing, *rule.wrong)):
            if name == holder.name:
                continue
            table = layout.table(name)
            shared = {column.name for column in table.columns}
            keys = (
                column.name
                for column in holder.columns
                if column.name in shared and column.name != holder.child_id
            )
            entries.append(
                f"('{rule.code}', {rule.first_year}, '{name}', '{holder.name}', "
                f"'{holder.child_id}', [{_quoted(keys)}])"
            )
    return _lines(entries)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _lines(entries: Iterable[str]) -> str:
    return "\n".join(f"    {entry}," for entry in entries)


def _yaml(name: str, grain: str, more: str, materialized: str) -> str:
    return DESCRIPTION.substitute(
        notice=NOTICE, name=name, grain=grain, more=more, materialized=materialized
    )
