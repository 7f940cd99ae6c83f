"""Reads XML piece by piece and frees what nobody will ask for."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final

from lxml import etree

from returncheck.files.xml_files import SETTINGS, XmlNode
from returncheck.files.xml_limits import check_below

_PIECE: Final = 1 << 16


def finished_elements(
    handle: IO[bytes],
    root: str,
    *tags: str,
    between: Callable[[XmlNode], None] | None = None,
) -> Iterator[XmlNode]:
    """Elements of some names, each when its end has been read.

    Args:
        handle: The file, at its beginning.
        root: Name of the outermost element.
        tags: Names of the elements.
        between: Called with the outermost element after each piece of the file, to
            free what has been read and is not wanted.

    Yields:
        Elements in file order; clear them to keep memory constant. Comments and
        processing instructions are left out of them.

    Raises:
        XMLSyntaxError: The file is not well-formed, after the elements before the
            fault; `xml_files.syntax_error` explains it.
    """
    parser = etree.XMLPullParser(events=("start", "end"), tag=(root, *tags), **SETTINGS)
    outermost = None
    is_read = False
    while not is_read:
        piece = handle.read(_PIECE)
        is_read = not piece
        fault = _feed(parser, piece)
        for event, element in parser.read_events():
            if outermost is None:
                outermost = element
            if event == "end" and element is not outermost:
                yield element
        if fault is not None:
            raise fault
        if between is not None and outermost is not None:
            between(outermost)


def free_inside(path: Path, element: XmlNode) -> None:
    """Free all that an element holds but what is still being read.

    Args:
        path: The file, for messages.
        element: The element, still being read.

    Raises:
        InputError: What is freed is deeper than may be.
    """
    check_below(path, element)
    while len(element):
        # The library frees them all at once, however many there are.
        del element[:-1]
        element = element[0]


def _feed(parser: XmlNode, piece: bytes) -> Exception | None:
    try:
        if piece:
            parser.feed(piece)
        else:
            parser.close()
    except etree.XMLSyntaxError as error:
        fault: Exception = error
        return fault
    return None
