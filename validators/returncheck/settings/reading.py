"""Reads `returncheck.yml` into the settings of a run.

What may stand in the file is `settings_file`; YAML and pydantic are imported on use.
"""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from returncheck.catalogue.authorities import imported
from returncheck.catalogue.local_indicators import FILE_NAME as INDICATORS
from returncheck.catalogue.local_indicators import LocalIndicators
from returncheck.errors import ConfigError
from returncheck.files.limits import Limits
from returncheck.settings.config import FILE_NAME, Alert, Config
from returncheck.settings.imported_authorities import imported_authorities

if TYPE_CHECKING:
    from returncheck.settings.settings_file import SettingsFile
    from returncheck.settings.told import Fault


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
    if default.is_file():
        return read_config(default)
    return Config(indicators=_indicators_file(default, None))


def named_extensions(path: Path | None) -> list[tuple[str, Path]]:
    """The folders that a configuration names as `extensions`, before all else is read.

    What is wrong with the file is left to `read_settings`.

    Args:
        path: The YAML file; None for the one in the current folder, if there is any.

    Returns:
        What each is called there, and the folder.
    """
    from returncheck.settings.yaml_file import NotYamlError, load_yaml

    file = Path(FILE_NAME) if path is None else path
    try:
        content = load_yaml(file.read_bytes()).content
    except (OSError, NotYamlError):
        return []
    named = content.get("extensions") if isinstance(content, dict) else None
    listed = [named] if isinstance(named, str) else named
    if not isinstance(listed, list):
        return []
    names = [name for name in listed if isinstance(name, str) and name]
    return [(name, file.parent / name) for name in names]


def named_indicators(path: Path | None) -> LocalIndicators:
    """The council's own indicators, without all else that the configuration says.

    What is wrong with the configuration is left to `read_settings`.

    Args:
        path: The YAML file; None for the one in the current folder, if there is any.

    Raises:
        ConfigError: The file of the indicators cannot be used.
    """
    from returncheck.settings.yaml_file import NotYamlError, load_yaml

    file = Path(FILE_NAME) if path is None else path
    content: object = None
    with suppress(OSError, NotYamlError):
        content = load_yaml(file.read_bytes()).content
    return _read_indicators(_indicators_file(file, content))


def _indicators_file(settings: Path, content: object) -> Path | None:
    """The file of the council's own indicators: as it is named, or beside."""
    named = content.get("indicators") if isinstance(content, dict) else None
    if isinstance(named, str) and named:
        return settings.parent / named
    beside = settings.parent / INDICATORS
    return beside if beside.is_file() else None


def _published_folder(settings: Path, content: object) -> Path | None:
    """The folder of imported figures, whose authorities a group may name."""
    named = content.get("published") if isinstance(content, dict) else None
    return settings.parent / named if isinstance(named, str) and named else None


def _read_indicators(path: Path | None) -> LocalIndicators:
    if path is None:
        return LocalIndicators()
    from returncheck.settings.local_indicators import read_local_indicators

    return read_local_indicators(path)


def read_config(path: Path) -> Config:
    """Read a configuration file; paths in it are relative to its folder.

    Args:
        path: The YAML file.

    Returns:
        The settings, defaults filled in.

    Raises:
        ConfigError: No such file, no valid YAML, or unknown keys and wrong values; all
            of them, one a line.
    """
    from pydantic import ValidationError

    from returncheck.settings.settings_file import SettingsFile
    from returncheck.settings.told import refusal
    from returncheck.settings.yaml_file import NotYamlError, load_yaml

    try:
        document = load_yaml(path.read_bytes())
    except OSError as error:
        raise ConfigError(
            f"The configuration {path} cannot be read: {error.strerror}."
        ) from error
    except NotYamlError as error:
        raise ConfigError(f"{path} is not valid YAML: {error}") from error
    own_indicators = _indicators_file(path, document.content)
    local = _read_indicators(own_indicators)
    if document.content is None:
        return Config(indicators=own_indicators)
    try:
        with imported(imported_authorities(_published_folder(path, document.content))):
            settings = SettingsFile.model_validate(
                document.content, context=local.indicators
            )
    except ValidationError as error:
        raise refusal(error, str(path), _place, document.line_of) from error
    config = replace(_config(settings, path.parent), indicators=own_indicators)
    if config.alert is not None:
        config = replace(config, alert=replace(config.alert, settings=path))
    return config


def _place(fault: "Fault") -> str:
    return f": `{fault.path[0]}`" if fault.path else ""


def _config(settings: "SettingsFile", folder: Path) -> Config:
    values: dict[str, Any] = {
        key: value
        for key in (
            "authority",
            "year",
            "fail_on",
            "pages",
            "tolerances",
            "groups",
            "require_rules",
            "redact",
            "redaction_key",
            "retention_days",
            "same_children",
            "submission_dates",
        )
        if (value := getattr(settings, key)) is not None
    }
    for key in ("output", "explanations", "published", "expectations"):
        if (name := getattr(settings, key)) is not None:
            values[key] = folder / name
    for key in ("inputs", "context", "previous", "extensions"):
        if (names := getattr(settings, key)) is not None:
            values[key] = tuple(folder / name for name in names)
    if (alert := settings.alert) is not None:
        values["alert"] = Alert(
            command=tuple(alert.command), when=alert.when, seconds=alert.seconds
        )
    values["limits"] = Limits(**(settings.limits or {}))
    entries = settings.targets or {}
    values["targets"] = {
        name: entry.target
        for name, entry in entries.items()
        if "target" in entry.model_fields_set
    }
    values["target_tolerances"] = {
        name: entry.tolerance
        for name, entry in entries.items()
        if "tolerance" in entry.model_fields_set
    }
    return Config(**values)
