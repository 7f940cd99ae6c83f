"""The 20 first rules of the CIN census in plain Python, for the generator's tests.

Written from the rules' wording alone. Slow and simple on purpose.
"""

import csv
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def words(text):
    return frozenset(text.split(" "))


HEALTHY_FACTORS = words(
    "1A 1B 1C 2A 2B 2C 3A 3B 3C 4A 4B 4C 5A 5B 5C 6A 6B 6C 7A 8B 8C 8D 8E 8F 9A 10A "
    "11A 12A 13A 14A 15A 16A 17A 18A 18B 18C 19A 19B 19C 20 21 22A 23A 24A"
)
HOLIDAYS = frozenset(
    date.fromisoformat(row["holiday_date"])
    for row in csv.DictReader(
        (ROOT / "seeds/calendar/bank_holidays.csv").read_text().splitlines()
    )
)


class Row(dict):
    """One record; a missing or empty value is None. `row` and `table` tell where."""

    def __missing__(self, key):
        return None

    def day(self, name):
        return as_date(self[name])

    @property
    def place(self):
        return (self["table"], self["row"])

    @property
    def episode(self):
        return (self["LAchildID"], self["CINdetailsID"])


def as_date(text):
    try:
        return date.fromisoformat(text) if text and len(text) == 10 else None
    except ValueError:
        return None


class Return:
    """All tables of one XML file, each row numbered from 1 in its table."""

    def __init__(self, path):
        self.tables = defaultdict(list)
        root = ET.parse(path).getroot()
        header = root.find("Header")
        self._add("Header", leaves(header[0]) | leaves(header[1]))
        for child in root.find("Children"):
            self._child(child)
        self.header = self.tables["Header"][0]
        self.end = self.header.day("ReferenceDate")
        self.start = self.end and minus_year(self.end) + timedelta(days=1)

    def __getitem__(self, table):
        return self.tables[table]

    def _add(self, table, values, **keys):
        rows = self.tables[table]
        rows.append(Row(values, **keys, table=table, row=len(rows) + 1))

    def _child(self, child):
        identifiers = leaves(child.find("ChildIdentifiers"))
        key = {"LAchildID": identifiers.get("LAchildID")}
        self._add("ChildIdentifiers", identifiers)
        self._add(
            "ChildCharacteristics", leaves(child.find("ChildCharacteristics")), **key
        )
        for each in child.iterfind("ChildCharacteristics/Disabilities/Disability"):
            self._add("Disabilities", {"Disability": each.text}, **key)
        for number, details in enumerate(child.iterfind("CINdetails"), start=1):
            self._details(details, {**key, "CINdetailsID": str(number)})

    def _details(self, details, key):
        self._add("CINdetails", leaves(details), **key)
        for number, each in enumerate(details.iterfind("Assessments"), start=1):
            own = {**key, "AssessmentID": str(number)}
            self._add("Assessments", leaves(each), **own)
            for factor in each.iterfind(
                "FactorsIdentifiedAtAssessment/AssessmentFactors"
            ):
                values = {"AssessmentFactor": factor.text}
                self._add("AssessmentFactorsList", values, **own)
        for each in details.iterfind("CINPlanDates"):
            self._add("CINplanDates", leaves(each), **key)
        for each in details.iterfind("Section47"):
            self._add("Section47", leaves(each), **key)
        for number, each in enumerate(
            details.iterfind("ChildProtectionPlans"), start=1
        ):
            own = {**key, "CPPID": str(number)}
            self._add("ChildProtectionPlans", leaves(each), **own)
            for review in each.iterfind("Reviews/CPPreviewDate"):
                self._add("Reviews", {"CPPreviewDate": review.text}, **own)


def leaves(element):
    return {each.tag: each.text for each in element if len(each) == 0 and each.text}


def minus_year(day):
    return day.replace(year=day.year - 1, day=28 if day.month == 2 else day.day)


def is_true(text):
    return (text or "").lower() in ("1", "true")


def is_false(text):
    return (text or "").lower() in ("0", "false")


def is_working_day(day):
    return day.weekday() < 5 and day not in HOLIDAYS


