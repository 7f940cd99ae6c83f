"""The machine: memory, disk, time zone, and the folder of what is kept."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from returncheck.cli.doctor_checks.line import Line, State
from returncheck.files.cache import cache_path
from returncheck.files.private import make_folder
from returncheck.warehouse.memory import memory_limit

_GIGABYTE: Final = 1_000_000_000
_LEAST_MEMORY: Final = 1 * _GIGABYTE
_LEAST_DISK: Final = 1 * _GIGABYTE


def machine(output: Path) -> Iterator[Line]:
    """Lines on memory, disk, time zone and cache.

    Args:
        output: The folder of the outputs, there or not.
    """
    yield memory(memory_limit())
    place = output.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    yield disk("disk", place, shutil.disk_usage(place).free)
    temporary = Path(tempfile.gettempdir())
    yield disk("temporary files", temporary, shutil.disk_usage(temporary).free)
    yield _time_zone()
    yield _cache()


def memory(limit: int | None) -> Line:
    """The line on memory.

    Args:
        limit: Bytes that the database may take; None where that is not known.
    """
    if limit is None:
        words = "not known; the database takes what it needs"
        return Line(subject="memory", state=State.OK, words=words)
    words = f"{limit / _GIGABYTE:.1f} GB for the database"
    if limit < _LEAST_MEMORY:
        return Line(
            subject="memory",
            state=State.MISSING,
            words=f"{words}, less than 1 GB: large returns will be slow",
            todo="Close other programs, or give the container more memory.",
        )
    return Line(subject="memory", state=State.OK, words=words)


def disk(subject: str, place: Path, free: int) -> Line:
    """The line on the room at a place.

    Args:
        subject: What lies there.
        place: A folder.
        free: Bytes that are free.
    """
    words = f"{free / _GIGABYTE:,.1f} GB free in {place}"
    if free < _LEAST_DISK:
        return Line(
            subject=subject,
            state=State.MISSING,
            words=f"{words}, less than 1 GB",
            todo="Free some, or choose another folder.",
        )
    return Line(subject=subject, state=State.OK, words=words)


def _time_zone() -> Line:
    now = datetime.now().astimezone()
    words = f"{now.tzname()} (UTC{now:%z}), it is {now:%d %B %Y %H:%M}"
    return Line(subject="time zone", state=State.OK, words=words)


def _cache() -> Line:
    place = cache_path("x")
    folder = place.parent if place else None
    todo = "Name a folder of your own: set RETURNCHECK_CACHE=<folder>"
    if folder is None:
        words = "no folder of your own: each new database takes a second longer"
        return Line(subject="cache", state=State.OPTIONAL, words=words, todo=todo)
    try:
        make_folder(folder)
        size = sum(each.stat().st_size for each in folder.iterdir() if each.is_file())
        is_writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError as error:
        words = f"{folder} cannot be made or read: {error.strerror}"
        return Line(subject="cache", state=State.OPTIONAL, words=words, todo=todo)
    if not is_writable:
        words = f"{folder} cannot be written"
        return Line(subject="cache", state=State.OPTIONAL, words=words, todo=todo)
    words = f"{folder}, {size / 1e6:,.0f} MB, no record of a return in it"
    return Line(subject="cache", state=State.OK, words=words)
