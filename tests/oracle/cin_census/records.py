"""A return as plain rows: what is missing, what is the same child, which period.

One child is one Child element; in tables that come without nesting, one LAchildID. A
missing key matches nothing. A table that came without the column CINdetailsID holds
empty text there, so that its rows and those of other such tables are one episode.
"""

import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from datetime import date

from cin_census.days import DAY, as_date, is_before, is_until, months_after

TABLES = (
    "Header",
    "ChildIdentifiers",
    "ChildCharacteristics",
    "Disabilities",
    "CINdetails",
    "Assessments",
    "AssessmentFactorsList",
    "CINplanDates",
    "Section47",
    "ChildProtectionPlans",
    "Reviews",
    "PreProceedings",
)
# One Child element, or one LAchildID where nothing is nested.
CHILD = ("ChildKey",)
EPISODE = (*CHILD, "CINdetailsID")
ASSESSMENT = (*EPISODE, "AssessmentID")
PLAN = (*EPISODE, "CPPID")
EPISODE_TABLES = TABLES[4:]
# Four digits, with what the schema lets stand around and behind them.
COLLECTION_YEAR = re.compile(
    r"[ \t\r\n]*([1-9][0-9]{3})(?:Z|[+-][0-9]{2}:[0-9]{2})?[ \t\r\n]*"
)


class Row(dict):
    """One record. A missing or empty value is None; `place` is table and number."""

    def __init__(self, table, number, values):
        super().__init__({name: text for name, text in values.items() if text})
        self.place = (table, number)

    def __missing__(self, name):
        return None

    def day(self, name):
        return as_date(self[name])

    def key(self, names):
        """The values of a key; None when one of them is missing."""
        values = tuple(self[name] for name in names)
        return None if None in values else values


class Tables:
    """All tables of one return, each row numbered from 1 in its table."""

    def __init__(self, rows, year):
        self.rows = rows
        self.year = year
        headers = rows.get("Header")
        self.header = headers[0] if headers else Row("Header", 1, {})
        self.end = _last_day(self.header, year)
        self.start = months_after(self.end, -12) + DAY
        self._groups = {}

    @classmethod
    def from_rows(cls, tables, year):
        """A return given as lists of cells; a table that is not named is absent."""
        rows = {
            table: [Row(table, n, values) for n, values in enumerate(given, start=1)]
            for table, given in tables.items()
        }
        for table in rows.keys() & set(EPISODE_TABLES):
            if not any("CINdetailsID" in values for values in tables[table]):
                for row in rows[table]:
                    row["CINdetailsID"] = ""
        for each in rows.values():
            for row in each:
                row["ChildKey"] = row["LAchildID"]
        return cls(rows, year)

    @classmethod
    def from_xml(cls, path):
        """A return read from its file; ids that it does not carry are ordinals."""
        rows = _XmlRows(ET.parse(path).getroot()).rows
        return cls(rows, int(rows["Header"][0]["Year"]))

    def __getitem__(self, table):
        return self.rows.get(table, [])

    def groups(self, table, names):
        """The rows of a table by a key; rows that lack a part of it are left out."""
        if (table, names) not in self._groups:
            self._groups[table, names] = grouped(self[table], names)
        return self._groups[table, names]

    def same(self, table, names, row):
        """The rows of a table that share a key with a row."""
        return self.groups(table, names).get(row.key(names), [])

    def pairs(self, table, other, names):
        """Every row of a table with every row of another that shares its key."""
        return [
            (row, match)
            for row in self[table]
            for match in self.same(other, names, row)
        ]

    def holds(self, day):
        """Whether a day is present and inside the census period."""
        return is_until(self.start, day) and is_until(day, self.end)

    def leaves_out(self, day):
        """Whether a day is present and outside the census period."""
        return is_before(day, self.start) or is_before(self.end, day)


def _last_day(header, year):
    """The collection year decides; a reference date only where it says none."""
    found = COLLECTION_YEAR.fullmatch(header["Year"] or "")
    if found:
        return date(int(found[1]), 3, 31)
    return header.day("ReferenceDate") or date(year, 3, 31)


def grouped(rows, names=EPISODE):
    groups = defaultdict(list)
    for row in rows:
        if row.key(names) is not None:
            groups[row.key(names)].append(row)
    return groups


class _XmlRows:
    def __init__(self, root):
        self.rows = {table: [] for table in TABLES}
        header = root.find("Header")
        self._add("Header", leaves(header[0]) | leaves(header[1]))
        for number, child in enumerate(root.find("Children"), start=1):
            self._child(child, str(number))

    def _add(self, table, values, key=None):
        rows = self.rows[table]
        rows.append(Row(table, len(rows) + 1, values | (key or {})))

    def _child(self, child, number):
        identifiers = leaves(child.find("ChildIdentifiers"))
        key = {"LAchildID": identifiers.get("LAchildID"), "ChildKey": number}
        self._add("ChildIdentifiers", identifiers, key)
        for each in child.iterfind("ChildCharacteristics"):
            self._add("ChildCharacteristics", leaves(each), key)
        for each in child.iterfind("ChildCharacteristics/Disabilities/Disability"):
            self._add("Disabilities", {"Disability": each.text}, key)
        for number, details in enumerate(child.iterfind("CINdetails"), start=1):
            self._details(details, {**key, "CINdetailsID": str(number)})

    def _details(self, details, key):
        self._add("CINdetails", leaves(details), key)
        for number, each in enumerate(details.iterfind("Assessments"), start=1):
            own = {**key, "AssessmentID": str(number)}
            self._add("Assessments", leaves(each), own)
            for factor in each.iterfind(
                "FactorsIdentifiedAtAssessment/AssessmentFactors"
            ):
                values = {"AssessmentFactor": factor.text}
                self._add("AssessmentFactorsList", values, own)
        for each in details.iterfind("CINPlanDates"):
            self._add("CINplanDates", leaves(each), key)
        for each in details.iterfind("Section47"):
            self._add("Section47", leaves(each), key)
        plans = details.iterfind("ChildProtectionPlans")
        for number, each in enumerate(plans, start=1):
            own = {**key, "CPPID": str(number)}
            self._add("ChildProtectionPlans", leaves(each), own)
            for review in each.iterfind("Reviews/CPPreviewDate"):
                self._add("Reviews", {"CPPreviewDate": review.text}, own)
        for each in details.iterfind("PreProceedingsandFGDM"):
            self._add("PreProceedings", leaves(each), key)


def leaves(element):
    return {each.tag: each.text for each in element if len(each) == 0 and each.text}
