"""Reads a file of authorities: the columns of the seed `rc_authorities`, a row each."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from returncheck.catalogue.authorities import Authority
from returncheck.errors import InputError
from returncheck.published.reference.checks import GSS_CODE, LA_CODE, YEAR
from returncheck.published.reference.held import LONDON, regions_of
from returncheck.published.reference.sheet import Row, Top, letters, refusal, rows_below
from returncheck.published.reference.tables import AUTHORITIES

_HEADINGS = {letters(name): name for name in AUTHORITIES.columns}


def is_of_authorities(top: Top) -> bool:
    """Whether headings are those of authorities.

    Args:
        top: What may be the headings of a file.
    """
    return {"lacode", "laname", "firstyear"} <= set(top.headings)


def read_authorities(
    path: Path, top: Top, known: Mapping[str, Authority]
) -> pl.DataFrame:
    """The authorities in a file, checked.

    Args:
        path: The file.
        top: Its headings.
        known: Every known authority.

    Returns:
        The columns of the seed, all text, an empty last year null.

    Raises:
        InputError: What is wrong with it, one fault a line.
    """
    missing = [name for each, name in _HEADINGS.items() if each not in top.headings]
    if missing:
        raise InputError(
            f"{path} has no column '{missing[0]}'. A file of authorities has the "
            f"columns {','.join(AUTHORITIES.columns)}."
        )
    rows = list(rows_below(path, top, list(_HEADINGS)))
    if not rows:
        raise InputError(f"{path} has no row below its headings.")
    faults = [fault for row in rows for fault in _of_row(row, regions_of(known))]
    faults += _twice(rows)
    if not faults:
        faults += _clashes(rows, known)
    if faults:
        raise refusal(path, faults)
    return pl.DataFrame(
        [[row[each] or None for each in _HEADINGS] for row in rows],
        schema=dict.fromkeys(AUTHORITIES.columns, pl.String),
        orient="row",
    )


def _of_row(row: Row, regions: Mapping[str, str]) -> Iterator[str]:
    place = f"row {row.number}"
    if not re.fullmatch(LA_CODE, row["lacode"]):
        yield f"{place}: the la_code '{row['lacode']}' is not three digits"
    if not re.fullmatch(GSS_CODE, row["gsscode"]):
        yield (
            f"{place}: the gss_code '{row['gsscode']}' is not E and eight digits, "
            "such as E06000035"
        )
    if not row["laname"]:
        yield f"{place}: la_name is empty"
    code, name = row["regioncode"], row["regionname"]
    if code == LONDON:
        yield (
            f"{place}: authorities of London lie in E13000001 (Inner London) or "
            f"E13000002 (Outer London), not in {LONDON}"
        )
    elif code not in regions:
        known = ", ".join(sorted(each for each in regions if each != LONDON))
        yield f"{place}: the region_code '{code}' is not known. Known are {known}"
    elif name != regions[code]:
        yield f"{place}: {code} is {regions[code]}, not '{name}'"
    first, last = row["firstyear"], row["lastyear"]
    for heading, year in (("first_year", first), ("last_year", last or first)):
        if not re.fullmatch(YEAR, year):
            yield f"{place}: the {heading} '{year}' is not a year such as 2027"
            return
    if last and last < first:
        yield f"{place}: the last year {last} is before the first, {first}"


def _twice(rows: list[Row]) -> Iterator[str]:
    for heading in ("lacode", "gsscode"):
        seen: dict[str, int] = {}
        for row in rows:
            before = seen.setdefault(row[heading], row.number)
            if before != row.number:
                name = _HEADINGS[heading]
                yield f"rows {before} and {row.number} have the same {name}"


def _clashes(rows: list[Row], known: Mapping[str, Authority]) -> Iterator[str]:
    """Names of authorities in being together, and GSS codes, have to differ."""
    after = {code: (each.name, each.gss_code) for code, each in known.items()}
    spans = {
        code: (each.first_year or 0, each.last_year or 9999)
        for code, each in known.items()
    }
    for row in rows:
        code = row["lacode"]
        after[code] = (row["laname"], row["gsscode"])
        spans[code] = (int(row["firstyear"]), int(row["lastyear"] or 9999))
    for row in rows:
        code = row["lacode"]
        for other, (name, gss_code) in after.items():
            if other == code:
                continue
            first, last = spans[code]
            together = spans[other][0] <= last and first <= spans[other][1]
            if name.casefold() == row["laname"].casefold() and together:
                yield (
                    f"row {row.number}: {other} is called {name} too in the same "
                    "years. Give the one that ends its last_year"
                )
            if gss_code == row["gsscode"]:
                yield f"row {row.number}: {gss_code} is that of {other} ({name})"
