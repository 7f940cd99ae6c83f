"""The other rules of the CIN census in plain Python: whether a return breaks any.

Which rows a finding names is of no interest here, for a clean return has none: each
check gives the codes of the rules that one row, or two rows together, break.
"""

from collections import Counter
from datetime import date, timedelta
from itertools import permutations

from plain_rules import (
    LETTERS,
    Return,
    grouped,
    is_false,
    is_true,
    is_working_day,
    words,
)

UPN_AUTHORITIES = [
    part.split("-")
    for part in words(
        "001-005 201-213 301-320 330-336 340-344 350-359 370-373 380-384 390-394 "
        "420-420 660-681 701-708 800-803 805-808 810-813 815-816 820-823 825-826 "
        "830-831 835-841 845-846 850-852 855-857 860-861 865-896 908-909 916-916 "
        "919-919 921-921 925-926 928-929 931-931 933-933 935-938 940-941"
    )
]
ETHNICITIES = words(
    "ABAN AIND AOTH APKN BAFR BCRB BOTH CHNE MOTH MWAS MWBA MWBC NOBT OOTH REFU WBRI "
    "WIRI WIRT WOTH WROM"
)
DISABILITIES = words("NONE MOB HAND PC INC COMM LD HEAR VIS BEH CON AUT DDA")
SOURCES = words("1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10")
NEEDS = words("N0 N1 N2 N3 N4 N5 N6 N7 N8 N9")
REASONS = words("RC1 RC2 RC3 RC4 RC5 RC6 RC7 RC8 RC9")
CATEGORIES = words("NEG PHY SAB EMO MUL")
NO_UPN_REASONS = words("UN2 UN3 UN4 UN5 UN6 UN7")
EPISODE_TABLES = words(
    "CINdetails Assessments AssessmentFactorsList CINplanDates Section47 "
    "ChildProtectionPlans Reviews"
)
ONE_DAY = timedelta(days=1)
NEVER, ALWAYS = date.max, date.min


class Linked:
    """Everything of one return, by episode and by child."""

    def __init__(self, path):
        self.data = Return(path)
        self.start, self.end = self.data.start, self.data.end
        self.children = {r["LAchildID"]: r for r in self.data["ChildIdentifiers"]}
        self._episode = {t: grouped(self.data[t]) for t in EPISODE_TABLES}
        self._child = {
            table: grouped(self.data[table], "LAchildID")
            for table in EPISODE_TABLES | {"Disabilities"}
        }
        self.last_working_day = self.start - ONE_DAY
        while not is_working_day(self.last_working_day):
            self.last_working_day -= ONE_DAY

    def same_episode(self, table, row):
        return self._episode[table].get(row.episode, [])

    def same_child(self, table, row):
        return self._child[table].get(row["LAchildID"], [])

    def child(self, row):
        return self.children[row["LAchildID"]]

    def details(self, row):
        return self.same_episode("CINdetails", row)[0]

    def outside(self, day):
        return day is not None and not self.start <= day <= self.end

    def factors(self, row):
        rows = self.same_episode("AssessmentFactorsList", row)
        key = "AssessmentID"
        return [r["AssessmentFactor"] for r in rows if r[key] == row[key]]


def of_upn(e, r):
    upn, former, name = r["UPN"] or "A201000000000", r["FormerUPN"], r["LAchildID"]
    return {
        "1530": not any(low <= upn[1:4] <= high for low, high in UPN_AUTHORITIES),
        "1540": not upn[4:12].isdigit(),
        "1550": upn[12] not in LETTERS + "0123456789",
        "1560Q": former and not (len(former) == 13 and former[1:].isdigit()),
        "1570": len(name) > 20,
        "1580": not name.isalnum(),
    }


def of_child(e, r):
    birth, expected = r.day("PersonBirthDate"), r.day("ExpectedPersonBirthDate")
    death, reason = r.day("PersonDeathDate"), r["UPNunknown"]
    details = e.same_child("CINdetails", r)
    accepted = any(is_false(each["ReferralNFA"]) for each in details)
    codes = [each["Disability"] for each in e.same_child("Disabilities", r)]
    is_over_six = bool(birth) and birth < e.end.replace(year=e.end.year - 6)
    earliest, latest = e.end - timedelta(days=30), date(e.end.year, 12, 31)
    return {
        "8525Q": (birth is None) == (expected is None),
        "8530Q": expected and not earliest <= expected <= latest,
        "8535Q": death and (birth or NEVER) > death,
        "8540": birth and accepted and not (codes and set(codes) <= DISABILITIES),
        "8545Q": e.outside(death),
        "8590": not details,
        "8750": expected and (r["Sex"] or r["GenderCurrent"]) not in ("U", "0"),
        "8770Q": is_over_six
        and accepted
        and not r["UPN"]
        and reason not in NO_UPN_REASONS,
        "8772": reason == "UN7" and accepted,
        "8775Q": birth and birth < e.end.replace(year=e.end.year - 25),
        "8794": len(codes) != len(set(codes)),
    }


