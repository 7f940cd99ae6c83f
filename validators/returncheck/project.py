"""Where the dbt project, the suites and the examples lie on disk.

Whatever is read from there is kept for its folder alone: `kept_for_project` in the
place of `functools.cache`.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from returncheck.errors import InternalError

EXTENSION_FILES = "extensions.json"
"""File of a project with extensions: `files`, which made its models, and the
`expectation_modules` of its suites."""

_PACKAGE = Path(__file__).resolve().parent
_pointed_at: list[Path] = []

P = ParamSpec("P")
T = TypeVar("T")


def project_root() -> Path:
    """The folder that holds `dbt_project.yml`, `models/`, `seeds/` and the rest.

    An editable install reads the checkout itself; a wheel carries a copy inside the
    package.

    Returns:
        An absolute path: the folder that `project_at` points at, else the installed
        one.

    Raises:
        InternalError: The installation holds no dbt project.
    """
    return _pointed_at[-1] if _pointed_at else _installed_root()


@contextmanager
def project_at(folder: Path) -> Iterator[Path]:
    """Point at another project folder for a while, in every thread.

    Args:
        folder: A folder laid out like the installed project.

    Yields:
        Its absolute path, which `project_root` gives meanwhile.

    Raises:
        InternalError: It holds no dbt project.
    """
    root = folder.resolve()
    if not _is_project(root):
        raise InternalError(f"The folder {root} holds no dbt project.")
    _pointed_at.append(root)
    try:
        yield root
    finally:
        _pointed_at.pop()


def kept_for_project(read: Callable[P, T]) -> Callable[P, T]:
    """Keep what a function gave, for its arguments and the project folder.

    Args:
        read: Reads the project; its arguments can be hashed.

    Returns:
        The same function, which reads each folder once.
    """

    # The folder is part of the key alone: the function asks for it itself.
    @cache
    def kept(_root: Path, args: tuple[object, ...], named: tuple[object, ...]) -> T:
        return read(*args, **dict(named))  # type: ignore[arg-type]

    @wraps(read)
    def reads(*args: P.args, **kwargs: P.kwargs) -> T:
        named = tuple(sorted(kwargs.items())) if kwargs else ()
        return kept(project_root(), args, named)

    return reads


def extension_files() -> Mapping[str, str]:
    """The models that are of an extension, each with its file as the user knows it."""
    found: dict[str, str] = _extensions().get("files", {})
    return found


def expectation_modules() -> list[Path]:
    """The modules in which extensions have expectation classes of their own."""
    return [Path(name) for name in _extensions().get("expectation_modules", [])]


@kept_for_project
def _extensions() -> Mapping[str, Any]:
    path = project_root() / EXTENSION_FILES
    if not path.is_file():
        return {}
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def _installed_root() -> Path:
    for folder in (_PACKAGE.parents[1], _PACKAGE / "project"):
        if _is_project(folder):
            return folder
    raise InternalError(
        f"The installation holds no dbt project beside {_PACKAGE}. "
        "Install returncheck again."
    )


def _is_project(folder: Path) -> bool:
    return (folder / "dbt_project.yml").is_file() and (folder / "seeds").is_dir()
