"""Contracts: what one table of a return has to look like, as pandera models.

A contract knows one table at a time, as received. Anything that needs another table
or row is a rule; where a rule in force reports missing values or wrong codes of a
field, the contract leaves that aspect to it.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import pandera.polars as pa
import polars as pl

from returncheck.project import kept_for_project
from returncheck.returns.code_lists import codes
from returncheck.returns.contract_findings import (
    ContractFinding,
    empty_findings,
    findings_frame,
)
from returncheck.returns.contract_schema import ContractModel
from returncheck.returns.coverage import Aspect, Coverage
from returncheck.returns.quoting import shown_value
from returncheck.returns.tables import Column, Kind, Layout, Table
from returncheck.returns.text_checks import CheckName, TextCheck, text_checks

_ROW_NUMBER: Final = "row_number"
_SEVERITY: Final = "error"
# Names of pandera's own checks in its failure cases.
_NOT_NULL: Final = "not_nullable"
_MISSING: Final = "column_in_dataframe"


@kept_for_project
def contract_model(
    layout: Layout,
    table_name: str,
    year: int | None,
    covered: frozenset[Coverage] = frozenset(),
    *,
    as_written: bool = False,
) -> type[ContractModel]:
    """The contract of one table in one return year.

    It judges polars and pandas frames, as text; a LazyFrame is refused.

    Args:
        layout: The collection.
        table_name: Official table name.
        year: Return year (ending 31 March); None for a collection without years.
        covered: What rules in force report; the model says nothing about it.
        as_written: Whether cells are read as people write them before they are judged,
            where the return does so; False for those of a raw table, which are judged
            as they are stored.

    Returns:
        A model named like `KpiReturnFigures`, with one field a column of that
        year and one check a demand; missing values pass every check but nullability.
        A value that fails several checks fails the most basic alone. It has no field
        when the year has no such table.

    Raises:
        KeyError: The collection has no such table.
    """
    table = layout.table(table_name)
    held = table.columns_in(year) if table.holds_in(year) else ()
    annotations: dict[str, Any] = {}
    namespace: dict[str, Any] = {
        "__module__": __name__,
        "__annotations__": annotations,
        "__doc__": _docstring(layout, table, year, held),
    }
    if as_written:
        read = _plain_cells(layout, table_name)
        namespace["plain_cells_"] = classmethod(lambda _: read)
    for column in held:
        needed = column.required and not _is_covered(
            covered, table, column, Aspect.PRESENCE
        )
        annotations[column.name] = (str | None) if column.optional else str
        namespace[column.name] = pa.Field(
            nullable=not needed, description=column.description or None
        )
        earlier: list[TextCheck] = []
        for check in _column_checks(layout, table, column, year, covered):
            method = _check_method(check, tuple(earlier))
            namespace[f"check_{column.name}_{check.name}"] = pa.check(
                column.name, name=check.name.value
            )(method)
            earlier.append(check)
    return type(_class_name(layout, table, year), (ContractModel,), namespace)


@kept_for_project
def contract_checks(
    layout: Layout,
    table_name: str,
    year: int | None,
    covered: frozenset[Coverage] = frozenset(),
) -> tuple[tuple[str, CheckName], ...]:
    """The checks that the contract of a table makes.

    Args:
        layout: The collection.
        table_name: Official table name.
        year: Return year (ending 31 March); None for a collection without years.
        covered: What rules in force report, and the contract does not check.

    Returns:
        Column and check, in the order of the columns: that it is there, that it has a
        value, then what its values are.

    Raises:
        KeyError: The collection has no such table.
    """
    columns = contract_model(layout, table_name, year, covered).to_schema().columns
    checks: list[tuple[str, CheckName]] = []
    for name, column in columns.items():
        if column.required:
            checks.append((name, CheckName.COLUMN))
        if not column.nullable:
            checks.append((name, CheckName.REQUIRED))
        checks += [(name, CheckName(check.name)) for check in column.checks]
    return tuple(checks)


def check_batch(
    layout: Layout,
    table_name: str,
    frame: pl.DataFrame,
    year: int | None,
    covered: frozenset[Coverage] = frozenset(),
) -> pl.DataFrame:
    """Every value of a batch that breaks the contract.

    Args:
        layout: The collection.
        table_name: Official table name.
        frame: Collected frame with `row_number` and official columns; columns that
            the year does not have are not looked at. Empty text counts as missing.
        year: Return year (ending 31 March); None for a collection without years.
        covered: What rules in force report; nothing is found about it.

    Returns:
        Rows of `contract_findings.FINDING_SCHEMA`, all errors, at most one for a
        value: first one for each missing column (without a row number), then by row
        and in the order of the columns.

    Raises:
        KeyError: The collection has no such table.
    """
    table = layout.table(table_name)
    model = contract_model(layout, table_name, year, covered)
    fields = list(model.to_schema().columns)
    try:
        model.validate(
            frame.select(name for name in fields if name in frame), lazy=True
        )
    except pa.errors.SchemaErrors as error:
        return _findings(layout, table, frame, year, error.failure_cases)
    return empty_findings()


def _plain_cells(
    layout: Layout, table_name: str
) -> Callable[[pl.DataFrame], pl.DataFrame] | None:
    """How a return reads the cells of a table; None where it takes them as they are."""
    from returncheck.returns.registry import kinds

    for kind in kinds():
        if kind.layout is layout and kind.plain_cells is not None:
            return partial(kind.plain_cells, table_name)
    return None


def _column_checks(
    layout: Layout,
    table: Table,
    column: Column,
    year: int | None,
    covered: frozenset[Coverage],
) -> list[TextCheck]:
    is_covered = _is_covered(covered, table, column, Aspect.CODES)
    # What a date, number or flag can be read as is its code list.
    if column.kind is not Kind.TEXT and is_covered:
        return []
    allowed = None
    if column.code_list is not None and not is_covered:
        allowed = codes(layout.collection, column.code_list, year)
    return text_checks(column, allowed, year)


def _is_covered(
    covered: frozenset[Coverage], table: Table, column: Column, aspect: Aspect
) -> bool:
    return Coverage(table=table.name, field=column.name, aspect=aspect) in covered


def _check_method(
    check: TextCheck, earlier: tuple[TextCheck, ...]
) -> Callable[[type, Any], pl.LazyFrame]:
    def method(_model: type, data: Any) -> pl.LazyFrame:  # noqa: ANN401
        value = pl.col(data.key)
        excused = [value.is_null(), *(~other.passes(value) for other in earlier)]
        passed: pl.LazyFrame = data.lazyframe.select(
            pl.any_horizontal(*excused, check.passes(value))
        )
        return passed

    # A subclass makes the check anew, and pandera then names it by its function.
    method.__name__ = check.name.value
    return method


def _class_name(layout: Layout, table: Table, year: int | None) -> str:
    collection = "".join(part.title() for part in layout.collection.split("_"))
    return f"{collection}{table.name}{year or ''}"


def _docstring(
    layout: Layout, table: Table, year: int | None, held: tuple[Column, ...]
) -> str:
    of_year = f" in {year}" if year else ""
    columns = ", ".join(column.name for column in held) or "none"
    return (
        f"Contract of the {layout.title} table {table.name}{of_year}.\n\n"
        f"Text as received, one row a record. Columns: {columns}."
    )


def _findings(
    layout: Layout,
    table: Table,
    frame: pl.DataFrame,
    year: int | None,
    failures: pl.DataFrame,
) -> pl.DataFrame:
    missing = failures.filter(pl.col("check") == _MISSING)["failure_case"].to_list()
    parts = [_missing_column(layout, table, name) for name in missing]
    order = {column.name: place for place, column in enumerate(table.columns)}
    by_value = failures.filter(pl.col("index").is_not_null())
    values = [
        _faulty_values(layout, table, year, frame, cases).with_columns(
            pl.lit(order[cases["column"][0]]).alias("_order")
        )
        for cases in by_value.partition_by("column", "check")
    ]
    if values:
        ordered = pl.concat(values).sort(_ROW_NUMBER, "_order", maintain_order=True)
        parts.append(ordered.drop("_order"))
    return pl.concat([empty_findings(), *parts])


def _missing_column(layout: Layout, table: Table, name: str) -> pl.DataFrame:
    finding = ContractFinding(
        check_id=contract_check_id(layout, table, name, CheckName.COLUMN),
        severity=_SEVERITY,
        table_name=table.name,
        field=name,
        message=(
            f"{table.name} has no column {name}. "
            "Add it, with empty cells where there is no value."
        ),
    )
    return findings_frame([finding])


def _faulty_values(
    layout: Layout,
    table: Table,
    year: int | None,
    frame: pl.DataFrame,
    cases: pl.DataFrame,
) -> pl.DataFrame:
    """The findings of one check of one column, from the positions that failed."""
    column = table.column(cases["column"][0])
    is_missing = cases["check"][0] == _NOT_NULL
    name = CheckName.REQUIRED if is_missing else CheckName(cases["check"][0])
    checks = {
        check.name: check
        for check in _column_checks(layout, table, column, year, frozenset())
    }
    value = pl.col(column.name).cast(pl.String)
    child_id = pl.col(table.child_id or "")
    has_child = table.child_id in frame.columns
    return frame[cases["index"]].select(
        pl.lit(contract_check_id(layout, table, column.name, name)).alias("check_id"),
        pl.lit(_SEVERITY).alias("severity"),
        pl.lit(table.name).alias("table_name"),
        pl.col(_ROW_NUMBER).cast(pl.Int64),
        (child_id if has_child else pl.lit(None)).cast(pl.String).alias("child_id"),
        pl.lit(column.name).alias("field"),
        (pl.lit(None, pl.String) if is_missing else value).alias("value"),
        _message(table, column, value, checks.get(name)).alias("message"),
    )


def _message(
    table: Table, column: Column, value: pl.Expr, check: TextCheck | None
) -> pl.Expr:
    where = pl.concat_str(pl.lit(f"{table.name} row "), pl.col(_ROW_NUMBER))
    if check is None:
        return pl.concat_str(
            where, pl.lit(f" has no {column.name}. Enter it in the record.")
        )
    usual = f"{check.fault}. {check.advice}"
    own = column.advise

    def words(text: str) -> str:
        return (own(text) if own is not None else None) or usual

    return pl.concat_str(
        where,
        pl.lit(f": {column.name} "),
        value.map_elements(shown_value, return_dtype=pl.String),
        pl.lit(" "),
        value.map_elements(words, return_dtype=pl.String),
    )


def contract_check_id(
    layout: Layout, table: Table, field: str, check: CheckName
) -> str:
    """The name of a check in findings and outcomes."""
    return f"contract:{layout.collection}.{table.name}.{field}.{check}"