def of_characteristics(e, r):
    return {"4220": r["Ethnicity"] not in ETHNICITIES}


def of_details(e, r):
    referral, closure = r.day("CINreferralDate"), r.day("CINclosureDate")
    reason, nfa, child = r["ReasonForClosure"], r["ReferralNFA"], e.child(r)
    death = child.day("PersonDeathDate")
    births = (child.day("PersonBirthDate"), child.day("ExpectedPersonBirthDate"))
    return {
        "8555Q": referral > (death or NEVER),
        "8568": nfa not in ("0", "1"),
        "8569Q": referral < e.last_working_day and is_true(nfa),
        "8585Q": reason == "RC2" and not death,
        "8600": referral > e.end,
        "8606": any(
            referral < day - timedelta(days=280) for day in births if day is not None
        ),
        "8610": is_false(nfa) and not r["PrimaryNeedCode"],
        "8620": e.outside(closure),
        "8630": (closure or NEVER) < referral,
        "8640": reason not in REASONS | {None},
        "8650": r["PrimaryNeedCode"] not in NEEDS | {None},
        "8805": closure and not reason,
        "8810": reason and not closure,
        "8866": r["ReferralSource"] not in SOURCES,
    }


def of_details_and_work(e, r):
    assessments = e.same_episode("Assessments", r)
    enquiries = e.same_episode("Section47", r)
    plans = e.same_episode("ChildProtectionPlans", r)
    cin_plans = e.same_episode("CINplanDates", r)
    later = bool(r["DateOfInitialCPC"] or enquiries or plans or cin_plans)
    is_assessed_only = r["ReasonForClosure"] in ("RC8", "RC9")
    return {
        "2990": is_assessed_only and later,
        "8825Q": is_assessed_only and not assessments,
        "4000, 8831, 8832": is_true(r["ReferralNFA"]) and (later or assessments),
        "8867": r["CINclosureDate"]
        and any(not each["AssessmentAuthorisationDate"] for each in assessments),
        "8868": r["CINclosureDate"]
        and any(
            bool(each["DateOfInitialCPC"]) == is_true(each["ICPCnotRequired"])
            for each in enquiries
        ),
    }


def of_assessment(e, r):
    start = r.day("AssessmentActualStartDate")
    end = r.day("AssessmentAuthorisationDate")
    own, reason = e.factors(r), e.details(r)["ReasonForClosure"]
    is_only = len(e.same_episode("Assessments", r)) == 1
    return {
        "8614": own and not end,
        "8696": e.outside(end),
        "8736": not end and e.outside(start),
        "8869": "21" in own and len(set(own)) > 1,
        "8873Q": "21" in own and is_only and reason not in ("RC8", "RC9"),
        "8898": len(own) != len(set(own)),
        "8945Q": e.end.year >= 2025 and "18A" in own,
        "8950Q": e.end.year >= 2025 and "19A" in own,
    }


def of_enquiry(e, r):
    start, held = r.day("S47ActualStartDate"), r.day("DateOfInitialCPC")
    referral, target = e.details(r).day("CINreferralDate"), r.day("InitialCPCtarget")
    waits = held is None and is_false(r["ICPCnotRequired"])
    return {
        "1104": (held or NEVER) < referral,
        "2884": held
        and any(
            each.day("DateOfInitialCPC") == held
            for each in e.same_child("CINdetails", r)
        ),
        "2889": start < referral,
        "2991Q": not e.same_episode("Assessments", r),
        "8615": start > (held or NEVER),
        "8715": e.outside(held),
        "8740": waits and e.outside(start),
        "8870Q": target and target.weekday() > 4,
        "8875": held and held.weekday() > 4,
    }


def of_cin_plan(e, r):
    start, end = r.day("CINPlanStartDate"), r.day("CINPlanEndDate")
    death = e.child(r).day("PersonDeathDate") or NEVER
    after = end or e.end + ONE_DAY
    spans = [
        (p.day("CPPstartDate"), p.day("CPPendDate") or e.end + ONE_DAY)
        for p in e.same_child("ChildProtectionPlans", r)
    ]
    ends = {
        p["CPPID"]: p["CPPendDate"] for p in e.same_episode("ChildProtectionPlans", r)
    }
    reviews = [
        review.day("CPPreviewDate")
        for review in e.same_episode("Reviews", r)
        if review["CPPreviewDate"] != ends[review["CPPID"]]
    ]
    return {
        "4003": end and any(start <= day < end for day in reviews),
        "4008": start > death,
        "4009Q": (end or ALWAYS) > death,
        "4010": start > e.end,
        "4012Q": start == end,
        "4013": e.outside(end),
        "4015": start < e.details(r).day("CINreferralDate"),
        "4016": any(first <= start < last for first, last in spans),
        "4017": any(start <= first < after for first, _ in spans),
    }


