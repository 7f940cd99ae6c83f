"""Rules on outcomes of the year, most of them for children in care all year."""

from ssda903.plain import (
    SHORT_BREAKS,
    as_number,
    before,
    each,
    rule,
    until,
    years_after,
)

ADOPTION = (
    "DATE_INT",
    "DATE_MATCH",
    "FOSTER_CARE",
    "NB_ADOPTR",
    "SEX_ADOPTR",
    "LS_ADOPTR",
)
HEALTH = ("IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE")
ANSWERS = (
    *HEALTH,
    "CONVICTED",
    "HEALTH_CHECK",
    "INTERVENTION_RECEIVED",
    "INTERVENTION_OFFERED",
)


def outcomes_where(data, is_wrong):
    return each(row for row in data["OC2"] if is_wrong(row))


def in_care_all_year(data):
    """The children who are continuously looked after."""

    def overlaps(episode):
        goes_on = episode.day("DEC") is None or episode.day("DEC") >= data.start
        return until(episode.day("DECOM"), data.end) and goes_on

    def shows_otherwise(episode):
        start, end = episode.day("DECOM"), episode.day("DEC")
        return (
            (episode["RNE"] == "S" and before(data.start, start) and start <= data.end)
            or (episode["REC"] != "X1" and until(data.start, end) and end < data.end)
            or (episode["LS"] in SHORT_BREAKS and overlaps(episode))
        )

    return {
        child
        for child, episodes in data.by_child("Episodes").items()
        if any(map(overlaps, episodes)) and not any(map(shows_otherwise, episodes))
    }


def turns(row, years):
    """The day on which the child of a record has an age."""
    return years_after(row.day("DOB"), years)


def has_no_sdq(row):
    return not row.has("SDQ_SCORE", "SDQ_REASON")


@rule("157", "OC2", "Episodes")
def too_old_or_young_it_says(data):
    all_year = in_care_all_year(data)
    return outcomes_where(
        data,
        lambda row: (
            row["CHILD"] in all_year
            and not row.has("SDQ_SCORE")
            and row["SDQ_REASON"] == "SDQ1"
            and until(turns(row, 4), data.start)
            and until(data.end, turns(row, 16))
        ),
    )


@rule("158", "OC2")
def offered_and_received(data):
    return outcomes_where(
        data,
        lambda row: (
            row["INTERVENTION_RECEIVED"] == "1" and row.has("INTERVENTION_OFFERED")
        ),
    )


@rule("159", "OC2")
def offer_untold(data):
    return outcomes_where(
        data,
        lambda row: (
            (row["SUBSTANCE_MISUSE"], row["INTERVENTION_RECEIVED"]) == ("1", "0")
            and not row.has("INTERVENTION_OFFERED")
        ),
    )


@rule("180", "OC2")
def score(data):
    return outcomes_where(
        data,
        lambda row: (
            row.has("SDQ_SCORE") and as_number(row["SDQ_SCORE"]) not in range(41)
        ),
    )


@rule("181", "OC2")
def answers(data):
    return outcomes_where(
        data, lambda row: any(row[name] not in (None, "0", "1") for name in ANSWERS)
    )


@rule("182", "OC2")
def half_answered(data):
    return outcomes_where(
        data,
        lambda row: (
            any(row[name] is None for name in HEALTH)
            and any(row[name] is not None for name in ANSWERS)
        ),
    )


@rule("185", "OC2", "Episodes")
def score_without_care(data):
    all_year = in_care_all_year(data)
    return outcomes_where(
        data, lambda row: row.has("SDQ_SCORE") and row["CHILD"] not in all_year
    )


@rule("186", "OC2", "Episodes")
def no_sdq_in_sdq_age(data):
    all_year = in_care_all_year(data)
    return outcomes_where(
        data,
        lambda row: (
            row["CHILD"] in all_year
            and has_no_sdq(row)
            and until(turns(row, 4), data.start)
            and before(data.end, turns(row, 17))
        ),
    )


@rule("187", "AD1", "OC3", "Episodes")
def adopted_or_left_in_care(data):
    all_year = in_care_all_year(data)
    details = {"AD1": ADOPTION, "OC3": ("IN_TOUCH", "ACTIV", "ACCOM")}
    return each(
        row
        for table, columns in details.items()
        for row in data[table]
        if row["CHILD"] in all_year and row.has(*columns)
    )


@rule("188", "OC2")
def sdq_too_young(data):
    return outcomes_where(
        data, lambda row: before(data.end, turns(row, 4)) and not has_no_sdq(row)
    )


@rule("189", "OC2")
def sdq_too_old(data):
    return outcomes_where(
        data, lambda row: before(turns(row, 17), data.start) and not has_no_sdq(row)
    )


@rule("190", "OC2", "Episodes")
def answers_without_care(data):
    all_year = in_care_all_year(data)
    return outcomes_where(
        data, lambda row: row.has(*ANSWERS) and row["CHILD"] not in all_year
    )


@rule("191", "OC2", "Episodes")
def health_untold(data):
    outcomes = data.by_child("OC2")
    in_order = data.in_order()
    found = []
    for child in in_care_all_year(data):
        if child in outcomes:
            found += [row for row in outcomes[child] if None in map(row.get, HEALTH)]
        else:
            found.append(in_order[child][0])
    return each(found)


@rule("192", "OC2")
def help_untold(data):
    return outcomes_where(
        data,
        lambda row: (
            row["SUBSTANCE_MISUSE"] == "1" and row["INTERVENTION_RECEIVED"] is None
        ),
    )


@rule("193", "OC2")
def help_without_misuse(data):
    return outcomes_where(
        data,
        lambda row: (
            row["SUBSTANCE_MISUSE"] in (None, "0")
            and row.has("INTERVENTION_RECEIVED", "INTERVENTION_OFFERED")
        ),
    )


@rule("196", "OC2")
def reason(data):
    known = ("SDQ1", "SDQ2", "SDQ3", "SDQ4", "SDQ5")
    return outcomes_where(
        data, lambda row: row.has("SDQ_REASON") and row["SDQ_REASON"] not in known
    )


@rule("197B", "OC2", "Episodes")
def no_sdq_on_a_birthday(data):
    all_year = in_care_all_year(data)

    def turns_in_year(row, years):
        day = turns(row, years)
        return day is not None and data.start <= day <= data.end

    return outcomes_where(
        data,
        lambda row: (
            row["CHILD"] in all_year
            and has_no_sdq(row)
            and (turns_in_year(row, 4) or turns_in_year(row, 17))
        ),
    )


@rule("197a", "OC2")
def score_and_reason(data):
    return outcomes_where(
        data, lambda row: row.has("SDQ_SCORE") and row.has("SDQ_REASON")
    )


@rule("198", "OC2", "Episodes")
def reason_without_care(data):
    all_year = in_care_all_year(data)
    return outcomes_where(
        data, lambda row: row.has("SDQ_REASON") and row["CHILD"] not in all_year
    )
