"""What kind of file something is, told from its first bytes."""

import codecs
from enum import StrEnum
from pathlib import Path
from typing import Final

from returncheck.errors import InputError
from returncheck.files.limits import check_size

_SAMPLE: Final = 8192
_ZIP: Final = b"PK\x03\x04"
_PIECE: Final = 1 << 20
# Name of the stream that a workbook with a password lies in.
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY: Final = (b"%PDF", b"\x1f\x8b", b"PAR1", b"\xff\xd8\xff", b"\x89PNG", b"GIF8")
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# The first character of XML; the second form is UTF-16 with the high byte first.
_LESS_THAN: Final = (b"<", b"\0<")


class FileKind(StrEnum):
    """The kinds of file that readers take."""

    XML = "xml"
    WORKBOOK = "workbook"
    TEXT = "text"


def file_kind(path: Path) -> FileKind:
    """The kind of a file, by its content alone.

    Args:
        path: An existing file.

    Returns:
        XML when its first character is `<`, a workbook when it is a ZIP archive, text
        otherwise.

    Raises:
        InputError: It is empty, too large, binary, an old or protected workbook, or
            cannot be opened.
    """
    try:
        check_size(path)
        with path.open("rb") as handle:
            sample = handle.read(_SAMPLE)
    except OSError as error:
        raise InputError(
            f"{path} cannot be opened: {error.strerror}. Check its permissions."
        ) from error
    if sample.startswith(_OLD_OFFICE):
        raise _of_old_office(path)
    if sample.startswith(_ZIP):
        return FileKind.WORKBOOK
    return _text_kind(path, sample)


def _of_old_office(path: Path) -> InputError:
    if _holds(path, _ENCRYPTED):
        return InputError(
            f"{path} is protected by a password. Save it as .xlsx without one."
        )
    return InputError(
        f"{path} is an old or password-protected workbook. "
        "Save it as .xlsx without a password."
    )


def _holds(path: Path, mark: bytes) -> bool:
    with path.open("rb") as handle:
        end = b""
        while piece := handle.read(_PIECE):
            if mark in end + piece:
                return True
            end = piece[-len(mark) :]
    return False


def _text_kind(path: Path, sample: bytes) -> FileKind:
    bare = sample.removeprefix(codecs.BOM_UTF8)
    for mark in _UTF16:
        bare = bare.removeprefix(mark)
    bare = bare.lstrip()
    if not bare:
        if len(sample) == _SAMPLE:
            return FileKind.TEXT
        raise InputError(f"{path} is empty. Export the file again.")
    if bare.startswith(_LESS_THAN):
        return FileKind.XML
    is_utf16 = sample.startswith(_UTF16)
    if bare.startswith(_BINARY) or (b"\0" in sample and not is_utf16):
        raise InputError(
            f"{path} is a binary file, not a return. Give XML, CSV or XLSX files."
        )
    return FileKind.TEXT
