"""The statutory and KPI returns: their layouts, readers and contracts.

A return is a package in here that exports a `ReturnKind`; see `registry`.
"""

from returncheck.returns.registry import LAYOUTS

__all__ = ["LAYOUTS"]
