"""Rules on missing periods, and on where a child was placed."""

from ssda903.plain import SHORT_BREAKS, before, each, rule

_CHANGE_REASONS = """
    CARPL CLOSE ALLEG STAND APPRR CREQB CREQO CHILD LAREQ PLACE CUSTOD OTHER
"""
CHANGE_REASONS = _CHANGE_REASONS.split()
NOT_IN_OWN_AREA = ("A3", "A4", "A5", "A6", "U1", "U2", "U3", "U4", "U5", "U6")


@rule("1003", "PlacedAdoption", "Episodes")
def placed_before_care(data):
    episodes = data.by_child("Episodes")
    found = []
    for row in data["PlacedAdoption"]:
        begun = [
            episode
            for episode in episodes.get(row["CHILD"], [])
            if episode["RNE"] == "S" and episode.day("DECOM") is not None
        ]
        first = min(begun, key=lambda e: (e.day("DECOM"), e.number), default=None)
        if first is not None and before(row.day("DATE_PLACED"), first.day("DECOM")):
            found.append([row, first])
    return found


@rule("1004", "Missing")
def no_start(data):
    return each(row for row in data["Missing"] if row.day("MIS_START") is None)


@rule("1005", "Missing")
def end_is_no_date(data):
    return each(
        row
        for row in data["Missing"]
        if row.has("MIS_END") and row.day("MIS_END") is None
    )


@rule("1006", "Missing")
def unknown_kind(data):
    return each(row for row in data["Missing"] if row["MISSING"] not in (None, *"MA"))


@rule("1008", "Episodes", "ProviderInfo")
def unlisted_provider(data):
    known = {None, "XXXXXXX"} | {row["URN"] for row in data["ProviderInfo"]}
    return each(row for row in data["Episodes"] if row["URN"] not in known)


@rule("1009", "Episodes")
def unknown_reason_for_change(data):
    return each(
        row
        for row in data["Episodes"]
        if row["REASON_PLACE_CHANGE"] not in (None, *CHANGE_REASONS)
    )


@rule("1015", "Episodes", "Episodes.PL_LA")
def own_provision_elsewhere(data):
    return each(
        row
        for row in data["Episodes"]
        if row["PLACE_PROVIDER"] == "PR1"
        and row["LS"] not in (None, *SHORT_BREAKS)
        and row["PLACE"] not in (None, *NOT_IN_OWN_AREA)
        and row["PL_LA"] != data.authority
    )
