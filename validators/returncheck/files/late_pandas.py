"""Keeps pandas and pyarrow out of the command's own process until they are needed.

Whoever can do without imports them wherever they are installed, as pandas is with Great
Expectations: DuckDB at the first parameter of a query and the first frame, pandera at
its own import. All work without; with them every run pays time and 120 MB for nothing.
"""

import sys
from importlib.machinery import ModuleSpec

_NAMES = ("pandas", "pyarrow")


class _NotThere:
    """A finder that says of both what is said where they are not installed."""

    def find_spec(
        self, fullname: str, _path: object = None, _target: object = None
    ) -> ModuleSpec | None:
        if fullname in _NAMES:
            raise ModuleNotFoundError(f"No module named '{fullname}'", name=fullname)
        return None


def keep_pandas_out() -> None:
    """Let both be absent; for a process in which nobody else's code runs."""
    if not is_pandas_out() and not set(_NAMES) & set(sys.modules):
        sys.meta_path.insert(0, _NotThere())


def let_pandas_in() -> None:
    """Let both be imported again."""
    sys.meta_path[:] = [
        finder for finder in sys.meta_path if not isinstance(finder, _NotThere)
    ]


def is_pandas_out() -> bool:
    """Whether both are kept out of this process."""
    return any(isinstance(finder, _NotThere) for finder in sys.meta_path)
