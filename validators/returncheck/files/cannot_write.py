"""Why a file cannot be written: in use by another program, or not to be written at all.

Who runs on a schedule tries again later where it is the first.
"""

import errno
from pathlib import Path
from typing import Final

from returncheck.errors import BusyError, ConfigError

# Windows: another program shares the file, or has a part of it locked.
_SHARED: Final = frozenset({32, 33})
# Windows, where a file is put in the place of one that is open.
_DENIED: Final = 5


def write_error(
    place: Path, error: OSError, other: str = "choose another folder"
) -> ConfigError:
    """What is told when a file or folder cannot be written.

    Args:
        place: The file or folder; see `place_of`.
        error: Why not.
        other: What else can be done.

    Returns:
        A BusyError where another program has the file.
    """
    kind = BusyError if is_in_use(error) else ConfigError
    return kind(
        f"{place} cannot be written: {error.strerror or error}. "
        f"Close it if it is open in another program, or {other}."
    )


def place_of(error: OSError, folder: Path) -> Path:
    """The file that an error is about: the one to be replaced, or to be written.

    Args:
        error: Why nothing could be written.
        folder: What is named where the error names nothing.
    """
    return Path(error.filename2 or error.filename or folder)


def is_in_use(error: OSError) -> bool:
    """Whether another program has a file that was to be written or replaced."""
    if error.errno == errno.EBUSY:
        return True
    code = getattr(error, "winerror", None)
    if code in _SHARED:
        return True
    # Denied too is what nobody may write; a file in its place that may be is open.
    there = error.filename2
    return code == _DENIED and there is not None and _may_be_written(Path(there))


def _may_be_written(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & 0o200) and path.is_file()
    except OSError:
        return False
