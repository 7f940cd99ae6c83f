"""One extension: what its folder declares, checked before anything is built."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from returncheck.errors import ConfigError
from returncheck.extensions.indicators import (
    OwnIndicator,
    members_models,
    own_indicators,
    own_models,
)
from returncheck.extensions.rules import CASES, FOLDER, OwnRule, own_rules
from returncheck.extensions.words import mapping_of
from returncheck.returns.registry import LAYOUTS

SETTINGS = "extension.yml"
SUITES = "expectations"
DEFAULT_NAMESPACE = "local"
_NAMESPACE = re.compile(r"[a-z][a-z0-9]{0,19}")
_MODULE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_KEYS = ("namespace", "expectation_classes")
# What a check's id begins with already.
_TAKEN = (
    "contract",
    "expectation",
    "reconciliation",
    "reported",
    "returncheck",
    "same_children",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an extension lies.

    Attributes:
        folder: Its folder.
        shown: The folder as messages name it.
        namespace: Its namespace where `extension.yml` gives none.
    """

    folder: Path
    shown: str
    namespace: str = DEFAULT_NAMESPACE


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """What one extension declares.

    Attributes:
        folder: Its folder, absolute.
        shown: The folder as messages name it.
        namespace: What goes before its codes, ids and suites.
        rules: Its rules.
        cases: Code, without the namespace and in lower case, to the file of its cases.
        indicators: Its indicators.
        models: Its other models, by their names in the folder.
        members: Return to the model that says who is counted.
        suites: The files of its suites.
        expectation_module: The module of its own expectation classes; None for none.
    """

    folder: Path
    shown: str
    namespace: str
    rules: tuple[OwnRule, ...]
    cases: Mapping[str, Path]
    indicators: tuple[OwnIndicator, ...]
    models: Mapping[str, Path]
    members: Mapping[str, str]
    suites: tuple[Path, ...]
    expectation_module: Path | None

    def model_name(self, name: str) -> str:
        """What the project calls a model that is no rule."""
        return f"{self.namespace}__{name}"

    @property
    def names(self) -> dict[str, str]:
        """Name in the folder to name in the project, of all its models."""
        rules = {rule.file.stem: rule.model for rule in self.rules}
        return rules | {name: self.model_name(name) for name in self.models}


def read_extension(place: Place) -> Extension:
    """Read an extension.

    Args:
        place: Where it lies.

    Raises:
        ConfigError: There is no such folder, or it says something that it cannot.
    """
    folder, shown = place.folder.resolve(), place.shown
    if not folder.is_dir():
        raise ConfigError(
            f"There is no folder {shown}, which is named as an extension. "
            "Correct `extensions`, or make it with: "
            f"returncheck rules new LA01 --extension {shown}"
        )
    settings = _settings(folder, shown)
    namespace = str(settings.get("namespace") or place.namespace)
    _check_namespace(namespace, shown)
    indicators = own_indicators(folder, shown, namespace)
    models = own_models(folder, shown)
    found = Extension(
        folder=folder,
        shown=shown,
        namespace=namespace,
        rules=own_rules(folder, shown, namespace),
        cases={
            path.stem.lower(): path for path in sorted((folder / CASES).glob("*.yml"))
        },
        indicators=indicators,
        models=models,
        members=members_models(models, indicators, shown),
        suites=tuple(sorted((folder / SUITES).glob("*.yml"))),
        expectation_module=_module(settings, folder, shown),
    )
    if not (found.rules or found.indicators or found.suites):
        raise ConfigError(
            f"{shown} declares nothing. Put rules into {FOLDER}/, indicators into "
            f"indicators.csv or suites into {SUITES}/."
        )
    return found


def read_namespace(folder: Path) -> str:
    """The namespace of a folder that need not declare anything yet.

    Raises:
        ConfigError: Its `extension.yml` cannot be read.
    """
    given = _settings(folder, str(folder)).get("namespace") or DEFAULT_NAMESPACE
    return str(given)


def read_extensions(places: Sequence[Place]) -> tuple[Extension, ...]:
    """Read extensions that are used together.

    Raises:
        ConfigError: One cannot be read, or two have the same namespace.
    """
    found = tuple(read_extension(place) for place in places)
    owners: dict[str, str] = {}
    for each in found:
        if each.namespace in owners:
            raise ConfigError(
                f"{owners[each.namespace]} and {each.shown} have the same namespace "
                f"'{each.namespace}'. Give one another: a line such as "
                f"`namespace: medway` in its {SETTINGS}."
            )
        owners[each.namespace] = each.shown
    return found


def _settings(folder: Path, shown: str) -> Mapping[str, object]:
    path = folder / SETTINGS
    if not path.is_file():
        return {}
    settings = mapping_of(path, f"{shown}/{SETTINGS}")
    for key in settings:
        if key not in _KEYS:
            raise ConfigError(
                f"{shown}/{SETTINGS} has the unknown key '{key}'. "
                f"Known keys: {', '.join(_KEYS)}."
            )
    return settings


def _check_namespace(namespace: str, shown: str) -> None:
    if not _NAMESPACE.fullmatch(namespace):
        raise ConfigError(
            f"{shown} has the namespace '{namespace}'. Use 1 to 20 lower-case letters "
            "and digits, a letter first."
        )
    if namespace in {*_TAKEN, *LAYOUTS}:
        raise ConfigError(
            f"{shown} has the namespace '{namespace}', which is returncheck's own. "
            "Choose another."
        )


def _module(settings: Mapping[str, object], folder: Path, shown: str) -> Path | None:
    name = settings.get("expectation_classes")
    if name is None:
        return None
    if not isinstance(name, str) or not _MODULE.fullmatch(name):
        raise ConfigError(
            f"{shown}/{SETTINGS} has the expectation_classes '{name}'. Name a module "
            "of the folder without .py."
        )
    path = folder / f"{name}.py"
    if not path.is_file():
        raise ConfigError(
            f"{shown}/{SETTINGS} names the module {name}, and there is no "
            f"{shown}/{name}.py. Write it, or take the line out."
        )
    return path


def files_of(extension: Extension) -> Iterator[tuple[str, str]]:
    """The models of an extension in the project, each with its file."""
    for rule in extension.rules:
        yield rule.model, f"{extension.shown}/{FOLDER}/{rule.file.name}"
    for name, path in extension.models.items():
        yield extension.model_name(name), f"{extension.shown}/models/{path.name}"
