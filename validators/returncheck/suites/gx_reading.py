"""Reads the suites of a project of Great Expectations, as it was exported and edited.

The files are read as they lie, without Great Expectations. What an edit left alone
keeps what the export wrote out: a tolerance, a list of values, one expectation for all
returns. New expectations and suites need nothing of this project's own.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from returncheck.errors import ConfigError
from returncheck.suites.definitions import RETURN_ID, Suite
from returncheck.suites.entries import suite_of

PROJECT_FILE = "great_expectations.yml"
"""The file that makes a folder a project of Great Expectations."""
OURS = "returncheck"
"""Key of the meta of a suite or expectation that holds what is this project's own."""

_ADVICE = "Look at the rows listed."
_NO_NAME = re.compile(r"[^a-z0-9_]+")
# What a file raises whose parts are not of the kind that Great Expectations writes.
_SHAPELESS = (AttributeError, KeyError, TypeError, IndexError)
_NOT_AS_WRITTEN = (
    "is not as Great Expectations writes it. Save it there again, or export anew."
)
_CONDITIONS = ("row_condition", "condition_parser")


@dataclass(slots=True, kw_only=True)
class _Read:
    """What was read of one suite, whose tables are suites of their own there."""

    description: str = ""
    collection: str = ""
    order: list[str] = field(default_factory=list)
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def content(self) -> dict[str, Any]:
        """What a suite file would say; what was added stands last."""
        places = {name: place for place, name in enumerate(self.order)}
        listed = sorted(
            self.entries.items(), key=lambda item: places.get(item[0], len(places))
        )
        return {
            "description": self.description,
            "expectations": [entry for _, entry in listed],
            **({"collection": self.collection} if self.collection else {}),
        }


def is_gx_project(folder: Path) -> bool:
    """Whether a folder holds a project of Great Expectations, or is its `gx` folder."""
    return (folder / PROJECT_FILE).is_file() or (folder / "gx" / PROJECT_FILE).is_file()


def read_gx_project(folder: Path) -> tuple[Suite, ...]:
    """The suites of a project.

    Args:
        folder: A folder for which `is_gx_project` holds.

    Returns:
        The suites, in the order of their names.

    Raises:
        ConfigError: A file is no JSON, a suite belongs to no table, or an expectation
            says something that this project cannot run; all such, one a line.
    """
    root = folder if (folder / PROJECT_FILE).is_file() else folder / "gx"
    try:
        tables = _tables(root)
    except _SHAPELESS as error:
        raise ConfigError(f"{root} {_NOT_AS_WRITTEN}") from error
    suites: dict[str, _Read] = {}
    refusals = []
    for path in sorted((root / "expectations").rglob("*.json")):
        try:
            _take(_json(path), path, tables, suites)
        except ConfigError as error:
            refusals.append(str(error))
        except _SHAPELESS:
            refusals.append(f"{path} {_NOT_AS_WRITTEN}")
    found = []
    for name, read in sorted(suites.items()):
        if not read.entries:
            continue
        told_as = f"{root}, suite {name}"
        try:
            found.append(suite_of(name, read.content, told_as, lambda _: None))
        except ConfigError as error:
            refusals.append(str(error))
    if refusals:
        raise ConfigError("\n".join(refusals))
    return tuple(found)


def _json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} is no valid JSON: {error}. Correct it.") from error
    if not isinstance(content, dict):
        raise ConfigError(f"{path} holds no suite. Save it again.")
    return content


def _tables(root: Path) -> dict[str, str]:
    """The tables that suites are run on, by the names of the suites."""
    from returncheck.settings.yaml_file import NotYamlError, load_yaml

    try:
        settings = load_yaml((root / PROJECT_FILE).read_bytes()).content
    except NotYamlError as error:
        raise ConfigError(
            f"{root / PROJECT_FILE} is not valid YAML: {error}."
        ) from error
    sources = settings.get("fluent_datasources") if isinstance(settings, dict) else {}
    assets = {
        (source, name): asset.get("table_name", name)
        for source, told in (sources or {}).items()
        for name, asset in (told.get("assets") or {}).items()
    }
    tables = {}
    for path in sorted((root / "validation_definitions").rglob("*.json")):
        told = _json(path)
        data = told.get("data", {})
        place = (
            data.get("datasource", {}).get("name"),
            data.get("asset", {}).get("name"),
        )
        if place in assets:
            tables[told.get("suite", {}).get("name", "")] = assets[place]
    return tables


