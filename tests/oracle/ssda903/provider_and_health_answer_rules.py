"""Rules on providers of placements, and on answers about convictions and health."""

from ssda903.plain import SHORT_BREAKS, before, each, rule, until, years_after

WITHOUT_PROVIDER = ("T0", "T1", "T2", "T3", "T4")
HEALTH_ANSWERS = (
    "IMMUNISATIONS",
    "TEETH_CHECK",
    "HEALTH_ASSESSMENT",
    "SUBSTANCE_MISUSE",
)


def no_provider(data, *temporary):
    return each(
        row
        for row in data["Episodes"]
        if row["PLACE_PROVIDER"] is None
        and row["PLACE"] not in (*WITHOUT_PROVIDER, *temporary)
    )


@rule("526", "Episodes", last=2025)
def no_provider_to_2025(data):
    return no_provider(data, "Z1")


@rule("526", "Episodes", first=2026)
def no_provider_since_2026(data):
    return no_provider(data, "Z11", "Z12", "Z13", "Z14")


def provided_by(data, provider, *places):
    return each(
        row
        for row in data["Episodes"]
        if row["PLACE_PROVIDER"] == provider and row["PLACE"] in places
    )


@rule("527", "Episodes")
def own_provision(data):
    return provided_by(data, "PR1", "P1", "R2", "R5")


@rule("528", "Episodes")
def provision_of_another_authority(data):
    return provided_by(data, "PR2", "P1", "R2", "R5")


@rule("529", "Episodes")
def other_public_provision(data):
    adoptive = ("A3", "A4", "A5", "A6")
    fostered = ("U1", "U2", "U3", "U4", "U5", "U6")
    return provided_by(data, "PR3", *adoptive, *fostered, "K1", "K2", "P1")


@rule("530", "Episodes")
def private_provision(data):
    return provided_by(data, "PR4", "P1")


@rule("531", "Episodes")
def voluntary_provision(data):
    return provided_by(data, "PR5", "P1")


@rule("550", "Episodes")
def provision_by_parents(data):
    return each(
        row
        for row in data["Episodes"]
        if row["PLACE_PROVIDER"] == "PR0" and row["PLACE"] != "P1"
    )


def shows_otherwise(data, row):
    """Whether an episode shows that its child was not looked after all year."""
    start, end = row.day("DECOM"), row.day("DEC")
    begun = row["RNE"] == "S" and before(data.start, start) and until(start, data.end)
    ended = row["REC"] != "X1" and until(data.start, end) and before(end, data.end)
    short = row["LS"] in SHORT_BREAKS and is_in_year(data, row)
    return begun or ended or short


def is_in_year(data, row):
    end = row.day("DEC")
    return until(row.day("DECOM"), data.end) and (end is None or end >= data.start)


def in_care_all_year(data):
    return {
        child
        for child, rows in data.by_child("Episodes").items()
        if any(is_in_year(data, row) for row in rows)
        and not any(shows_otherwise(data, row) for row in rows)
    }


@rule("542", "OC2")
def conviction_of_a_young_child(data):
    return each(
        row
        for row in data["OC2"]
        if row.has("CONVICTED") and before(data.end, years_after(row.day("DOB"), 10))
    )


@rule("543", "OC2", "Episodes")
def conviction_unanswered(data):
    children = in_care_all_year(data)
    return each(
        row
        for row in data["OC2"]
        if not row.has("CONVICTED")
        and until(years_after(row.day("DOB"), 10), data.end)
        and row["CHILD"] in children
    )


def health_unanswered(data, column):
    return each(
        row
        for row in data["OC2"]
        if row[column] == "1" and any(row[name] is None for name in HEALTH_ANSWERS)
    )


@rule("544", "OC2")
def convicted_without_health(data):
    return health_unanswered(data, "CONVICTED")


@rule("547", "OC2")
def checked_without_health(data):
    return health_unanswered(data, "HEALTH_CHECK")


@rule("545", "OC2", "Episodes")
def health_check_unanswered(data):
    children = in_care_all_year(data)
    return each(
        row
        for row in data["OC2"]
        if not row.has("HEALTH_CHECK")
        and before(data.end, years_after(row.day("DOB"), 5))
        and row["CHILD"] in children
    )


@rule("546", "OC2", "Episodes")
def health_check_of_an_older_child(data):
    children = in_care_all_year(data)
    return each(
        row
        for row in data["OC2"]
        if row.has("HEALTH_CHECK")
        and until(years_after(row.day("DOB"), 5), data.end)
        and row["CHILD"] in children
    )
