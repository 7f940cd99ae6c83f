"""Rules on the records of care leavers, and the care that they had."""

from datetime import date

from ssda903.plain import SHORT_BREAKS, before, each, rule, until, years_after


def _is_told(leaver):
    return leaver.has("IN_TOUCH", "ACTIV", "ACCOM")


def _children(rows):
    return {row["CHILD"] for row in rows} - {None}


@rule("1000", "OC3", "Episodes")
def died_in_care(data):
    episodes = list(data["Episodes"])
    if data.previous is not None:
        episodes += data.previous["Episodes"]
    died = _children(row for row in episodes if (row["REC"] or "").upper() == "E2")
    return each(row for row in data["OC3"] if row["CHILD"] in died)


def _all_have_rows(data):
    tables = [data["OC3"], data["Header"], data["Episodes"], data.previous["Episodes"]]
    return all(tables)


@rule("1001", "OC3", "Header", "Episodes", previous=("Episodes",), runs=_all_have_rows)
def too_little_care(data):
    pooled = {}
    for row in [*data["Episodes"], *data.previous["Episodes"]]:
        if row["CHILD"] is not None and row.day("DECOM") is not None:
            starts = pooled.setdefault(row["CHILD"], {})
            held = starts.get(row.day("DECOM"))
            if held is None or _end(row) < _end(held):
                starts[row.day("DECOM")] = row
    return each(
        row
        for row in data["OC3"]
        if _is_no_leaver(data, row["CHILD"], pooled.get(row["CHILD"], {}))
    )


def _end(row):
    return row.day("DEC") or date.max


def _is_no_leaver(data, child, starts):
    latest = max(starts, default=None)
    if latest and (starts[latest]["REC"] or "").upper() in ("E11", "E12"):
        return True
    dob = next(
        (
            row.day("DOB")
            for row in data["Header"]
            if child is not None and row["CHILD"] == child and row.day("DOB")
        ),
        None,
    )
    if dob is None:
        return True
    if until(years_after(dob, 20), data.end):
        return False
    since_14 = since_16 = 0
    for start, row in starts.items():
        end = row.day("DEC") or (data.end if start == latest else start)
        if (row["LS"] or "").upper() in SHORT_BREAKS:
            continue
        since_14 += max(0, (end - max(start, years_after(dob, 14))).days)
        since_16 += max(0, (end - max(start, years_after(dob, 16))).days)
    return since_14 < 91 or since_16 < 1


@rule("1002", "OC3", "Episodes", previous=("Episodes",))
def no_episodes_in_either_year(data):
    known = _children([*data["Episodes"], *data.previous["Episodes"]])
    return each(row for row in data["OC3"] if row["CHILD"] not in known)


def _latest_birthday(leaver, data):
    """The birthday of the year of someone who is 17 or 18 at its end, else None."""
    dob = leaver.day("DOB")
    if dob is None:
        return None
    for age in (17, 18):
        birthday, next_one = years_after(dob, age), years_after(dob, age + 1)
        if birthday <= data.end < next_one:
            return birthday
    return None


@rule("1007", "OC3", "Episodes")
def in_care_on_the_birthday(data):
    episodes = data.by_child("Episodes")
    found = []
    for leaver in data["OC3"]:
        birthday = _latest_birthday(leaver, data)
        if birthday is None or not _is_told(leaver):
            continue
        for row in episodes.get(leaver["CHILD"], []):
            end = row.day("DEC")
            if until(row.day("DECOM"), birthday) and (end is None or birthday < end):
                found.append(leaver)
    return each(found)


@rule("1010", "OC3", "Episodes", previous=("Episodes",))
def was_in_care_and_is_gone(data):
    now = _children(data["Episodes"])
    final = {}
    for row in data.previous["Episodes"]:
        day = row.day("DECOM")
        if row["CHILD"] is None or day is None:
            continue
        held = final.get(row["CHILD"])
        if held is None or held.day("DECOM") <= day:
            final[row["CHILD"]] = row
    return each(
        row
        for row in data["OC3"]
        if row["CHILD"] not in now
        and row["CHILD"] in final
        and final[row["CHILD"]]["DEC"] is None
    )


@rule("1011", "OC3", "Episodes")
def care_passed_on(data):
    passed_on = set()
    for child, rows in data.by_child("Episodes").items():
        dated = [row for row in rows if row.day("DECOM") is not None]
        if not dated:
            continue
        latest = max(row.day("DECOM") for row in dated)
        first = next(row for row in dated if row.day("DECOM") == latest)
        if first["REC"] == "E3":
            passed_on.add(child)
    return each(
        row for row in data["OC3"] if row["CHILD"] in passed_on and _is_told(row)
    )


@rule("1014", "UASC", "Episodes", "OC3")
def asylum_seeker_without_care_in_the_year(data):
    in_care = _children(
        row
        for row in data["Episodes"]
        if until(row.day("DECOM"), data.end)
        and (row.day("DEC") is None or until(data.start, row.day("DEC")))
    )
    seekers = data.by_child("UASC")
    leavers = data.by_child("OC3")
    found = []
    for child in seekers.keys() & leavers.keys() - in_care:
        told = [row for row in leavers[child] if _is_told(row)]
        if told:
            found.append([*seekers[child], *told])
    return found


@rule("1016", "OC3", "Episodes", first=2024)
def left_care_after_the_birthday(data):
    episodes = data.by_child("Episodes")
    return each(
        leaver
        for leaver in data["OC3"]
        if _is_told(leaver)
        for row in episodes.get(leaver["CHILD"], [])
        if until(_latest_birthday(leaver, data), row.day("DEC"))
    )


@rule("3001", "OC3", "Header")
def stays_with_carers_at_17(data):
    headers = data.by_child("Header")
    found = []
    for leaver in data["OC3"]:
        if (leaver["ACCOM"] or "").upper() not in ("Z1", "Z2"):
            continue
        for row in headers.get(leaver["CHILD"], []):
            birthday = years_after(row.day("DOB"), 17)
            if until(data.start, birthday) and not before(data.end, birthday):
                found.append(leaver)
    return each(found)
