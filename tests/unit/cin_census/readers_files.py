"""Builders of small made-up files for the reader tests."""

import csv
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from returncheck.returns import LAYOUTS
from returncheck.returns.source import ReturnSource

CIN = LAYOUTS["cin_census"]
KPI = LAYOUTS["kpi_return"]

IDENTIFIERS = "<ChildIdentifiers><LAchildID>Made-Up-1</LAchildID></ChildIdentifiers>"


def header(year="2025", lea="887", collection="CIN"):
    return (
        "<Header><CollectionDetails>"
        f"<Collection>{collection}</Collection><Year>{year}</Year>"
        f"<ReferenceDate>{year}-03-31</ReferenceDate></CollectionDetails>"
        f"<Source><SourceLevel>L</SourceLevel><LEA>{lea}</LEA></Source></Header>"
    )


def child(inner="", identifiers=IDENTIFIERS):
    return f"<Child>{identifiers}{inner}</Child>"


def episode(inner=""):
    return f"<CINdetails>{inner}</CINdetails>"


def message(children=None, head=None, after=""):
    children = child() if children is None else children
    head = header() if head is None else head
    return f"<Message>{head}<Children>{children}</Children>{after}</Message>"


def write(path: Path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def write_csv(path: Path, headings: Iterable[str], *rows: Iterable[str]):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([list(headings), *rows])
    return path


def columns(layout, table, year=None):
    return [column.name for column in layout.table(table).columns_in(year)]


def record(headings, **values):
    return [values.get(name, "") for name in headings]


def write_table(folder: Path, table: str, *records, year=2025, name=None):
    """A CIN census table as CSV, one dict a record."""
    headings = columns(CIN, table, year)
    rows = [record(headings, **values) for values in records]
    return write_csv(folder / (name or f"{table}.csv"), headings, *rows)


def write_cin_folder(folder: Path, year=2025, lea="887"):
    head = {"Collection": "CIN", "Year": str(year), "LEA": lea}
    write_table(folder, "Header", head, year=year)
    write_table(folder, "ChildIdentifiers", {"LAchildID": "Made-Up-1"}, year=year)
    return folder


def figure(**values):
    usual = {
        "report_id": "made-up-2025-01",
        "report_date": "2025-01-31",
        "la_code": "887",
        "indicator_id": "contacts",
        "period_type": "month",
        "period_basis": "printed",
        "value": "12",
    }
    return {**usual, **values}


def comparator(**values):
    usual = {
        "report_id": "made-up-2025-01",
        "la_code": "887",
        "indicator_id": "contacts",
        "period_type": "month",
        "comparator": "england",
        "value": "11",
    }
    return {**usual, **values}


def write_kpi(path: Path, table: str, *records):
    headings = columns(KPI, table)
    return write_csv(path, headings, *(record(headings, **r) for r in records))


def read_tables(source: ReturnSource) -> dict[str, pl.DataFrame]:
    """All rows of a return, its batches put together."""
    parts: dict[str, list[pl.DataFrame]] = {}
    for batch in source.batches():
        for name, frame in batch.tables.items():
            parts.setdefault(name, []).append(frame)
    return {name: pl.concat(frames) for name, frames in parts.items()}


YEARS = range(2017, 2028)
"""Return years whose layout of the CIN census is known."""


def found(observations):
    """What observations say, without their messages.

    The small children of these tests lack blocks, which is said too; not here.
    """
    lacking = pl.col("check_id") == "contract:cin_census.missing_element"
    told = observations.filter(~lacking)
    return told.select("check_id", "severity", "field", "value").rows()


def in_child(inner):
    """A return of one child with these elements."""
    return message(child(inner))


def in_episode(inner, year="2025"):
    """A return of one episode with these elements."""
    return message(child(episode(inner)), header(year))
