"""`returncheck init`: a folder to begin in."""

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from returncheck.catalogue.authorities import authorities, known_authorities
from returncheck.cli.options import Authority, Shared, Year
from returncheck.cli.saying import say
from returncheck.errors import ConfigError
from returncheck.settings.config import FILE_NAME

RETURNS: Final = "returns"
"""Folder of the files to check."""

CHECKED: Final = "checked"
"""Folder of the outputs."""

_IGNORED: Final = f"""\
# Records of children belong in no repository.
/{RETURNS}/
/{CHECKED}/
"""


def init(
    folder: Annotated[
        Path, typer.Argument(help="The folder; this one by default.")
    ] = Path(),
    authority: Authority = None,
    year: Year = None,
    shared: Shared = False,
) -> None:
    """Make a folder to work in: settings with every key explained, places for files.

    On a terminal it asks for authority and year. Nothing that is there is changed.

    Example: returncheck init submissions-2026
    """
    settings = folder / FILE_NAME
    if settings.exists() or settings.is_symlink():
        raise ConfigError(
            f"{settings} is there already, and nothing was changed. "
            "Name another folder, or remove the file."
        )
    if authority is not None:
        _check_authority(authority)
    if sys.stdin.isatty() and sys.stdout.isatty():
        authority = authority or _asked_authority()
        year = year or _asked_year()
    made = _make(folder, _values(authority, year))
    for path in made:
        say(f"Made {path}")
    say(
        f"Put the files of a return into {folder / RETURNS}, then check them "
        f"{'' if folder == Path() else f'in {folder} '}with: returncheck run"
    )


def _values(authority: str | None, year: int | None) -> dict[str, object]:
    given = {"authority": authority, "year": year}
    known = {key: value for key, value in given.items() if value is not None}
    return {**known, "inputs": [RETURNS], "output": CHECKED}


def _make(folder: Path, values: dict[str, object]) -> list[Path]:
    """Make folders and files that are missing; those that were made."""
    from returncheck.files.cannot_write import write_error
    from returncheck.files.private import make_folder, private_umask
    from returncheck.settings.starter import starter

    made = []
    place = folder
    try:
        for place in (folder, folder / RETURNS, folder / CHECKED):
            if not place.is_dir():
                make_folder(place)
                made.append(place)
        texts = {FILE_NAME: starter(values), ".gitignore": _IGNORED}
        with private_umask():
            for name, text in texts.items():
                place = folder / name
                if name != FILE_NAME and place.exists():
                    continue
                # Made anew or not at all, also where another one makes it meanwhile.
                with place.open("x", encoding="utf-8", newline="\n") as file:
                    file.write(text)
                made.append(place)
    except OSError as error:
        raise write_error(place, error) from error
    return made


def _check_authority(code: str) -> None:
    if code not in known_authorities():
        raise ConfigError(
            f"There is no authority '{code}'. Give a three-digit code such as 887."
        )


def _asked_authority() -> str | None:
    """The code that is typed; None for none."""
    while True:
        asked = "Three-digit code of your authority (Enter to leave out)"
        code = str(typer.prompt(asked, default="", show_default=False)).strip()
        if not code:
            return None
        if code in known_authorities():
            say(authorities()[code].name)
            return code
        say(f"There is no authority '{code}'. It is a code such as 887.")


def _asked_year() -> int | None:
    while True:
        asked = "Year of the returns, ending 31 March (Enter to leave out)"
        typed = str(typer.prompt(asked, default="", show_default=False)).strip()
        if not typed:
            return None
        if typed.isdecimal() and len(typed) == 4:
            return int(typed)
        say(f"'{typed}' is no year. It is a number such as 2026.")
