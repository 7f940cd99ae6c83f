"""Rules on where a child is placed, and how far from home: 374 to 384, 392 to 454."""

from collections import defaultdict

from ssda903.plain import before, days_after, each, rule, together, years_after

TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
SHORT_BREAKS = ("V3", "V4")


def born_days(data, row):
    """The birth dates that Header gives for the child of a row."""
    if row["CHILD"] is None:
        return []
    return [
        header.day("DOB")
        for header in data["Header"]
        if header["CHILD"] == row["CHILD"] and header.day("DOB") is not None
    ]


def plainly(postcode):
    return None if postcode is None else postcode.upper().replace(" ", "")


@rule("374", "Episodes", "Header")
def employed_too_young(data):
    return each(
        row
        for row in data["Episodes"]
        for born in born_days(data, row)
        if row["PLACE"] == "P3" and before(row.day("DECOM"), years_after(born, 14))
    )


def lasts_too_long(data, place, days):
    return each(
        row
        for row in data["Episodes"]
        if row["PLACE"] == place
        and before(days_after(row.day("DECOM"), days), row.day("DEC"))
    )


@rule("375", "Episodes")
def hospital(data):
    return lasts_too_long(data, "T1", 42)


@rule("376", "Episodes")
def holiday(data):
    return lasts_too_long(data, "T3", 21)


@rule("379", "Episodes")
def unspecified(data):
    return lasts_too_long(data, "T4", 7)


@rule("377", "Episodes")
def many_holidays(data):
    found = []
    for rows in data.by_child("Episodes").values():
        holidays = [row for row in rows if row["PLACE"] == "T3"]
        if len(holidays) >= 3:
            found.append(holidays)
    return found


@rule("378", "Episodes")
def accommodated_at_home(data):
    return each(
        row for row in data["Episodes"] if row["PLACE"] == "P1" and row["LS"] == "V2"
    )


@rule("380", "Episodes")
def temporary_without_change(data):
    return each(
        row
        for row in data["Episodes"]
        if row["PLACE"] in TEMPORARY and row["RNE"] not in ("P", "B")
    )


@rule("381", "Episodes")
def temporary_at_the_end(data):
    return each(
        row
        for row in data["Episodes"]
        if row["PLACE"] in TEMPORARY and row["REC"] not in (None, "X1")
    )


@rule("382", "Episodes")
def temporary_respite(data):
    return each(
        row
        for row in data["Episodes"]
        if row["PLACE"] in TEMPORARY and row["LS"] in SHORT_BREAKS
    )


def threes(data):
    """Every three episodes of a child that follow each other."""
    for rows in data.in_order().values():
        for i in range(2, len(rows)):
            yield rows[i - 2], rows[i - 1], rows[i]


@rule("383", "Episodes", last=2025)
def no_return(data):
    found = []
    for a, b, c in threes(data):
        elsewhere = c["PLACE"] is None or c["PLACE"] != a["PLACE"]
        if b["PLACE"] in TEMPORARY and (c["RNE"] != "P" or elsewhere):
            found.append(c)
    return each(found)


@rule("383", "Episodes", first=2026)
def no_return_to_the_same(data):
    found = []
    for a, b, c in threes(data):
        elsewhere = c["PLACE"] != a["PLACE"] or c["PL_POST"] != a["PL_POST"]
        if b["PLACE"] in TEMPORARY and (c["RNE"] != "P" or elsewhere):
            found.append(c)
    return each(found)


@rule("384", "Episodes")
def long_term_respite(data):
    return each(
        row
        for row in data["Episodes"]
        if row["LS"] in SHORT_BREAKS and row["PLACE"] in ("U1", "U4")
    )


def tells_of_uasc(data):
    """Whether a return says who is an unaccompanied asylum seeker."""
    if data is None:
        return False
    if data.has("Header"):
        return "Header.UASC" in data.derived
    return data.has("UASC")


