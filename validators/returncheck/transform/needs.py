"""Without rows of which tables a query has none itself, read off its SQL.

Most steps of a build follow from records that a small run has none of: they are known
to be empty without being planned and run.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from returncheck.warehouse.schemas import RAW

if TYPE_CHECKING:
    import duckdb

Needs = tuple[tuple[str, ...], ...]
"""Ways to a row, and of each the tables that have to hold one: a query has no rows
where each way lacks a row of a table. With a way that needs nothing it may always."""

Tree = Mapping[str, Any]
_Ways = frozenset[frozenset[str]]

ALWAYS: Final[_Ways] = frozenset({frozenset()})
"""Nothing is known to be needed."""

_MOST_WAYS: Final = 64


class NeedsReader:
    """Reads queries, each after those that it reads from."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection") -> None:
        """Read with DuckDB's own parser.

        Args:
            connection: Any connection; nothing is read from its database.
        """
        self._connection = connection
        self._views: dict[str, _Ways] = {}
        self._aggregates = {
            name
            for (name,) in connection.execute(
                "select distinct function_name from duckdb_functions() "
                "where function_type = 'aggregate'"
            ).fetchall()
        }

    def needs(self, name: str, kind: str, query: str) -> Needs:
        """What a step needs to have a row.

        Args:
            name: Name of the step.
            kind: `table` or `view`; in the place of a view stands what it needs.
            query: Its SELECT.

        Returns:
            The ways to a row in alphabetical order; tables of the schema `raw` with it.
        """
        text = self._connection.execute(
            "select json_serialize_sql(?::varchar)", [query]
        ).fetchall()[0][0]
        tree = json.loads(text)
        ways = ALWAYS if tree["error"] else self._of_statements(tree["statements"])
        if kind == "view":
            self._views[name] = ways
        return tuple(sorted(tuple(sorted(way)) for way in ways))

    def _of_statements(self, statements: list[Tree]) -> _Ways:
        return self._of_node(statements[0]["node"], {}) if statements else ALWAYS

    def _of_node(self, node: Tree, known: Mapping[str, _Ways]) -> _Ways:
        """What a SELECT or a UNION of them needs, given the CTEs around it."""
        inside = dict(known)
        for entry in node.get("cte_map", {}).get("map", ()):
            inside[entry["key"]] = self._of_node(
                entry["value"]["query"]["node"], inside
            )
        match node["type"]:
            case "SELECT_NODE":
                return self._of_select(node, inside)
            case "SET_OPERATION_NODE":
                left = self._of_node(node["left"], inside)
                right = self._of_node(node["right"], inside)
                match node["setop_type"]:
                    case "UNION":
                        return _either(left, right)
                    case "INTERSECT":
                        return _both(left, right)
                    case "EXCEPT":
                        return left
        return ALWAYS

    def _of_select(self, node: Tree, known: Mapping[str, _Ways]) -> _Ways:
        if self._has_always_a_row(node):
            return ALWAYS
        ways = self._of_from(node["from_table"], known)
        for condition in _all_of(node.get("where_clause")):
            if condition["type"] == "SUBQUERY" and condition["subquery_type"] in (
                "EXISTS",
                "ANY",
            ):
                inner = self._of_node(condition["subquery"]["node"], known)
                ways = _both(ways, inner)
        return ways

    def _has_always_a_row(self, node: Tree) -> bool:
        """Whether it counts what there is, be it nothing, or gives a total row."""
        if node["aggregate_handling"] != "STANDARD_HANDLING":
            return True
        if node.get("group_expressions"):
            return not all(node["group_sets"])
        if node.get("group_sets") or node.get("having") is not None:
            return True
        told = [node.get(part) for part in ("select_list", "modifiers", "qualify")]
        return any(name in self._aggregates for name in _functions(told))

    def _of_from(self, source: Tree, known: Mapping[str, _Ways]) -> _Ways:
        match source["type"]:
            case "BASE_TABLE":
                return self._of_table(source, known)
            case "SUBQUERY":
                return self._of_node(source["subquery"]["node"], known)
            case "JOIN" if source["ref_type"] != "POSITIONAL":
                left = self._of_from(source["left"], known)
                match source["join_type"]:
                    case "INNER" | "SEMI":
                        return _both(left, self._of_from(source["right"], known))
                    case "LEFT" | "ANTI" | "SINGLE" | "MARK":
                        return left
                    case "RIGHT":
                        return self._of_from(source["right"], known)
                    case "OUTER" | "FULL":
                        return _either(left, self._of_from(source["right"], known))
        return ALWAYS

    def _of_table(self, source: Tree, known: Mapping[str, _Ways]) -> _Ways:
        name, schema = source["table_name"], source.get("schema_name") or ""
        if not schema and name in known:
            return known[name]
        if schema != RAW and name in self._views:
            return self._views[name]
        return frozenset({frozenset({f"{RAW}.{name}" if schema == RAW else name})})


def may_have_rows(needs: Needs, empty: Collection[str]) -> bool:
    """Whether a query may have rows.

    Args:
        needs: What it needs; nothing where that is not known.
        empty: The tables without a row.
    """
    return not needs or any(not any(table in empty for table in way) for way in needs)


def _either(left: _Ways, right: _Ways) -> _Ways:
    return _fewest(left | right)


def _both(left: _Ways, right: _Ways) -> _Ways:
    if len(left) * len(right) > _MOST_WAYS:
        # What is needed of one of the two is needed all the same.
        return min(left, right, key=len)
    return _fewest(frozenset(one | other for one, other in product(left, right)))


def _fewest(ways: _Ways) -> _Ways:
    """Without the ways that need more than another does."""
    return frozenset(way for way in ways if not any(other < way for other in ways))


def _all_of(condition: Tree | None) -> Iterator[Tree]:
    """The conditions that all have to hold."""
    if condition is None:
        return
    if condition["type"] == "CONJUNCTION_AND":
        for part in condition["children"]:
            yield from _all_of(part)
        return
    yield condition


def _functions(found: object) -> Iterator[str]:
    """The names of the functions of an expression, those of queries in it aside."""
    if isinstance(found, list):
        for each in found:
            yield from _functions(each)
    elif isinstance(found, dict):
        if found.get("class") == "SUBQUERY":
            return
        if found.get("class") == "FUNCTION":
            yield found["function_name"]
        for value in found.values():
            yield from _functions(value)
