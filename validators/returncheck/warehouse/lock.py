"""Keeps other runs off a database from the first read of one to its last output.

The lock is the system's, on a hidden file beside the database: it ends with its
process, however that ends. The file says whose process it is, and on which machine:
a share is used from several.
"""

import errno
import os
import re
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from returncheck.errors import BusyError, ConfigError
from returncheck.files.output import file_mode

RUN_WAIT = 60.0
"""Seconds that a run waits for another by default."""

Tell = Callable[[str], None]

LOCKED = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK})
"""What a system says of a file that another process has locked; Windows the last two.

Anything else, such as a drive that knows no locks, is for its user to put right.
"""

_PAUSE = 0.1
_LONGEST = 300
_PLACE_OF_LOCK = 1 << 20
"""Windows locks bytes for reading too: one that no process id reaches."""


@dataclass(slots=True)
class _Holding:
    """A lock that this process has: in which thread, and how many times over."""

    handle: int
    thread: int
    times: int


_holdings: dict[Path, _Holding] = {}
_guard = threading.Lock()


@contextmanager
def run_lock(
    database: Path, *, wait: float = 0.0, tell: Tell | None = None
) -> Iterator[None]:
    """Keep other runs off a database for a while.

    The same thread may take it again, which counts as the same run.

    Args:
        database: The DuckDB file, there or not; its folder is.
        wait: Seconds to wait for the run that has it; 0 to be refused at once.
        tell: Told in one line before a wait; None for nobody.

    Raises:
        BusyError: Another run has it.
        ConfigError: The folder cannot be written, or nothing in it can be locked.
    """
    path = database.parent.resolve() / f".{database.name}.lock"
    with _guard:
        held = _holdings.get(path)
        is_ours = held is not None and held.thread == threading.get_ident()
        if held is not None and is_ours:
            held.times += 1
    if not is_ours:
        handle = _acquired(path, database, wait, tell)
        with _guard:
            _holdings[path] = _Holding(handle, threading.get_ident(), 1)
    try:
        yield
    finally:
        _release(path)


def _release(path: Path) -> None:
    with _guard:
        held = _holdings[path]
        held.times -= 1
        if held.times:
            return
        del _holdings[path]
    # Removed while it is held: who opens it now sees that it is no longer there.
    with suppress(OSError):
        path.unlink()
    os.close(held.handle)


def _acquired(path: Path, database: Path, wait: float, tell: Tell | None) -> int:
    """A handle of the locked file."""
    until = time.monotonic() + wait
    while True:
        try:
            handle = _opened(path)
            is_locked = _is_locked(handle)
        except OSError as error:
            raise ConfigError(
                f"{path} cannot be written or locked: {error.strerror}. "
                "Choose another folder with --out, one of this machine where a share "
                "knows no locks."
            ) from error
        if is_locked:
            if _is_at(handle, path):
                # On a full disk the lock holds without the name of its holder.
                with suppress(OSError):
                    os.ftruncate(handle, 0)
                    os.write(handle, f"{os.getpid()} {socket.gethostname()}".encode())
                return handle
            os.close(handle)
            continue
        holder = _holder(handle)
        os.close(handle)
        if time.monotonic() >= until:
            raise BusyError(
                f"The database {database} is in use by {holder}, another run. "
                "Wait until it ends, or choose another folder with --out."
            )
        if tell is not None:
            tell(
                f"Waiting up to {wait:g} seconds for {holder}, which is using "
                f"{database}."
            )
            tell = None
        time.sleep(_PAUSE)


def _opened(path: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, flags, file_mode())
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        path.unlink(missing_ok=True)  # a link, which is not followed
        return os.open(path, flags, file_mode())


def _is_at(handle: int, path: Path) -> bool:
    """Whether the file is still there, and not removed by who had it before."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
    except OSError as error:
        if error.errno == errno.ESTALE:  # so NFS says it
            return False
        raise


def _holder(handle: int) -> str:
    """Who has the lock, as far as the file says it."""
    try:
        written = (
            os.pread(handle, _LONGEST, 0)
            if hasattr(os, "pread")
            else os.read(handle, _LONGEST)
        )
    except OSError:  # a share of Windows' lets nobody read what is locked
        return "another process"
    number, _, machine = written.decode("ascii", "replace").partition(" ")
    if not number.isdigit():
        return "another process"
    if machine in ("", socket.gethostname()):
        return f"process {number}"
    shown = re.sub(r"[^\w.-]", "?", machine)[:60]
    return f"process {number} on {shown}"


if sys.platform == "win32":
    import msvcrt

    def _is_locked(handle: int) -> bool:
        os.lseek(handle, _PLACE_OF_LOCK, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in LOCKED:
                return False
            raise
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _is_locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in LOCKED:
                return False
            raise
        return True
