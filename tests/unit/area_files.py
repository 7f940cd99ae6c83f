"""Small made-up files about areas, in the layouts that an import takes."""

import csv

from returncheck.catalogue.authorities import authorities
from returncheck.published.reference.sheet import tops

WEALD = {
    "la_code": "999",
    "gss_code": "E06000099",
    "la_name": "Sussex Weald",
    "region_code": "E12000008",
    "region_name": "South East",
    "first_year": "2026",
    "last_year": "",
}
"""An authority that there is not."""


def write_rows(path, headings, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows(rows)
    return path


def write_authorities(path, *changes):
    """A row for each change to `WEALD`."""
    rows = [{**WEALD, **change} for change in changes or ({},)]
    return write_rows(path, list(WEALD), [list(row.values()) for row in rows])


def in_being(year=2026):
    """The authorities that are there in a year."""
    return [
        code
        for code, each in authorities().items()
        if each.first_year <= year and (each.last_year or year) >= year
    ]


def ten_of(code, codes):
    """Ten authorities after another one, in a ring."""
    start = codes.index(code)
    return [codes[(start + step) % len(codes)] for step in range(1, 11)]


def long_rows(model="2026", codes=None):
    """A whole model, a row a neighbour."""
    codes = codes or in_being()
    return [
        [model, code, rank, neighbour, "Close"]
        for code in codes
        for rank, neighbour in enumerate(ten_of(code, codes), start=1)
    ]


LONG = ("model", "la_code", "rank", "neighbour_code", "closeness")


def layout_in(path, layout_of):
    """What a reader makes of the first headings that it knows."""
    found = (layout_of(top) for top in tops(path))
    return next((each for each in found if each is not None), None)
