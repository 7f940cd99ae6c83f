"""Files that only their owner can read, and temporary folders that are always removed.

The one place for the modes of what is written. On Windows a file belongs to the user
whose folder it is made in, and nothing here changes that.
"""

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

OTHERS = 0o077
"""The umask that leaves nothing to group and others."""
_TEMPORARY = ".returncheck-tmp-"


class _Umask:
    """The process has one umask: blocks that need a private one share it."""

    def __init__(self) -> None:
        self.is_shared = False
        self.lock = Lock()
        self.blocks = 0
        self.before = 0


_UMASK = _Umask()


def share_files() -> None:
    """Leave the modes of files to the user's umask from here on (`--shared`)."""
    _UMASK.is_shared = True


def keep_private() -> None:
    """Make files private again, which they are from the start."""
    _UMASK.is_shared = False


def is_shared() -> bool:
    """Whether the modes of files are left to the user's umask."""
    return _UMASK.is_shared


@contextmanager
def private_umask() -> Iterator[None]:
    """Have files made in a block be the user's own: 0600, folders 0700.

    The umask belongs to the whole process, so files of other threads are made private
    too meanwhile. Nothing happens after `share_files`.
    """
    if _UMASK.is_shared:
        yield
        return
    with _UMASK.lock:
        if _UMASK.blocks == 0:
            _UMASK.before = os.umask(OTHERS)
        _UMASK.blocks += 1
    try:
        yield
    finally:
        with _UMASK.lock:
            _UMASK.blocks -= 1
            if _UMASK.blocks == 0:
                os.umask(_UMASK.before)


def make_private(path: Path) -> None:
    """Take a file or folder of the user's from everybody else.

    Args:
        path: What may be there; one that is missing, or another user's, stays as it is.
    """
    if _UMASK.is_shared or sys.platform == "win32":
        return
    with suppress(FileNotFoundError):
        found = path.stat()
        if found.st_uid == os.geteuid() and found.st_mode & OTHERS:
            path.chmod(stat.S_IMODE(found.st_mode) & ~OTHERS)


def make_folder(path: Path) -> None:
    """Make a folder and those above it, private where they are new.

    Raises:
        OSError: It cannot be made.
    """
    with private_umask():
        path.mkdir(parents=True, exist_ok=True)


@contextmanager
def temporary_folder(beside: Path) -> Iterator[Path]:
    """A private folder beside a file that is being written; removed on every exit.

    What a killed process has left there is removed too.

    Args:
        beside: The file, in a folder that is there.

    Yields:
        The folder, empty.

    Raises:
        OSError: It cannot be made.
    """
    for left in beside.parent.glob(f"{_TEMPORARY}*"):
        if not _is_running(left.name.removeprefix(_TEMPORARY).partition("-")[0]):
            shutil.rmtree(left, ignore_errors=True)
    prefix = f"{_TEMPORARY}{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=beside.parent) as name:
        yield Path(name)


def _is_running(number: str) -> bool:
    if not number.isdecimal() or sys.platform == "win32":
        # There a signal 0 would end the process instead of asking for it.
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
