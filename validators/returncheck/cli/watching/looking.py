"""What lies in a folder: a look costs one listing of each folder, on any drive.

Systems tell of changes too, but not of those that others make on a network drive, and
not when a file is whole. So it is looked at again and again, and seldom where a look
takes long.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

Seen = Mapping[str, tuple[int, int]]
"""Path to size in bytes and time of the last change in nanoseconds."""

_UNFINISHED: Final = (".crdownload", ".download", ".part", ".partial", ".tmp")
"""Endings of files that a browser or another program is still writing."""

_LOCKS: Final = ("~$", ".~lock.")
"""Beginnings of the files that an office program leaves beside an open one."""

_SHARE: Final = 20
"""How many times longer than a look the pause after it is at least."""


def look(folder: Path, leave_out: Path) -> Seen:
    """What lies in a folder and those below it.

    Hidden files and folders, and those of a program at work, are passed over.

    Args:
        folder: The folder.
        leave_out: A folder that is not looked into, there or not.

    Raises:
        OSError: The folder cannot be listed.
    """
    return dict(_files(os.fspath(folder), os.path.realpath(leave_out)))


def _files(folder: str, leave_out: str) -> Iterator[tuple[str, tuple[int, int]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith((".", *_LOCKS)) or name.lower().endswith(_UNFINISHED):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    if os.path.realpath(entry.path) != leave_out:
                        yield from _files(entry.path, leave_out)
                    continue
                found = entry.stat()
            except FileNotFoundError:
                continue  # gone since the folder was listed
            yield entry.path, (found.st_size, found.st_mtime_ns)


def pause(every: float, took: float) -> float:
    """Seconds until the next look.

    Args:
        every: Seconds between two looks, as it was asked for.
        took: Seconds that the last look took.
    """
    return max(every, _SHARE * took)


@dataclass(slots=True)
class Standing:
    """Tells when files that changed have stood still for long enough.

    Attributes:
        still: Seconds for which sizes and times have to stay the same.
        clock: The seconds on a clock that never goes back.
        checked: What lay there at the last check; nothing before the first.
        last: What lay there at the last look, and since when.
    """

    still: float
    clock: Callable[[], float]
    checked: Seen | None = None
    last: Seen | None = None
    since: float = 0.0

    def is_due(self, seen: Seen) -> bool:
        """Whether what is seen has changed since the last check and stands still.

        Args:
            seen: What lies there now.
        """
        now = self.clock()
        if seen != self.last:
            self.last, self.since = seen, now
        is_new = seen != (self.checked or {})
        is_empty = any(size == 0 for size, _ in seen.values())
        # An empty file is mostly one whose copy has just begun.
        wait = self.still * 5 if is_empty else self.still
        return is_new and now - self.since >= wait

    def changed(self, seen: Seen) -> list[str]:
        """The files that are new or other than at the last check, or gone.

        Args:
            seen: What lies there now.
        """
        before = self.checked or {}
        names = {*seen, *before}
        return sorted(name for name in names if seen.get(name) != before.get(name))

    def note_checked(self, seen: Seen) -> None:
        """Remember what was checked.

        Args:
            seen: What lay there when the check began.
        """
        self.checked = seen