def nth_working_day_before(day, count):
    while count:
        day -= timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days(start, end):
    span = range(1, (end - start).days + 1)
    return sum(is_working_day(start + timedelta(days=each)) for each in span)


def grouped(rows, key="episode"):
    groups = defaultdict(list)
    for row in rows:
        name = row.episode if key == "episode" else row[key]
        if name is not None and (key != "episode" or None not in name):
            groups[name].append(row)
    return groups


def places(*rows):
    return tuple(sorted({row.place for row in rows}))


def one_each(rows):
    return [places(row) for row in rows]


def rule_100(data):
    expected = f"{data.header['Year']}-03-31"
    return one_each(r for r in data["Header"] if r["ReferenceDate"] != expected)


def rule_1103(data):
    details = grouped(data["CINdetails"])
    found = defaultdict(list)
    for row in data["Assessments"]:
        for detail in details.get(row.episode, []):
            start, referral = (
                row.day("AssessmentActualStartDate"),
                detail.day("CINreferralDate"),
            )
            if start and referral and start < referral:
                found[row["LAchildID"], start, referral] += [row, detail]
    return [places(*rows) for rows in found.values()]


def rule_1510(data):
    found = []
    for row in data["ChildIdentifiers"]:
        upn = row["UPN"] or ""
        if len(upn) == 13 and upn[1:].isdigit():
            total = sum(int(upn[p - 1]) * p for p in range(2, 14))
            if upn[0] != LETTERS[total % 23]:
                found.append(row)
    return one_each(found)


def rule_2885(data):
    details, enquiries = grouped(data["CINdetails"]), grouped(data["Section47"])
    found = []
    for episode, plans in grouped(data["ChildProtectionPlans"]).items():
        tested = [
            p
            for p in plans
            if p.day("CPPstartDate") and data.start <= p.day("CPPstartDate") <= data.end
        ]
        rows = [
            e
            for e in enquiries.get(episode, [])
            if e["ICPCnotRequired"] not in ("1", "true")
        ] or details.get(episode, [])
        held = {row.day("DateOfInitialCPC") for row in rows} - {None}
        failing = {p.day("CPPstartDate") for p in tested} - held
        for start in failing:
            found.append(places(*(p for p in tested if p.day("CPPstartDate") == start)))
        if tested and not held & {p.day("CPPstartDate") for p in tested} and rows:
            found.append(places(*rows))
    return found


def rule_2886q(data):
    rows = data["ChildIdentifiers"]
    old = int(data.header["Year"]) <= 2024
    column, unknown = ("GenderCurrent", "0") if old else ("Sex", "U")
    missing = [
        r
        for r in rows
        if r[column] in (None, unknown) and r.day("ExpectedPersonBirthDate") is None
    ]
    return [()] if rows and len(missing) * 50 > len(rows) else []


def rule_4001(data):
    plans = grouped(r for r in data["ChildProtectionPlans"] if not r.day("CPPendDate"))
    cin_plans = grouped(r for r in data["CINplanDates"] if not r.day("CINPlanEndDate"))
    return [places(*plans[e], *cin_plans[e]) for e in plans if e in cin_plans]


def rule_4011(data):
    found = defaultdict(list)
    for row in data["CINplanDates"]:
        start, end = row.day("CINPlanStartDate"), row.day("CINPlanEndDate")
        if start and end and end < start:
            found[row["LAchildID"], end, start].append(row)
    return [places(*rows) for rows in found.values()]


def rule_4180(data):
    old = int(data.header["Year"]) <= 2024
    column, codes = ("GenderCurrent", "0129") if old else ("Sex", "MFU")
    return one_each(
        r for r in data["ChildIdentifiers"] if (r[column] or "-") not in tuple(codes)
    )


def rule_8500(data):
    return one_each(r for r in data["ChildIdentifiers"] if not r["LAchildID"])


def rule_8510(data):
    groups = grouped(data["ChildIdentifiers"], "LAchildID").values()
    return one_each(row for rows in groups if len(rows) > 1 for row in rows)