def _take(
    told: Mapping[str, Any],
    path: Path,
    tables: Mapping[str, str],
    suites: dict[str, _Read],
) -> None:
    """Add what one file says to the suite that it belongs to."""
    own = (told.get("meta") or {}).get(OURS) or {}
    listed = told.get("expectations") or []
    table = own.get("table") or tables.get(str(told.get("name")))
    if table is None:
        raise ConfigError(
            f"{path} belongs to no table. Save a validation definition for it."
        )
    read = suites.setdefault(
        own.get("suite") or _as_name(str(told.get("name"))), _Read()
    )
    read.description = read.description or str(
        told.get("notes") or own.get("description") or told.get("name")
    )
    read.order = read.order or list(own.get("order") or ())
    read.collection = read.collection or own.get("collection") or ""
    definitions = {each["meta"]["name"]: each for each in own.get("definitions") or ()}
    for item in listed:
        entry = _entry(item, definitions, table, path)
        name = entry["meta"]["name"]
        is_known = _name_of(item) in definitions
        if not is_known:
            name = entry["meta"]["name"] = _free(name, read.entries)
        elif read.entries.setdefault(name, entry) != entry:
            raise ConfigError(
                f"{path}: the expectations '{name}' differ from return to return. "
                "Change them alike, or delete all but one."
            )
        read.entries[name] = entry
    for name in own.get("without_checks") or ():
        if name in definitions:
            read.entries.setdefault(name, definitions[name])


def _name_of(item: Mapping[str, Any]) -> str | None:
    name = ((item.get("meta") or {}).get(OURS) or {}).get("name")
    return None if name is None else str(name)


def _entry(
    item: Mapping[str, Any],
    definitions: Mapping[str, Mapping[str, Any]],
    table: str,
    path: Path,
) -> dict[str, Any]:
    """One expectation as a suite file would say it."""
    kwargs = dict(item.get("kwargs") or {})
    where = _where(kwargs.pop(_CONDITIONS[0], None), path)
    kwargs.pop(_CONDITIONS[1], None)
    known = definitions.get(_name_of(item) or "")
    if known is None:
        return _new_entry(item, kwargs, where, table)
    meta = item["meta"]
    ours = meta[OURS]
    if ours.get("return_id") is not None:
        if where.get(RETURN_ID) != ours["return_id"]:
            raise ConfigError(
                f"{path}: '{ours['name']}' is judged return by return. Leave "
                f"'{RETURN_ID}' in its row condition, or delete its meta."
            )
        del where[RETURN_ID]
    as_exported = ours.get("tolerances") or {}
    for name, number in as_exported.items():
        # A 'mostly' of 1 is not written, because it is what Great Expectations takes.
        if kwargs.get(name, 1 if name == "mostly" else None) == number:
            kwargs[name] = known["kwargs"][name]
    title = str(item.get("description") or "")
    if ours.get("return_id") is not None:
        title = title.removeprefix(f"{ours['return_id']}: ")
    return {
        **known,
        "type": item["type"],
        "kwargs": kwargs,
        "where": known["where"] if where == ours.get("where") else where,
        "severity": item.get("severity") or known["severity"],
        "meta": {
            **known["meta"],
            "description": title or known["meta"]["description"],
            "advice": meta.get("advice") or known["meta"]["advice"],
        },
    }


def _new_entry(
    item: Mapping[str, Any],
    kwargs: Mapping[str, Any],
    where: Mapping[str, Any],
    table: str,
) -> dict[str, Any]:
    """An expectation that was added in Great Expectations."""
    meta = item.get("meta") or {}
    kind = str(item.get("type", ""))
    columns = [str(kwargs[key]) for key in ("column", "column_A") if key in kwargs]
    described = item.get("description") or " of ".join(
        [kind.replace("_", " "), *columns]
    )
    return {
        "type": kind,
        "table": table,
        "kwargs": dict(kwargs),
        "where": dict(where),
        "severity": item.get("severity") or "critical",
        "meta": {
            "name": _as_name(str(meta.get("name") or "_".join([kind, *columns]))),
            "description": str(described),
            "advice": str(meta.get("advice") or _ADVICE),
        },
    }


def _where(condition: object, path: Path) -> dict[str, Any]:
    """A row condition as column to value; what it cannot be is refused."""
    if condition is None:
        return {}
    if isinstance(condition, Mapping):
        if condition.get("type") == "and":
            found: dict[str, Any] = {}
            for part in condition.get("conditions") or ():
                for column, value in _where(part, path).items():
                    if column in found:
                        raise _refused(condition, path)
                    found[column] = value
            return found
        operator = str(condition.get("operator")).upper()
        value = condition.get("parameter")
        is_list = isinstance(value, Sequence) and not isinstance(value, str)
        if condition.get("type") == "comparison" and (operator, is_list) in (
            ("==", False),
            ("IN", True),
        ):
            return {condition["column"]["name"]: value}
    raise _refused(condition, path)


def _refused(condition: object, path: Path) -> ConfigError:
    shown = json.dumps(condition)[:200]
    return ConfigError(
        f"{path} chooses rows in a way that is not known here: {shown}. "
        "Compare columns with == or is_in, each once, joined by &."
    )


def _as_name(text: str) -> str:
    name = _NO_NAME.sub("_", text.lower()).strip("_")
    return name if name[:1].isalpha() else f"suite_{name}"


def _free(name: str, taken: Mapping[str, Any]) -> str:
    """A name that no other expectation has."""
    number, free = 2, name
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free
