"""Reads the YAML files of `expectations/` strictly, without Great Expectations.

What may stand in a file is `suite_file`; YAML and pydantic are imported on use.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.errors import ConfigError
from returncheck.project import project_root
from returncheck.suites.definitions import Expectation, Suite, ToleranceReference

if TYPE_CHECKING:
    from returncheck.settings.told import Fault
    from returncheck.suites.suite_file import ExpectationEntry, SuiteFile


def load_suites(
    expectations: Path | None = None, *, suites: Iterable[str] | None = None
) -> tuple[Suite, ...]:
    """Read the suites of a folder.

    Args:
        expectations: Folder of YAML files, one suite each; those that speak of one
            return's own tables lie in a folder of that return. None: the project's own.
        suites: Names of the suites wanted; None: all.

    Returns:
        The suites, in the order of their names.

    Raises:
        ConfigError: Files do not say what a suite has to, or a name is unknown; all
            faults, one a line.
    """
    folder = expectations or project_root() / "expectations"
    files = _files(folder)
    if not files:
        raise ConfigError(
            f"{folder} holds no suite. Name a folder with .yml files of expectations."
        )
    wanted = set(files if suites is None else suites)
    if unknown := sorted(wanted - set(files)):
        raise ConfigError(
            f"There is no suite '{unknown[0]}' in {folder}. "
            f"Choose from: {', '.join(files)}."
        )
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


def _name(path: Path) -> str:
    """The name of a file's suite; that of an extension begins with its namespace."""
    return path.stem.replace("__", ":", 1)


def _suite(path: Path, name: str) -> Suite:
    from pydantic import ValidationError

    from returncheck.settings.told import refusal
    from returncheck.settings.yaml_file import NotYamlError, load_yaml
    from returncheck.suites.suite_file import SuiteFile

    try:
        document = load_yaml(path.read_bytes())
    except NotYamlError as error:
        where = f" (line {error.line})" if error.line else ""
        raise ConfigError(
            f"{name}{where} is not valid YAML: {error.problem}. Correct the file."
        ) from error
    try:
        file = SuiteFile.model_validate(document.content)
    except ValidationError as error:
        raise refusal(error, name, _place, document.line_of) from error
    return Suite(
        name=_name(path),
        description=file.description,
        expectations=tuple(
            _expectation(_name(path), file, entry) for entry in file.expectations
        ),
    )


def _place(fault: "Fault") -> str:
    """Where a fault is told: a value's in the mapping that holds it."""
    path = fault.path
    if fault.is_of_value and path and isinstance(path[-1], str):
        path = path[:-1]
    if not path:
        return ""
    _, number, *parts = path
    inner = f", {'.'.join(map(str, parts))}" if parts else ""
    return f", expectation {int(number) + 1}{inner}"


def _expectation(
    suite: str, file: "SuiteFile", entry: "ExpectationEntry"
) -> Expectation:
    references = {
        name: ToleranceReference(
            key=each.tolerance, default=each.default, negative=each.negative
        )
        for name, each in entry.references.items()
    }
    kwargs = {name: v for name, v in entry.kwargs.items() if name not in references}
    return Expectation(
        suite=suite,
        name=entry.meta.name,
        type=entry.type,
        table=entry.table or file.table,
        kwargs=kwargs,
        references=references,
        where=entry.where,
        severity=entry.severity,
        description=entry.meta.description,
        advice=entry.meta.advice,
        rows=entry.rows,
        per_return=bool(entry.meta.per),
        collection=file.collection or None,
    )
