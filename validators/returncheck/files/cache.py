"""The user's own folder for what is worked out once a project, and is then run.

A file is taken from there only when nobody but the user, or the system, can have
written it. Without such a folder nothing is kept.
"""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def cache_path(name: str) -> Path | None:
    """The place of a file in the folder; None where no folder is the user's own."""
    folder = _cache_folder()
    return folder / name if folder else None


@contextmanager
def own_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that nobody but the user, or the system, can have written.

    Args:
        path: The file, as `cache_path` gives it.

    Yields:
        The file, open for reading.

    Raises:
        PermissionError: Somebody else could have written it.
        OSError: It cannot be read.
    """
    if sys.platform == "win32":
        # The folder is that of the user's profile.
        with path.open("rb") as file:
            yield file
        return
    folder = path.parent.resolve(strict=True)
    user = os.geteuid()
    if not _is_own(folder.stat(), user) or not all(
        _is_safe_above(each.stat(), user) for each in folder.parents
    ):
        raise PermissionError(f"{folder} is open to others.")
    handle = os.open(folder / path.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or not _is_own(found, user):
            raise PermissionError(f"{path} is open to others.")
        yield file


def _is_own(found: os.stat_result, user: int) -> bool:
    return found.st_uid == user and not found.st_mode & _OTHERS_WRITE


def _is_safe_above(found: os.stat_result, user: int) -> bool:
    """Whether nobody else can put another folder in the place of one below it."""
    is_sticky = bool(found.st_mode & stat.S_ISVTX)
    is_closed = is_sticky or not found.st_mode & _OTHERS_WRITE
    return is_closed and found.st_uid in (0, user)


def _cache_folder() -> Path | None:
    """Where plans are kept; None where no folder is the user's own."""
    given = os.environ.get("RETURNCHECK_CACHE")
    if given:
        return Path(given)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        home = _home()
        if local:
            return Path(local) / "returncheck"
        return home / "AppData" / "Local" / "returncheck" if home else None
    cache = os.environ.get("XDG_CACHE_HOME")
    if cache and sys.platform != "darwin":
        return Path(cache) / "returncheck"
    home = _home()
    if home is None:
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "returncheck"
    return home / ".cache" / "returncheck"


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None
