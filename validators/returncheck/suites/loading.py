"""Reads the YAML files of `expectations/` strictly, without Great Expectations.

What is wrong with a type or its keyword arguments is for Great Expectations itself to
say (`session`); everything else about a file is checked here.
"""

import math
import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from returncheck.errors import ConfigError
from returncheck.project import project_root
from returncheck.suites.definitions import (
    UNEXPECTED_ROWS,
    Expectation,
    FailureSeverity,
    Suite,
    ToleranceReference,
)

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_TUNABLE = ("mostly", "min_value", "max_value")
_PLACEHOLDERS = ("batch", "min_value", "max_value")


def load_suites(
    expectations: Path | None = None, *, suites: Iterable[str] | None = None
) -> tuple[Suite, ...]:
    """Read the suites of a folder.

    Args:
        expectations: Folder of YAML files, one suite each; None: the project's own.
        suites: Names of the suites wanted; None: all.

    Returns:
        The suites, in the order of their names.

    Raises:
        ConfigError: A file does not say what a suite has to, or a name is unknown.
    """
    folder = expectations or project_root() / "expectations"
    files = {path.stem: path for path in sorted(folder.glob("*.yml"))}
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
    return tuple(_suite(path) for name, path in files.items() if name in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A mapping of a file, with the words that say where it stands."""

    place: str
    values: dict[str, Any]

    def wrong(self, fault: str, remedy: str) -> ConfigError:
        return ConfigError(f"{self.place} {fault}. {remedy}.")

    def only(self, *names: str) -> None:
        for name in self.values:
            if name not in names:
                raise self.wrong(
                    f"has an unknown key '{name}'", f"Known are: {', '.join(names)}"
                )

    def text(self, name: str) -> str:
        value = self.values.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(f"has no {name}", f"Give '{name}' as text")
        return value.strip()

    def identifier(self, name: str) -> str:
        value = self.text(name)
        if not _NAME.fullmatch(value):
            raise self.wrong(
                f"has the {name} '{value}'", "Use lower-case letters, digits and _"
            )
        return value

    def one_of(self, name: str, allowed: Iterable[str]) -> str:
        value = self.values.get(name)
        if value not in (choices := list(allowed)):
            raise self.wrong(
                f"has the {name} '{value}'", f"Choose from: {', '.join(choices)}"
            )
        return str(value)

    def inner(self, name: str) -> "_Entry":
        value = self.values.get(name, {})
        if not isinstance(value, dict) or not all(
            isinstance(key, str) for key in value
        ):
            raise self.wrong(
                f"has a '{name}' that is no mapping", "Give keys and values"
            )
        return _Entry(place=f"{self.place}, {name}", values=value)


class _StrictLoader(yaml.SafeLoader):
    """YAML in which a key may stand only once."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key '{key}' stands twice", node.start_mark
                )
        return super().construct_mapping(node, deep=deep)


def _suite(path: Path) -> Suite:
    entry = _Entry(place=path.name, values=_mapping(path))
    entry.only("description", "collection", "table", "expectations")
    items = entry.values.get("expectations")
    if not isinstance(items, list) or not items:
        raise entry.wrong("has no expectations", "List at least one")
    expectations = tuple(
        _expectation(entry, path.stem, number, item)
        for number, item in enumerate(items, start=1)
    )
    names = [expectation.name for expectation in expectations]
    for name in names:
        if names.count(name) > 1:
            raise entry.wrong(
                f"has two expectations named '{name}'", "Give each its own name"
            )
    return Suite(
        name=path.stem,
        description=entry.text("description"),
        expectations=expectations,
    )


