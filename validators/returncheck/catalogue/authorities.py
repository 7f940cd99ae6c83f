"""The authorities of England, read from the seed `seeds/areas/authorities.csv`."""

import csv
from functools import cache

from returncheck.project import project_root


@cache
def known_authorities() -> frozenset[str]:
    """The three-digit codes of every English authority, abolished ones included."""
    path = project_root() / "seeds" / "areas" / "authorities.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return frozenset(row["la_code"] for row in csv.DictReader(handle))
