"""The folder of one session: private, erased at the end, or else at the next start."""

import os
import secrets
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from returncheck.errors import BusyError, ConfigError
from returncheck.warehouse.lock import run_lock

_PREFIX: Final = "returncheck-ui-"


@contextmanager
def private_session(place: Path | None = None) -> Iterator[Path]:
    """A new folder that only its owner may open; it is gone after the block.

    What a session has left that was killed is erased first.

    Args:
        place: Where it is made; None for the system's folder of temporary files.

    Yields:
        The folder, empty.

    Raises:
        ConfigError: It cannot be made.
    """
    above = Path(tempfile.gettempdir()) if place is None else place
    erase_left(above)
    folder = above / f"{_PREFIX}{secrets.token_hex(8)}"
    # Held for as long as the session lives, so that no other start erases it.
    with run_lock(folder):
        try:
            folder.mkdir(mode=0o700)
        except OSError as error:
            raise ConfigError(
                f"No folder can be made in {above}: {error.strerror}. "
                "Name another one in the environment as TMPDIR."
            ) from error
        try:
            yield folder
        finally:
            erase(folder)


def erase_left(above: Path) -> None:
    """Erase the folders of sessions that are no more.

    Args:
        above: Where they were made.
    """
    for folder in above.glob(f"{_PREFIX}*"):
        with suppress(OSError, BusyError, ConfigError):
            if _is_own(folder.lstat()):
                with run_lock(folder):
                    erase(folder)


def erase(folder: Path) -> None:
    """Erase a folder; what another program holds open stays until the next start.

    Args:
        folder: It may be gone already.
    """
    shutil.rmtree(folder, ignore_errors=True)


def _is_own(found: os.stat_result) -> bool:
    if not stat.S_ISDIR(found.st_mode):
        return False
    return sys.platform == "win32" or found.st_uid == os.geteuid()
