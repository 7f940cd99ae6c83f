"""The timelines of the children with most findings, for those who mend them."""

from collections import defaultdict
from typing import TYPE_CHECKING

from returncheck.results.check_result import CheckResult
from returncheck.results.grouping import MOST_CHILDREN, with_something_to_do
from returncheck.returns.registry import kind_of
from returncheck.returns.timelines import ChildTimeline

if TYPE_CHECKING:
    import duckdb


def read_timelines(
    connection: "duckdb.DuckDBPyConnection", result: CheckResult
) -> tuple[ChildTimeline, ...]:
    """The timelines of the children that the page lists.

    Args:
        connection: An open connection to the built warehouse.
        result: The result, identifiers as received.

    Returns:
        At most `MOST_CHILDREN`, those with most errors first; of children of returns
        that can tell a timeline.
    """
    children = with_something_to_do(result.by_child).head(MOST_CHILDREN)
    keys = list(children.select("return_id", "child_id").iter_rows())
    collections = {each.return_id: each.collection for each in result.returns}
    by_return: dict[str, list[str]] = defaultdict(list)
    for return_id, child_id in keys:
        if return_id in collections:
            by_return[return_id].append(child_id)
    found: dict[tuple[str, str], ChildTimeline] = {}
    for return_id, listed in by_return.items():
        tell = kind_of(collections[return_id]).timelines
        for timeline in tell(connection, return_id, listed) if tell else ():
            found[return_id, timeline.child_id] = timeline
    return tuple(found[key] for key in keys if key in found)
