"""Turns the elements of a CIN census, as they are read, into the rows of its tables."""

from collections import Counter
from pathlib import Path
from typing import TypeAlias

import polars as pl

from returncheck.files.xml_files import XmlNode, entity_error
from returncheck.returns.cin_census.layout import LAYOUT
from returncheck.returns.cin_census.observations import Seen
from returncheck.returns.cin_census.structure import (
    CHILD,
    CHILDREN,
    HEADER,
    ROOT,
    Step,
    compile_steps,
)
from returncheck.returns.source import Batch

_Row: TypeAlias = list[str | None]


class Walk:
    """Collects the rows of the elements it is handed."""

    def __init__(self, path: Path, year: int) -> None:
        self.seen = Seen(unknown=Counter(), repeated=Counter(), further=Counter())
        self.child_count = 0
        self.rows_waiting = 0
        self._path = path
        self._header = compile_steps(HEADER, ROOT, year)
        self._child = compile_steps(CHILD, f"{ROOT}/{CHILDREN}", year)
        self._root: XmlNode = None
        self._has_header = False
        self._rows: dict[str, list[_Row]] = {table.name: [] for table in LAYOUT.tables}
        # Which child each of the rows is nested in.
        self._owners: dict[str, list[int]] = {name: [] for name in self._rows}
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
            element.clear()
            self._free_before(element, parent)

    def finish(self) -> None:
        """Account for everything outside the header and the children."""
        containers = 0
        for element in self._root:
            if element.tag == CHILDREN:
                containers += 1
                for inner in element:
                    self._stray(inner)
            elif element.tag != HEADER.tag:
                self._unknown(ROOT, element)
        if containers > 1:
            self.seen.repeated[f"{ROOT}/{CHILDREN}"] += containers - 1

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
        owners = pl.Series("child_key", self._owners[name], dtype=pl.Int64)
        return frame.with_columns(owners.cast(pl.String))

    def _take_header(self, element: XmlNode) -> None:
        if self._has_header:
            self.seen.repeated[self._header.path] += 1
            return
        self._has_header = True
        self._add_row(element, self._header, [])

    def _take_child(self, element: XmlNode) -> None:
        self.child_count += 1
        la_child_id = element.findtext("ChildIdentifiers/LAchildID") or None
        self._fill(element, self._child, [], [la_child_id])

    def _free_before(self, element: XmlNode, parent: XmlNode) -> None:
        while (previous := element.getprevious()) is not None:
            self._stray(previous)
            parent.remove(previous)

    def _stray(self, element: XmlNode) -> None:
        if element.tag != CHILD.tag:
            self._unknown(f"{ROOT}/{CHILDREN}", element)

    def _unknown(self, path: str, element: XmlNode) -> None:
        if not isinstance(element.tag, str):
            raise entity_error(self._path, element)
        self.seen.unknown[f"{path}/{element.tag}"] += 1

    def _add_row(self, element: XmlNode, step: Step, keys: _Row) -> None:
        row = [*keys, *([None] * (step.width - len(keys)))]
        if step.index is not None:
            row[step.index] = self._text(element, step)
        if step.steps:
            self._fill(element, step, row, keys)
        self._rows[step.table or ""].append(row)
        self._owners[step.table or ""].append(self.child_count)
        self.rows_waiting += 1

    def _fill(
        self,
        element: XmlNode,
        step: Step,
        row: _Row,
        keys: _Row,
    ) -> None:
        """Put an element's values into its row, its records into their tables."""
        met = 0
        ordinals: dict[int, int] = {}
        steps = step.steps
        for inner in element:
            inner_step = steps.get(inner.tag)
            if inner_step is None:
                self._unknown(step.path, inner)
                continue
            if not inner_step.known:
                self.seen.unknown[inner_step.path] += 1
            bit = inner_step.bit
            again = met & bit
            met |= bit
            if again and self._is_surplus(inner_step):
                continue
            if inner_step.table is None:
                if inner_step.index is None:
                    self._fill(inner, inner_step, row, keys)
                else:
                    row[inner_step.index] = self._text(inner, inner_step)
            elif inner_step.numbered:
                ordinals[bit] = ordinals.get(bit, 0) + 1
                self._add_row(inner, inner_step, [*keys, str(ordinals[bit])])
            else:
                self._add_row(inner, inner_step, keys)

    def _is_surplus(self, step: Step) -> bool:
        """Whether a further occurrence of an element is left out, and note it."""
        if step.repeats:
            if step.table is not None:
                return False
            self.seen.further[step.path] += 1
            return True
        self.seen.repeated[step.path] += 1
        # A wrapper around a list holds no value of its own: its records are kept.
        is_wrapper = bool(step.steps) and all(
            inner.table and inner.repeats for inner in step.steps.values()
        )
        return not is_wrapper

    def _text(self, element: XmlNode, step: Step) -> str | None:
        for inner in element:
            self._unknown(step.path, inner)
        text: str | None = element.text
        return text
