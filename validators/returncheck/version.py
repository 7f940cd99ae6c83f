"""The version of the installed package."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("returncheck")
except PackageNotFoundError:  # run from the source tree without an installation
    VERSION = "0+unknown"