def rule_8520(data):
    rows = (r for r in data["ChildIdentifiers"] if r.day("PersonBirthDate"))
    return one_each(r for r in rows if r.day("PersonBirthDate") > data.end)


LATE = {
    "Assessments": ("AssessmentActualStartDate", "AssessmentAuthorisationDate"),
    "Section47": ("S47ActualStartDate", "DateOfInitialCPC"),
    "ChildProtectionPlans": ("CPPendDate",),
    "CINplanDates": ("CINPlanStartDate", "CINPlanEndDate"),
}


def rule_8565(data):
    by_table = {table: grouped(data[table]) for table in LATE}
    found = []
    for row in data["CINdetails"]:
        closure = row.day("CINclosureDate")
        if closure is None or None in row.episode:
            continue
        late = [
            each
            for table, columns in LATE.items()
            for each in by_table[table].get(row.episode, [])
            if any((each.day(c) or closure) > closure for c in columns)
        ]
        if late or (row.day("DateOfInitialCPC") or closure) > closure:
            found.append(places(row, *late))
    return found


def rule_8608(data):
    found = defaultdict(list)
    for row in data["Assessments"]:
        start = row.day("AssessmentActualStartDate")
        end = row.day("AssessmentAuthorisationDate")
        if start and end and start > end:
            found[row["LAchildID"], start, end].append(row)
    return [places(*rows) for rows in found.values()]


def rule_8670q(data):
    cut_off = nth_working_day_before(data.end, 44)
    return one_each(
        r
        for r in data["Assessments"]
        if not r.day("AssessmentAuthorisationDate")
        and (r.day("AssessmentActualStartDate") or cut_off) < cut_off
    )


def rule_8675q(data):
    cut_off = nth_working_day_before(data.end, 14)
    return one_each(
        r
        for r in data["Section47"]
        if not r.day("DateOfInitialCPC")
        and r["ICPCnotRequired"] in ("0", "false")
        and (r.day("S47ActualStartDate") or cut_off) < cut_off
    )


def rule_8720(data):
    return one_each(
        r
        for r in data["ChildProtectionPlans"]
        if r["CPPID"] and (r.day("CPPstartDate") or date.max) > data.end
    )


def rule_8790(data):
    found = []
    for rows in grouped(data["Disabilities"], "LAchildID").values():
        codes = [(r["Disability"] or "").upper() for r in rows]
        if "NONE" in codes:
            found += [r for r in rows if (r["Disability"] or "NONE").upper() != "NONE"]
    return one_each(found)


def rule_8816(data):
    found = []
    for rows in grouped(data["CINdetails"], "LAchildID").values():
        dated = [r for r in rows if r.day("CINreferralDate")]
        if not dated:
            continue
        latest = max(dated, key=lambda r: r.day("CINreferralDate"))
        found += [
            places(r, latest)
            for r in dated
            if not r.day("CINclosureDate")
            and r["ReferralNFA"] in ("0", "false")
            and r is not latest
        ]
    return found


def rule_8839(data):
    open_rows = grouped(
        r
        for r in data["Section47"]
        if not r.day("DateOfInitialCPC") and r["ICPCnotRequired"] not in ("1", "true")
    )
    return [places(*rows) for rows in open_rows.values() if len(rows) > 1]


def rule_8897q(data):
    factors = defaultdict(list)
    for row in data["AssessmentFactorsList"]:
        if row["LAchildID"]:
            factors[(*row.episode, row["AssessmentID"])].append(row["AssessmentFactor"])
    found = []
    for row in data["Assessments"]:
        authorised = row.day("AssessmentAuthorisationDate")
        own = factors.get((*row.episode, row["AssessmentID"]), [])
        if (
            authorised
            and authorised >= data.start
            and not (own and set(own) <= HEALTHY_FACTORS)
        ):
            found.append(row)
    return one_each(found)


RULES = {
    name.removeprefix("rule_").upper(): rule
    for name, rule in sorted(globals().items())
    if name.startswith("rule_")
}


def findings(path):
    """Every finding as (code, its places), with how often it occurs."""
    data = Return(path)
    return Counter(
        (code, found) for code, rule in RULES.items() for found in rule(data)
    )
