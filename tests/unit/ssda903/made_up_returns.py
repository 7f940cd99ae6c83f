"""Made-up SSDA903 returns as the plain rules read them."""

import csv
from collections import Counter
from types import SimpleNamespace

from returncheck.synth.ssda903.geography import miles_between, postcodes
from returncheck.synth.ssda903.providers import providers_of
from returncheck.synth.ssda903.shown import tables_of
from ssda903.plain import Tables
from ssda903.rules import in_force, said_of

AUTHORITY = "887"
POSTCODES = {
    each.text.replace(" ", ""): each
    for listed in postcodes().values()
    for each in listed
}
BY_FORM = {"105"}
"""Rules on returns in XML."""
WITH_EARLIER_TABLE = {"706"}
"""Rules on a table that the year before 2027 does not have."""


def found_postcode(text):
    return POSTCODES.get((text or "").upper().replace(" ", ""))


def with_places(tables, authority):
    """The tables with what is derived from postcodes, and the postcodes found."""
    told = {name: [dict(each) for each in rows] for name, rows in tables.items()}
    used = set()
    for each in told["Episodes"]:
        home, placed = map(found_postcode, (each.get("HOME_POST"), each.get("PL_POST")))
        used |= {post.text.replace(" ", "") for post in (home, placed) if post}
        each["PL_LA"] = placed.authority if placed else None
        inside = placed is not None and placed.authority == authority
        each["PL_LOCATION"] = ("IN" if inside else "OUT") if placed else None
        miles = round(miles_between(home, placed), 1) if home and placed else None
        each["PL_DISTANCE"] = None if miles is None else str(miles)
    told["PostcodeDirectory"] = [{"POSTCODE": text} for text in sorted(used)]
    return told


def provider_rows(authority):
    """The made-up providers as Ofsted's list would have them."""
    return [
        {
            "URN": each.urn,
            "PLACE_CODES": ",".join(each.places),
            "PROVIDER_CODES": each.kind,
            "POSTCODE": each.postcode.text.replace(" ", ""),
            "LA_CODE_INFERRED": each.postcode.authority,
        }
        for each in providers_of(authority)
    ]


def as_return(now, before, year, *, authority=AUTHORITY, providers=False):
    """A return of rows by table, with the year before, for the plain rules."""
    told = with_places(now, authority)
    if providers:
        told["ProviderInfo"] = provider_rows(authority)
    earlier = with_places(before, authority)
    data = Tables(told, year, previous=earlier, file_format="csv", authority=authority)
    data.previous.authority = authority
    return data


def joined(children, year):
    """The rows of several children, this year's and those of the year before."""
    now = {name: [] for name in tables_of(year)}
    before = {name: [] for name in tables_of(year - 1)}
    for child in children:
        for told, rows_by_table in ((now, child.now), (before, child.before)):
            for name, rows in rows_by_table.items():
                told[name] += rows
    return now, before


def findings_of(data):
    """Each finding as code and places, counted."""
    found = Counter()
    for code, (_, findings) in said_of(data).items():
        for places, number in findings.items():
            found[code, places] += number
    return found


def not_run(data):
    return {
        code for code, (outcome, _) in said_of(data).items() if outcome == "not_run"
    }


def read_tables(folder):
    """The CSV files of a folder as rows by table; an empty cell is not there."""
    told = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            told[path.stem] = [
                {name: text for name, text in each.items() if text}
                for each in csv.DictReader(file)
            ]
    return SimpleNamespace(path=folder, tables=told)


def read_return(folder, year, **options):
    """A written return, with the one before in it."""
    now, before = read_tables(folder), read_tables(folder / "previous")
    return as_return(now.tables, before.tables, year, **options)


def expected_of(content):
    """The findings of an expected file as code and places, counted."""
    return Counter(
        (
            finding["code"],
            tuple(
                sorted(
                    (each["table_name"], each["row_number"])
                    for each in finding["locations"]
                )
            ),
        )
        for finding in content["findings"]
    )


__all__ = [
    "AUTHORITY",
    "as_return",
    "expected_of",
    "findings_of",
    "in_force",
    "joined",
    "not_run",
    "read_return",
    "read_tables",
]
