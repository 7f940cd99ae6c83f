"""Lists the files in what a user gives: files as named, folders with all below them.

What a file is, is not told here, but for those that no return can be.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from returncheck.errors import InputError
from returncheck.files.childless import file_name
from returncheck.returns.quoting import quoted_list
from returncheck.returns.source import Refusal

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
        refusals: Why there is none, if there is none.
        notes: The files passed over, in one line, if any.
    """

    files: tuple[GivenFile, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()


def list_files(path: Path) -> Listed:
    """The files of a path the user gave; a path without any is refused."""
    name = path.name or path.resolve().name
    if path.is_file():
        parent = path.resolve().parent.name
        return Listed(
            files=(GivenFile(path=path, source_name=name, folder_name=parent),)
        )
    if not path.is_dir():
        return _refused(name, f"{path} does not exist. Check the path.")
    return _list_folder(path, name)


def _list_folder(folder: Path, name: str) -> Listed:
    inside = [
        file
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not _is_hidden(file.relative_to(folder))
    ]
    passed_over = [file for file in inside if file.suffix.lower() in _NOT_OURS]
    kept = [file for file in inside if file.suffix.lower() not in _NOT_OURS]
    notes = (_passed_over(folder, passed_over),) if passed_over else ()
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
    return Listed(files=files, notes=notes)


def _refused(name: str, message: str, notes: tuple[str, ...] = ()) -> Listed:
    refusal = Refusal(source_name=name, error=InputError(message))
    return Listed(refusals=(refusal,), notes=notes)


def _is_hidden(relative: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in relative.parts)


def _passed_over(folder: Path, files: list[Path]) -> str:
    listed = quoted_list([file.name for file in files])
    noun = "file" if len(files) == 1 else "files"
    return f"{folder}: {len(files)} {noun} of other kinds passed over: {listed}."
