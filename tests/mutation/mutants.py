"""Small faults put into a model's SQL, one at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import sqlglot
from sqlglot import exp

DIALECT = "duckdb"

_SWAPPED: dict[type[exp.Expression], type[exp.Expression]] = {
    exp.LT: exp.LTE,
    exp.LTE: exp.LT,
    exp.GT: exp.GTE,
    exp.GTE: exp.GT,
    exp.EQ: exp.NEQ,
    exp.NEQ: exp.EQ,
    exp.Add: exp.Sub,
    exp.Sub: exp.Add,
    exp.Mul: exp.Div,
    exp.And: exp.Or,
    exp.Or: exp.And,
    exp.Min: exp.Max,
    exp.Max: exp.Min,
    exp.Least: exp.Greatest,
    exp.Greatest: exp.Least,
}
_ROLES = {"fault": "related", "related": "fault"}


Edit = Callable[[exp.Expression], None]
"""Puts a fault in place of a node, or into it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault that a query can be given.

    Attributes:
        words: What is changed, with the SQL around it.
        place: Number of the node, in the order of a walk.
        edit: Puts it into that node.
    """

    words: str
    place: int
    edit: Edit


def faults(query: str) -> list[Fault]:
    """Every fault that a query can be given, in the order of its nodes.

    A comparison or an operator becomes its neighbour, a join takes in more or fewer
    rows, an order is turned round or dropped, a constant moves by one, a role is
    swapped, a condition is dropped or denied, duplicates stay or go, and the first
    choice of several is all there is.

    Raises:
        sqlglot.errors.ParseError: The query is no SQL that DuckDB would read.
    """
    return [
        Fault(words=f"{words}: {_shown(node)}", place=place, edit=edit)
        for place, node in enumerate(_parsed(query).walk())
        for words, edit in _edits(node)
    ]


def with_fault(query: str, fault: Fault) -> str:
    """The query with one of its faults in it."""
    tree = _parsed(query).copy()
    fault.edit(next(node for at, node in enumerate(tree.walk()) if at == fault.place))
    return tree.sql(DIALECT)


@cache
def _parsed(query: str) -> exp.Expression:
    return sqlglot.parse_one(query, read=DIALECT)


def _shown(node: exp.Expression) -> str:
    return " ".join(node.sql(DIALECT).split())[:120]


def _edits(node: exp.Expression) -> Iterator[tuple[str, Edit]]:
    """What can be changed in a node."""
    if swapped := _SWAPPED.get(type(node)):
        yield f"{node.key} to {swapped.key}", _as_type(swapped)
    if other := _EDITS.get(type(node)):
        yield from other(node)


def _of_chain(node: exp.Expression) -> Iterator[tuple[str, Edit]]:
    for kept, dropped in (("this", "expression"), ("expression", "this")):
        # A longer chain loses its members one by one, further down.
        if not isinstance(node.args[dropped], type(node)):
            shown = _shown(node.args[dropped])
            yield f"dropped {shown} of", _with_argument(kept)


def _of_between(_node: exp.Expression) -> Iterator[tuple[str, Edit]]:
    yield "lower end open", _open_end(exp.GT, exp.LTE)
    yield "upper end open", _open_end(exp.GTE, exp.LT)


def _of_not(_node: exp.Expression) -> Iterator[tuple[str, Edit]]:
    yield "not dropped", _with_argument("this")


def _of_is(node: exp.Expression) -> Iterator[tuple[str, Edit]]:
    if not isinstance(node.parent, exp.Not):
        yield "denied", lambda n: _replace(n, exp.Not(this=n.copy()))


def _of_filter(node: exp.Expression) -> Iterator[tuple[str, Edit]]:
    yield f"{node.key} dropped", lambda n: n.pop()


def _of_join(node: exp.Expression) -> Iterator[tuple[str, Edit]]:
    if node.side == "LEFT":
        yield "left to inner", lambda n: n.set("side", None)
    elif node.args.get("on"):
        yield "inner to left", lambda n: (n.set("kind", None), n.set("side", "LEFT"))


def _of_ordered(node: exp.Expression) -> Iterator[tuple[str, Edit]]:
    turned = not node.args.get("desc")
    yield "order turned", lambda n: n.set("desc", turned)


def _of_order(_node: exp.Expression) -> Iterator[tuple[str, Edit]]:
    yield "order dropped", _drop_order


def _of_coalesce(node: exp.Expression) -> Iterator[tuple[str, Edit]]:
    # A key of a finding spells a null; its macro has a test of its own.
    if node.expressions[0] != exp.Literal.string("null"):
        yield "alternatives dropped", _with_argument("this")


def _of_union(_node: exp.Expression) -> Iterator[tuple[str, Edit]]:
    yield "duplicates", lambda n: n.set("distinct", not n.args.get("distinct"))


def _of_distinct(node: exp.Expression) -> Iterator[tuple[str, Edit]]:
    if isinstance(node.parent, exp.Select):
        yield "distinct dropped", lambda n: n.pop()


def _of_branch(node: exp.Expression) -> Iterator[tuple[str, Edit]]:
    if isinstance(node.parent, exp.Case) and len(node.parent.args["ifs"]) > 1:
        yield "branch dropped", lambda n: n.pop()


def _of_literal(node: exp.Expression) -> Iterator[tuple[str, Edit]]:
    if node.is_string:
        if role := _ROLES.get(node.this):
            yield f"role to {role}", lambda n: n.set("this", role)
    elif node.this.isdigit() and not isinstance(
        node.parent, exp.DataTypeParam | exp.Chr
    ):
        more = str(int(node.this) + 1)
        yield f"to {more}", lambda n: n.set("this", more)


_EDITS = {
    exp.And: _of_chain,
    exp.Or: _of_chain,
    exp.Between: _of_between,
    exp.Not: _of_not,
    exp.Is: _of_is,
    exp.Where: _of_filter,
    exp.Having: _of_filter,
    exp.Qualify: _of_filter,
    exp.Join: _of_join,
    exp.Ordered: _of_ordered,
    exp.Order: _of_order,
    exp.Coalesce: _of_coalesce,
    exp.Union: _of_union,
    exp.Distinct: _of_distinct,
    exp.If: _of_branch,
    exp.Literal: _of_literal,
}


def _replace(node: exp.Expression, other: exp.Expression) -> None:
    node.replace(other)


def _as_type(other: type[exp.Expression]) -> Edit:
    return lambda node: _replace(node, other(**node.copy().args))


def _with_argument(name: str) -> Edit:
    return lambda node: _replace(node, node.args[name].copy())


def _open_end(low: type[exp.Expression], high: type[exp.Expression]) -> Edit:
    def edit(node: exp.Expression) -> None:
        parts = {name: node.args[name].copy() for name in ("this", "low", "high")}
        lower = low(this=parts["this"], expression=parts["low"])
        upper = high(this=parts["this"].copy(), expression=parts["high"])
        _replace(node, exp.Paren(this=exp.And(this=lower, expression=upper)))

    return edit


def _drop_order(node: exp.Expression) -> None:
    """Of an aggregate the argument stays, of a window the rest."""
    if isinstance(node.this, exp.Expression):
        _replace(node, node.this.copy())
    else:
        node.pop()
