"""The authorities of England: those of the seed `rc_authorities`, and imported ones."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from returncheck.project import kept_for_project, project_root

RECODED: Final = {"E08000038": "E08000016", "E08000039": "E08000019"}
"""GSS code since a change of boundary to the one that the same authority had before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """An English authority that has children's social care, or had it.

    Attributes:
        la_code: Three-digit code.
        gss_code: Nine-character code of the Office for National Statistics.
        name: Its name.
        region_code: Code of its region.
        region_name: Name of its region.
        first_year: First year of its returns, ending 31 March; None where not known.
        last_year: Their last year; None for an authority that is there still.
    """

    la_code: str
    gss_code: str
    name: str
    region_code: str = ""
    region_name: str = ""
    first_year: int | None = None
    last_year: int | None = None


_IMPORTED: ContextVar[tuple[Authority, ...]] = ContextVar("imported", default=())


@contextmanager
def imported(found: Iterable[Authority]) -> Iterator[None]:
    """Know imported authorities too meanwhile, each in the place of a shipped one.

    Args:
        found: The authorities.
    """
    token = _IMPORTED.set(tuple(found))
    try:
        yield
    finally:
        _IMPORTED.reset(token)


def imported_now() -> tuple[Authority, ...]:
    """The imported authorities that are known now."""
    return _IMPORTED.get()


def authorities() -> Mapping[str, Authority]:
    """Every English authority by its three-digit code, abolished ones included."""
    return _with_imported(_IMPORTED.get())


def known_authorities() -> frozenset[str]:
    """The three-digit codes of every English authority, abolished ones included."""
    return frozenset(authorities())


@kept_for_project
def _with_imported(found: tuple[Authority, ...]) -> Mapping[str, Authority]:
    return {**_shipped(), **{each.la_code: each for each in found}}


@kept_for_project
def _shipped() -> Mapping[str, Authority]:
    path = project_root() / "seeds" / "areas" / "rc_authorities.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return {row["la_code"]: authority_of(row) for row in csv.DictReader(handle)}


def authority_of(row: Mapping[str, str | None]) -> Authority:
    """An authority as a row of `rc_authorities` has it.

    Args:
        row: The columns of the seed, all text; an empty year is None or blank.
    """
    first, last = row["first_year"], row["last_year"]
    return Authority(
        la_code=row["la_code"] or "",
        gss_code=row["gss_code"] or "",
        name=row["la_name"] or "",
        region_code=row["region_code"] or "",
        region_name=row["region_name"] or "",
        first_year=int(first) if first else None,
        last_year=int(last) if last else None,
    )
