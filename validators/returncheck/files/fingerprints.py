"""Which files were read: their hash, size and time, and that they stayed the same."""

import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from returncheck.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """One file that a return was read from.

    Attributes:
        name: Its name, without folders.
        sha256: SHA-256 of its content, 64 hexadecimal digits.
        size: Its size in bytes.
        modified_at: When it was last changed, UTC without a time zone.
    """

    name: str
    sha256: str
    size: int
    modified_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """What tells that a file was changed or replaced, without reading it.

    Attributes:
        device: The device it lies on.
        inode: Its number there.
        size: Its size in bytes.
        modified_ns: When its content was last changed, in nanoseconds.
        changed_ns: When anything of it was last changed, which no program can set; on
            Windows, when it was made.
    """

    device: int
    inode: int
    size: int
    modified_ns: int
    changed_ns: int


def file_state(path: Path) -> FileState | None:
    """The state of a file; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return _state(found)


def unchanged_file(path: Path, before: FileState | None) -> InputFile:
    """The hash of a file that has been read, and is still what it was.

    Args:
        path: The file.
        before: Its state before the first reading.

    Raises:
        InputError: It was changed, replaced or removed since, or cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            opened = _state(os.fstat(file.fileno()))
            while block := file.read(1 << 20):
                digest.update(block)
            after = os.fstat(file.fileno())
    except OSError as error:
        raise InputError(
            f"{path} could be read at first and no longer at the end: "
            f"{error.strerror or error}. Put it back and run again."
        ) from error
    if not before == opened == _state(after) == file_state(path):
        raise InputError(
            f"{path} was changed while it was being read. "
            "Wait until it is written to its end and run again."
        )
    return InputFile(
        name=path.name,
        sha256=digest.hexdigest(),
        size=after.st_size,
        modified_at=datetime.fromtimestamp(after.st_mtime, UTC).replace(tzinfo=None),
    )


def _state(found: os.stat_result) -> FileState:
    return FileState(
        device=found.st_dev,
        inode=found.st_ino,
        size=found.st_size,
        modified_ns=found.st_mtime_ns,
        changed_ns=found.st_ctime_ns,
    )