def of_protection_plan(e, r):
    start, end = r.day("CPPstartDate"), r.day("CPPendDate")
    death = e.child(r).day("PersonDeathDate") or NEVER
    categories = {r["InitialCategoryOfAbuse"], r["LatestCategoryOfAbuse"]}
    reviews = [v for v in e.same_episode("Reviews", r) if v["CPPID"] == r["CPPID"]]
    return {
        "1105": start < e.details(r).day("CINreferralDate"),
        "8730": not r["NumberOfPreviousCPP"].isdigit(),
        "8840": start == end,
        "8841": any(each.day("CPPreviewDate") <= start for each in reviews),
        "8905, 8910": not categories <= CATEGORIES,
        "8915": start > death,
        "8920": (end or ALWAYS) > death,
        "8925": (end or NEVER) < start,
        "8930": e.outside(end),
    }


def of_review(e, r):
    return {"8842Q": r.day("CPPreviewDate") is None}


ROW_CHECKS = {
    "ChildIdentifiers": (of_upn, of_child),
    "ChildCharacteristics": (of_characteristics,),
    "CINdetails": (of_details, of_details_and_work),
    "Assessments": (of_assessment,),
    "Section47": (of_enquiry,),
    "CINplanDates": (of_cin_plan,),
    "ChildProtectionPlans": (of_protection_plan,),
    "Reviews": (of_review,),
}


def referrals_overlap(e, a, b):
    end = b.day("CINclosureDate")
    if end is None and is_false(b["ReferralNFA"]):
        end = e.end
    starts = b.day("CINreferralDate"), a.day("CINreferralDate")
    two_open = all(
        not r["CINclosureDate"] and is_false(r["ReferralNFA"]) for r in (a, b)
    )
    return {"8815": two_open, "8820": end and starts[0] <= starts[1] < end}


def enquiries_overlap(e, a, b):
    end = b.day("DateOfInitialCPC")
    if end is None and not is_true(b["ICPCnotRequired"]):
        end = e.end
    starts = b.day("S47ActualStartDate"), a.day("S47ActualStartDate")
    return {"8890": end and starts[0] <= starts[1] <= end}


def spans_overlap(start, end, overlap_code, open_code):
    def check(e, a, b):
        last = b.day(end) or e.end
        return {
            overlap_code: b.day(start) <= a.day(start) <= last,
            open_code: not a[end] and not b[end],
        }

    return check


# Table, what the two rows share, and the check.
PAIR_CHECKS = (
    ("CINdetails", "LAchildID", referrals_overlap),
    ("Section47", "episode", enquiries_overlap),
    (
        "Assessments",
        "episode",
        spans_overlap(
            "AssessmentActualStartDate", "AssessmentAuthorisationDate", "8863Q", "8896"
        ),
    ),
    (
        "CINplanDates",
        "LAchildID",
        spans_overlap("CINPlanStartDate", "CINPlanEndDate", "4014", "4004"),
    ),
    (
        "ChildProtectionPlans",
        "LAchildID",
        spans_overlap("CPPstartDate", "CPPendDate", "8940", "8935"),
    ),
)


def of_the_whole(e):
    rows = [r for r in e.data["Disabilities"] if r["Disability"] != "NONE"]
    by_child = Counter(r["LAchildID"] for r in rows)
    upns = Counter(r["UPN"] for r in e.data["ChildIdentifiers"] if r["UPN"])

    def inside(table, column):
        days = [r.day(column) for r in e.data[table]]
        return sum(day is not None and not e.outside(day) for day in days)

    conferences = ("CINdetails", "Section47")
    return {
        "1520": max(upns.values(), default=1) > 1,
        "2883": inside("ChildProtectionPlans", "CPPstartDate")
        > sum(inside(table, "DateOfInitialCPC") for table in conferences),
        "2887Q": len({r["Disability"] for r in rows}) <= 7,
        "2888Q": max(by_child.values(), default=2) < 2,
    }


def breaches(path):
    """How often each of the other rules is broken, by code."""
    e = Linked(path)
    found = [of_the_whole(e)]
    for table, checks in ROW_CHECKS.items():
        found += [check(e, row) for check in checks for row in e.data[table]]
    for table, key, check in PAIR_CHECKS:
        for rows in grouped(e.data[table], key).values():
            found += [check(e, a, b) for a, b in permutations(rows, 2)]
    return Counter(code for each in found for code, broken in each.items() if broken)
