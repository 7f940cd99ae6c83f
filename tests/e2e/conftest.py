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
        workspace.set_indicators(root / "examples" / "reports" / "indicators.yml")
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
    for path in sorted((seeds / "published").glob("*.csv")):
        for row in rows(path):
            key = (row["indicator_id"], int(row["year"]), row["area_code"])
            printed = row["value"].replace(".", "", 1)
            values |= {key: float(row["value"])} if printed.isdigit() else {}
    return counts_of(seeds) | values


def counts_of(seeds):
    """The counts that are published as parts of other figures."""
    parts = defaultdict(list)
    for row in rows(seeds / "catalogue" / "rc_indicator_parts.csv"):
        parts[row["indicator_id"]].append((row["part"], row["total_id"]))
    return {
        (total, int(row["year"]), row["area_code"]): float(row[part])
        for path in sorted((seeds / "published").glob("*.csv"))
        for row in rows(path)
        for part, total in parts[row["indicator_id"]]
        if row[part].isdigit()
    }


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


class Once(dict):
    """Values by authority; those of two together are listed once."""

    lead: dict[str, str] = {}  # noqa: RUF012

    def values(self):
        return self.of(self)

    def of(self, areas):
        return list(
            {
                self.lead.get(area, area): self[area] for area in areas if area in self
            }.values()
        )


@pytest.fixture(scope="session")
def year_ends(seeds):
    return {
        row["indicator_id"]: row["year_end"]
        for row in rows(seeds / "catalogue" / "rc_indicators.csv")
    }


@pytest.fixture(scope="session")
def ranked(seeds, published, authorities, year_ends):
    """Values of the authorities in being, by (indicator, year)."""
    values = defaultdict(Once)
    joint = [
        row
        for row in rows(seeds / "releases" / "rc_joint_figures.csv")
        if row["la_code"] != row["joint_code"]
    ]
    for (indicator, year, area), value in published.items():
        found = authorities.get(area)
        first = int(found["first_year"]) if found else 9999
        first -= year_ends[indicator] == "09-30"
        values[indicator, year].lead = {
            row["la_code"]: row["joint_code"]
            for row in joint
            if row["year_end"] == year_ends[indicator]
            and int(row["first_year"]) <= year
        }
        last = int(found["last_year"] or 9999) if found else 0
        if first <= year <= last:
            values[indicator, year][area] = value
    return values
