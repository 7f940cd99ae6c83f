"""Turns the elements of a CIN census, as they are read, into the rows of its tables.

What is wrong with an element itself (its place, number, text or attributes) is noted on
the way; what is wrong with a value is for the contract and the rules.
"""

from pathlib import Path
from typing import Final, TypeAlias

import polars as pl

from returncheck.files.limits import beyond, limits
from returncheck.files.xml_files import XmlNode, entity_error
from returncheck.files.xml_limits import (
    check_below,
    check_count,
    check_open,
    check_text,
)
from returncheck.files.xml_stream import free_inside
from returncheck.returns.cin_census.faults import FaultKind, Faults, out_of_order
from returncheck.returns.cin_census.layout import LAYOUT
from returncheck.returns.cin_census.steps import Step, compile_steps
from returncheck.returns.cin_census.structure import CHILD, CHILDREN, HEADER, ROOT
from returncheck.returns.source import Batch

_Row: TypeAlias = list[str | None]
# Between identifier and place: no identifier that is anyone's has a line break.
_PLACE_OF_CHILD: Final = "\n"

_SCHEMA_HINTS = frozenset(
    f"{{http://www.w3.org/2001/XMLSchema-instance}}{name}"
    for name in ("schemaLocation", "noNamespaceSchemaLocation")
)


_CHILDREN_PATH = f"{ROOT}/{CHILDREN}"
# The first element of a child.
_IDENTIFIERS_BIT = 1
_LONGEST_NAME = 100


