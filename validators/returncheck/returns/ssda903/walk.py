"""Turns the elements of an SSDA903 in XML into rows, child by child.

Each record is emptied when its end has been read, and what is no record is taken out,
so that of a child only its rows are held.
"""

from pathlib import Path
from typing import Final, TypeAlias

import polars as pl
from lxml import etree

from returncheck.files.limits import beyond, limits
from returncheck.files.xml_files import XmlNode, entity_error
from returncheck.files.xml_limits import (
    check_below,
    check_count,
    check_open,
    check_text,
)
from returncheck.files.xml_stream import free_inside
from returncheck.returns.source import Batch
from returncheck.returns.ssda903.elements import (
    ALONE,
    CHILD,
    EPISODE,
    EPISODES,
    HEADER,
    HEADER_ITEMS,
    RECORDS,
    ROOT,
    TABLES,
)
from returncheck.returns.ssda903.layout import LAYOUT
from returncheck.returns.ssda903.xml_findings import FaultKind, Faults, short_name

_Row: TypeAlias = dict[str, str | None]

TAGS: Final = (CHILD, HEADER, EPISODE, *RECORDS)
"""The elements that are read as soon as they have ended."""

_CHILD_PATH: Final = f"{ROOT}/{CHILD}"
_HEADER_PATH: Final = f"{ROOT}/{CHILD}/{HEADER}"
_SCHEMA_HINTS: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
_INHERITED: Final = ("CHILD", "DOB", "SEX")


