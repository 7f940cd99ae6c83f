"""The authorities in a folder of imported figures, to hold codes against.

What is wrong with the file is said where all of the folder is read, by `published`.
"""

import csv
from pathlib import Path
from typing import Final

from returncheck.catalogue.authorities import Authority, authority_of

FILE_NAME: Final = "authority_updates.csv"
"""Name of the file in its folder."""

COLUMNS: Final = (
    "la_code",
    "gss_code",
    "la_name",
    "region_code",
    "region_name",
    "first_year",
    "last_year",
)
"""Its columns, those of the seed `rc_authorities`, before what else it has."""


def imported_authorities(folder: Path | None) -> tuple[Authority, ...]:
    """The authorities that an import brought.

    Args:
        folder: Where `returncheck import-published` keeps them; None for none.

    Returns:
        One each; none where there is no file, or none that can be read.
    """
    path = None if folder is None else folder / FILE_NAME
    if path is None or not path.is_file():
        return ()
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle)
            if not set(COLUMNS) <= set(reader.fieldnames or ()):
                return ()
            return tuple(authority_of(row) for row in reader)
    except (OSError, ValueError, csv.Error):
        return ()
