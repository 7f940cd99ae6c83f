"""Rules on adopted children, decisions for adoption and care leavers."""

from ssda903.plain import SHORT_BREAKS, before, each, rule

ADOPTION = (
    "DATE_INT",
    "DATE_MATCH",
    "FOSTER_CARE",
    "NB_ADOPTR",
    "SEX_ADOPTR",
    "LS_ADOPTR",
)
LEAVER = ("IN_TOUCH", "ACTIV", "ACCOM")
ACCOMMODATION = (
    "B1 B2 C1 C2 D1 D2 E1 E2 G1 G2 H1 H2 K1 K2 R1 R2 S2 T1 T2 U1 U2 V1 V2 W1 W2 X2 "
    "Y1 Y2 Z1 Z2 0"
)


def unreadable(data, table, column):
    return each(
        row for row in data[table] if row.has(column) and row.day(column) is None
    )


def present_and_not_in(data, table, column, codes):
    return each(
        row
        for row in data[table]
        if row.has(column) and row[column] not in codes.split()
    )


def not_in(data, table, column, codes):
    return each(row for row in data[table] if row[column] not in codes.split())


def partly_filled(data, table, columns):
    return each(
        row
        for row in data[table]
        if 0 < sum(row.has(column) for column in columns) < len(columns)
    )


@rule("112", "AD1")
def date_intended(data):
    return unreadable(data, "AD1", "DATE_INT")


@rule("113", "AD1")
def date_matched(data):
    return unreadable(data, "AD1", "DATE_MATCH")


@rule("114", "AD1")
def former_carer(data):
    return present_and_not_in(data, "AD1", "FOSTER_CARE", "0 1")


@rule("115", "PlacedAdoption")
def date_decided(data):
    return unreadable(data, "PlacedAdoption", "DATE_PLACED")


@rule("116", "PlacedAdoption")
def date_reversed(data):
    return unreadable(data, "PlacedAdoption", "DATE_PLACED_CEASED")


@rule("117", "PlacedAdoption", "Episodes")
def decided_late(data):
    latest = {}
    for episode in data["Episodes"]:
        child, start = episode["CHILD"], episode.day("DECOM")
        if child is None or start is None or episode["REC"] == "X1":
            continue
        if child not in latest or start > latest[child].day("DECOM"):
            latest[child] = episode
    found = []
    for row in data["PlacedAdoption"]:
        episode = latest.get(row["CHILD"])
        if episode is None:
            continue
        days = row.day("DATE_PLACED"), row.day("DATE_PLACED_CEASED")
        if any(
            before(data.end, day) or before(episode.day("DEC"), day) for day in days
        ):
            found.append([row, episode])
    return found


@rule("118", "PlacedAdoption", "Episodes")
def reversed_early(data):
    first = {}
    for episode in data["Episodes"]:
        child, start = episode["CHILD"], episode.day("DECOM")
        if child is None or start is None or episode["LS"] in SHORT_BREAKS:
            continue
        if child not in first or start < first[child].day("DECOM"):
            first[child] = episode
    found = []
    for row in data["PlacedAdoption"]:
        episode, day = first.get(row["CHILD"]), row.day("DATE_PLACED_CEASED")
        if episode is None or day is None:
            continue
        if day < episode.day("DECOM") or day < data.start:
            found.append([row, episode])
    return found


@rule("119", "PlacedAdoption")
def half_reversed(data):
    return partly_filled(
        data, "PlacedAdoption", ("DATE_PLACED_CEASED", "REASON_PLACED_CEASED")
    )


@rule("120", "PlacedAdoption")
def reason_reversed(data):
    codes = "RD1 RD2 RD3 RD4"
    return present_and_not_in(data, "PlacedAdoption", "REASON_PLACED_CEASED", codes)


@rule("131", "OC3")
def in_touch(data):
    return not_in(data, "OC3", "IN_TOUCH", "YES NO DIED REFU NREQ RHOM")


@rule("132", "OC3")
def activity(data):
    codes = "F1 P1 F2 P2 F4 P4 F5 P5 G4 G5 G6 0"
    return not_in(data, "OC3", "ACTIV", codes)


@rule("133", "OC3")
def accommodation(data):
    return not_in(data, "OC3", "ACCOM", ACCOMMODATION)


@rule("134", "AD1", "OC3")
def adopted_and_left(data):
    left = {row["CHILD"] for row in data["OC3"] if row.has(*LEAVER)} - {None}
    return each(
        row for row in data["AD1"] if row.has(*ADOPTION) and row["CHILD"] in left
    )


@rule("151", "AD1")
def half_adopted(data):
    return partly_filled(data, "AD1", ADOPTION)


@rule("153", "OC3")
def half_left(data):
    return partly_filled(data, "OC3", LEAVER)


@rule("175", "AD1")
def number_of_adopters(data):
    return present_and_not_in(data, "AD1", "NB_ADOPTR", "1 2")


@rule("176", "AD1")
def sex_of_adopters(data):
    return present_and_not_in(data, "AD1", "SEX_ADOPTR", "M1 F1 MM FF MF")


@rule("177", "AD1")
def status_of_adopters(data):
    codes = "L0 L11 L12 L2 L3 L4"
    return present_and_not_in(data, "AD1", "LS_ADOPTR", codes)


@rule("184", "PlacedAdoption", "Header")
def decided_before_birth(data):
    headers = data.by_child("Header")
    return each(
        row
        for row in data["PlacedAdoption"]
        for header in headers.get(row["CHILD"], [])
        if before(row.day("DATE_PLACED"), header.day("DOB"))
    )
