"""The elements of the SSDA903 in XML: which record and which item each one is.

A child holds one HEADER, which holds the child's items and most records, and EPISODE
elements. Tags are names of columns, but for two.

Source:
    DfE, Children looked-after by local authorities: the XML form of the return, one
    CHILD element a child.
"""

from dataclasses import dataclass
from typing import Final

from returncheck.returns.ssda903.layout import LAYOUT

ROOT: Final = "EXPSSDA903"
CHILD: Final = "CHILD"
HEADER: Final = "HEADER"
EPISODE: Final = "EPISODE"

_OTHER_TAGS: Final = {"CHILD": "CHILDID", "PLACE": "PL"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An element that is one row of a table, in HEADER but for an episode.

    Attributes:
        table: Official table name.
        items: Column by the tag that holds it.
        path: Where it stands, from the root.
    """

    table: str
    items: dict[str, str]
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """A row whose items stand in HEADER itself.

    Attributes:
        table: Official table name.
        told_by: The column of HEADER that has a value where there is such a row.
    """

    table: str
    told_by: str


def _items(*tables: str, inherited: tuple[str, ...] = ()) -> dict[str, str]:
    """The tags of tables and their columns, without those of the child's HEADER."""
    return {
        _OTHER_TAGS.get(column.name, column.name): column.name
        for table in tables
        for column in LAYOUT.table(table).columns
        if column.name not in inherited
    }


_OF_THE_CHILD: Final = ("CHILD", "DOB")

ALONE: Final = (
    Alone(table="UASC", told_by="UASC"),
    Alone(table="OC3", told_by="IN_TOUCH"),
    Alone(table="AD1", told_by="DATE_INT"),
)
"""The rows that a child has where one of its items has a value."""

HEADER_ITEMS: Final = _items("Header", *(row.table for row in ALONE))
"""Column by tag of what stands in HEADER itself."""

RECORDS: Final = {
    tag: Record(
        table=table,
        items=_items(table, inherited=_OF_THE_CHILD),
        path=f"{ROOT}/{CHILD}/{HEADER}/{tag}",
    )
    for tag, table in (
        ("AREVIEW", "Reviews"),
        ("OC2", "OC2"),
        ("AD_PLACED", "PlacedAdoption"),
        ("PERMANENCE", "PrevPerm"),
        ("AMISSING", "Missing"),
    )
}
"""The records in HEADER by their tag."""

EPISODES: Final = Record(
    table="Episodes",
    items={
        tag: column
        for tag, column in _items("Episodes", inherited=_OF_THE_CHILD).items()
        if not LAYOUT.table("Episodes").column(column).derived
    },
    path=f"{ROOT}/{CHILD}/{EPISODE}",
)
"""The record in CHILD itself."""

TABLES: Final = tuple(
    table.name
    for table in LAYOUT.tables
    if table.name
    in {
        "Header",
        EPISODES.table,
        *(record.table for record in RECORDS.values()),
        *(row.table for row in ALONE),
    }
)
"""The tables that a return in XML has, in the order of the layout."""
