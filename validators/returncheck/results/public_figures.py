"""The figures of a check that may leave the building."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from returncheck.disclosure.differencing import Release

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFigures:
    """The figures of a check that may be published, and what they are entered as.

    Attributes:
        benchmarks: `fct_benchmarks` with nulls for what is withheld, and
            `is_withheld`: whether the figure itself is.
        actions: What is said to be done about figures off target, words withheld that
            could count or name a child.
        release: What the figures say together, for the register of public exports.
    """

    benchmarks: "pl.DataFrame"
    actions: "pl.DataFrame"
    release: Release
