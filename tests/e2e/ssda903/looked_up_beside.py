"""What returns are loaded with when a database is filled; see `widely_filled`."""

from contextlib import AbstractContextManager
from unittest.mock import patch

from postcode_directory import MadeUpDirectory

from returncheck.returns.ssda903 import geography


def looked_up_beside() -> AbstractContextManager:
    """The made-up directory of postcodes, whether or not the extra is installed."""
    return patch.object(geography, "installed_directory", MadeUpDirectory)
