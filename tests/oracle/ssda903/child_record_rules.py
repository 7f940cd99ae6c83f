"""Rules on the record of a child: who it is, as a mother, and against last year."""

from ssda903.plain import SHORT_BREAKS, as_number, each, rule, together

ETHNICITIES = (
    "WBRI WIRI WOTH WIRT WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH "
    "CHNE OOTH REFU NOBT"
)
FIRST_OF_UPN = "ABCDEFGHJKLMNPQRTUVWXYZ"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"


def rows_where(data, table, is_wrong):
    return each(row for row in data[table] if is_wrong(row))


@rule("101", "Header", last=2024)
def sex_in_digits(data):
    return rows_where(data, "Header", lambda row: row["SEX"] not in ("1", "2"))


@rule("101", "Header", first=2025)
def sex_in_letters(data):
    return rows_where(data, "Header", lambda row: row["SEX"] not in ("M", "F", "U"))


@rule("102", "Header")
def no_birth(data):
    return rows_where(data, "Header", lambda row: row.day("DOB") is None)


@rule("103", "Header")
def ethnicity(data):
    return rows_where(
        data, "Header", lambda row: row["ETHNIC"] not in ETHNICITIES.split()
    )


@rule("104", "UASC")
def status_ended(data):
    def is_wrong(row):
        if not row.has("DUC"):
            return False
        return row.day("DUC") is None or row.day("DUC") < data.start

    return rows_where(data, "UASC", is_wrong)


@rule("105", "Header", runs=lambda data: data.file_format == "xml")
def asylum_flag(data):
    return rows_where(data, "Header", lambda row: as_number(row["UASC"]) not in (0, 1))


def is_upn(text):
    if text in ("UN1", "UN2", "UN3", "UN4", "UN5"):
        return True
    return (
        len(text) == 13
        and text[0] in FIRST_OF_UPN
        and all(sign in DIGITS for sign in text[1:12])
        and text[12] in DIGITS + CAPITALS
    )


@rule("168", "Header")
def pupil_number(data):
    return rows_where(
        data, "Header", lambda row: row.has("UPN") and not is_upn(row["UPN"])
    )


@rule("171", "Header")
def birth_of_the_mothers_child(data):
    return rows_where(
        data, "Header", lambda row: row.has("MC_DOB") and row.day("MC_DOB") is None
    )


@rule("174", "Header", last=2024)
def father_in_digits(data):
    return rows_where(
        data, "Header", lambda row: row["SEX"] == "1" and row.has("MC_DOB")
    )


@rule("174", "Header", first=2025)
def father_in_letters(data):
    return rows_where(
        data, "Header", lambda row: row["SEX"] == "M" and row.has("MC_DOB")
    )


@rule("165", "Header", "Episodes", "OC3")
def mother_flag(data):
    leavers = data.by_child("OC3")
    headers = data.by_child("Header")
    found = []
    for child, episodes in data.by_child("Episodes").items():
        lasting = [e for e in episodes if (e["LS"] or "").upper() not in SHORT_BREAKS]
        if not lasting:
            continue
        in_year = any(lies_in_year(episode, data) for episode in lasting)
        has_left = any(
            row.has("IN_TOUCH", "ACTIV", "ACCOM") for row in leavers.get(child, [])
        )
        failing = [
            row
            for row in headers.get(child, [])
            if is_wrong_flag(row, in_year=in_year, has_left=has_left)
        ]
        if failing:
            for row in failing + leavers.get(child, []):
                found.append((child, row))
    return together(found)


def lies_in_year(episode, data):
    start, end = episode.day("DECOM"), episode.day("DEC") or data.end
    return start is not None and start <= data.end and end >= data.start


def is_wrong_flag(row, *, in_year, has_left):
    sex = row["SEX"]
    if row["MOTHER"] is None:
        return sex == "2" and in_year
    if row["MOTHER"] not in ("0", "1") or sex == "1":
        return True
    return sex == "2" and not in_year and has_left


def changed(data, value):
    """Records of which another one of the child a year before differs in a value."""
    last = data.previous.by_child("Header")
    return each(
        row
        for row in data["Header"]
        if row["CHILD"] is not None
        and any(value(row) != value(other) for other in last.get(row["CHILD"], []))
    )


@rule("202", "Header", previous=("Header",))
def other_sex(data):
    return changed(data, lambda row: row["SEX"])


@rule("203", "Header", previous=("Header",))
def other_birth(data):
    return changed(data, lambda row: row.day("DOB"))


@rule("204", "Header", previous=("Header",))
def other_ethnicity(data):
    return changed(
        data,
        lambda row: row["ETHNIC"] if row["ETHNIC"] is None else row["ETHNIC"].lower(),
    )


@rule("166", "Reviews")
def review_without_date(data):
    return rows_where(data, "Reviews", lambda row: row.day("REVIEW") is None)


@rule("167", "Reviews")
def participation(data):
    known = {f"PN{number}" for number in range(8)}

    def is_wrong(row):
        if row.has("REVIEW"):
            return row["REVIEW_CODE"] not in known
        return row.has("REVIEW_CODE")

    return rows_where(data, "Reviews", is_wrong)
