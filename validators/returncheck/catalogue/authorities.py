"""The authorities of England, read from the seed `seeds/areas/rc_authorities.csv`."""

import csv
from dataclasses import dataclass

from returncheck.project import kept_for_project, project_root


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """An English authority that has children's social care, or had it.

    Attributes:
        la_code: Three-digit code.
        gss_code: Nine-character code of the Office for National Statistics.
        name: Its name.
    """

    la_code: str
    gss_code: str
    name: str


@kept_for_project
def authorities() -> dict[str, Authority]:
    """Every English authority by its three-digit code, abolished ones included."""
    path = project_root() / "seeds" / "areas" / "rc_authorities.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return {
            row["la_code"]: Authority(
                la_code=row["la_code"], gss_code=row["gss_code"], name=row["la_name"]
            )
            for row in csv.DictReader(handle)
        }


@kept_for_project
def known_authorities() -> frozenset[str]:
    """The three-digit codes of every English authority, abolished ones included."""
    return frozenset(authorities())
