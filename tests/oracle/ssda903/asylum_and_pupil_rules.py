"""Rules on asylum seekers, pupil numbers, care leavers and adoptions of a return."""

from datetime import date
from itertools import product

from ssda903.plain import before, each, rule, together, until, years_after

CODED_UPNS = ("UN1", "UN2", "UN3", "UN4", "UN5")
LEAVER = ("IN_TOUCH", "ACTIV", "ACCOM")
HEALTH = (
    "CONVICTED",
    "HEALTH_CHECK",
    "IMMUNISATIONS",
    "TEETH_CHECK",
    "HEALTH_ASSESSMENT",
    "SUBSTANCE_MISUSE",
    "INTERVENTION_RECEIVED",
    "INTERVENTION_OFFERED",
)


def asylum_records(data, child):
    """Each Header row of a child with each of its UASC rows, and its flag."""
    seekers = data.by_child("UASC").get(child, [None])
    if not data.has("Header"):
        return [
            (None, row, "1" if row.has("SEX", "DUC") else "0") for row in seekers if row
        ]
    headers = data.by_child("Header").get(child, [None])
    if headers == seekers == [None]:
        return []
    return [
        (header, seeker, header["UASC"] if header else None)
        for header, seeker in product(headers, seekers)
    ]


def day_of(row, name):
    return row.day(name) if row else None


def asylum_pairs(data):
    """Child, this year's record and last year's: Header row, UASC row, flag."""
    for child in data.by_child("Header").keys() | data.by_child("UASC").keys():
        nothing = [(None, None, None)]
        now = asylum_records(data, child)
        then = asylum_records(data.previous, child) or nothing
        for pair in product(now, then):
            yield child, *pair


def of_children(pairs):
    """One finding a child, of this year's rows."""
    return together(
        (child, row)
        for child, (header, seeker, _) in pairs
        for row in (header, seeker)
        if row is not None
    )


def headers_where_needed(data):
    """A return in XML has a Header in both years."""
    if data.file_format != "xml":
        return True
    return data.has("Header") and data.previous.has("Header")


def flags_are_known(data):
    """Whether both years tell who seeks asylum."""
    return data.previous is not None and all(
        year.has("UASC") or "Header.UASC" in year.derived
        for year in (data, data.previous)
    )


@rule("205A", "UASC", previous=("UASC",), runs=headers_where_needed)
def no_longer_an_asylum_seeker(data):
    found = []
    for child, now, then in asylum_pairs(data):
        ended = day_of(then[1], "DUC")
        in_last_year = until(data.previous.start, ended) and until(
            ended, data.previous.end
        )
        given_now = now[1] is not None and now[1].has("DUC")
        if now[2] != "1" and then[2] == "1" and (given_now or not in_last_year):
            found.append((child, now))
    return of_children(found)


@rule("205B", "UASC", previous=("UASC",), runs=headers_where_needed)
def asylum_ends_do_not_fit(data):
    found = []
    for child, now, then in asylum_pairs(data):
        if now[2] != "1" or then[2] != "1":
            continue
        ended, ended_then = day_of(now[1], "DUC"), day_of(then[1], "DUC")
        adult = years_after(day_of(then[1], "DOB"), 18)
        in_year = until(data.start, ended) and until(ended, data.end)
        fits = ended_then is not None and ended_then == adult
        if not (fits and (in_year or ended == ended_then)):
            found.append((child, now))
    return of_children(found)


@rule("205C", "UASC", previous=("UASC",), runs=headers_where_needed)
def end_without_asylum(data):
    return of_children(
        (child, now)
        for child, now, then in asylum_pairs(data)
        if now[2] in ("0", None)
        and then[2] in ("0", None)
        and (day_of(now[1], "DUC") or day_of(then[1], "DUC"))
    )


def flagged_rows(data):
    """The rows of the Header, else of UASC, with their flags."""
    if data.has("Header"):
        return [(row, row["UASC"]) for row in data["Header"]]
    return [(row, "1" if row.has("SEX", "DUC") else "0") for row in data["UASC"]]


@rule("205D", runs=flags_are_known)
def became_an_asylum_seeker(data):
    unflagged = {
        row["CHILD"] for row, flag in flagged_rows(data.previous) if flag != "1"
    }
    return each(
        row
        for row, flag in flagged_rows(data)
        if flag == "1" and row["CHILD"] is not None and row["CHILD"] in unflagged
    )


@rule("207", "Header", "Episodes", previous=("Header",))
def mother_no_more(data):
    mothers = {row["CHILD"] for row in data.previous["Header"] if row["MOTHER"] == "1"}
    in_care = data.by_child("Episodes")
    return each(
        row
        for row in data["Header"]
        if row["CHILD"] in mothers and row["CHILD"] in in_care and row["MOTHER"] != "1"
    )


@rule("208", "Header", previous=("Header",))
def pupil_number_changed(data):
    known = data.previous.by_child("Header")

    def upper(row):
        return row["UPN"] and row["UPN"].upper()

    def allowed(old, new):
        is_coded = new in CODED_UPNS
        if old in ("UN1", None) and is_coded and new != "UN1":
            return True
        is_number = new is not None and not is_coded
        return (old is None or old in CODED_UPNS) and is_number

    return each(
        row
        for row in data["Header"]
        for last in known.get(row["CHILD"], [])
        if upper(last) != upper(row) and not allowed(upper(last), upper(row))
    )


