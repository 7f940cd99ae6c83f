"""Reads the YAML files of `expectations/` strictly, without Great Expectations.

What may stand in a file is `suite_file`; YAML and pydantic are imported on use. A
project of Great Expectations is read by `gx_reading`.
"""

from collections.abc import Iterable
from pathlib import Path

from returncheck.errors import ConfigError
from returncheck.project import project_root
from returncheck.suites.definitions import Suite
from returncheck.suites.entries import suite_of
from returncheck.suites.gx_reading import is_gx_project, read_gx_project


def load_suites(
    expectations: Path | None = None, *, suites: Iterable[str] | None = None
) -> tuple[Suite, ...]:
    """Read the suites of a folder.

    Args:
        expectations: Folder of YAML files, one suite each; those that speak of one
            return's own tables lie in a folder of that return; or a project of Great
            Expectations, as `gx_project` writes one. None: the project's own.
        suites: Names of the suites wanted; None: all.

    Returns:
        The suites, in the order of their names.

    Raises:
        ConfigError: Files do not say what a suite has to, or a name is unknown; all
            faults, one a line.
    """
    folder = expectations or project_root() / "expectations"
    if not folder.is_dir():
        raise ConfigError(
            f"There is no folder {folder} with suites of expectations. Name another."
        )
    if is_gx_project(folder):
        read = {suite.name: suite for suite in read_gx_project(folder)}
        wanted = _wanted(folder, read, suites)
        return tuple(suite for name, suite in read.items() if name in wanted)
    files = _files(folder)
    wanted = _wanted(folder, files, suites)
    found, refusals = [], []
    for name, path in files.items():
        if name in wanted:
            try:
                found.append(_suite(path, path.relative_to(folder).as_posix()))
            except ConfigError as error:
                refusals.append(str(error))
    if refusals:
        raise ConfigError("\n".join(refusals))
    return tuple(found)


def _files(folder: Path) -> dict[str, Path]:
    """The files by the names of their suites, in the order of these."""
    files: dict[str, Path] = {}
    paths = [*folder.glob("*.yml"), *folder.glob("*/*.yml")]
    for path in sorted(paths, key=lambda path: (path.stem, path)):
        name = _name(path)
        if name in files:
            raise ConfigError(
                f"There are two suites '{name}': {files[name]} and {path}. "
                "Rename one of the files."
            )
        files[name] = path
    return files


def _wanted(
    folder: Path, known: Iterable[str], suites: Iterable[str] | None
) -> set[str]:
    names = list(known)
    if not names:
        raise ConfigError(
            f"{folder} holds no suite. Name a folder with .yml files of expectations, "
            "or one that 'returncheck suites export' wrote."
        )
    wanted = set(names if suites is None else suites)
    if unknown := sorted(wanted - set(names)):
        raise ConfigError(
            f"There is no suite '{unknown[0]}' in {folder}. "
            f"Choose from: {', '.join(names)}."
        )
    return wanted


def _name(path: Path) -> str:
    """The name of a file's suite; that of an extension begins with its namespace."""
    return path.stem.replace("__", ":", 1)


def _suite(path: Path, name: str) -> Suite:
    from returncheck.settings.yaml_file import NotYamlError, load_yaml

    try:
        document = load_yaml(path.read_bytes())
    except NotYamlError as error:
        where = f" (line {error.line})" if error.line else ""
        raise ConfigError(
            f"{name}{where} is not valid YAML: {error.problem}. Correct the file."
        ) from error
    return suite_of(_name(path), document.content, name, document.line_of)
