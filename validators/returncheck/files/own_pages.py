"""The pages and workbooks of single returns that runs have written into a folder.

A folder `returns` may well hold other files, returns themselves among them: only what
its name and its content tell as ours is ever replaced or removed.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from returncheck.errors import ConfigError
from returncheck.files.own_files import is_own_page, is_workbook_of_return

RETURNS_FOLDER = "returns"
"""Folder of the pages and workbooks of single returns, in that of the outputs."""
BOARDS_FOLDER = "boards"
"""Folder of the pages for boards, one an authority; no child is in them."""

_NAME = re.compile(r"[A-Za-z0-9_]+-[A-Za-z0-9_]+(-\d+){0,2}")
_ASIDE = ".old"


def own_pages(folder: Path) -> list[str]:
    """The pages and workbooks of the last run, from the folder of the outputs.

    Args:
        folder: The folder of the outputs.
    """
    return [
        path.relative_to(folder).as_posix()
        for name in (RETURNS_FOLDER, BOARDS_FOLDER)
        for path in _files(folder / name)
        if _is_own(path)
    ]


def own_workbooks(folder: Path) -> list[Path]:
    """The workbooks of single returns of the last run.

    Args:
        folder: The folder of the outputs.
    """
    return [
        path
        for path in _files(folder / RETURNS_FOLDER)
        if path.suffix == ".xlsx" and _is_own(path)
    ]


def aside(workbook: Path) -> Path:
    """Where a workbook is put that could not be read when it was to be replaced.

    Args:
        workbook: The workbook.
    """
    return workbook.with_name(f"{workbook.stem}{_ASIDE}{workbook.suffix}")


def put_aside(folder: Path) -> list[Path]:
    """Workbooks of single returns that were put aside.

    Args:
        folder: The folder of the outputs.
    """
    return [
        path
        for path in _files(folder / RETURNS_FOLDER)
        if path.suffix == ".xlsx"
        and path.stem.endswith(_ASIDE)
        and _NAME.fullmatch(path.stem.removesuffix(_ASIDE))
    ]


def require_free(folder: Path, names: Iterable[str]) -> None:
    """See to it that no file of somebody else is replaced.

    Args:
        folder: The folder of the outputs.
        names: What is to be written, from that folder.

    Raises:
        ConfigError: A file that is not ours is at such a place.
    """
    for name in names:
        place = folder / name
        if place.exists() and not place.is_symlink() and not _is_own(place):
            raise ConfigError(
                f"{place} cannot be told as a file of returncheck, and the page of a "
                "return is to be there. Close or move it, give another folder with "
                "--out, or have all returns on one page with --pages one."
            )


def remove_empty(folder: Path) -> None:
    """Remove the folders of the pages where nothing is left in them.

    Args:
        folder: The folder of the outputs.
    """
    for name in (RETURNS_FOLDER, BOARDS_FOLDER):
        place = folder / name
        if not place.is_symlink():
            with suppress(OSError):  # not there, or not empty
                place.rmdir()


def _files(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(path for path in folder.iterdir() if path.is_file())
    return []


def _is_own(path: Path) -> bool:
    if not _NAME.fullmatch(path.stem) or path.is_symlink():
        return False
    match path.suffix:
        case ".html":
            return is_own_page(path)
        case ".xlsx":
            return is_workbook_of_return(path)
        case _:
            return False
