"""Writes a return as one XML file, child by child, and numbers the rows."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self
from xml.etree import ElementTree as ET

from returncheck.synth.planting import Location
from returncheck.synth.ssda903.shown import Row, Rows, Tables, tables_of
from returncheck.synth.ssda903.writer import RowCounts

NOT_IN_XML = frozenset({"SWEpisodes", "DoLo"})
"""Tables for which the XML has no place."""

_ROOT = "EXPSSDA903"
# What stands in HEADER beside the child's own items, and what are elements in it.
_IN_HEADER = ("OC3", "AD1")
_RECORDS = {
    "Reviews": "AREVIEW",
    "OC2": "OC2",
    "PlacedAdoption": "AD_PLACED",
    "PrevPerm": "PERMANENCE",
    "Missing": "AMISSING",
}
_TAGS = {"CHILD": "CHILDID", "PLACE": "PL"}
_OF_THE_CHILD = ("CHILD", "DOB")
_NO_ASYLUM: Row = {}

ASYLUM_OF_A_LEAVER = "1014"
"""Code of the rule on care leavers without an episode who have a row in UASC."""


def asylum_of_a_leaver(tables: Tables) -> tuple[Location, ...]:
    """What the form alone makes a fault: a care leaver whose UASC says 0.

    Args:
        tables: The rows of a child.

    Returns:
        The rows that `ASYLUM_OF_A_LEAVER` finds; none for other children.
    """
    leaver = tables.get("OC3", ())
    if not leaver or tables.get("Episodes") or tables.get("UASC"):
        return ()
    rows = [Location(table="OC3", index=index) for index in range(len(leaver))]
    return (Location(table="UASC", index=0), *rows)


class XmlWriter(RowCounts):
    """Streams the children of one return into a file.

    Args:
        path: The file, in a folder that exists; one that is there is replaced.
        year: Return year; decides the tables.
    """

    def __init__(self, path: Path, year: int) -> None:
        super().__init__(name for name in tables_of(year) if name not in NOT_IN_XML)
        self._file = path.open("w", encoding="utf-8", newline="")
        self._file.write(f'<?xml version="1.0" encoding="utf-8"?>\n<{_ROOT}>\n')

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._file:
            self._file.write(f"</{_ROOT}>\n")

    def write(self, tables: Tables) -> None:
        """Write the rows of one child; nothing where there are none of XML's."""
        told = {name: tables.get(name, ()) for name in self._counts}
        if not any(told.values()):
            return
        # Any text in UASC makes a row of that table, 0 as well.
        told["UASC"] = told["UASC"] or (_NO_ASYLUM,)
        for name, rows in told.items():
            self._counts[name] += len(rows)
        child = _child(told)
        ET.indent(child)
        self._file.write(ET.tostring(child, encoding="unicode") + "\n")


def _child(tables: Mapping[str, Rows]) -> ET.Element:
    child = ET.Element("CHILD")
    header = ET.SubElement(child, "HEADER")
    for row in tables["Header"]:
        _add_items(header, row, inherited=())
    for row in tables["UASC"]:
        said = "1" if row else "0"
        _add_items(header, {"UASC": said, "DUC": row.get("DUC", "")})
    for table in _IN_HEADER:
        for row in tables[table]:
            _add_items(header, row)
    for table, tag in _RECORDS.items():
        for row in tables[table]:
            _add_items(ET.SubElement(header, tag), row)
    for row in tables["Episodes"]:
        _add_items(ET.SubElement(child, "EPISODE"), row)
    return child


def _add_items(
    element: ET.Element, row: Row, inherited: tuple[str, ...] = _OF_THE_CHILD
) -> None:
    for name, text in row.items():
        if text and name not in inherited:
            ET.SubElement(element, _TAGS.get(name, name)).text = text
