"""SQL that both engines read, and that gives other values on Spark than on DuckDB.

Not seen here: which columns can be null (a `concat` of one, unless the query itself
says so), types (a date minus a date whose name does not say so, a whole number divided
by a decimal that a column holds).
"""

from collections.abc import Iterator

from portable_grammar import trees
from sqlglot import exp

# Columns that no model leaves null where it orders by them.
_NEVER_NULL_NAMES = """
    area_name calendar_date code comparison indicator_id la_code load_order
    month_number month_start period_end period_type place return_id return_year
    row_number source status table_name wording
"""
NEVER_NULL = frozenset(_NEVER_NULL_NAMES.split())
_WHOLE = exp.Round | exp.Floor | exp.Sign | exp.Extract
_NULL = exp.Nullif | exp.Null | exp.Lag | exp.Lead
_WHOLE_TYPES = ("int", "bigint")


def value_faults(sql: str) -> list[str]:
    """What of a query gives other values on Spark."""
    as_duckdb = [node for tree in trees(sql, "duckdb") for node in tree.walk()]
    as_spark = [node for tree in trees(sql) for node in tree.walk()]
    faults = {fault for node in as_duckdb for fault in _faults(node)}
    for node, twin in zip(_orders(as_duckdb), _orders(as_spark), strict=True):
        # Each dialect fills in its own default where none is stated.
        is_stated = node.args["nulls_first"] == twin.args["nulls_first"]
        columns = {column.name for column in node.find_all(exp.Column)}
        if not is_stated and not columns <= NEVER_NULL:
            faults.add(f"nulls come first on Spark: order by {node.this.sql()}")
    return sorted(faults)


def _orders(nodes: list[exp.Expression]) -> list[exp.Expression]:
    """Orders that can meet nulls: a percentile leaves them out."""
    return [
        node
        for node in nodes
        if isinstance(node, exp.Ordered)
        and not isinstance(node.parent.parent, exp.WithinGroup)
    ]


def _faults(node: exp.Expression) -> Iterator[str]:
    if type(node) is exp.Concat:
        for part in node.expressions:
            if _can_be_null(part):
                yield f"concat gives null on Spark: {part.sql('duckdb')}"
    if isinstance(node, exp.Cast) and _is_whole_quotient(node):
        yield f"Spark cuts what DuckDB rounds: {node.sql('duckdb')}"
    if isinstance(node, exp.Div) and _holds_whole_decimal(node):
        yield f"Spark divides decimals: {node.sql('duckdb')}"
    if isinstance(node, exp.Round) and node.args.get("decimals") is not None:
        yield f"Spark rounds a half as it is written: {node.sql('duckdb')}"
    if isinstance(node, exp.Sub) and _is_day(node.this) and _is_day(node.expression):
        yield f"an interval on Spark: {node.sql('duckdb')}"
    if isinstance(node, exp.Literal) and _holds_backslash(node):
        yield f"a backslash escapes on Spark: {node.sql('duckdb')}"


def _can_be_null(part: exp.Expression) -> bool:
    """Whether the query itself says that a value can be null; a column does not."""
    if isinstance(part, exp.Case):
        branches = [branch.args["true"] for branch in part.args["ifs"]]
        default = part.args.get("default")
        return default is None or any(map(_can_be_null, [*branches, default]))
    if isinstance(part, exp.Coalesce):
        return all(map(_can_be_null, [part.this, *part.expressions]))
    if isinstance(part, exp.Window):
        return _can_be_null(part.this)
    if isinstance(part, exp.DPipe | exp.Paren | exp.Replace) or type(part) is exp.Cast:
        return any(map(_can_be_null, part.iter_expressions()))
    return isinstance(part, _NULL)


def _is_whole_quotient(cast: exp.Cast) -> bool:
    inner = cast.this.unnest()
    return (
        cast.to.is_type(*_WHOLE_TYPES)
        and not isinstance(inner, _WHOLE)
        and inner.find(exp.Div, exp.Avg) is not None
    )


def _holds_whole_decimal(division: exp.Expression) -> bool:
    """Whether a factor is written 100.0, which makes a decimal of a whole number."""
    parts = [division.this, division.expression]
    while parts:
        part = parts.pop().unnest()
        if isinstance(part, exp.Mul | exp.Div):
            parts += [part.this, part.expression]
        elif isinstance(part, exp.Literal) and part.this.endswith(".0"):
            return True
    return False


def _is_day(part: exp.Expression) -> bool:
    return isinstance(part, exp.Column) and part.name.endswith(("_date", "_end", "_on"))


def _holds_backslash(literal: exp.Literal) -> bool:
    return (
        literal.is_string
        and "\\" in literal.this
        and not isinstance(literal.parent, exp.RegexpLike)
    )
