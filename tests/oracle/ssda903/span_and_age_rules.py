"""Rules on when episodes begin and end, how long they last, and a child's age."""

from datetime import date

from ssda903.plain import before, days_after, each, rule, until, years_after


def episodes_and_births(data):
    """Each episode with each Header row of its child."""
    headers = data.by_child("Header")
    for row in data["Episodes"]:
        for header in headers.get(row["CHILD"], []):
            yield row, header


def birthday(header, age):
    return years_after(header.day("DOB"), age)


def first_episodes(data):
    """Of each child the dated episode that began first."""
    for rows in data.in_order().values():
        if rows[0].day("DECOM"):
            yield rows[0]


@rule("302", "Episodes", "Header")
def begun_before_birth(data):
    headers = data.by_child("Header")
    findings = []
    for row in first_episodes(data):
        unborn = [
            header
            for header in headers.get(row["CHILD"], [])
            if before(row.day("DECOM"), header.day("DOB"))
        ]
        if unborn:
            findings.append([row, *unborn])
    return findings


@rule("352", "Episodes", "Header")
def care_begun_at_18(data):
    return each(
        row
        for row, header in episodes_and_births(data)
        if row["RNE"] == "S" and until(birthday(header, 18), row.day("DECOM"))
    )


@rule("353", "Episodes")
def begun_before_1991(data):
    return each(
        row for row in data["Episodes"] if before(row.day("DECOM"), date(1991, 10, 14))
    )


@rule("354", "Episodes")
def begun_after_year(data):
    return each(row for row in data["Episodes"] if before(data.end, row.day("DECOM")))


@rule("355", "Episodes")
def lasts_no_day(data):
    return each(
        row
        for row in data["Episodes"]
        if row.day("DECOM") and row.day("DECOM") == row.day("DEC")
    )


@rule("356", "Episodes")
def ends_before_start(data):
    return each(
        row for row in data["Episodes"] if before(row.day("DEC"), row.day("DECOM"))
    )


@rule("357", "Episodes")
def first_is_no_start(data):
    return each(
        row
        for row in first_episodes(data)
        if until(data.start, row.day("DECOM")) and row["RNE"] != "S"
    )


@rule("358", "Episodes", "Header")
def youth_justice_under_10(data):
    headers = data.by_child("Header")
    findings = []
    for row in data["Episodes"]:
        young = [
            header
            for header in headers.get(row["CHILD"], [])
            if before(row.day("DECOM"), birthday(header, 10))
        ]
        if row["LS"] in ("J1", "J2", "J3") and young:
            findings.append([row, *young])
    return findings


@rule("359", "Episodes", "Header")
def open_beyond_18(data):
    return each(
        row
        for row, header in episodes_and_births(data)
        if row["DEC"] is None
        and before(birthday(header, 18), data.end)
        and (row["LS"], row["PLACE"]) != ("V2", "K2")
    )


def unbroken(rows, last_day, goes_on):
    """The rows of a child in groups, each row going on with the one before it."""
    groups = []
    for row in rows:
        if groups and goes_on(last_day(groups[-1][-1]), row.day("DECOM")):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def long_chains(data, status, days):
    def last_day(row):
        return row.day("DEC") or data.end

    findings = []
    for rows in data.in_order().values():
        chosen = [row for row in rows if row["LS"] == status and row.day("DECOM")]
        for chain in unbroken(chosen, last_day, lambda end, start: end == start):
            starts = [row.day("DECOM") for row in chain]
            if max(map(last_day, chain)) > days_after(min(starts), days):
                findings.append(chain)
    return findings


@rule("361", "Episodes")
def long_police_protection(data):
    return long_chains(data, "L1", 3)


@rule("362", "Episodes")
def long_emergency_protection(data):
    return long_chains(data, "L2", 21)


def is_counted(row):
    """Whether an episode has a start, and an end that is blank or a date."""
    return bool(row.day("DECOM") and (row["DEC"] is None or row.day("DEC")))


def long_periods(data, status, days):
    def last_day(row):
        return row.day("DEC") or data.end

    findings = []
    for rows in data.in_order().values():
        chosen = [row for row in rows if row["LS"] == status and is_counted(row)]
        for period in unbroken(chosen, last_day, lambda end, start: start <= end):
            lengths = [(last_day(row) - row.day("DECOM")).days for row in period]
            if sum(lengths) > days:
                findings.append(period)
    return findings


@rule("363", "Episodes")
def long_assessment_order(data):
    return long_periods(data, "L3", 7)


@rule("364", "Episodes")
def long_police_custody(data):
    return long_periods(data, "J2", 21)


@rule("365", "Episodes")
def long_short_break(data):
    def end(row):
        return data.end if row["DEC"] is None else row.day("DEC")

    return each(
        row
        for row in data["Episodes"]
        if row["LS"] == "V3" and before(days_after(row.day("DECOM"), 17), end(row))
    )


@rule("366", "Episodes")
def short_break_is_no_start(data):
    return each(
        row for row in data["Episodes"] if row["LS"] == "V3" and row["RNE"] != "S"
    )


@rule("367", "Episodes")
def many_days_of_short_breaks(data):
    findings = []
    for rows in data.by_child("Episodes").values():
        lengths = []
        for row in rows:
            if row["LS"] == "V3" and is_counted(row):
                start = max(row.day("DECOM"), data.start)
                end = min(row.day("DEC") or data.end, data.end)
                lengths.append((row, (end - start).days))
        in_year = [(row, days) for row, days in lengths if days > 0]
        if sum(days for _, days in in_year) > 75:
            findings.append([row for row, _ in in_year])
    return findings


def placed_too_young(data, place, age):
    return each(
        row
        for row, header in episodes_and_births(data)
        if row["PLACE"] == place and before(row.day("DECOM"), birthday(header, age))
    )


@rule("370", "Episodes", "Header", last=2023)
def independent_under_15(data):
    return placed_too_young(data, "P2", 15)


@rule("370", "Episodes", "Header", first=2024, last=2024)
def independent_under_16(data):
    return placed_too_young(data, "P2", 16)


@rule("371", "Episodes", "Header", last=2023)
def semi_independent_under_14(data):
    return placed_too_young(data, "H5", 14)


@rule("371", "Episodes", "Header", first=2024, last=2024)
def semi_independent_under_16(data):
    return placed_too_young(data, "H5", 16)


@rule("371", "Episodes", "Header", first=2025)
def supported_under_16(data):
    return placed_too_young(data, "K3", 16)


@rule("372", "Episodes", "Header")
def custody_under_10(data):
    return placed_too_young(data, "R5", 10)


@rule("373", "Episodes", "Header")
def residential_school_under_4(data):
    return placed_too_young(data, "S1", 4)
