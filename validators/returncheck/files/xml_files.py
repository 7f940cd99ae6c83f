"""The XML parser, closed to entities and the network, and its errors in plain words."""

import re
from html.entities import name2codepoint
from pathlib import Path
from typing import IO, Any, Final, TypeAlias

from lxml import etree

from returncheck.errors import InputError
from returncheck.files.childless import told
from returncheck.files.xml_faults import fault_words

XmlNode: TypeAlias = Any
"""An lxml element or parser event; lxml has no types of its own."""

SETTINGS: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
}
"""Options of every parser of a file from outside."""

_TAIL: Final = 256
_ENCODING: Final = frozenset(
    {
        etree.ErrorTypes.ERR_INVALID_ENCODING,
        etree.ErrorTypes.ERR_UNKNOWN_ENCODING,
        etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING,
    }
)
# Text or a second root after the end of the first.
_GOES_ON: Final = etree.ErrorTypes.ERR_DOCUMENT_END
# More than the parser takes in of one name, text or nesting.
_TOO_MUCH: Final = (etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_NO_MEMORY)
_TOO_BIG: Final = "Comment too big"
_NOT_DEFINED: Final = re.compile(r"Entity '([^']*)' not defined")
# What lxml raises where it lost the parser's own error, which its log still has.
_SAYS_NOTHING: Final = "no element found"


def root_tag(handle: IO[bytes]) -> str:
    """Name of the outermost element, as soon as it begins.

    Args:
        handle: The file, at its beginning.

    Raises:
        XMLSyntaxError: There is none; `syntax_error` explains it.
    """
    _, root = next(iter(etree.iterparse(handle, events=("start",), **SETTINGS)))
    return str(root.tag)


def root_of(path: Path) -> str:
    """Name of the outermost element of a file.

    Raises:
        InputError: It is not well-formed so far.
    """
    try:
        with path.open("rb") as handle:
            return root_tag(handle)
    except etree.XMLSyntaxError as error:
        raise syntax_error(path, error, "") from error


def syntax_error(path: Path, error: XmlNode, root: str) -> InputError:
    """What a parser's error means to the person who exported the file.

    Args:
        path: The file.
        error: The `XMLSyntaxError` that lxml raised.
        root: Name of the outermost element that such a file has.

    Returns:
        An error that says wrong encoding, truncated, or not well-formed, and where.
    """
    code, line, text = error.code, error.lineno, str(error.msg)
    if text == _SAYS_NOTHING and error.error_log.last_error is not None:
        last = error.error_log.last_error
        code, line, text = last.type, last.line, last.message
    line = line or 1
    if code in _ENCODING:
        return InputError(
            f"{path} is in another encoding than it says, at line {line}. "
            "Export it again as UTF-8."
        )
    if code in _TOO_MUCH or text.startswith(_TOO_BIG):
        return InputError(
            f"{path} has more in one place than is read, near line {line}: a text or a "
            "name that is too long, or elements too deep in each other. "
            "Check the export."
        )
    undefined = _NOT_DEFINED.search(text)
    if undefined is not None:
        return InputError(
            f"{path} uses the entity {told(undefined[1], name2codepoint)} at line "
            f"{line}, which is not defined. Export the file with plain text."
        )
    if code != _GOES_ON and _breaks_off(path, root):
        return InputError(
            f"{path} breaks off at line {line}: its end is missing. "
            "Export or copy the file again."
        )
    return InputError(
        f"{path} is not well-formed XML at line {line}: {fault_words(code)}. "
        "Export the file again."
    )


def entity_error(path: Path, node: XmlNode) -> InputError:
    """The refusal of a file that uses entities of its own, which are never read."""
    return InputError(
        f"{path} uses the entity {told(node.text)} at line {node.sourceline}, which "
        "is not read for safety. Export the file with plain text."
    )


def _breaks_off(path: Path, root: str) -> bool:
    with path.open("rb") as handle:
        size = handle.seek(0, 2)
        handle.seek(max(0, size - _TAIL))
        tail = handle.read().replace(b"\0", b"").rstrip()
    return not tail.endswith(f"{root}>".encode())
