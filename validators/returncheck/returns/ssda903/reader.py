"""Reads the SSDA903 from XML, child by child, in bounded memory.

What the elements mean stands in `elements`; what their values have to be is for the
contract and the rules.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
from lxml import etree

from returncheck.errors import InputError, InternalError
from returncheck.files.childless import told
from returncheck.files.csv_files import BATCH_ROWS
from returncheck.files.xml_files import root_of, syntax_error
from returncheck.files.xml_stream import finished_elements
from returncheck.returns.coverage import Coverage
from returncheck.returns.identity import Carried, Options, identify
from returncheck.returns.source import Batch, ReturnSource
from returncheck.returns.ssda903.elements import CHILD, ROOT, TABLES
from returncheck.returns.ssda903.layout import LAYOUT
from returncheck.returns.ssda903.walk import TAGS, Walk
from returncheck.returns.ssda903.xml_findings import Faults


def is_ssda903_xml(path: Path) -> bool:
    """Whether XML is an SSDA903 by its root.

    Args:
        path: A file that begins like XML.

    Raises:
        InputError: Not well-formed so far.
    """
    return root_of(path).rpartition("}")[2] == ROOT


def open_ssda903_xml(path: Path, source_name: str, options: Options) -> ReturnSource:
    """Recognise an SSDA903 in XML by its root.

    Args:
        path: A file that begins like XML.
        source_name: Its name in results.
        options: Authority and year, which the file never says.

    Returns:
        The return, its children not yet read.

    Raises:
        InputError: Not well-formed so far, another root, or nobody says whose return
            it is and of which year.
    """
    namespace, _, name = root_of(path).rpartition("}")
    if name != ROOT:
        raise InputError(
            f"{path} is no {LAYOUT.title}: its root element is {told(name)}, "
            f"expected '{ROOT}'. Give the export of the return."
        )
    if namespace:
        raise InputError(
            f"{path} has its root element {ROOT} in the namespace "
            f"{told(namespace.removeprefix('{'))}, but the return has none. Take the "
            "xmlns out of the root element, or export the file again without it."
        )
    carried = Carried(where=str(path), la_code=None, year=None)
    identity = identify(carried, options, LAYOUT)
    la_code, year = identity.la_code, identity.return_year
    return ReturnSource(
        collection=LAYOUT.collection,
        la_code=la_code,
        return_year=year,
        return_id=f"{LAYOUT.collection}-{la_code}-{year}",
        source_name=source_name,
        files=(path,),
        present_tables=TABLES,
        derived_columns=(("Header", "UASC"),),
        file_format="xml",
        reader=XmlReader(path),
    )


class XmlReader:
    """Streams one file into frames."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._faults: Faults | None = None

    def batches(self) -> Iterator[Batch]:
        """The rows of all tables; see `ReturnSource.batches`."""
        self._faults = None
        walk = Walk(self._path)
        with self._path.open("rb") as handle:
            try:
                elements = finished_elements(handle, ROOT, *TAGS, between=walk.tidy)
                for element in elements:
                    walk.take(element)
                    if walk.rows_waiting >= BATCH_ROWS:
                        yield walk.flush()
            except etree.XMLSyntaxError as error:
                raise syntax_error(self._path, error, ROOT) from error
        if walk.child_count == 0:
            raise InputError(
                f"{self._path} has no children: {ROOT} holds no {CHILD}. "
                "Export the return again with its children."
            )
        walk.finish()
        if walk.rows_waiting:
            yield walk.flush()
        self._faults = walk.faults

    def observations(self, covered: frozenset[Coverage] = frozenset()) -> pl.DataFrame:
        """What is wrong with the elements; see `ReturnSource.observations`."""
        if self._faults is None:
            raise InternalError(
                f"Observations of {self._path} were asked for before its batches "
                "were read to the end. Read them first."
            )
        return self._faults.frame()
