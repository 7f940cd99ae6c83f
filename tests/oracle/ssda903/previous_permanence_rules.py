"""Rules on what a child had before care: an earlier permanence, its date and place."""

import calendar
import re
from datetime import date

from ssda903.plain import each, rule, together, until

KINDS = ("P1", "P2", "P3", "P4", "Z1")
OUTSIDE_ENGLAND = {"WAL", "SCO", "NUK", "NIR"}
AUTHORITY_RANGES = (
    "201-213 301-320 330-336 340-344 350-359 370-373 380-384 390-394 420 800-803 "
    "805-808 810-813 815-816 821-823 825-826 830-831 835-837 840-841 845-846 850-852 "
    "855-857 860-861 865-874 876-896 908-909 916 919 921 925-926 928-929 931 933 "
    "935-938 999"
)


def listed_authorities():
    codes = set(OUTSIDE_ENGLAND)
    for part in AUTHORITY_RANGES.split():
        first, _, last = part.partition("-")
        codes |= {str(n) for n in range(int(first), int(last or first) + 1)}
    return codes


@rule("630", "Episodes", "PrevPerm")
def incomplete_at_start_of_care(data):
    records = data.by_child("PrevPerm")

    def is_incomplete(row):
        if row["PREV_PERM"] is None:
            return True
        details = (row["LA_PERM"], row["DATE_PERM"])
        return row["PREV_PERM"] != "Z1" and None in details

    return each(
        row
        for row in data["Episodes"]
        if row["RNE"] == "S"
        and until(data.start, row.day("DECOM"))
        and (
            row["CHILD"] not in records
            or any(is_incomplete(record) for record in records[row["CHILD"]])
        )
    )


@rule("631", "PrevPerm")
def kind_not_listed(data):
    return each(
        row for row in data["PrevPerm"] if row["PREV_PERM"] not in (None, *KINDS)
    )


@rule("633", "PrevPerm")
def authority_not_listed(data):
    listed = listed_authorities()
    return each(
        row
        for row in data["PrevPerm"]
        if row.has("LA_PERM") and row["LA_PERM"] not in listed
    )


def parts_of(text):
    """Day, month and year as numbers, None where unknown; None if it is no date."""
    found = re.fullmatch("([0-9]{1,2}|ZZ)/([0-9]{1,2}|ZZ)/([0-9]{4}|ZZZZ)", text)
    if not found:
        return None
    parts = [None if part.startswith("Z") else int(part) for part in found.groups()]
    day, month, year = parts
    try:
        date(
            2000 if year is None else year,
            1 if month is None else month,
            1 if day is None else day,
        )
    except ValueError:
        return None
    return day, month, year


def latest(day, month, year):
    """The latest day that it can stand for; None with an unknown year."""
    if year is None:
        return None
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


@rule("632", "PrevPerm", "Episodes")
def date_not_before_care(data):
    episodes = data.in_order("Episodes")
    found = []
    for row in data["PrevPerm"]:
        if row["DATE_PERM"] is None:
            continue
        own = [e for e in episodes.get(row["CHILD"], []) if e.day("DECOM")]
        parts = parts_of(row["DATE_PERM"])
        day = latest(*parts) if parts else None
        if parts is None or (own and until(own[0].day("DECOM"), day)):
            name = row.place if row["CHILD"] is None else row["CHILD"]
            found += [(name, one) for one in (row, *own[:1])]
    return together(found)


@rule("634", "PrevPerm", "Episodes")
def no_start_since_2016(data):
    episodes = data.by_child("Episodes")
    found = []
    for row in data["PrevPerm"]:
        own = episodes.get(row["CHILD"], [])
        starts = [e.day("DECOM") for e in own if e.day("DECOM")]
        is_filled = row.has("PREV_PERM", "LA_PERM", "DATE_PERM")
        if is_filled and starts and max(starts) < date(2016, 4, 1):
            found += [(row["CHILD"], one) for one in (row, *own)]
    return together(found)


@rule("635", "PrevPerm")
def details_without_kind(data):
    def is_unexplained(row):
        given = [row.has("LA_PERM"), row.has("DATE_PERM")]
        if row["PREV_PERM"] is None:
            return any(given)
        return row["PREV_PERM"] == "Z1" and all(given)

    return each(row for row in data["PrevPerm"] if is_unexplained(row))
