"""What holds in a run and is asked for without being handed on, for another process."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from returncheck.catalogue.authorities import Authority, imported, imported_now
from returncheck.catalogue.local_indicators import declared, declared_units
from returncheck.files.limits import Limits, limited, limits
from returncheck.project import project_at, project_root


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What holds in the process that hands out the work.

    Attributes:
        root: The project folder.
        bounds: The limits.
        authorities: Imported authorities.
        units: Units of the council's own indicators, by id.
    """

    root: Path
    bounds: Limits
    authorities: tuple[Authority, ...]
    units: Mapping[str, str]

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """Have the same hold in this process."""
        with (
            project_at(self.root),
            limited(self.bounds),
            imported(self.authorities),
            declared(self.units),
        ):
            yield


def context_now() -> Context:
    """What holds here and now."""
    return Context(
        root=project_root(),
        bounds=limits(),
        authorities=imported_now(),
        units=dict(declared_units()),
    )
