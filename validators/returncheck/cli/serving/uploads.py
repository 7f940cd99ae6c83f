"""Files that the browser sends: where they go, and how much is taken in."""

import csv
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from returncheck.errors import InputError
from returncheck.files.cannot_write import write_error
from returncheck.files.limits import MEGABYTE, Limits, beyond, limited
from returncheck.files.own_files import EXPLANATION_COLUMNS

MOST_FILES: Final = 500
"""Files of one session."""

_TIMES: Final = 4
"""How many files of the largest size may lie there together."""

_MOST_LETTERS: Final = 120
_MOST_FOLDERS: Final = 4
_PART: Final = ".part"
_FORBIDDEN: Final = frozenset('<>:"|?*\\')
_DEVICES: Final = frozenset(
    (
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{n}{i}" for n in ("com", "lpt") for i in range(10)),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploaded:
    """A file that has arrived.

    Attributes:
        name: Its name with the folders above it, `/` between.
        bytes: Its size.
    """

    name: str
    bytes: int


class Uploads:
    """The files of a session, in a folder of their own."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        """Begin with none.

        Args:
            folder: Where they go; it is there.
            limits: How much is taken in.
        """
        self.folder = folder
        self._limits = limits

    def listed(self) -> list[Uploaded]:
        """The files that are there, by name."""
        return sorted(
            (
                Uploaded(
                    name=path.relative_to(self.folder).as_posix(),
                    bytes=path.stat().st_size,
                )
                for path in self.folder.rglob("*")
                if path.is_file() and not path.name.endswith(_PART)
            ),
            key=lambda each: each.name,
        )

    def place(self, name: str) -> Path:
        """Where a file goes.

        Args:
            name: As the browser gives it, with the folders above the file.

        Raises:
            InputError: The name leads elsewhere, or some system knows no such name.
        """
        parts = name.split("/")
        if not all(map(_is_plain, parts)) or len(parts) > _MOST_FOLDERS:
            raise InputError(
                "A file's name cannot be used here. Give it a name of letters, "
                f"digits and hyphens, in at most {_MOST_FOLDERS - 1} folders."
            )
        return self.folder / PurePosixPath(*parts)

    async def take(
        self, name: str, size: int | None, chunks: AsyncIterator[bytes]
    ) -> Path:
        """Write a file as it comes in; one of the same name is replaced.

        Args:
            name: As the browser gives it.
            size: Its size as announced; None where it is not.
            chunks: What it holds.

        Returns:
            Where it is.

        Raises:
            InputError: The name cannot be used, or it is too much.
            ConfigError: It cannot be written.
        """
        place = self.place(name)
        others = [each for each in self.listed() if self.folder / each.name != place]
        if len(others) >= MOST_FILES:
            raise InputError(f"There are {MOST_FILES} files already. Remove some.")
        before = sum(each.bytes for each in others)
        self._check(name, size or 0, before)
        part = place.with_name(place.name + _PART)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            written = 0
            with part.open("wb") as file:
                async for chunk in chunks:
                    written += len(chunk)
                    self._check(name, written, before)
                    file.write(chunk)
            part.replace(place)
        except OSError as error:
            raise write_error(Path(name), error, "free some room") from error
        finally:
            part.unlink(missing_ok=True)
        return place

    def remove(self, name: str) -> None:
        """Erase a file, and the folders that it leaves empty."""
        place = self.place(name)
        place.unlink(missing_ok=True)
        for folder in place.parents:
            if folder == self.folder or any(folder.iterdir()):
                return
            folder.rmdir()

    def _check(self, name: str, size: int, before: int) -> None:
        most = self._limits.input_megabytes * MEGABYTE
        if size > most:
            with limited(self._limits):
                raise beyond(name, "is too large", "input_megabytes", "megabytes")
        if before + size > _TIMES * most:
            raise InputError(
                f"{name} is too much beside the other files. Check fewer at a time."
            )


def is_explanations(path: Path) -> bool:
    """Whether a file is one in which queries are explained, by its headings.

    Args:
        path: A file that is there.
    """
    with path.open("rb") as file:
        start = file.read(4096).decode("utf-8-sig", "replace")
    headings = next(csv.reader(io.StringIO(start)), [])
    names = {heading.strip().lower() for heading in headings}
    return set(EXPLANATION_COLUMNS) <= names


def _is_plain(part: str) -> bool:
    """Whether a name is one on every system, and leads nowhere else."""
    return (
        0 < len(part) <= _MOST_LETTERS
        and part.isprintable()
        and not part.startswith(".")
        and not part.endswith((".", " ", _PART))
        and not _FORBIDDEN & set(part)
        and part.split(".")[0].strip().lower() not in _DEVICES
    )
