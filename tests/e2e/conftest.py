"""What the tests of a built database share: a check of the five council reports, and
the seeds, read in plain Python.
"""

import csv
from collections import defaultdict

import pytest

from returncheck import Workspace


@pytest.fixture(scope="session")
def reports_database(tmp_path_factory, new_database):
    """The database file of that check."""
    return new_database(tmp_path_factory.mktemp("reports") / "w.duckdb")


@pytest.fixture(scope="session")
def reports_result(root, reports_database):
    """The five reports, loaded from the shipped files and checked."""
    with Workspace.open(reports_database) as workspace:
        workspace.load(root / "examples" / "reports")
        return workspace.check()


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@pytest.fixture(scope="session")
def seeds(root):
    return root / "seeds"


@pytest.fixture(scope="session")
def published(seeds):
    """Value by (indicator, year, area)."""
    values = {}
    for path in sorted((seeds / "published").glob("rc_published_*.csv")):
        for row in rows(path):
            key = (row["indicator_id"], int(row["year"]), row["area_code"])
            printed = row["value"].replace(".", "", 1)
            values |= {key: float(row["value"])} if printed.isdigit() else {}
    return values


@pytest.fixture(scope="session")
def authorities(seeds):
    return {row["la_code"]: row for row in rows(seeds / "areas" / "rc_authorities.csv")}


@pytest.fixture(scope="session")
def neighbours(seeds):
    models = defaultdict(dict)
    for row in rows(seeds / "areas" / "rc_statistical_neighbours.csv"):
        models[row["la_code"]].setdefault(int(row["model"]), []).append(
            row["neighbour_code"]
        )
    return {la_code: max(listed.items()) for la_code, listed in models.items()}


@pytest.fixture(scope="session")
def polarity(seeds):
    return {
        row["indicator_id"]: row["polarity"]
        for row in rows(seeds / "catalogue" / "rc_indicators.csv")
    }


@pytest.fixture(scope="session")
def ranked(published, authorities):
    """Values of the authorities in being, by (indicator, year)."""
    values = defaultdict(dict)
    for (indicator, year, area), value in published.items():
        found = authorities.get(area)
        first = int(found["first_year"]) if found else 9999
        last = int(found["last_year"] or 9999) if found else 0
        if first <= year <= last:
            values[indicator, year][area] = value
    return values
