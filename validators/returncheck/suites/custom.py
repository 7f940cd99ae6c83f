"""Expectation classes of a team's own, which Great Expectations knows once imported."""

import sys
from collections.abc import Iterable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from returncheck.errors import ConfigError
from returncheck.project import expectation_modules


def load_expectation_classes(modules: Iterable[Path] | None = None) -> None:
    """Import the modules that extensions name; each once in a process.

    Args:
        modules: Where they lie; None for those of the project that is pointed at.

    Raises:
        ConfigError: A module cannot be imported.
    """
    for path in expectation_modules() if modules is None else modules:
        _load(path)


def _load(path: Path) -> None:
    # By its path, so that two extensions may call theirs the same.
    name = f"returncheck_extension_{path.parent.name}_{path.stem}"
    known = sys.modules.get(name)
    if known is not None and known.__file__ == str(path):
        return
    spec = spec_from_file_location(name, path)
    assert spec is not None  # a .py file has a loader
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever a team's module raises
        del sys.modules[name]
        raise ConfigError(
            f"{path} cannot be imported ({type(error).__name__}: "
            f"{' '.join(str(error).split())}). Correct it, or take "
            "expectation_classes out of extension.yml."
        ) from error
