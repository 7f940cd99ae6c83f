"""Puts off the import of what Great Expectations brings along and hardly ever uses.

scipy's distributions and altair's charts serve two kinds of expectation, and to import
them takes nearly half as long as all the rest. Whoever asks one for anything gets it.
"""

import importlib
import sys
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_PUT_OFF = ("scipy.stats", "altair")


class _Late(ModuleType):
    """Stands for a module until something in it is asked for."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        if name.startswith("__") and name != "__path__":
            # What the import system asks about; it is not a use.
            raise AttributeError(name)
        return getattr(_real(self), name)


def put_off_imports() -> None:
    """Let the next import of each module wait for its first use."""
    for name in _PUT_OFF:
        spec = None if name in sys.modules else find_spec(name)
        if spec is None:
            continue
        late = _Late(name)
        late.__spec__ = spec
        sys.modules[name] = late


def _real(late: ModuleType) -> ModuleType:
    """The module itself, which takes the place of what stands for it."""
    name = late.__name__
    if sys.modules.get(name) is late:
        del sys.modules[name]
    return importlib.import_module(name)
