"""Writes outputs so that nobody ever sees half of one, and nobody else reads them.

A file is written beside its place, synced and renamed: a reader finds the old one or
the new one, whenever the process ends. A symbolic link at the place is replaced and not
followed. Files are their owner's alone (0600, new folders 0700), unless they are
shared; on Windows the permissions are those of the folder.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from returncheck.files.private import is_shared, make_folder

_PRIVATE_FILE, _SHARED_FILE = 0o600, 0o666
_PART = ".returncheck-part-"


def file_mode() -> int:
    """The mode that a new file is opened with; the umask takes from it."""
    return _SHARED_FILE if is_shared() else _PRIVATE_FILE


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write one file beside its place, then put it there.

    Args:
        path: Its place; a file or link there is replaced.
        write: Writes the path that it is given.

    Raises:
        OSError: It cannot be written; what was there is there still.
    """
    with staged_files(path.parent) as staged:
        write(staged.path(path.name))
        staged.put()


class StagedFiles:
    """Files on their way into one folder, in a private folder of their own there."""

    def __init__(self, folder: Path, stage: Path) -> None:
        """Use `staged_files` instead; it removes what is left.

        Args:
            folder: Where the files are to be.
            stage: Where they are written.
        """
        self._folder = folder
        self._stage = stage
        self._names: list[str] = []
        self._folders: list[str] = []

    def path(self, name: str) -> Path:
        """Where to write a file; files are put in the order of these calls.

        Args:
            name: Its name, which may lie in a folder: `data-docs/index.html`.
        """
        self._names.append(name)
        path = self._stage / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def folder(self, name: str) -> Path:
        """Where to write a folder of files, all of which are put in their places.

        Args:
            name: Its name.
        """
        self._folders.append(name)
        return self._stage / name

    def put(self, without: Iterable[str] = ()) -> None:
        """Put every file that was written in its place.

        All are on the disk before the first is renamed.

        Args:
            without: Names of files to be removed first, where they are there.

        Raises:
            OSError: One cannot be put there.
        """
        inside = [
            path.relative_to(self._stage).as_posix()
            for folder in self._folders
            for path in sorted((self._stage / folder).rglob("*"))
        ]
        names = [
            name for name in (*self._names, *inside) if (self._stage / name).is_file()
        ]
        for name in names:
            settle(self._stage / name)
        for name in without:
            (self._folder / name).unlink(missing_ok=True)
        for name in names:
            make_folder((self._folder / name).parent)
            (self._stage / name).replace(self._folder / name)
        for folder in {(self._folder / name).parent for name in (*names, "here")}:
            sync(folder)


@contextmanager
def staged_files(folder: Path) -> Iterator[StagedFiles]:
    """Files that are written beside their place and put there together.

    Args:
        folder: Where they are to be; made when it is missing.

    Yields:
        Where to write them. What is not put there is gone afterwards.

    Raises:
        OSError: The folder cannot be written.
    """
    make_folder(folder)
    # A folder that `mkdtemp` makes is its owner's alone.
    stage = Path(tempfile.mkdtemp(prefix=_PART, dir=folder))
    try:
        yield StagedFiles(folder, stage)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def remove_leftovers(folder: Path) -> None:
    """Remove what processes left behind that were killed while they wrote.

    Args:
        folder: A folder that nobody else writes to now.
    """
    for left in folder.glob(f"{_PART}*"):
        shutil.rmtree(left, ignore_errors=True)


def settle(path: Path) -> None:
    """Give a finished file its permissions, and wait until it is on the disk.

    Raises:
        OSError: It is not there, or not ours.
    """
    if not is_shared():
        path.chmod(_PRIVATE_FILE)
    sync(path)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk.

    Raises:
        OSError: The disk says that they are not.
    """
    if os.name == "nt" and path.is_dir():
        return  # Windows has no handle of a folder to sync
    flags = os.O_RDWR if os.name == "nt" else os.O_RDONLY
    handle = os.open(path, flags)
    try:
        # Some network file systems know no syncing of folders.
        with suppress(OSError) if path.is_dir() else _nothing():
            os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _nothing() -> Iterator[None]:
    yield
