"""Indicators that a council declares beside those of the catalogue."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from returncheck.catalogue.count_links import PartOf
from returncheck.catalogue.indicators import Indicator

FILE_NAME = "indicators.yml"
"""Name of the file that declares them, beside the settings."""

TOPIC = "Local indicators"
"""Heading under which those are shown that name none."""

_UNITS: ContextVar[Mapping[str, str]] = ContextVar("units")


@contextmanager
def declared(units: Mapping[str, str]) -> Iterator[None]:
    """Have cells read by the units of the council's own indicators meanwhile.

    Args:
        units: Id of each to its unit.
    """
    token = _UNITS.set(units)
    try:
        yield
    finally:
        _UNITS.reset(token)


def declared_units() -> Mapping[str, str]:
    """Id of each indicator that is declared now to its unit."""
    return _UNITS.get({})


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalIndicators:
    """What a council declares, in the order of its file.

    Attributes:
        indicators: Its indicators; none has the id of one of the catalogue.
        parts: Which counts of other indicators stand in them; the total of a part is
            an indicator of the file or of the catalogue.
    """

    indicators: tuple[Indicator, ...] = ()
    parts: tuple[PartOf, ...] = ()
