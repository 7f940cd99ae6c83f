"""What the settings in a folder of files say of the returns there, and saying it."""

from pathlib import Path

from returncheck.returns.identity import Carried
from returncheck.settings.config import FILE_NAME
from returncheck.settings.reading import read_config


def said_in(folder: Path) -> Carried | None:
    """The authority and the year that settings beside files give them.

    Args:
        folder: The folder that the files lie in.

    Returns:
        What is said; None where there are no settings, or they name neither. Those of
        the folder where one works are the command's own, which its options overrule.

    Raises:
        ConfigError: The settings cannot be used.
    """
    path = folder / FILE_NAME
    if not path.is_file() or path.resolve() == Path(FILE_NAME).resolve():
        return None
    settings = read_config(path)
    if settings.authority is None and settings.year is None:
        return None
    year = None if settings.year is None else str(settings.year)
    return Carried(where=str(path), la_code=settings.authority, year=year)


def say_in(folder: Path, *, authority: str, year: int) -> None:
    """Write settings that say whose the returns in a folder are, and nothing else.

    Args:
        folder: The folder that the files lie in.
        authority: Three-digit code.
        year: Year ending 31 March.

    Raises:
        OSError: The settings cannot be written.
    """
    text = f'authority: "{authority}"\nyear: {year}\n'
    (folder / FILE_NAME).write_text(text, encoding="utf-8", newline="\n")
