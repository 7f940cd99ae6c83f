"""All kinds of fault, and of what looks like one and is true."""

from returncheck.synth.kpi_return.faults import (  # noqa: F401  each registers kinds
    own_values,
    periods,
    populations,
    quotes,
    series,
    sums,
    twins,
    twins_of_counts,
)
from returncheck.synth.kpi_return.faults.registry import FAULTS, TWINS, Kind

__all__ = ["FAULTS", "TWINS", "Kind"]
