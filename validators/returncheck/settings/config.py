"""`returncheck.yml`: what a team settles once instead of typing it every time."""

import math
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from returncheck.errors import ConfigError

FILE_NAME = "returncheck.yml"
"""Name of the configuration file that is looked for in the current folder."""


_TARGET_KEYS = ("target", "tolerance")
_TARGET_FORM = "{target: 90, tolerance: 5}"
_ALL = 100
_ROW_COUNTS = "row_counts"


class FailOn(StrEnum):
    """The least severity of a finding that makes a run fail."""

    ERROR = "error"
    QUERY = "query"
    INFO = "info"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of a run.

    Attributes:
        authority: Three-digit code for files that name no authority.
        year: Return year (ending 31 March) for files that name no year.
        inputs: Files and folders to check.
        output: Folder for the report and the database.
        fail_on: Least severity that makes the exit code 1.
        tolerances: Indicator id to the least share in percent that is tolerated;
            `row_counts` to the percentage by which a table may grow or shrink.
        targets: Indicator id to the authority's own target.
        target_tolerances: Indicator id to how much worse than its target a figure may
            be and still be amber, in the indicator's unit.
        groups: Name of a group to the codes of the authorities in it.
        explanations: CSV file in which queries are explained.
        published: Folder of the figures that `import-published` keeps.
    """

    authority: str | None = None
    year: int | None = None
    inputs: tuple[Path, ...] = ()
    output: Path = Path("returncheck-output")
    fail_on: FailOn = FailOn.ERROR
    tolerances: Mapping[str, float] = field(default_factory=dict)
    targets: Mapping[str, float] = field(default_factory=dict)
    target_tolerances: Mapping[str, float] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    explanations: Path | None = None
    published: Path | None = None


def read_settings(path: Path | None) -> Config:
    """The settings of a command.

    Args:
        path: The YAML file; None for the one in the current folder, if there is any.

    Raises:
        ConfigError: The file cannot be used.
    """
    if path is not None:
        return read_config(path)
    default = Path(FILE_NAME)
    return read_config(default) if default.is_file() else Config()


def read_config(path: Path) -> Config:
    """Read a configuration file; paths in it are relative to its folder.

    Args:
        path: The YAML file.

    Returns:
        The settings, defaults filled in.

    Raises:
        ConfigError: No such file, no valid YAML, an unknown key or a wrong value.
    """
    import yaml

    from returncheck.settings.yaml_file import load_settings

    try:
        document = load_settings(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            f"The configuration {path} cannot be read: {error.strerror}."
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        first = " ".join(str(error).replace('in "<unicode string>",', "in").split())
        raise ConfigError(f"{path} is not valid YAML: {first}") from error
    if document is None:
        return Config()
    if not isinstance(document, dict):
        raise ConfigError(f"{path} holds no settings. Write one `key: value` a line.")
    return _config(document, path)


def _config(document: Mapping[str, Any], path: Path) -> Config:
    known = {
        "authority",
        "year",
        "inputs",
        "output",
        "fail_on",
        "tolerances",
        "targets",
        "groups",
        "explanations",
        "published",
    }
    unknown = sorted(str(key) for key in document if key not in known)
    if unknown:
        raise ConfigError(
            f"{path} has the unknown key '{unknown[0]}'. "
            f"Known keys: {', '.join(sorted(known))}."
        )
    folder = path.parent
    values: dict[str, Any] = {}
    if document.get("authority") is not None:
        values["authority"] = str(document["authority"])
    if document.get("year") is not None:
        values["year"] = _whole(document["year"], "year", path)
    if document.get("inputs") is not None:
        values["inputs"] = tuple(
            folder / name for name in _names(document["inputs"], path)
        )
    for key in ("output", "explanations", "published"):
        if document.get(key) is not None:
            values[key] = folder / _path_name(document[key], key, path)
    if document.get("fail_on") is not None:
        values["fail_on"] = _fail_on(document["fail_on"], path)
    values |= _comparisons(document, path)
    return Config(**values)


def _comparisons(document: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """What figures are held against."""
    values: dict[str, Any] = {}
    if document.get("tolerances") is not None:
        values["tolerances"] = _tolerances(document["tolerances"], path)
    if document.get("targets") is not None:
        values |= _targets(document["targets"], path)
    if document.get("groups") is not None:
        values["groups"] = _groups(document["groups"], path)
    return values


def _groups(value: object, path: Path) -> dict[str, tuple[str, ...]]:
    from returncheck.settings.comparator_groups import comparator_groups

    return comparator_groups(value, f"{path}: `groups`")


def _whole(value: object, key: str, path: Path) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ConfigError(f"{path}: `{key}` is '{value}', not a year such as 2025.")


def _names(value: object, path: Path) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return value
    raise ConfigError(f"{path}: `inputs` has to be a list of files and folders.")


def _path_name(value: object, key: str, path: Path) -> str:
    if isinstance(value, str | int) and not isinstance(value, bool) and str(value):
        return str(value)
    raise ConfigError(
        f"{path}: `{key}` is '{value}', not the name of a file or folder. Give one."
    )


def _fail_on(value: object, path: Path) -> FailOn:
    try:
        return FailOn(str(value))
    except ValueError:
        allowed = ", ".join(f"'{level}'" for level in FailOn)
        raise ConfigError(
            f"{path}: `fail_on` is '{value}'. Choose one of {allowed}."
        ) from None


def _tolerances(value: object, path: Path) -> dict[str, float]:
    key = "tolerances"
    listed = _by_indicator(value, key, path, others={_ROW_COUNTS})
    found = {name: _number(each, name, key, path) for name, each in listed.items()}
    for name, number in found.items():
        if number < 0 or (name != _ROW_COUNTS and number > _ALL):
            within = "0 or more" if name == _ROW_COUNTS else "0 to 100"
            raise ConfigError(
                f"{path}: `{key}` gives {name} {number:g}, no such percentage. "
                f"Give {within}."
            )
    return found


def _targets(value: object, path: Path) -> dict[str, dict[str, float]]:
    """The targets and the tolerances, each by indicator, as `Config` names them."""
    targets: dict[str, float] = {}
    tolerances: dict[str, float] = {}
    for name, given in _by_indicator(value, "targets", path).items():
        parts = given if isinstance(given, dict) else {"target": given}
        unknown = sorted(str(key) for key in parts if key not in _TARGET_KEYS)
        if unknown:
            raise ConfigError(
                f"{path}: `targets` gives {name} the unknown key '{unknown[0]}'. "
                f"Known keys: {', '.join(_TARGET_KEYS)}."
            )
        if not parts:
            raise ConfigError(
                f"{path}: `targets` gives {name} neither target nor tolerance. "
                f"Write a number, or {_TARGET_FORM}."
            )
        if "target" in parts:
            targets[name] = _target(parts["target"], name, path)
        if "tolerance" in parts:
            tolerances[name] = _tolerance(parts["tolerance"], name, path)
    return {"targets": targets, "target_tolerances": tolerances}


def _target(value: object, name: str, path: Path) -> float:
    from returncheck.catalogue.indicators import indicators

    number = _number(value, name, "targets", path)
    units = {each.indicator_id: each.unit for each in indicators()}
    if number < 0 or (units[name] == "percent" and number > _ALL):
        within = "0 to 100" if units[name] == "percent" else "0 or more"
        raise ConfigError(
            f"{path}: `targets` gives {name} the target {value}, which its unit does "
            f"not allow. Give {within}."
        )
    return number


def _tolerance(value: object, name: str, path: Path) -> float:
    number = _number(value, name, "targets", path)
    if number < 0:
        raise ConfigError(
            f"{path}: `targets` gives {name} the tolerance {value}. Give 0 or more: "
            "how much worse than the target is still amber."
        )
    return number


def _number(value: object, name: str, key: str, path: Path) -> float:
    if (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
    ):
        return float(value)
    form = f" Write 90, or {_TARGET_FORM}." if key == "targets" else ""
    shown = "" if value is None else value
    raise ConfigError(f"{path}: `{key}` gives '{shown}' for {name}, no number.{form}")


def _by_indicator(
    value: object, key: str, path: Path, others: Set[str] = frozenset()
) -> dict[str, object]:
    """A mapping whose keys are indicators of the catalogue, or some others."""
    from returncheck.catalogue.indicators import indicators

    if not isinstance(value, dict):
        raise ConfigError(
            f"{path}: `{key}` has to list an indicator and a number each."
        )
    known = {indicator.indicator_id for indicator in indicators()} | others
    unknown = [name for name in value if name not in known]
    if unknown:
        raise ConfigError(
            f"{path}: `{key}` names the unknown indicator '{unknown[0]}'. "
            "List the ids with: returncheck indicators list"
        )
    return value
