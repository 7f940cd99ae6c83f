"""Indicators that a council declares beside those of the catalogue."""

from dataclasses import dataclass

from returncheck.catalogue.count_links import PartOf
from returncheck.catalogue.indicators import Indicator

FILE_NAME = "indicators.yml"
"""Name of the file that declares them, beside the settings."""

TOPIC = "Local indicators"
"""Heading under which those are shown that name none."""


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
