"""What the machine lacked when a run ended, which is no bug of ours."""

import errno
from collections.abc import Iterator
from typing import Final

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FULL_WORDS: Final = ("No space left", "quota", "File too large")
# By name, because DuckDB and polars are not imported for each command.
_OUT_OF_MEMORY: Final = "OutOfMemoryException"
_FILE_ERRORS: Final = frozenset({"IOException", "FatalException", "ComputeError"})
_MEMORY: Final = (
    "There is not enough memory for this run. "
    "Close other programs, or check fewer returns at a time."
)
_DISK: Final = (
    "There is no room on the disk for what this run writes. "
    "Free some, or choose another folder with --out."
)


def machine_failure(error: BaseException) -> str | None:
    """The line that tells what the machine lacked.

    Args:
        error: What ended the command, with what it follows from.

    Returns:
        The line, which holds nothing of any record; None where the machine was not
        the reason.
    """
    for each in _chain(error):
        if isinstance(each, MemoryError) or type(each).__name__ == _OUT_OF_MEMORY:
            return _MEMORY
        if isinstance(each, OSError) and each.errno in _FULL:
            return _DISK
        if type(each).__name__ in _FILE_ERRORS and any(
            words in str(each) for words in _FULL_WORDS
        ):
            return _DISK
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    ahead: BaseException | None = error
    while ahead is not None and id(ahead) not in seen:
        seen.add(id(ahead))
        yield ahead
        ahead = ahead.__cause__ or ahead.__context__