@rule("209", "Header")
def too_old_for_un1(data):
    day = date(data.year - 2, 8, 31)
    return each(
        row
        for row in data["Header"]
        if row["UPN"] == "UN1" and until(years_after(row.day("DOB"), 4), day)
    )


@rule("210", "Header", "Episodes")
def un4_and_late_episode(data):
    late = date(data.year, 3, 24)
    episodes = data.by_child("Episodes")
    return together(
        (header["CHILD"], row)
        for header in data["Header"]
        if header["UPN"] == "UN4"
        for episode in episodes.get(header["CHILD"], [])
        if until(late, episode.day("DECOM"))
        for row in (header, episode)
    )


@rule("215", "OC2", "OC3")
def leaver_with_health_data(data):
    records = data.by_child("OC2")
    return [
        [leaver, record]
        for leaver in data["OC3"]
        if leaver.has(*LEAVER)
        for record in records.get(leaver["CHILD"], [])
        if record.has(*HEALTH)
    ]


@rule("231", "Header", first=2025, runs=lambda data: "Header.UASC" in data.derived)
def young_asylum_seeker(data):
    day = date(data.year - 11, 3, 31)
    return each(
        row
        for row in data["Header"]
        if row["UASC"] == "1" and before(day, row.day("DOB"))
    )


@rule("232", "Header", first=2025)
def sex_not_known(data):
    return each(row for row in data["Header"] if (row["SEX"] or "").upper() == "U")


@rule("301", "Header")
def born_after_year(data):
    return each(row for row in data["Header"] if before(data.end, row.day("DOB")))


def is_one(text):
    try:
        return float(text or "") == 1
    except ValueError:
        return False


@rule("303", "Header", "UASC")
def end_of_asylum_without_flag(data):
    headers = data.by_child("Header")
    return [
        [seeker, header]
        for seeker in data["UASC"]
        if seeker.has("DUC")
        for header in headers.get(seeker["CHILD"], [])
        if not is_one(header["UASC"])
    ]


@rule("304", "UASC")
def asylum_beyond_18(data):
    return each(
        row
        for row in data["UASC"]
        if before(years_after(row.day("DOB"), 18), row.day("DUC"))
    )


@rule("331", "AD1", "Episodes")
def matched_after_placement(data):
    adoptions = data.by_child("AD1")
    return [
        [adoption, episode]
        for episode in data["Episodes"]
        if episode["REC"] in ("E11", "E12")
        for adoption in adoptions.get(episode["CHILD"], [])
        if before(episode.day("DECOM"), adoption.day("DATE_MATCH"))
    ]


@rule("333", "AD1")
def no_decision_before_match(data):
    return each(
        row
        for row in data["AD1"]
        if row.day("DATE_MATCH")
        and not until(row.day("DATE_INT"), row.day("DATE_MATCH"))
    )


@rule("334", "AD1", "Episodes")
def decision_before_care(data):
    episodes = data.by_child("Episodes")
    findings = []
    for adoption in data["AD1"]:
        starts = [
            row
            for row in episodes.get(adoption["CHILD"], [])
            if row["RNE"] == "S" and row.day("DECOM")
        ]
        latest = max(starts, key=lambda row: row.day("DECOM"), default=None)
        if latest and before(adoption.day("DATE_INT"), latest.day("DECOM")):
            findings.append([adoption, latest])
    return findings


@rule("335", "AD1", "Episodes")
def carer_contradicts_placement(data):
    adoptions = data.by_child("AD1")
    contradictions = {(place, "0") for place in ("A2", "A3", "A5")}
    contradictions |= {(place, "1") for place in ("A1", "A4", "A6")}
    return [
        [episode, adoption]
        for episode in data["Episodes"]
        if episode["REC"] in ("E1", "E11", "E12")
        for adoption in adoptions.get(episode["CHILD"], [])
        if (episode["PLACE"], adoption["FOSTER_CARE"]) in contradictions
    ]


@rule("344", "OC3")
def leaver_gone_with_details(data):
    return each(
        row
        for row in data["OC3"]
        if row["IN_TOUCH"] in ("DIED", "RHOM")
        and (row["ACTIV"], row["ACCOM"]) != ("0", "0")
    )


@rule("345", "OC3")
def leaver_in_touch_with_zero(data):
    return each(
        row
        for row in data["OC3"]
        if row["IN_TOUCH"] == "YES" and "0" in (row["ACTIV"], row["ACCOM"])
    )


@rule("347", "OC3", first=2024)
def young_leaver_in_foyer(data):
    adult = date(data.year - 19, 4, 1)
    return each(
        row
        for row in data["OC3"]
        if row["ACCOM"] == "T" and before(adult, row.day("DOB"))
    )


@rule("348", "OC3", first=2026, previous=("OC3",))
def leaver_no_longer_dead(data):
    dead = {r["CHILD"] for r in data.previous["OC3"] if r["IN_TOUCH"] == "DIED"}
    return each(
        row
        for row in data["OC3"]
        if row["CHILD"] is not None
        and row["CHILD"] in dead
        and row["IN_TOUCH"] != "DIED"
    )


@rule("351", "Header")
def older_than_25(data):
    return each(
        row
        for row in data["Header"]
        if before(years_after(row.day("DOB"), 25), data.start)
    )
