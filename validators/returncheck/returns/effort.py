"""About how long files take to be read, to see what is worth a process of its own.

Seconds of a processor of 2024, measured with made-up returns; twice as much or half of
it would do as well.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from returncheck.files.limits import MEGABYTE
from returncheck.returns.source import ReturnSource

_A_RETURN: Final = 0.05
_A_MEGABYTE: Final = 0.08
_A_FILE: Final = 0.01
# CSV is read more than once before anything of it is loaded; a workbook is packed.
_A_MEGABYTE_AT_FIRST: Final = {".csv": 0.25, ".txt": 0.25, ".xlsx": 3.0, ".xlsm": 3.0}


def seconds_to_look_at(files: Iterable[Path]) -> float:
    """About how long it takes to see what files are."""
    return sum(
        _A_FILE + _A_MEGABYTE_AT_FIRST.get(file.suffix.lower(), 0.0) * _megabytes(file)
        for file in files
    )


def seconds_to_read(sources: Sequence[ReturnSource]) -> float:
    """About how long it takes to read returns and to check their contracts."""
    files = {file for source in sources for file in source.files}
    size = sum(_megabytes(file) for file in files)
    return _A_RETURN * len(sources) + _A_MEGABYTE * size


def _megabytes(file: Path) -> float:
    try:
        return file.stat().st_size / MEGABYTE
    except OSError:
        return 0.0
