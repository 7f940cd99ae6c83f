"""Writes returns that are read piece by piece, small ones together.

A return is written whole or not at all. Many rows are written as fast as few, so that
small returns wait for each other; a large one has a transaction of its own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from returncheck.errors import InternalError
from returncheck.returns import LAYOUTS
from returncheck.returns.reading import ReadPiece, WholeRead
from returncheck.warehouse.connection import transaction
from returncheck.warehouse.crowds import part_crowds
from returncheck.warehouse.register import (
    Entry,
    ReturnRecord,
    append_contract_cells,
    append_contract_findings,
    append_rows,
    register_returns,
    remove_returns_of,
)

if TYPE_CHECKING:
    import duckdb
    import polars as pl

_MOST_BYTES: Final = 64_000_000


@dataclass(slots=True, kw_only=True)
class _Held:
    """What was read of a return and is not written yet.

    Attributes:
        record: The return.
        rows: Rows by table.
        findings: Contract findings.
        size: Bytes of both.
        row_counts: Rows of each table, of the whole return.
        whole: What is known of it as a whole; None until it is read to its end.
        of_today: What the day of loading says of it.
    """

    record: ReturnRecord
    of_today: "pl.DataFrame"
    rows: dict[str, list["pl.DataFrame"]] = field(default_factory=dict)
    findings: list["pl.DataFrame"] = field(default_factory=list)
    size: int = 0
    row_counts: Counter[str] = field(default_factory=Counter)
    whole: WholeRead | None = None

    def take(self, piece: ReadPiece) -> None:
        """Keep what was read next."""
        if isinstance(piece, WholeRead):
            self.whole = piece
            return
        for name, rows in piece.tables.items():
            self.rows.setdefault(name, []).append(rows.frame)
            self.row_counts[name] += len(rows)
        self.findings.append(piece.findings.frame)
        self.size += piece.size

    def let_go(self) -> None:
        """Forget what has been written."""
        self.rows.clear()
        self.findings.clear()
        self.size = 0

    def ended(self) -> WholeRead:
        """What is known of the return as a whole."""
        if self.whole is None:
            raise InternalError(f"{self.record.return_id} was not read to its end.")
        return self.whole


class ReturnWriter:
    """Writes returns in the order in which they are added."""

    def __init__(
        self,
        connection: "duckdb.DuckDBPyConnection",
        most_bytes: int = _MOST_BYTES,
    ) -> None:
        """Nothing waits to be written.

        Args:
            connection: An open connection, outside a transaction.
            most_bytes: How much is kept in memory before it is written.
        """
        self._connection = connection
        self._most = most_bytes
        self._waiting: list[_Held] = []

    def add(
        self,
        record: ReturnRecord,
        pieces: Iterable[ReadPiece],
        of_today: "pl.DataFrame",
    ) -> ReturnRecord:
        """Read a return to its end; `flush` sees to it that it is written.

        Args:
            record: The return; the one with its id is replaced.
            pieces: Its rows, then what is known of it as a whole.
            of_today: Contract findings about the day of loading.

        Returns:
            The same with its files.

        Raises:
            InputError: It cannot be read to its end; the warehouse is as it was.
        """
        held = _Held(record=record, of_today=of_today)
        with ExitStack() as own:
            is_large = False
            for piece in pieces:
                held.take(piece)
                if held.size + self._size() < self._most:
                    continue
                if not is_large:
                    self.flush()
                    if held.size < self._most:
                        continue
                    own.enter_context(transaction(self._connection))
                    remove_returns_of(self._connection, [record])
                    is_large = True
                self._write_rows([held])
                append_contract_findings(
                    self._connection,
                    [(record.return_id, each) for each in held.findings],
                )
                held.let_go()
            whole = held.ended()
            held.record = replace(record, files=whole.files)
            if is_large:
                self._finish([held])
        if not is_large:
            self._waiting.append(held)
        return held.record

    def flush(self) -> None:
        """Write every return that was read to its end."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        with transaction(self._connection):
            remove_returns_of(self._connection, [each.record for each in waiting])
            self._finish(waiting)

    def _size(self) -> int:
        return sum(each.size for each in self._waiting)

    def _write_rows(self, held: Sequence[_Held]) -> None:
        """Write the rows that wait, those of a return in their order."""
        parts: dict[tuple[str, str], list[tuple[str, pl.DataFrame]]] = defaultdict(list)
        for each in held:
            for name, rows in each.rows.items():
                key = (each.record.collection, name)
                parts[key] += [(each.record.return_id, part) for part in rows]
        for (collection, name), listed in parts.items():
            append_rows(self._connection, LAYOUTS[collection], name, listed)

    def _finish(self, held: Sequence[_Held]) -> None:
        """Write what is left of returns that were read to their end."""
        self._write_rows(held)
        findings: list[tuple[str, pl.DataFrame]] = []
        for each in held:
            whole, return_id = each.ended(), each.record.return_id
            parts = [*each.findings, whole.findings.frame]
            if whole.has_crowd:
                layout = LAYOUTS[each.record.collection]
                crowds = part_crowds(self._connection, layout, return_id)
                parts.append(crowds)
            parts += [whole.observations.frame, each.of_today]
            findings += [(return_id, part) for part in parts]
        append_contract_findings(self._connection, findings)
        append_contract_cells(
            self._connection,
            [
                (each.record.return_id, cells.frame)
                for each in held
                if (cells := each.ended().cells) is not None
            ],
        )
        register_returns(
            self._connection,
            [
                Entry(
                    record=each.record,
                    present_tables=each.ended().present_tables,
                    derived_columns=each.ended().derived_columns,
                    row_counts=each.row_counts,
                )
                for each in held
            ],
        )