def told_as_uasc(data):
    """The children that a return says are unaccompanied asylum seekers."""
    if data is None:
        return set()
    if data.has("Header"):
        return {row["CHILD"] for row in data["Header"] if row["UASC"] == "1"}
    return {row["CHILD"] for row in data["UASC"] if row.has("SEX", "DOB", "DUC")}


def known_as_uasc(data):
    return (told_as_uasc(data) | told_as_uasc(data.previous)) - {None}


def either_year_tells(data):
    return tells_of_uasc(data) or tells_of_uasc(data.previous)


@rule("392a", "Episodes", "Episodes.PL_DISTANCE", runs=either_year_tells)
def no_distance(data):
    known = known_as_uasc(data)
    return each(
        row
        for row in data["Episodes"]
        if row["PL_DISTANCE"] is None
        and row["LS"] not in SHORT_BREAKS
        and row["CHILD"] not in known
    )


@rule("392b", "Episodes")
def no_postcode(data):
    known = known_as_uasc(data)
    return each(
        row
        for row in data["Episodes"]
        if (row["HOME_POST"] is None or row["PL_POST"] is None)
        and row["LS"] not in SHORT_BREAKS
        and row["CHILD"] not in known
    )


@rule("392c", "Episodes", "PostcodeDirectory")
def unknown_postcode(data):
    known = {plainly(row["POSTCODE"]) for row in data["PostcodeDirectory"]}
    found = []
    for row in data["Episodes"]:
        given = [plainly(row["HOME_POST"]), plainly(row["PL_POST"])]
        if any(code is not None and code not in known for code in given):
            found.append(row)
    return each(found)


@rule("392d", "Episodes")
def placed_at_home(data):
    return each(
        row
        for row in data["Episodes"]
        if row["PLACE"] != "P1"
        and row["HOME_POST"] is not None
        and plainly(row["HOME_POST"]) == plainly(row["PL_POST"])
    )


@rule("398", "Episodes")
def respite_with_postcode(data):
    return each(
        row
        for row in data["Episodes"]
        if row["LS"] in SHORT_BREAKS and row.has("HOME_POST", "PL_POST")
    )


@rule("406", "Episodes", "Episodes.PL_DISTANCE", runs=either_year_tells)
def distance_of_uasc(data):
    known = known_as_uasc(data)
    return each(
        row
        for row in data["Episodes"]
        if row["PL_DISTANCE"] is not None and row["CHILD"] in known
    )


@rule("408", "Episodes")
def adoptive_without_order(data):
    return each(
        row
        for row in data["Episodes"]
        if row["PLACE"] in ("A5", "A6") and row["LS"] != "E1"
    )


@rule("411", "Episodes", "Episodes.PL_LA", "Episodes.PL_LOCATION")
def inside_but_elsewhere(data):
    return each(
        row
        for row in data["Episodes"]
        if row["PL_LOCATION"] == "IN" and row["PL_LA"] != data.authority
    )


@rule("420", "Episodes", "Episodes.PL_LA")
def respite_with_authority(data):
    return each(
        row
        for row in data["Episodes"]
        if row["LS"] in SHORT_BREAKS and row["PL_LA"] is not None
    )


@rule("426", "Episodes")
def both_short_breaks(data):
    statuses = defaultdict(set)
    for row in data["Episodes"]:
        statuses[row["CHILD"]].add(row["LS"])
    return together(
        (row["CHILD"], row)
        for row in data["Episodes"]
        if row["CHILD"] is not None
        and row["LS"] in SHORT_BREAKS
        and statuses[row["CHILD"]].issuperset(SHORT_BREAKS)
    )


@rule("454", "Episodes", "Episodes.PL_DISTANCE", first=2026)
def too_far(data):
    return each(
        row
        for row in data["Episodes"]
        if row["PL_DISTANCE"]
        and float(row["PL_DISTANCE"]) > 350
        and float(row["PL_DISTANCE"]) != 999.9
    )