class Walk:
    """Collects the rows of the elements it is handed."""

    def __init__(self, path: Path, year: int) -> None:
        self.faults = Faults()
        self.child_count = 0
        self._child_key = ""
        self._identifiers: set[str] = set()
        self.rows_waiting = 0
        self._path = path
        self._longest = limits().text_length
        self._header = compile_steps(HEADER, ROOT, year)
        self._child = compile_steps(CHILD, _CHILDREN_PATH, year)
        self._root: XmlNode = None
        self._has_header = False
        self._containers = 0
        self._rows: dict[str, list[_Row]] = {table.name: [] for table in LAYOUT.tables}
        # Which child each of the rows is nested in.
        self._owners: dict[str, list[str]] = {name: [] for name in self._rows}
        self._row_counts = dict.fromkeys(self._rows, 0)

    def take(self, element: XmlNode) -> None:
        """Read one finished `Header` or `Child` and free its memory.

        Elements of that name elsewhere are left for whatever holds them.
        """
        parent = element.getparent()
        if self._root is None:
            self._root = element.getroottree().getroot()
        if element.tag == HEADER.tag and parent is self._root:
            self._take_header(element)
        elif (
            parent is not None
            and parent.tag == CHILDREN
            and parent.getparent() is self._root
        ):
            self._take_child(element)
            element.clear(keep_tail=True)
            self._free_before(element, parent)

    def tidy(self, root: XmlNode) -> None:
        """Free what has been read outside the elements that the layout has.

        Args:
            root: The outermost element, still being read.
        """
        self._root = root
        check_open(self._path, root)
        element, path, steps = self._open_record(root)
        while element is not None and len(element):
            check_count(self._path, element)
            *before, inner = element
            for stranger in before:
                if stranger.tag not in steps:
                    self._free_stranger(stranger, element, path)
            step = steps.get(inner.tag)
            if step is None:
                free_inside(self._path, inner)
                return
            element, path, steps = inner, step.path, step.steps

    def finish(self) -> None:
        """Account for everything outside the header and the children."""
        self._look_at(self._root, ROOT)
        for element in self._root:
            self._beside(element)

    def flush(self) -> Batch:
        """The rows collected since the last flush, as frames."""
        tables = {
            name: self._frame(name, rows) for name, rows in self._rows.items() if rows
        }
        for name, rows in self._rows.items():
            rows.clear()
            self._owners[name].clear()
        self.rows_waiting = 0
        return Batch(tables=tables)

    def _frame(self, name: str, rows: list[_Row]) -> pl.DataFrame:
        first = self._row_counts[name] + 1
        self._row_counts[name] += len(rows)
        if self._row_counts[name] > limits().rows:
            what = f"has too many records in {name}"
            raise beyond(str(self._path), what, "rows", "records of a table")
        numbers = pl.int_range(first, first + len(rows), dtype=pl.Int64, eager=True)
        table = LAYOUT.table(name)
        columns = table.columns
        frame = pl.DataFrame(
            [
                numbers.alias("row_number"),
                *(
                    pl.Series(column.name, values, dtype=pl.String)
                    for column, values in zip(
                        columns, zip(*rows, strict=True), strict=True
                    )
                ),
            ]
        )
        if table.child_id is None:
            return frame
        owners = pl.Series("child_key", self._owners[name], dtype=pl.String)
        return frame.with_columns(owners)

    def _take_header(self, element: XmlNode) -> None:
        if self._has_header:
            self._note(FaultKind.REPEATED, self._header.path, element)
            element.clear(keep_tail=True)
            return
        self._has_header = True
        if element.keys():
            self._attributes(element, self._header.path)
        before = element.itersiblings(CHILDREN, preceding=True)
        if self._containers or next(before, None) is not None:
            self._note(FaultKind.MISPLACED, self._header.path, element)
        self._add_row(element, self._header, [], 1)

    def _take_child(self, element: XmlNode) -> None:
        self.child_count += 1
        la_child_id = element.findtext("ChildIdentifiers/LAchildID") or None
        self._child_key = self._key_of_child(la_child_id)
        if element.keys():
            self._attributes(element, self._child.path)
        self._fill(element, self._child, [], [la_child_id])

    def _key_of_child(self, la_child_id: str | None) -> str:
        """The identifier, which stays when records move; with the place if need be."""
        if la_child_id is None or la_child_id in self._identifiers:
            return f"{la_child_id or ''}{_PLACE_OF_CHILD}{self.child_count}"
        self._identifiers.add(la_child_id)
        return la_child_id

    def _free_before(self, element: XmlNode, parent: XmlNode) -> None:
        while (previous := element.getprevious()) is not None:
            self._among_children(previous)
            parent.remove(previous)

    def _among_children(self, element: XmlNode) -> None:
        tail = element.tail
        if tail and not tail.isspace():
            self._note(FaultKind.TEXT, _CHILDREN_PATH, element)
        if element.tag != CHILD.tag:
            self._unknown(_CHILDREN_PATH, element)

    def _free_stranger(self, element: XmlNode, parent: XmlNode, path: str) -> None:
        tail = element.tail
        if tail and not tail.isspace():
            self._note(FaultKind.TEXT, path, element)
        self._unknown(path, element)
        parent.remove(element)

    def _beside(self, element: XmlNode) -> None:
        """Account for an element of the root that has been read."""
        tail = element.tail
        if tail and not tail.isspace():
            self._note(FaultKind.TEXT, ROOT, element)
        if element.tag == CHILDREN:
            self._containers += 1
            if self._containers > 1:
                self._note(FaultKind.REPEATED, _CHILDREN_PATH, element)
            self._look_at(element, _CHILDREN_PATH)
            for inner in element:
                self._among_children(inner)
        elif element.tag != HEADER.tag:
            self._unknown(ROOT, element)

    def _open_record(self, root: XmlNode) -> tuple[XmlNode, str, dict[str, Step]]:
        """The header or child that is being read, and what it may hold."""
        if not len(root):
            return None, "", {}
        last = root[-1]
        for element in root[:-1]:
            self._beside(element)
            root.remove(element)
        if last.tag == HEADER.tag:
            return last, self._header.path, self._header.steps
        if last.tag != CHILDREN:
            free_inside(self._path, last)
            return None, "", {}
        if not len(last):
            return None, "", {}
        self._free_before(last[-1], last)
        if last[-1].tag == CHILD.tag:
            return last[-1], self._child.path, self._child.steps
        free_inside(self._path, last[-1])
        return None, "", {}

    def _unknown(self, path: str, element: XmlNode) -> None:
        if not isinstance(element.tag, str):
            raise entity_error(self._path, element)
        if len(element):
            check_below(self._path, element)
        self._note(FaultKind.UNKNOWN, f"{path}/{_short(element.tag)}", element)

    def _note(
        self,
        kind: FaultKind,
        path: str,
        element: XmlNode,
        *,
        row: int | None = None,
        is_rules: bool = False,
    ) -> None:
        line = element.sourceline
        self.faults.add(kind, path, line, row=row, is_rules=is_rules)
        if self.faults.count > limits().faulty_elements:
            what = "is for the most part no CIN census"
            unit = "elements that are not of its layout"
            raise beyond(str(self._path), what, "faulty_elements", unit)

    def _look_at(self, element: XmlNode, path: str) -> None:
        """Note attributes, and text before the first of the elements inside."""
        self._look_at_text(element, path)
        if element.keys():
            self._attributes(element, path)

    def _look_at_text(self, element: XmlNode, path: str) -> None:
        text = element.text
        if text and not text.isspace():
            self._note(FaultKind.TEXT, path, element)

    def _attributes(self, element: XmlNode, path: str) -> None:
        for name in element.keys():  # noqa: SIM118 - an element iterates its children
            if name not in _SCHEMA_HINTS:
                self._note(FaultKind.ATTRIBUTE, f"{path}/@{_short(name)}", element)

    def _add_row(self, element: XmlNode, step: Step, keys: _Row, ordinal: int) -> None:
        if step.numbered:
            keys = [*keys, str(ordinal)]
        row = [*keys, *([None] * (step.width - len(keys)))]
        if step.index is not None:
            row[step.index] = self._text(element, step)
        if step.steps:
            self._fill(element, step, row, keys)
        self._rows[step.table or ""].append(row)
        self._owners[step.table or ""].append(self._child_key)
        self.rows_waiting += 1

    def _fill(
        self,
        element: XmlNode,
        step: Step,
        row: _Row,
        keys: _Row,
    ) -> None:
        """Put an element's values into its row, its records into their tables."""
        met = latest = 0
        is_ordered = True
        ordinals: dict[int, int] = {}
        steps = step.steps
        self._look_at_text(element, step.path)
        for inner in element:
            tail = inner.tail
            if tail and not tail.isspace():
                self._note(FaultKind.TEXT, step.path, inner)
            inner_step = steps.get(inner.tag)
            if inner_step is None:
                self._unknown(step.path, inner)
                continue
            if inner.keys():
                self._attributes(inner, inner_step.path)
            bit = inner_step.bit
            if bit >= latest and inner_step.known:
                latest = bit
            else:
                is_ordered &= self._is_foreign(inner, inner_step)
            again = met & bit
            met |= bit
            if again and self._is_surplus(inner, inner_step, keys):
                continue
            if inner_step.table is not None:
                ordinals[bit] = ordinals.get(bit, 0) + 1
                self._add_row(inner, inner_step, keys, ordinals[bit])
            elif inner_step.index is None:
                self._fill(inner, inner_step, row, keys)
            else:
                row[inner_step.index] = self._text(inner, inner_step)
        if not is_ordered or step.needed & ~met:
            self._disorder(element, steps)
            self._missing(element, step, met)

    def _is_foreign(self, element: XmlNode, step: Step) -> bool:
        """Whether an element is of another year, which is noted, not out of order."""
        if not step.known:
            self._note(FaultKind.UNKNOWN, step.path, element)
        return not step.known

    def _is_surplus(self, element: XmlNode, step: Step, keys: _Row) -> bool:
        """Whether a further occurrence of an element is left out, and note it."""
        if step.repeats:
            if step.table is not None:
                return False
            self._note(FaultKind.FURTHER, step.path, element)
            self._check_alone(element, step, keys)
            return True
        self._note(FaultKind.REPEATED, step.path, element)
        # A wrapper around a list holds no value of its own: its records are kept.
        return not step.is_wrapper

    def _check_alone(self, element: XmlNode, step: Step, keys: _Row) -> None:
        """Look at an element whose values go into no table."""
        row: _Row = [None] * max(
            1 + (inner.index or 0) for inner in step.steps.values()
        )
        self._fill(element, step, row, keys)
        for inner in step.steps.values():
            if inner.required and inner.index is not None and not row[inner.index]:
                self._note(FaultKind.MISSING, inner.path, element)

    def _disorder(self, element: XmlNode, steps: dict[str, Step]) -> None:
        met = [
            (inner, steps[inner.tag])
            for inner in element
            if inner.tag in steps and steps[inner.tag].known
        ]
        for index in out_of_order([step.bit for _, step in met]):
            inner, step = met[index]
            self._note(FaultKind.MISPLACED, step.path, inner)

    def _missing(self, element: XmlNode, step: Step, met: int) -> None:
        for inner in step.steps.values():
            if step.needed & ~met & inner.bit:
                # A rule says of a child's own record that it has no other.
                has_record = step is self._child and bool(met & _IDENTIFIERS_BIT)
                self._note(
                    FaultKind.MISSING,
                    inner.path,
                    element,
                    is_rules=has_record and inner.numbered,
                )

    def _text(self, element: XmlNode, step: Step) -> str | None:
        if len(element):
            for inner in element:
                self._unknown(step.path, inner)
        text: str | None = element.text
        if text is not None and len(text) > self._longest:
            check_text(self._path, element, text)
        if not text and step.takes_nothing:
            row = self._next_row(step.owner)
            self._note(FaultKind.EMPTY, step.path, element, row=row)
        return text

    def _next_row(self, table: str) -> int:
        """Number of the row that is being filled; it is added when it is full."""
        return self._row_counts[table] + len(self._rows[table]) + 1


def _short(name: str) -> str:
    """A name that a file made up, as far as it is of use."""
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}..."
