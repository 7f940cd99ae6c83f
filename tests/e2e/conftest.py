"""What the tests of a built database share: a check of the five council reports, and
the seeds, read in plain Python.
"""

import csv
from collections import defaultdict

import pytest

from returncheck import Workspace


@pytest.fixture(scope="session")
def reports_database(session_folder, new_database):
    """The database file of that check."""
    return new_database(session_folder / "reports" / "w.duckdb")


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
            printed = row["value"].replace(".", "", 1).removeprefix("-")
            if printed.isdigit():
                values[key] = float(row["value"])
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


class Neighbours(dict):
    """Models of statistical neighbours by authority, and the one of a year."""

    def of(self, la_code, year):
        """Model and neighbours: the newest up to the year, else the first held."""
        models = self[la_code]
        model = max((each for each in models if each <= year), default=min(models))
        return model, models[model]


@pytest.fixture(scope="session")
def neighbours(seeds):
    models = defaultdict(dict)
    for row in rows(seeds / "areas" / "rc_statistical_neighbours.csv"):
        models[row["la_code"]].setdefault(int(row["model"]), []).append(
            row["neighbour_code"]
        )
    return Neighbours(models)


REASONS = {
    "c": "figure_suppressed",
    "x": "figure_not_available",
    "z": "figure_not_applicable",
    "u": "figure_of_low_reliability",
    "low": "figure_rounded_to_nothing",
    "k": "figure_rounded_to_nothing",
}


@pytest.fixture(scope="session")
def why_missing(seeds):
    """Why a published figure has no value, by (indicator, year, area)."""
    symbols = defaultdict(lambda: "figure_left_out")
    for path in sorted((seeds / "published").glob("*.csv")):
        for row in rows(path):
            if row["value"] in REASONS:
                key = (row["indicator_id"], int(row["year"]), row["area_code"])
                symbols[key] = REASONS[row["value"]]
    return symbols


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
def in_being(authorities, year_ends):
    """Whether an area is an authority in being in the year of an indicator."""

    def find(indicator, year, area):
        found = authorities.get(area)
        if found is None:
            return False
        # One that begins in April has the September before its first March.
        first = int(found["first_year"]) - (year_ends[indicator] > "03-31")
        return first <= year <= int(found["last_year"] or 9999)

    return find


@pytest.fixture(scope="session")
def ranked(seeds, published, in_being, year_ends):
    """Values of the authorities in being, by (indicator, year)."""
    values = defaultdict(Once)
    joint = [
        row
        for row in rows(seeds / "releases" / "rc_joint_figures.csv")
        if row["la_code"] != row["joint_code"]
    ]
    for (indicator, year, area), value in published.items():
        values[indicator, year].lead = {
            row["la_code"]: row["joint_code"]
            for row in joint
            if row["year_end"] == year_ends[indicator]
            and int(row["first_year"]) <= year
        }
        if in_being(indicator, year, area):
            values[indicator, year][area] = value
    return values
