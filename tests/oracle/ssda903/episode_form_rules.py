"""Rules on the codes, ends and places of episodes, and on those after an adoption."""

from ssda903.plain import SHORT_BREAKS, as_number, each, rule

PLACES = "A3 A4 A5 A6 K1 K2 P1 P3 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4 U1 U2 U3 U4 U5 U6"
PROVIDERS = ("PR0", "PR1", "PR2", "PR3", "PR4", "PR5")
ENDS = "E11 E12 E2 E3 E4A E4B E13 E41 E45 E46 E47 E48 E5 E6 E7 E8 E9 E14 E15 E16 E17 X1"


def episodes_where(data, is_wrong):
    return each(row for row in data["Episodes"] if is_wrong(row))


def present_and_not_in(data, column, codes):
    return episodes_where(
        data, lambda row: row.has(column) and row[column] not in codes.split()
    )


@rule("142", "Episodes")
def no_end(data):
    found = []
    for episodes in data.in_order().values():
        dated = [episode for episode in episodes if episode.day("DECOM")]
        found += [
            episode
            for episode in dated[:-1]
            if episode.day("DEC") is None or episode["REC"] is None
        ]
    return each(found)


@rule("143", "Episodes")
def reason_for_new_episode(data):
    return present_and_not_in(data, "RNE", "S P L T U B")


@rule("144", "Episodes")
def legal_status(data):
    codes = "C1 C2 D1 E1 V2 V3 V4 J1 J2 J3 L1 L2 L3"
    return present_and_not_in(data, "LS", codes)


@rule("145", "Episodes")
def category_of_need(data):
    return present_and_not_in(data, "CIN", "N1 N2 N3 N4 N5 N6 N7 N8")


@rule("146", "Episodes", last=2024)
def place(data):
    return present_and_not_in(data, "PLACE", PLACES + " H5 P2 Z1")


@rule("146", "Episodes", first=2025, last=2025)
def place_2025(data):
    return present_and_not_in(data, "PLACE", PLACES + " H5 P2 Z1 K3")


@rule("146", "Episodes", first=2026)
def place_2026(data):
    codes = PLACES + " K3 Z11 Z12 Z13 Z14"
    return present_and_not_in(data, "PLACE", codes)


@rule("147", "Episodes")
def unreadable_end(data):
    return episodes_where(data, lambda row: row.has("DEC") and row.day("DEC") is None)


@rule("148", "Episodes")
def half_ended(data):
    return episodes_where(data, lambda row: row.has("DEC") != row.has("REC"))


@rule("149", "Episodes")
def reason_of_end(data):
    return present_and_not_in(data, "REC", ENDS)


def untold_by_header(tables):
    """Whether neither the Header nor what stands in for it tells of asylum seekers."""
    if tables is None:
        return True
    if tables.has("Header"):
        return "Header.UASC" not in tables.derived
    return not tables.has("UASC")


def asylum_seekers(tables):
    if tables is None:
        return set()
    if tables.has("Header"):
        return {row["CHILD"] for row in tables["Header"] if row["UASC"] == "1"}
    return {row["CHILD"] for row in tables["UASC"] if row.has("SEX", "DOB", "DUC")}


def tells_of_asylum_seekers(data):
    return not (untold_by_header(data) and untold_by_header(data.previous))


@rule("164", "Episodes", "Episodes.PL_DISTANCE", runs=tells_of_asylum_seekers)
def distance(data):
    known = (asylum_seekers(data) | asylum_seekers(data.previous)) - {None}

    def is_odd(row):
        miles = as_number(row["PL_DISTANCE"])
        return miles is not None and not 0 <= miles <= 999.9

    return episodes_where(
        data,
        lambda row: (
            is_odd(row) and row["LS"] not in SHORT_BREAKS and row["CHILD"] not in known
        ),
    )


@rule("169", "Episodes", "Episodes.PL_LA")
def no_authority(data):
    return episodes_where(
        data, lambda row: row["PL_LA"] is None and row["LS"] not in SHORT_BREAKS
    )


@rule("179", "Episodes", "Episodes.PL_LOCATION")
def no_location(data):
    return episodes_where(
        data, lambda row: row["PL_LOCATION"] is None and row["LS"] not in SHORT_BREAKS
    )


def wrong_provider(row, places_without):
    return row.has("PLACE_PROVIDER") and (
        row["PLACE_PROVIDER"] not in PROVIDERS or row["PLACE"] in places_without
    )


@rule("178", "Episodes", last=2025)
def provider(data):
    without = ("T0", "T1", "T2", "T3", "T4", "Z1")
    return episodes_where(data, lambda row: wrong_provider(row, without))


@rule("178", "Episodes", first=2026)
def provider_2026(data):
    without = ("T0", "T1", "T2", "T3", "Z11", "Z12", "Z13", "Z14")
    return episodes_where(data, lambda row: wrong_provider(row, without))


@rule("199", "Episodes")
def after_an_adoption(data):
    last = data.previous["Episodes"] if data.previous else []
    pooled = [(0, row) for row in data["Episodes"]] + [(1, row) for row in last]
    pooled = [
        (row.day("DECOM"), years_back, row.number, row)
        for years_back, row in pooled
        if row["CHILD"] is not None and row.day("DECOM") is not None
    ]
    adoptions = dict.fromkeys((row["CHILD"] for *_, row in pooled), 0)
    found = []
    for _, years_back, _, row in sorted(pooled, key=lambda entry: entry[:3]):
        is_adoption = row["REC"] in ("E11", "E12")
        adoptions[row["CHILD"]] += is_adoption
        is_first = is_adoption and adoptions[row["CHILD"]] == 1
        if years_back == 0 and adoptions[row["CHILD"]] and not is_first:
            found.append(row)
    return each(found)
