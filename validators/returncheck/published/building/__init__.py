"""Builds the shipped figures of release files and the national tool's extract.

A maintainer's work: `building` takes the files in, oldest first, `tool` fills the years
that none of them has, `seeds` says what the seeds have to hold, `printed` and `against`
hold them against the files and the tool.
"""

from returncheck.published.building.against import (
    Difference,
    differences,
    known_differences,
)
from returncheck.published.building.building import Built, build
from returncheck.published.building.printed import not_as_printed
from returncheck.published.building.seeds import seed_files

__all__ = [
    "Built",
    "Difference",
    "build",
    "differences",
    "known_differences",
    "not_as_printed",
    "seed_files",
]
