"""Extensions that installed packages bring: entry points of one group."""

from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType

from returncheck.errors import ConfigError
from returncheck.extensions.folder import Place

GROUP = "returncheck.extensions"


def installed_places() -> list[Place]:
    """Where installed extensions lie, in the order of their names.

    Raises:
        ConfigError: An entry point cannot be loaded, or gives no folder.
    """
    found = sorted(entry_points(group=GROUP), key=lambda each: each.name)
    return [_place(each) for each in found]


def _place(entry: EntryPoint) -> Place:
    shown = f"the installed extension '{entry.name}' ({entry.value})"
    try:
        given = entry.load()
        if callable(given):
            given = given()
    except Exception as error:  # whatever a package raises, it cannot be used
        raise ConfigError(
            f"{shown} cannot be loaded ({type(error).__name__}). "
            "Correct the package or uninstall it."
        ) from error
    if isinstance(given, ModuleType):
        given = next(iter(getattr(given, "__path__", ())), None)
    if not isinstance(given, str | Path):
        raise ConfigError(
            f"{shown} gives no folder. Let its entry point be a package, a path or a "
            "function that returns one."
        )
    # A namespace of its own keeps packages apart from each other and from `local`.
    return Place(folder=Path(given), shown=shown, namespace=entry.name)
