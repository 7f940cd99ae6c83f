"""The grammar that DuckDB and Spark share, and what of a query is outside it.

sqlglot's parser accepts more than Spark's, so the parts of a query, the functions and
the types are closed lists; each entry has been run on Spark 4 and on DuckDB.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import sqlglot
from sqlglot import exp
from sqlglot.tokens import Token, TokenType

_FUNCTION_NAMES = """
    abs avg bool_and bool_or cast chr coalesce concat concat_ws count count_if day
    decimal exp extract floor greatest lag lead least length log10 lower lpad
    make_date max max_by md5 min mod month nullif percentile_cont position pow rank
    regexp_replace regr_r2 regr_slope replace round row_number sign sqrt substring
    sum trim try_cast upper year
"""
# What only the macros' branches for Spark write.
_NAMES_OF_SPARK = "add_months date_add explode listagg sequence unix_date weekday"
_TYPE_NAMES = "bigint boolean date decimal double int integer string timestamp"
# sqlglot's names for the parts of a query that are no functions.
_PART_NAMES = """
    Add Alias And Between Boolean CTE Case Column ColumnDef Create DPipe DataType
    DataTypeParam Delete Distinct Div EQ Filter From GT GTE Group Having Identifier
    If In Is Join LT LTE Like Literal Mod Mul NEQ Neg Not Null NullSafeEQ
    NullSafeNEQ Or Order Ordered Paren Qualify Schema Select Star Sub Subquery Table
    TableAlias TruncateTable Tuple Union Values Var Where Window WindowSpec With
    WithinGroup
"""
FUNCTIONS = frozenset([*_FUNCTION_NAMES.split(), *_NAMES_OF_SPARK.split()])
TYPES = frozenset(_TYPE_NAMES.split())
PARTS = frozenset(_PART_NAMES.split())
JOINS = frozenset(["", "ANTI", "CROSS", "FULL", "INNER", "LEFT", "LEFT ANTI"])

# What only Spark's branch of `published_files` reads: files, by their quoted path.
_FILES = re.compile(r"csv\.`[^`]*`")
_CAST = re.compile(r"\bcast\(.*?\bas (\w+)(?:\([^)]*\))?\s*\)", re.S)


@cache
def trees(sql: str, dialect: str = "spark") -> list[exp.Expression]:
    """The statements as a dialect of sqlglot reads them."""
    parsed = sqlglot.parse(_FILES.sub("files", sql), read=dialect)
    return [tree for tree in parsed if tree is not None]


def grammar_faults(sql: str) -> list[str]:
    """What of a query is outside the grammar that the engines share."""
    try:
        statements = trees(sql)
    except sqlglot.ParseError as error:
        return [str(error).splitlines()[0]]
    # DuckDB's tokens, because Spark's take a quoted name for a text.
    tokens = sqlglot.tokenize(_FILES.sub("files", sql), read="duckdb")
    found = {
        "part": {fault for tree in statements for fault in _odd_parts(tree)},
        "function": _called(tokens) - FUNCTIONS,
        "type": {name.lower() for name in _CAST.findall(sql)} - TYPES,
        "quoted name": {
            token.text for token in tokens if token.token_type == TokenType.IDENTIFIER
        },
    }
    return [
        f"{kind}: {name}" for kind, names in found.items() for name in sorted(names)
    ]


def _odd_parts(tree: exp.Expression) -> Iterator[str]:
    for node in tree.walk():
        if isinstance(node, exp.Func) and not isinstance(node, exp.Array | exp.Struct):
            continue
        if type(node).__name__ not in PARTS:
            yield type(node).__name__
        if isinstance(node, exp.Star) and any(node.args.values()):
            yield "* except or replace"
        if isinstance(node, exp.Distinct) and node.args.get("on"):
            yield "distinct on"
        if isinstance(node, exp.Join):
            words = (node.method, node.side, node.kind)
            join = " ".join(word for word in words if word)
            if join not in JOINS:
                yield f"{join} join"


def _called(tokens: list[Token]) -> set[str]:
    """Names directly followed by a bracket: functions, and types with a size."""
    return {
        name.text.lower()
        for name, bracket in pairwise(tokens)
        if bracket.token_type == TokenType.L_PAREN
        and bracket.start == name.end + 1
        and name.text.isidentifier()
    }
