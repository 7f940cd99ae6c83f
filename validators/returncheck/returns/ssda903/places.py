"""The authority that a postcode lies in, also where authorities have changed.

Source:
    ONS Code History Database; the structural changes of 2019 to 2023 and the boundary
    change of Barnsley and Sheffield of April 2025.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from returncheck.catalogue.authorities import RECODED, authorities
from returncheck.returns.ssda903.postcodes import Directory

OUTSIDE_ENGLAND: Final = {"S": "SCO", "N": "NIR", "W": "WAL"}
"""What stands for an authority outside England, by the first letter of its area."""

NORTHERN_IRELAND: Final = "N"
"""First letter of the areas whose coordinates are on a grid of their own."""

# First letters of areas that are no part of the United Kingdom.
_ABROAD: Final = ("L", "M")
# Unitary authorities, metropolitan districts and London boroughs are upper-tier.
_SINGLE_TIER: Final = ("E06", "E08", "E09")
# Abolished authorities, and the later ones that lie in them as a whole.
_WITHIN: Final = {
    "E10000006": ("E06000063", "E06000064"),
    "E10000021": ("E06000061", "E06000062"),
}
# Abolished authorities, and the later ones that lie in them in part.
_PARTLY_WITHIN: Final = {
    "E10000009": ("E06000058", "E06000059"),
    "E06000028": ("E06000058",),
    "E06000029": ("E06000058",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The authorities of areas, as one authority sees them.

    Attributes:
        own: Nine-character code of the authority.
        codes: Code of the upper-tier authority by area.
        names: Name of an upper-tier authority by its code.
        shared: Upper-tier codes whose areas are the authority's own in part.
    """

    own: str
    codes: Mapping[str, str]
    names: Mapping[str, str]
    shared: tuple[str, ...]

    def authority(self, area: str) -> pl.Expr:
        """Code of the upper-tier authority, or of the country outside England.

        Args:
            area: Column with the code of the lower-tier authority.

        Returns:
            Text; null where the area is not known.
        """
        column = pl.col(area)
        first = column.str.slice(0, 1)
        upper = column.replace_strict(self.codes, default=None, return_dtype=pl.String)
        single = column.str.slice(0, 3).is_in(_SINGLE_TIER)
        return (
            pl.when(first.is_in(list(OUTSIDE_ENGLAND)))
            .then(first.replace(OUTSIDE_ENGLAND))
            .when(upper.is_not_null())
            .then(upper)
            .when(single)
            .then(column)
        )

    def location(self, area: str, authority: str) -> pl.Expr:
        """`IN` the authority or `OUT` of it.

        Args:
            area: Column with the code of the lower-tier authority.
            authority: Column with what `authority` gives for it.

        Returns:
            Text; null where that cannot be known.
        """
        told = pl.col(authority)
        is_abroad = pl.col(area).str.slice(0, 1).is_in(_ABROAD)
        return (
            pl.when(told == self.own)
            .then(pl.lit("IN"))
            .when(told.is_in(self.shared))
            .then(pl.lit(None, pl.String))
            .when(told.is_not_null() | is_abroad)
            .then(pl.lit("OUT"))
        )


def places_of(la_code: str, directory: Directory) -> Places:
    """The authorities of areas, as the authority that submits a return sees them.

    Args:
        la_code: Three-digit code of the authority.
        directory: The directory.

    Returns:
        Authorities under the codes that our seed has; those that now lie in an
        abolished authority under its code, when it is the one that submits.
    """
    known = {each.gss_code: each.name for each in authorities().values()}
    lower = directory.upper_tiers()
    codes = {area: code for area, (code, _) in lower.items()}
    codes |= {code: code for code in known if code.startswith(_SINGLE_TIER)}
    codes |= RECODED
    own = authorities()[la_code].gss_code
    codes |= dict.fromkeys(_WITHIN.get(own, ()), own)
    return Places(
        own=own,
        codes=codes,
        names=dict(lower.values()) | known,
        shared=_PARTLY_WITHIN.get(own, ()),
    )
