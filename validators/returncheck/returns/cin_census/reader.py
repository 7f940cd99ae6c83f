"""Reads the CIN census from XML, child by child, in constant memory.

What the elements mean stands in `structure`; what their values have to be is for the
contract and the rules.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import polars as pl
from lxml import etree

from returncheck.errors import InputError, InternalError
from returncheck.files.childless import told, told_list
from returncheck.files.csv_files import BATCH_ROWS
from returncheck.files.xml_files import (
    XmlNode,
    entity_error,
    root_of,
    syntax_error,
)
from returncheck.files.xml_limits import check_below, check_open
from returncheck.files.xml_stream import finished_elements, free_inside
from returncheck.returns.cin_census.faults import Faults
from returncheck.returns.cin_census.layout import LAYOUT
from returncheck.returns.cin_census.observations import (
    element_cells_frame,
    observations_frame,
)
from returncheck.returns.cin_census.structure import (
    CHILD,
    CHILDREN,
    HEADER,
    ROOT,
)
from returncheck.returns.cin_census.walk import Walk
from returncheck.returns.coverage import Coverage
from returncheck.returns.identity import Carried, Options, identify
from returncheck.returns.source import Batch, ReturnSource


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    collection: str | None
    la_code: str | None
    year: str | None
    has_child: bool

    @property
    def collection_name(self) -> str:
        return (self.collection or "").strip()

    @property
    def is_census(self) -> bool:
        """Whether the header names the census, or no collection at all."""
        return self.collection_name.upper() in ("", "CIN")


def is_cin_xml(path: Path) -> bool:
    """Whether XML is a CIN census by its root and header.

    Args:
        path: A file that begins like XML.

    Raises:
        InputError: Not well-formed so far.
    """
    return root_of(path) == ROOT and _read_head(path).is_census


def open_cin_xml(path: Path, source_name: str, options: Options) -> ReturnSource:
    """Recognise a CIN census in XML by its root and header.

    Reads no further than the first child of a file in document order.

    Args:
        path: A file that begins like XML.
        source_name: Its name in results.
        options: Authority and year for a file whose header lacks them.

    Returns:
        The return, its children not yet read.

    Raises:
        InputError: Not well-formed so far, another root or collection, no children,
            no or an unknown authority or year.
    """
    head = _read_head(path)
    collection = head.collection_name
    if not head.is_census:
        raise InputError(
            f"{path} is a return of another collection: Header/CollectionDetails/"
            f"Collection is {told(collection)}, expected 'CIN'. "
            "Give the CIN census export."
        )
    carried = Carried(where=f"{path} (Header)", la_code=head.la_code, year=head.year)
    identity = identify(carried, options, LAYOUT)
    if not head.has_child:
        raise _no_children(path)
    year = identity.return_year
    reader = CinXmlReader(path, year)
    return ReturnSource(
        collection=LAYOUT.collection,
        la_code=identity.la_code,
        return_year=year,
        return_id=f"{LAYOUT.collection}-{identity.la_code}-{year}",
        source_name=source_name,
        files=(path,),
        present_tables=tuple(table.name for table in LAYOUT.tables_in(year)),
        reader=reader,
        element_cells=reader.element_cells,
        file_format="xml",
    )


class CinXmlReader:
    """Streams one CIN census file into frames."""

    def __init__(self, path: Path, year: int) -> None:
        self._path = path
        self._year = year
        self._faults: Faults | None = None

    def batches(self) -> Iterator[Batch]:
        """The rows of all tables; see `ReturnSource.batches`."""
        self._faults = None
        walk = Walk(self._path, self._year)
        with self._path.open("rb") as handle:
            try:
                elements = finished_elements(
                    handle, ROOT, HEADER.tag, CHILD.tag, between=walk.tidy
                )
                for element in elements:
                    walk.take(element)
                    if walk.rows_waiting >= BATCH_ROWS:
                        yield walk.flush()
            except etree.XMLSyntaxError as error:
                raise syntax_error(self._path, error, ROOT) from error
        if walk.child_count == 0:
            raise _no_children(self._path)
        walk.finish()
        if walk.rows_waiting:
            yield walk.flush()
        self._faults = walk.faults

    def observations(self, covered: frozenset[Coverage] = frozenset()) -> pl.DataFrame:
        """What is wrong with the elements; see `ReturnSource.observations`."""
        return observations_frame(self._read_faults(), self._year, covered)

    def element_cells(self) -> pl.DataFrame:
        """The values of findings about elements; see `ReturnSource`."""
        return element_cells_frame(self._read_faults(), self._year)

    def _read_faults(self) -> Faults:
        if self._faults is None:
            raise InternalError(
                f"Observations of {self._path} were asked for before its batches "
                "were read to the end. Read them first."
            )
        return self._faults


def _read_head(path: Path) -> _Head:
    tag = root_of(path)
    namespace, name = _name_parts(tag)
    if namespace and name == ROOT:
        raise InputError(
            f"{path} has its root element {ROOT} in the namespace "
            f"{told(namespace)}, but the CIN census has none. "
            "Take the xmlns out of the root element, or export the file again "
            "without it."
        )
    if tag != ROOT:
        raise InputError(
            f"{path} is no CIN census: its root element is {told(tag)}, "
            f"expected '{ROOT}'. Give the CIN census export."
        )
    try:
        with path.open("rb") as handle:
            return _scan_head(path, handle)
    except etree.XMLSyntaxError as error:
        raise syntax_error(path, error, ROOT) from error


def _name_parts(tag: str) -> tuple[str, str]:
    """The namespace (empty for none) and the name of an element."""
    namespace, _, name = tag.rpartition("}")
    return namespace.removeprefix("{"), name


def _scan_head(path: Path, handle: IO[bytes]) -> _Head:
    header = None
    has_child = False

    def tidy(root: XmlNode) -> None:
        check_open(path, root)
        _free_what_is_read(path, root)

    elements = finished_elements(handle, ROOT, HEADER.tag, CHILD.tag, between=tidy)
    for element in elements:
        parent = element.getparent()
        if element.tag == HEADER.tag and parent.getparent() is None:
            header = element if header is None else header
        elif element.tag == CHILD.tag and parent.tag == CHILDREN:
            has_child = True
            element.clear()
            while element.getprevious() is not None:
                parent.remove(element.getprevious())
        if header is not None and has_child:
            break
    for entity in () if header is None else header.iter(etree.Entity):
        raise entity_error(path, entity)
    return _Head(
        collection=_header_text(header, "CollectionDetails/Collection"),
        la_code=_authority(path, header),
        year=_header_text(header, "CollectionDetails/Year"),
        has_child=has_child,
    )


def _free_what_is_read(path: Path, root: XmlNode) -> None:
    """Free all but what is being read; a header that is held stays as it is."""
    if not len(root):
        return
    check_below(path, root)
    del root[:-1]
    if root[0].tag != HEADER.tag:
        free_inside(path, root[0])


def _header_text(header: XmlNode, path: str) -> str | None:
    return None if header is None else header.findtext(path)


def _authority(path: Path, header: XmlNode) -> str | None:
    """The authority that the sources name; refuses sources that disagree."""
    if header is None:
        return None
    named = [element.text or "" for element in header.findall("Source/LEA")]
    codes = sorted({text.strip() for text in named if text.strip()})
    if len(codes) > 1:
        raise InputError(
            f"{path} (Header) names more than one authority: {told_list(codes)}. "
            "Keep the Source of the authority whose return it is."
        )
    return codes[0] if codes else None


def _no_children(path: Path) -> InputError:
    return InputError(
        f"{path} has no children: Message/Children holds no Child. "
        "Export the return again with its children."
    )
