"""Lists the files in what a user gives: files as named, folders with all below them.

What a file is, is not told here, but for those that no return can be.
"""

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from returncheck.errors import InputError
from returncheck.files.childless import file_name
from returncheck.returns.quoting import quoted_list
from returncheck.returns.source import Refusal, unreadable

_DOCUMENTS: Final = (".doc", ".docx", ".eml", ".msg", ".pdf", ".ppt", ".pptx", ".rtf")
_PAGES: Final = (
    ".css",
    ".gif",
    ".htm",
    ".html",
    ".jpeg",
    ".jpg",
    ".js",
    ".png",
    ".svg",
)
_NOTES: Final = (".ini", ".json", ".jsonl", ".log", ".md", ".rst", ".toml", ".txt")
_PROGRAMS: Final = (".bat", ".ipynb", ".ps1", ".py", ".sh", ".sql", ".xsd", ".xsl")
_STORES: Final = (".db", ".duckdb", ".parquet", ".sqlite", ".wal", ".yaml", ".yml")
_PACKED: Final = (".7z", ".bak", ".gz", ".lnk", ".tmp", ".url", ".zip")
_NOT_OURS: Final = frozenset(
    (*_DOCUMENTS, *_PAGES, *_NOTES, *_PROGRAMS, *_STORES, *_PACKED)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFile:
    """One file that may be a return.

    Attributes:
        path: The file.
        source_name: Its name in results, from the path the user gave.
        folder_name: The name in results of the folder that it lies in.
    """

    path: Path
    source_name: str
    folder_name: str

    @property
    def shown_names(self) -> tuple[tuple[str, str], ...]:
        """Its names and those of its folders, with what may be shown of each.

        The folder that the user gave is shown as it was given.
        """
        depth = self.source_name.count("/")
        below = self.path.parts[-depth:] if depth else self.path.parts[-1:]
        root = self.path
        for _ in below:
            root = root.parent
        names = [(self.path.name, file_name(self.path.name))]
        for end in range(1, len(below) + 1):
            plain = [file_name(part) for part in below[:end]]
            names.append((str(root.joinpath(*below[:end])), str(root.joinpath(*plain))))
        return tuple(names)

    @property
    def is_inside_a_folder(self) -> bool:
        """Whether a folder was given, not the file itself."""
        return self.source_name != self.path.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The files of one path.

    Attributes:
        files: Those that may be returns.
        refusals: Why there is none, if there is none, and what cannot be read.
        notes: The files passed over, in one line, if any.
    """

    files: tuple[GivenFile, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()


def list_files(path: Path) -> Listed:
    """The files of a path the user gave; a path without any is refused."""
    name = path.name or path.resolve().name
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return _refused(name, f"{path} does not exist. Check the path.")
    except (OSError, ValueError) as error:
        told = error if isinstance(error, OSError) else OSError(str(error))
        return Listed(
            refusals=(Refusal(source_name=name, error=unreadable(told, str(path))),)
        )
    if stat.S_ISREG(mode):
        parent = path.resolve().parent.name
        return Listed(
            files=(GivenFile(path=path, source_name=name, folder_name=parent),)
        )
    if not stat.S_ISDIR(mode):
        return _refused(
            name,
            f"{path} is {_special(mode)}, not a file. Save what it gives to a file "
            "first and name that.",
        )
    return _list_folder(path, name)


def _special(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"


@dataclass(slots=True, kw_only=True)
class _Inside:
    """What a folder holds with all below it, hidden files and folders left out."""

    files: list[Path] = field(default_factory=list)
    special: list[Path] = field(default_factory=list)
    faults: list[OSError] = field(default_factory=list)


def _inside(folder: Path) -> _Inside:
    found = _Inside()
    for place, folders, names in os.walk(folder, onerror=found.faults.append):
        folders[:] = [each for each in folders if not _is_hidden(each)]
        for each in names:
            if _is_hidden(each):
                continue
            file = Path(place) / each
            try:
                mode = file.stat().st_mode
            except FileNotFoundError:
                continue  # a link that leads nowhere
            except OSError as error:
                found.faults.append(error)
                continue
            (found.files if stat.S_ISREG(mode) else found.special).append(file)
    found.files.sort()
    return found


def _list_folder(folder: Path, name: str) -> Listed:
    found = _inside(folder)
    inside = found.files
    refusals = tuple(
        Refusal(source_name=name, error=unreadable(error, str(folder)))
        for error in found.faults
    )
    passed_over = [file for file in inside if file.suffix.lower() in _NOT_OURS]
    kept = [file for file in inside if file.suffix.lower() not in _NOT_OURS]
    notes: tuple[str, ...] = ()
    if passed_over:
        notes += (_passed_over(folder, passed_over),)
    if found.special:
        noun = "pipe or device" if len(found.special) == 1 else "pipes or devices"
        listed = quoted_list(sorted(file.name for file in found.special))
        notes += (f"{folder}: {len(found.special)} {noun} passed over: {listed}.",)
    if not kept and refusals:
        return Listed(refusals=refusals, notes=notes)
    if not kept:
        return _refused(
            name,
            f"{folder} has no return in it: no XML, CSV or XLSX file. "
            "Give the folder that holds the exported files.",
            notes,
        )
    files = tuple(
        GivenFile(
            path=file,
            source_name=(Path(name) / file.relative_to(folder)).as_posix(),
            folder_name=(Path(name) / file.relative_to(folder).parent).as_posix(),
        )
        for file in kept
    )
    return Listed(files=files, refusals=refusals, notes=notes)


def _refused(name: str, message: str, notes: tuple[str, ...] = ()) -> Listed:
    refusal = Refusal(source_name=name, error=InputError(message))
    return Listed(refusals=(refusal,), notes=notes)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _passed_over(folder: Path, files: list[Path]) -> str:
    listed = quoted_list([file.name for file in files])
    noun = "file" if len(files) == 1 else "files"
    return f"{folder}: {len(files)} {noun} of other kinds passed over: {listed}."
