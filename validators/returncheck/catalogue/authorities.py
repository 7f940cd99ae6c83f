"""The authorities of England, read from the seed `seeds/areas/rc_authorities.csv`."""

import csv

from returncheck.project import kept_for_project, project_root


@kept_for_project
def known_authorities() -> frozenset[str]:
    """The three-digit codes of every English authority, abolished ones included."""
    path = project_root() / "seeds" / "areas" / "rc_authorities.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return frozenset(row["la_code"] for row in csv.DictReader(handle))
