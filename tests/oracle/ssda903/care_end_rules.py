"""Rules on how care ends, and on who a child is by then: 385 to 460, 511 to 522."""

from ssda903.plain import before, each, rule, until, years_after

SHORT_BREAKS = ("V3", "V4")


def headers_of(data, row):
    if row["CHILD"] is None:
        return []
    return [header for header in data["Header"] if header["CHILD"] == row["CHILD"]]


def ends(data, reasons):
    """Each end for one of the reasons, with a birth date of its child."""
    for row in data["Episodes"]:
        if row["REC"] in reasons:
            for header in headers_of(data, row):
                yield row, header, row.day("DEC"), header.day("DOB")


def ends_too_young(data, reasons, age):
    return each(
        row
        for row, _, end, born in ends(data, reasons)
        if before(end, years_after(born, age))
    )


@rule("385", "Episodes")
def ends_after_the_year(data):
    return each(row for row in data["Episodes"] if before(data.end, row.day("DEC")))


@rule("386", "Episodes", "Header")
def adopted_at_18(data):
    return each(
        row
        for row, _, end, born in ends(data, ("E11", "E12"))
        if until(years_after(born, 18), end)
    )


@rule("387", "Episodes", "Header")
def independent_too_young(data):
    return ends_too_young(data, ("E5", "E6"), 14)


@rule("389", "Episodes", "Header")
def adult_care_too_young(data):
    return ends_too_young(data, ("E7",), 16)


@rule("460", "Episodes", "Header")
def stays_put_too_young(data):
    return ends_too_young(data, ("E17",), 18)


@rule("407", "Episodes", "Header")
def guardianship_at_18(data):
    found = {}
    for row, header, end, born in ends(data, ("E45", "E46", "E47", "E48")):
        if until(years_after(born, 18), end):
            found.setdefault(row.place, [row]).append(header)
    return list(found.values())


@rule("390", "Episodes")
def adopted_from_elsewhere(data):
    return each(
        row
        for row in data["Episodes"]
        if row["REC"] in ("E11", "E12") and row["PLACE"] not in ("A3", "A4", "A5", "A6")
    )


@rule("516", "Episodes")
def foster_carers_from_elsewhere(data):
    return each(
        row
        for row in data["Episodes"]
        if row["REC"] in ("E45", "E46")
        and row["PLACE"] not in ("U1", "U2", "U3", "U4", "U5", "U6")
    )


@rule("391", "OC3")
def care_leaver_too_young(data):
    return each(
        row
        for row in data["OC3"]
        if before(data.end, years_after(row.day("DOB"), 17))
        and row.has("IN_TOUCH", "ACTIV", "ACCOM")
    )


def in_more_than_respite(data, child, *, either_case=False):
    if child is None:
        return False
    statuses = [row["LS"] for row in data["Episodes"] if row["CHILD"] == child]
    if either_case:
        statuses = [status and status.upper() for status in statuses]
    return any(status not in SHORT_BREAKS for status in statuses)


@rule("393", "Header", "Episodes", last=2024)
def no_motherhood(data):
    return each(
        row
        for row in data["Header"]
        if row["SEX"] == "2"
        and row["MOTHER"] is None
        and in_more_than_respite(data, row["CHILD"])
    )


@rule("393", "Header", "Episodes", first=2025)
def no_motherhood_by_letter(data):
    return each(
        row
        for row in data["Header"]
        if row["SEX"] == "F"
        and row["MOTHER"] is None
        and in_more_than_respite(data, row["CHILD"], either_case=True)
    )


@rule("442", "Header", "Episodes")
def no_upn(data):
    return each(
        row
        for row in data["Header"]
        if row["UPN"] is None and in_more_than_respite(data, row["CHILD"])
    )


@rule("399", "Episodes", "Header", "Reviews")
def respite_with_more(data):
    found = []
    headers, reviews = data.by_child("Header"), data.by_child("Reviews")
    for child, episodes in data.by_child("Episodes").items():
        if any(row["LS"] not in SHORT_BREAKS for row in episodes):
            continue
        filled = [
            row for row in reviews.get(child, []) if row.has("REVIEW", "REVIEW_CODE")
        ]
        if any(row["MOTHER"] is not None for row in headers.get(child, [])):
            filled = reviews.get(child, [])
        elif not filled:
            continue
        found.append([*episodes, *headers.get(child, []), *filled])
    return found


@rule("440", "Reviews")
def review_of_older_child(data):
    return each(
        row
        for row in data["Reviews"]
        if row["REVIEW_CODE"] == "PN0"
        and until(years_after(row.day("DOB"), 4), row.day("REVIEW"))
    )


@rule("441", "Reviews")
def review_of_younger_child(data):
    return each(
        row
        for row in data["Reviews"]
        if row["REVIEW_CODE"] in ("PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7")
        and before(row.day("REVIEW"), years_after(row.day("DOB"), 4))
    )


@rule("444", "Header", first=2026)
def shared_upn(data):
    by_upn = {}
    for row in data["Header"]:
        if row["UPN"] not in (None, "UN1", "UN2", "UN3", "UN4", "UN5"):
            by_upn.setdefault(row["UPN"], []).append(row)
    return [rows for rows in by_upn.values() if len(rows) > 1]


@rule("511", "AD1")
def two_as_one(data):
    return each(
        row
        for row in data["AD1"]
        if row["NB_ADOPTR"] == "2" and row["SEX_ADOPTR"] in ("M1", "F1")
    )


def coded_otherwise(data, status, codes):
    return each(
        row
        for row in data["AD1"]
        if row["LS_ADOPTR"] == status and row["SEX_ADOPTR"] not in codes
    )


@rule("514", "AD1")
def single(data):
    return coded_otherwise(data, "L0", ("M1", "F1"))


@rule("517", "AD1")
def unmarried_pair(data):
    return coded_otherwise(data, "L3", ("MF",))


@rule("518", "AD1")
def same_sex_pair(data):
    return coded_otherwise(data, "L4", ("MM", "FF"))


@rule("519", "AD1")
def civil_partners(data):
    return coded_otherwise(data, "L2", ("MM", "FF", "MF"))


@rule("520", "AD1")
def married_pair(data):
    return coded_otherwise(data, "L11", ("MF",))


@rule("521", "Episodes", "AD1")
def decided_late(data):
    return [
        [episode, adoption]
        for episode in data["Episodes"]
        for adoption in data["AD1"]
        if episode["PLACE"] in ("A3", "A4", "A5", "A6")
        and episode["CHILD"] is not None
        and episode["CHILD"] == adoption["CHILD"]
        and before(episode.day("DECOM"), adoption.day("DATE_INT"))
    ]


@rule("522", "PlacedAdoption")
def ceased_early(data):
    return each(
        row
        for row in data["PlacedAdoption"]
        if before(row.day("DATE_PLACED_CEASED"), row.day("DATE_PLACED"))
    )
