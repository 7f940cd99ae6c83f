"""A child's year in the SSDA903: placements, legal statuses, times missing, reviews."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from returncheck.returns.timelines import ChildTimeline, Lane, TimelineEntry, joined

if TYPE_CHECKING:
    import duckdb

_SAME_PLACEMENT = "L"
"""RNE of an episode that began with another legal status alone."""

_QUERIES = {
    "episodes": (
        "select child, decom as start, dec as finish, coalesce(place, '') as place, "
        "coalesce(ls, '') as ls, coalesce(rne, '') as rne from stg_ssda903__episodes "
        "where return_id = $return_id and list_contains($children, child) "
        "and decom is not null order by child, decom, row_number"
    ),
    "missing": (
        "select child, mis_start as start, mis_end as finish, "
        "coalesce(missing, '') as text from stg_ssda903__missing "
        "where return_id = $return_id and list_contains($children, child) "
        "and mis_start is not null order by child, mis_start, row_number"
    ),
    "reviews": (
        "select child, review as start, null as finish, "
        "coalesce(review_code, '') as text from stg_ssda903__reviews "
        "where return_id = $return_id and list_contains($children, child) "
        "and review is not null order by child, review, row_number"
    ),
}

_Rows = Mapping[str, list[dict[str, Any]]]


def timelines(
    connection: "duckdb.DuckDBPyConnection", return_id: str, children: Sequence[str]
) -> tuple[ChildTimeline, ...]:
    """What a return tells of some children over time.

    Args:
        connection: An open connection to a built database.
        return_id: The return.
        children: Identifiers as received.

    Returns:
        One timeline a child with a dated episode, review or time missing, in the order
        of the children. Records whose day cannot be read are left out.
    """
    year = connection.execute(
        "select return_year from raw.returns where return_id = ?", [return_id]
    ).fetchone()
    if year is None or year[0] is None:
        return ()
    values: dict[str, object] = {"return_id": return_id, "children": list(children)}
    read = {
        name: _by_child(connection, query, values) for name, query in _QUERIES.items()
    }
    found = [
        ChildTimeline(
            return_id=return_id,
            child_id=child,
            first_day=date(year[0] - 1, 4, 1),
            last_day=date(year[0], 3, 31),
            lanes=_lanes({name: rows.get(child, []) for name, rows in read.items()}),
        )
        for child in children
    ]
    return tuple(each for each in found if any(lane.entries for lane in each.lanes))


def _by_child(
    connection: "duckdb.DuckDBPyConnection", query: str, values: Mapping[str, object]
) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    found = connection.execute(query, values)
    names = [column[0] for column in found.description or ()]
    for cells in found.fetchall():
        row = dict(zip(names, cells, strict=True))
        rows[row["child"]].append(row)
    return rows


def _lanes(rows: _Rows) -> tuple[Lane, ...]:
    episodes = rows["episodes"]
    placements = joined(
        (_entry(row, "place"), row["rne"] == _SAME_PLACEMENT) for row in episodes
    )
    statuses = joined((_entry(row, "ls"), True) for row in episodes)
    return (
        Lane(title="Placements", entries=placements),
        Lane(title="Legal statuses", entries=statuses),
        Lane(
            title="Times missing",
            entries=tuple(_entry(row, "text") for row in rows["missing"]),
        ),
        Lane(
            title="Reviews",
            entries=tuple(_entry(row, "text") for row in rows["reviews"]),
            are_moments=True,
        ),
    )


def _entry(row: Mapping[str, Any], column: str) -> TimelineEntry:
    return TimelineEntry(start=row["start"], end=row["finish"], text=row[column])
