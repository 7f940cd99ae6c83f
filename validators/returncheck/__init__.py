"""Returncheck: validation and benchmarking of children's services returns.

The public API; everything else may move.
"""

from typing import TYPE_CHECKING

from returncheck.errors import (
    ConfigError,
    InputError,
    InternalError,
    ReturncheckError,
)
from returncheck.version import VERSION

if TYPE_CHECKING:
    from returncheck import contracts
    from returncheck.extensions import extended
    from returncheck.results.check_result import CheckResult
    from returncheck.warehouse.register import LoadResult
    from returncheck.workspace import Workspace

__version__ = VERSION

__all__ = [
    "CheckResult",
    "ConfigError",
    "InputError",
    "InternalError",
    "LoadResult",
    "ReturncheckError",
    "Workspace",
    "__version__",
    "contracts",
    "extended",
]

_LAZY = {
    "CheckResult": "returncheck.results.check_result",
    "LoadResult": "returncheck.warehouse.register",
    "Workspace": "returncheck.workspace",
    "extended": "returncheck.extensions",
}


def __getattr__(name: str) -> object:
    """Import the heavier names only when they are asked for."""
    import importlib

    if name == "contracts":
        return importlib.import_module("returncheck.contracts")
    if name not in _LAZY:
        raise AttributeError(f"module 'returncheck' has no attribute '{name}'")
    found: object = getattr(importlib.import_module(_LAZY[name]), name)
    return found
