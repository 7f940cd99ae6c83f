"""The tables that a downloaded file holds: itself, or those in a ZIP archive.

The open-data service packs its files in a folder `data`, with `data-guidance` beside.
"""

import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from returncheck.errors import InputError
from returncheck.files.archive_limits import check_download


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A CSV file that can be read.

    Attributes:
        name: What it is called.
        place: The same with the folders above it.
        path: Where it is to be read.
    """

    name: str
    place: str
    path: Path


def tables_of(path: Path, folder: Path) -> list[Table]:
    """The tables of a download.

    Args:
        path: A CSV file, or a ZIP archive with some.
        folder: Where the files of an archive are unpacked.

    Returns:
        The file itself, or every CSV file of the archive in the order of their names.

    Raises:
        InputError: The archive cannot be read, is too large, or holds no CSV file.
    """
    try:
        if not zipfile.is_zipfile(path):
            return [Table(name=path.name, place=str(path), path=path)]
        check_download(path)
        with zipfile.ZipFile(path) as archive:
            return _unpacked(path, archive, folder)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise InputError(f"{path} is damaged. Download it again.") from error


def _unpacked(path: Path, archive: zipfile.ZipFile, folder: Path) -> list[Table]:
    tables = []
    parts = sorted(archive.infolist(), key=lambda part: part.filename)
    for part in parts:
        if part.is_dir() or not part.filename.lower().endswith(".csv"):
            continue
        # Names in an archive are not to be trusted: a number is the file's name here.
        target = folder / f"{len(list(folder.iterdir()))}.csv"
        with archive.open(part) as content, target.open("wb") as file:
            shutil.copyfileobj(content, file)
        tables.append(
            Table(
                name=f"{path.name}: {part.filename}",
                place=f"{path}: {part.filename}",
                path=target,
            )
        )
    if not tables:
        raise InputError(f"{path} holds no CSV file. Download the data of the release.")
    return tables
