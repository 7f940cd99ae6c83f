"""The returns that can be loaded: every package of `returns` that exports a `KIND`."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from returncheck.errors import InternalError
from returncheck.returns.kind import ReturnKind
from returncheck.returns.tables import Layout

_PACKAGE = "returncheck.returns"
_added: list[str] = []


def kinds() -> tuple[ReturnKind, ...]:
    """Every return that can be loaded, in the order of their collections."""
    return tuple(_registered().values())


def kind_of(collection: str) -> ReturnKind:
    """One return by its collection.

    Raises:
        KeyError: There is no such return.
    """
    return _registered()[collection]


def kinds_with_rules() -> tuple[ReturnKind, ...]:
    """The returns that statutory rules check."""
    return tuple(kind for kind in kinds() if kind.has_rules)


@contextmanager
def registered(kind: ReturnKind) -> Iterator[ReturnKind]:
    """Add a return for a while.

    Args:
        kind: A return whose collection and command name no other has.

    Yields:
        The return.

    Raises:
        InternalError: Another return has its collection or its command name.
    """
    known = _registered()
    taken = {
        name for each in known.values() for name in (each.collection, each.command)
    }
    if taken & {kind.collection, kind.command}:
        raise InternalError(f"There is a return {kind.collection} already.")
    known[kind.collection] = kind
    _added.append(kind.collection)
    try:
        yield kind
    finally:
        _added.remove(kind.collection)
        del known[kind.collection]


def are_all_installed() -> bool:
    """Whether another process knows the same returns: none was added in this one."""
    return not _added


class _Layouts(Mapping[str, Layout]):
    """The layouts of the registered returns, also of one that is added later."""

    def __getitem__(self, collection: str) -> Layout:
        return _registered()[collection].layout

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(_registered()))

    def __len__(self) -> int:
        return len(_registered())


LAYOUTS: Mapping[str, Layout] = _Layouts()
"""The layout of every return that can be loaded, by collection."""


@cache
def _registered() -> dict[str, ReturnKind]:
    """The plugs by collection; a package without one is refused at the first look."""
    folder = str(Path(__file__).parent)
    packages = sorted(each.name for each in iter_modules([folder]) if each.ispkg)
    found = [import_module(f"{_PACKAGE}.{name}").KIND for name in packages]
    return {kind.collection: kind for kind in found}