def _mapping(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark else ""
        problem = getattr(error, "problem", None) or "it is not UTF-8 text"
        raise ConfigError(
            f"{path.name}{where} is not valid YAML: {problem}. Correct the file."
        ) from error
    if not isinstance(content, dict):
        raise ConfigError(f"{path.name} is no mapping. Start it with 'description:'.")
    return content


def _expectation(suite: _Entry, name: str, number: int, item: object) -> Expectation:
    place = f"{suite.place}, expectation {number}"
    if not isinstance(item, dict):
        raise ConfigError(f"{place} is no mapping. Start it with 'type:'.")
    entry = _Entry(place=place, values=item)
    entry.only("type", "kwargs", "table", "where", "severity", "meta")
    meta = entry.inner("meta")
    meta.only("name", "description", "advice", "rows", "per")
    per_return = "per" in meta.values and meta.one_of("per", ["return"]) == "return"
    if per_return and "collection" not in suite.values:
        raise suite.wrong("has no collection", "'per: return' needs to know which")
    kwargs, references = _arguments(entry.inner("kwargs"), per_return)
    severity = FailureSeverity(entry.one_of("severity", FailureSeverity))
    expectation_type = entry.identifier("type")
    owner = entry if "table" in entry.values else suite
    return Expectation(
        suite=name,
        name=meta.identifier("name"),
        type=expectation_type,
        table=owner.identifier("table"),
        kwargs=kwargs,
        references=references,
        where=_where(entry.inner("where"), expectation_type),
        severity=severity,
        description=meta.text("description"),
        advice=meta.text("advice"),
        rows=_rows(meta, expectation_type, kwargs),
        per_return=per_return,
        collection=suite.text("collection") if "collection" in suite.values else None,
    )


def _arguments(
    entry: _Entry, per_return: bool
) -> tuple[dict[str, Any], dict[str, ToleranceReference]]:
    for name in ("row_condition", "condition_parser", "batch_id"):
        if name in entry.values:
            raise entry.wrong(f"has '{name}'", "Choose rows with 'where' beside kwargs")
    references = {
        name: _reference(_Entry(place=f"{entry.place}.{name}", values=value))
        for name, value in entry.values.items()
        if name in _TUNABLE and isinstance(value, dict)
    }
    for name, reference in references.items():
        if reference.default is None and (name != "mostly" or not per_return):
            raise entry.wrong(
                f"has a {name} without a default",
                "Only a 'mostly' with 'per: return' can stand on England's figure",
            )
    literal = {key: entry.values[key] for key in entry.values if key not in references}
    return literal, references


def _reference(entry: _Entry) -> ToleranceReference:
    entry.only("tolerance", "default", "negative")
    default = entry.values.get("default")
    if default is not None and not _is_number(default):
        raise entry.wrong(f"has the default '{default}'", "Give a number in percent")
    negative = entry.values.get("negative", False)
    if not isinstance(negative, bool):
        raise entry.wrong(f"has negative '{negative}'", "Give true or false")
    return ToleranceReference(
        key=entry.identifier("tolerance"),
        default=None if default is None else float(default),
        negative=negative,
    )


def _where(entry: _Entry, expectation_type: str) -> dict[str, Any]:
    if entry.values and expectation_type == UNEXPECTED_ROWS:
        raise entry.wrong(
            "is set for a query", "Write the condition into unexpected_rows_query"
        )
    for column, value in entry.values.items():
        if not _NAME.fullmatch(column):
            raise entry.wrong(f"names the column '{column}'", "Use its name in SQL")
        values = value if isinstance(value, list) else [value]
        if not values or not all(
            isinstance(one, bool | int | float | str) for one in values
        ):
            raise entry.wrong(
                f"compares '{column}' with '{value}'",
                "Give a value or a list of values",
            )
    return entry.values


def _rows(meta: _Entry, expectation_type: str, kwargs: dict[str, Any]) -> str:
    rows = meta.values.get("rows")
    if expectation_type == UNEXPECTED_ROWS:
        query = str(kwargs.get("unexpected_rows_query", ""))
        if "batch" not in _placeholders(meta, query):
            raise meta.wrong(
                "belongs to a query that does not read {batch}",
                "Select from {batch} in unexpected_rows_query",
            )
        rows = rows or query
    text = _Entry(place=meta.place, values={"rows": rows}).text("rows")
    if unknown := sorted(_placeholders(meta, text) - set(_PLACEHOLDERS)):
        raise meta.wrong(
            f"has rows with the placeholder '{{{unknown[0]}}}'",
            f"Known are: {', '.join(_PLACEHOLDERS)}",
        )
    return text.rstrip(";")


def _placeholders(entry: _Entry, text: str) -> set[str]:
    try:
        return {
            field for _, field, _, _ in Formatter().parse(text) if field is not None
        }
    except ValueError as error:
        raise entry.wrong(f"holds a brace of its own ({error})", "Double it") from error


def _is_number(value: object) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
    )