class Walk:
    """Reads the elements of one file, in the order in which they end."""

    def __init__(self, path: Path) -> None:
        """Begin a file.

        Args:
            path: The file, for messages.
        """
        self._path = path
        self._root: XmlNode = None
        # Of the child that is being read.
        self._header: _Row | None = None
        self._records: list[tuple[str, _Row]] = []
        self._rows: dict[str, list[_Row]] = {name: [] for name in TABLES}
        self._row_counts = dict.fromkeys(TABLES, 0)
        self.faults = Faults(path)
        self.child_count = 0
        self.rows_waiting = 0

    def take(self, element: XmlNode) -> None:
        """Read one finished element and free its memory.

        An element of such a name that stands elsewhere is left for what holds it.

        Args:
            element: One of `TAGS`.

        Raises:
            InputError: It holds what is not read for safety, or more than may be.
        """
        parent = element.getparent()
        if self._root is None:
            self._root = element.getroottree().getroot()
        if element.tag == CHILD:
            if parent is self._root:
                self._take_child(element)
        elif self._is_in(parent, CHILD, self._root):
            if element.tag == EPISODE:
                row = self._read(element, EPISODES.items, EPISODES.path)
                self._records.append((EPISODES.table, row))
                _empty(element)
            elif element.tag == HEADER:
                self._take_header(element)
        elif element.tag in RECORDS and self._is_in(parent, HEADER, None):
            record = RECORDS[element.tag]
            row = self._read(element, record.items, record.path)
            self._records.append((record.table, row))
            _empty(element)

    def tidy(self, root: XmlNode) -> None:
        """Free what has been read and is no record.

        Args:
            root: The outermost element, still being read.
        """
        self._root = root
        check_open(self._path, root)
        self._free(root, ROOT, (CHILD,))
        child = root[-1] if len(root) else None
        if child is None:
            return
        if child.tag != CHILD:
            free_inside(self._path, child)
            return
        self._free(child, _CHILD_PATH, (HEADER, EPISODE))
        open_one = child[-1] if len(child) else None
        if open_one is None:
            return
        check_count(self._path, child)
        if open_one.tag == EPISODE:
            self._free_in(open_one, EPISODES.path, EPISODES.items)
        elif open_one.tag == HEADER:
            self._free_in(open_one, _HEADER_PATH, HEADER_ITEMS, frozenset(RECORDS))
        else:
            free_inside(self._path, open_one)

    def finish(self) -> None:
        """Account for what stands in the root beside the children."""
        for element in self._root:
            self._unknown(ROOT, element)
        self._look_at(self._root, ROOT)

    def flush(self) -> Batch:
        """The rows collected since the last flush, as frames."""
        tables = {
            name: self._frame(name, rows) for name, rows in self._rows.items() if rows
        }
        for rows in self._rows.values():
            rows.clear()
        self.rows_waiting = 0
        return Batch(tables=tables)

    def _is_in(self, parent: XmlNode, tag: str, above: XmlNode) -> bool:
        """Whether an element stands where a record may: in CHILD, or in its HEADER."""
        if parent is None or parent.tag != tag:
            return False
        holder = parent.getparent()
        if above is not None:
            return holder is above
        return self._is_in(holder, CHILD, self._root)

    def _take_header(self, element: XmlNode) -> None:
        row = self._read(element, HEADER_ITEMS, _HEADER_PATH, frozenset(RECORDS))
        if self._header is None:
            self._header = row
        else:
            self.faults.add(FaultKind.REPEATED, _HEADER_PATH, element)
        _empty(element)

    def _take_child(self, element: XmlNode) -> None:
        self.child_count += 1
        self._look_at(element, _CHILD_PATH)
        for inner in element:
            if inner.tag not in (HEADER, EPISODE):
                self._unknown(_CHILD_PATH, inner)
        if self._header is None:
            self.faults.add(FaultKind.MISSING, _HEADER_PATH, element)
        header = self._header or {}
        self._add("Header", header)
        for row in ALONE:
            if (header.get(row.told_by) or "").strip():
                self._add(row.table, header)
        inherited = {name: header.get(name) for name in _INHERITED}
        for table, values in self._records:
            self._add(table, inherited | values)
        self._header, self._records = None, []
        parent = element.getparent()
        self._look_at_tail(element, ROOT)
        for stranger in element.itersiblings(preceding=True):
            self._unknown(ROOT, stranger)
        del parent[: parent.index(element) + 1]

    def _add(self, table: str, row: _Row) -> None:
        self._rows[table].append(row)
        self.rows_waiting += 1

    def _read(
        self,
        element: XmlNode,
        items: dict[str, str],
        path: str,
        records: frozenset[str] = frozenset(),
    ) -> _Row:
        """The values of an element's items; the first where there are several."""
        row: _Row = {}
        self._look_at(element, path)
        for inner in element:
            if inner.tag in records:
                continue
            column = items.get(inner.tag)
            if column is None:
                self._unknown(path, inner)
            elif column in row:
                self.faults.add(FaultKind.REPEATED, f"{path}/{inner.tag}", inner)
            else:
                row[column] = self._value(inner, f"{path}/{inner.tag}")
        return row

    def _value(self, element: XmlNode, path: str) -> str | None:
        for inner in element:
            self._unknown(path, inner)
        if element.keys():
            self._attributes(element, path)
        text: str | None = element.text
        check_text(self._path, element, text)
        return text.upper() if text else None

    def _free(self, element: XmlNode, path: str, known: tuple[str, ...]) -> None:
        """Take the elements out that are none of these, but the last one."""
        for stranger in element[:-1]:
            if stranger.tag not in known:
                self._look_at_tail(stranger, path)
                self._unknown(path, stranger)
                element.remove(stranger)

    def _free_in(
        self,
        element: XmlNode,
        path: str,
        items: dict[str, str],
        records: frozenset[str] = frozenset(),
    ) -> None:
        """Take what is no value out of a record or header that is being read."""
        self._free(element, path, (*items, *records))
        check_count(self._path, element)
        if not len(element):
            return
        for item in element[:-1]:
            if len(item) and item.tag in items:
                for inner in item:
                    self._unknown(f"{path}/{item.tag}", inner)
                del item[:]
        last = element[-1]
        if last.tag in records:
            record = RECORDS[last.tag]
            self._free_in(last, record.path, record.items)
        else:
            free_inside(self._path, last)

    def _unknown(self, path: str, element: XmlNode) -> None:
        if not isinstance(element.tag, str):
            raise entity_error(self._path, element)
        for entity in element.iter(etree.Entity):
            raise entity_error(self._path, entity)
        if len(element):
            check_below(self._path, element)
        name = f"{path}/{short_name(element.tag)}"
        self.faults.add(FaultKind.UNKNOWN, name, element)

    def _look_at(self, element: XmlNode, path: str) -> None:
        """Note attributes, and text between the elements inside."""
        if element.keys():
            self._attributes(element, path)
        if element.text and not element.text.isspace():
            self.faults.add(FaultKind.TEXT, path, element)
        for inner in element:
            self._look_at_tail(inner, path)

    def _look_at_tail(self, element: XmlNode, path: str) -> None:
        if element.tail and not element.tail.isspace():
            self.faults.add(FaultKind.TEXT, path, element)

    def _attributes(self, element: XmlNode, path: str) -> None:
        for name in element.keys():  # noqa: SIM118 - an element iterates its children
            if not name.startswith(_SCHEMA_HINTS):
                place = f"{path}/@{short_name(name)}"
                self.faults.add(FaultKind.ATTRIBUTE, place, element)

    def _frame(self, name: str, rows: list[_Row]) -> pl.DataFrame:
        first = self._row_counts[name] + 1
        self._row_counts[name] += len(rows)
        if self._row_counts[name] > limits().rows:
            what = f"has too many records in {name}"
            raise beyond(str(self._path), what, "rows", "records of a table")
        columns = [column.name for column in LAYOUT.table(name).columns]
        return pl.DataFrame(
            [
                pl.int_range(
                    first, first + len(rows), dtype=pl.Int64, eager=True
                ).alias("row_number"),
                *(
                    pl.Series(column, [row.get(column) for row in rows], pl.String)
                    for column in columns
                ),
            ]
        )


def _empty(element: XmlNode) -> None:
    """Free what an element held; what stands behind it stays."""
    element.clear(keep_tail=True)
