"""Values written into a query, for what DuckDB does not give as a stream otherwise.

A relation with parameters is worked out row by row in Python: ten times the time of the
same query with its values in it.
"""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

Parameters = Sequence[object] | Mapping[str, object]

_PARTS = re.compile(
    r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | --[^\n]* | (?P<next>\?) | \$(?P<name>\w+)""",
    re.VERBOSE,
)


def with_values(query: str, parameters: Parameters) -> str:
    """A query with literals in the place of its parameters.

    Args:
        query: SQL with `?` or `$name`; those inside quotes and comments are none.
        parameters: Values in order, or by name: text, numbers, days, times, None, and
            lists of them.

    Raises:
        TypeError: A value of another kind.
        ValueError: Another number of values than the query takes.
    """
    named = parameters if isinstance(parameters, Mapping) else {}
    left = list(parameters) if not isinstance(parameters, Mapping) else []
    used = set()

    def written(part: re.Match[str]) -> str:
        if part["next"]:
            if not left:
                raise ValueError("The query takes more values than there are.")
            return literal(left.pop(0))
        if part["name"]:
            if part["name"] not in named:
                raise ValueError(f"The query takes a value '{part['name']}'.")
            used.add(part["name"])
            return literal(named[part["name"]])
        return part[0]

    filled = _PARTS.sub(written, query)
    if left or used != set(named):
        raise ValueError("There are more values than the query takes.")
    return filled


def literal(value: object) -> str:
    """A value as DuckDB's SQL writes it.

    Raises:
        TypeError: A value of a kind that no query is given.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        return f"{value!r}::double"
    if isinstance(value, str):
        # DuckDB ends a text at a NUL.
        parts = ("'" + part.replace("'", "''") + "'" for part in value.split("\0"))
        text = " || chr(0) || ".join(parts)
        return f"({text})" if "\0" in value else text
    if isinstance(value, datetime) and value.tzinfo is None:
        return f"timestamp '{value.isoformat(sep=' ')}'"
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"date '{value.isoformat()}'"
    if isinstance(value, list | tuple):
        return f"[{', '.join(literal(each) for each in value)}]"
    raise TypeError(f"No query is given a {type(value).__name__}.")
