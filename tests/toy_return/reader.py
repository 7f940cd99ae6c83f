"""Reads the toy return from XML: a `Toy` with a `Sender` and a `Visit` each."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from returncheck.errors import InputError
from returncheck.files.xml_files import root_of
from returncheck.files.xml_stream import finished_elements
from returncheck.returns.contract_findings import empty_findings
from returncheck.returns.coverage import Coverage
from returncheck.returns.identity import Carried, Options, identify
from returncheck.returns.source import Batch, ReturnSource
from toy_return.layout import LAYOUT

ROOT = "Toy"
ELEMENTS = {"Sender": "Sender", "Visit": "Visits"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToyReader:
    """Gives the tables of a file that is read whole, as it is small."""

    tables: dict[str, pl.DataFrame]

    def batches(self) -> Iterator[Batch]:
        """The tables, as one batch."""
        yield Batch(tables=self.tables)

    def observations(self, covered: frozenset[Coverage] = frozenset()) -> pl.DataFrame:
        """Nothing: other elements are not looked at."""
        return empty_findings()


def is_toy_xml(path: Path) -> bool:
    """Whether XML is a toy return, by its root element."""
    return root_of(path) == ROOT


def open_toy_xml(path: Path, source_name: str, options: Options) -> ReturnSource:
    """The return of a file.

    Raises:
        InputError: It is another file, or tells no authority or year.
    """
    if not is_toy_xml(path):
        raise InputError(f"{path} is no toy return. Give one.")
    tables = _tables(path)
    sender = tables["Sender"].row(0, named=True)
    carried = Carried(
        where=str(path), la_code=sender["SenderCode"], year=sender["VisitYear"]
    )
    found = identify(carried, options, LAYOUT)
    return ReturnSource(
        collection=LAYOUT.collection,
        la_code=found.la_code,
        return_year=found.return_year,
        return_id=f"{LAYOUT.collection}-{found.la_code}-{found.return_year}",
        source_name=source_name,
        files=(path,),
        present_tables=tuple(table.name for table in LAYOUT.tables),
        reader=ToyReader(tables=tables),
    )


def _tables(path: Path) -> dict[str, pl.DataFrame]:
    rows: dict[str, list[list[str | None]]] = {name: [] for name in ELEMENTS.values()}
    names = {t.name: [column.name for column in t.columns] for t in LAYOUT.tables}
    with path.open("rb") as handle:
        for element in finished_elements(handle, ROOT, *ELEMENTS):
            table = ELEMENTS[element.tag]
            rows[table].append([element.findtext(name) for name in names[table]])
    return {
        name: pl.DataFrame(
            rows[name], schema=dict.fromkeys(names[name], pl.String), orient="row"
        )
        .with_row_index("row_number", offset=1)
        .with_columns(pl.col("row_number").cast(pl.Int64))
        for name in rows
    }
