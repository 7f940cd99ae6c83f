"""How much memory the database may take, told from the machine that it runs on."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from returncheck.warehouse.trust import is_confined

if TYPE_CHECKING:
    import duckdb

_PREFIX: Final = ".returncheck-spill-"
_SHARE: Final = 0.5
# The write-ahead log is written out at the end of a build, not every few steps.
_LOG_SIZE: Final = "1GB"
# Below this no build fits; it spills to disk instead.
_LEAST: Final = 256_000_000
_CGROUPS: Final = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


@contextmanager
def bounded(connection: "duckdb.DuckDBPyConnection", database: Path) -> Iterator[None]:
    """Have a connection keep to its share of the memory, and spill where only we read.

    What does not fit in memory goes to a folder beside the database that only its
    owner may open; the folder is gone at the end.

    Args:
        connection: An open connection, not confined yet.
        database: Its file.
    """
    if is_confined(connection):
        # Another connection of this process has the file open, with settings already.
        yield
        return
    memory = memory_limit()
    if memory is not None:
        connection.execute(f"set memory_limit = '{memory // 1_000_000}MB'")
    connection.execute(f"set checkpoint_threshold = '{_LOG_SIZE}'")
    try:
        folder = TemporaryDirectory(
            prefix=_PREFIX, dir=database.parent, ignore_cleanup_errors=True
        )
    except OSError:
        # The folder cannot be written to, so that nothing is spilled there either.
        connection.execute("set temp_directory = ''")
        yield
        return
    with folder as name:
        connection.execute("set temp_directory = '{}'".format(name.replace("'", "''")))
        try:
            yield
        finally:
            # Else what has been spilled is still open.
            connection.close()


def memory_limit() -> int | None:
    """Bytes that the database may take: half of what the process may have.

    Returns:
        Half of the machine's memory, or of what its container lets it have; None where
        neither is known.
    """
    known = [*_physical(), *_container(_CGROUPS)]
    return max(int(min(known) * _SHARE), _LEAST) if known else None


def _physical() -> Iterator[int]:
    if sys.platform == "win32":
        return
    try:
        yield os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return


def _container(files: Iterable[Path]) -> Iterator[int]:
    for path in files:
        try:
            text = path.read_text(encoding="ascii").strip()
        except OSError:
            continue
        if text.isdigit():
            yield int(text)
