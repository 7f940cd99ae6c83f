"""Small made-up files in the layout of Explore education statistics."""

import csv

import yaml

from returncheck.published import shipped_text

HEADINGS = (
    *("time_period", "time_identifier", "geographic_level"),
    *("country_code", "country_name", "region_code", "region_name"),
    *("old_la_code", "new_la_code", "la_name"),
)

ENGLAND = {"geographic_level": "National", "country_code": "E92000001"}
SOUTH_EAST = {
    "geographic_level": "Regional",
    "country_code": "E92000001",
    "region_code": "E12000008",
}
MEDWAY = {
    "geographic_level": "Local authority",
    "country_code": "E92000001",
    "region_code": "E12000008",
    "old_la_code": "887",
    "new_la_code": "E06000035",
    "la_name": "Medway",
}
REFERRALS = {
    "category": "Referrals and Re-referrals",
    "referral_count": "1000",
    "rereferral_count": "200",
    "rereferral_percent": "20",
    "no_further_action_count": "50",
    "no_further_action_percent": "5",
    "not_in_need_count": "305",
    "not_in_need_percent": "30.5",
}
WORKFORCE = {
    "inpost_fte": "100",
    "starters_fte": "20",
    "turnover_rate_fte": "15.5",
    "absence_rate_fte": "3.1",
    "agency_rate_fte": "17.8",
    "vacancy_rate_fte": "18.9",
    "caseload_fte": "15.4",
}


def row(area, year="2026", figures=REFERRALS, **cells):
    """One row of a file; a keyword changes a cell."""
    given = {"time_period": year, "time_identifier": "Reporting year"}
    return {**given, **area, **figures, **cells}


def rows(**cells):
    """England, a region and an authority; a keyword changes the authority's cell."""
    return [row(ENGLAND), row(SOUTH_EAST), row(MEDWAY, **cells)]


def write(path, listed, headings=None, encoding="utf-8"):
    """A file with these rows, or with other headings."""
    names = headings or [*HEADINGS, *(n for n in listed[0] if n not in HEADINGS)]
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, names, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(listed)
    return path


def one_release(series, **keys):
    """A mapping of one release, as the content of its YAML file."""
    document = yaml.safe_load(shipped_text())
    release = {
        "id": "mine",
        "title": "Mine",
        "recognise": ["amount"],
        "time_identifiers": ["Reporting year"],
        "series": series,
        **keys,
    }
    return {**document, "releases": [release]}
