"""Writes the dbt project as a package that a dbt project of a team's own names."""

import shutil
from pathlib import Path

from returncheck.errors import ConfigError
from returncheck.project import project_root

_COPIED = ("models", "macros", "seeds")
_FILE = "dbt_project.yml"


def write_dbt_package(folder: Path) -> Path:
    """Write the project, with the extensions in use laid over it.

    Args:
        folder: The folder of the package. One that holds such a package already is
            written anew; anything else stays as it is.

    Returns:
        The folder.

    Raises:
        ConfigError: The folder is there and holds something else, or cannot be written.
    """
    if folder.exists() and not _is_ours(folder):
        raise ConfigError(
            f"{folder} is there already and holds other files. "
            "Name a new folder for the package."
        )
    root = project_root()
    try:
        for name in _COPIED:
            shutil.rmtree(folder / name, ignore_errors=True)
            shutil.copytree(root / name, folder / name)
        shutil.copyfile(root / _FILE, folder / _FILE)
    except OSError as error:
        raise ConfigError(
            f"The package cannot be written to {folder}: {error.strerror or error}. "
            "Choose another folder."
        ) from error
    return folder


def _is_ours(folder: Path) -> bool:
    """Whether a folder is empty, or a package that was written before."""
    if not folder.is_dir():
        return False
    names = {each.name for each in folder.iterdir()}
    return not names or (_FILE in names and names <= {_FILE, *_COPIED})
