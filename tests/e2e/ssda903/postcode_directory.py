"""The postcodes that made-up returns use, in the place of the national directory.

The extra that brings the directory holds millions of postcodes and is not there in
every environment. Made-up children live in a few thousand of them, whose coordinates
and authorities the generator knows; so where they are can be looked up without it.
"""

import polars as pl

from returncheck.catalogue.authorities import authorities
from returncheck.returns.ssda903.postcodes import PLACE_SCHEMA
from returncheck.synth.ssda903.geography import postcodes


class MadeUpDirectory:
    """What a directory tells, of the generator's postcodes alone."""

    def __init__(self) -> None:
        codes = {code: each.gss_code for code, each in authorities().items()}
        self._places = pl.DataFrame(
            [
                {
                    "postcode": each.text.replace(" ", ""),
                    "area": codes[code],
                    "easting": each.easting,
                    "northing": each.northing,
                }
                for code, listed in postcodes().items()
                for each in listed
            ],
            schema=PLACE_SCHEMA,
        )

    def places(self, wanted: pl.Series) -> pl.DataFrame:
        """Columns of `PLACE_SCHEMA`: a row for each different postcode it has."""
        asked = pl.DataFrame({"postcode": wanted.drop_nulls().unique()})
        return self._places.join(asked, on="postcode", how="semi")

    def upper_tiers(self) -> dict[str, tuple[str, str]]:
        """Each authority as its own; no area is of another tier here."""
        return {
            each.gss_code: (each.gss_code, each.name) for each in authorities().values()
        }
