"""Rules on the times that a child was missing or away."""

from datetime import date

from ssda903.plain import Row, before, each, rule, until, years_after


def failing(data, is_failing):
    return each(row for row in data["Missing"] if is_failing(row))


@rule("564", "Missing")
def no_start(data):
    kinds = ("M", "A", "m", "a")
    return failing(data, lambda r: r["MISSING"] in kinds and not r.has("MIS_START"))


@rule("565", "Missing")
def start_without_kind(data):
    return failing(data, lambda r: r.has("MIS_START") and not r.has("MISSING"))


@rule("566", "Missing")
def end_without_kind(data):
    return failing(data, lambda r: r.has("MIS_END") and not r.has("MISSING"))


@rule("567", "Missing")
def ends_before_it_starts(data):
    return failing(data, lambda r: before(r.day("MIS_END"), r.day("MIS_START")))


@rule("570", "Missing")
def starts_after_the_year(data):
    return failing(data, lambda r: before(data.end, r.day("MIS_START")))


@rule("571", "Missing")
def ends_outside_the_year(data):
    def is_outside(row):
        end = row.day("MIS_END")
        return before(end, data.start) or before(data.end, end)

    return failing(data, is_outside)


@rule("586", "Missing")
def starts_by_the_birth(data):
    return failing(data, lambda r: until(r.day("MIS_START"), r.day("DOB")))


@rule("574", "Missing")
def starts_before_another_ends(data):
    def order(row):
        start, end = row.day("MIS_START"), row.day("MIS_END")
        return end or start or date.max, start or date.max, row.number

    found = []
    for rows in data.by_child("Missing").values():
        ordered = sorted(rows, key=order)
        for i, row in enumerate(ordered[1:]):
            end = ordered[i].day("MIS_END")
            if end is None or before(row.day("MIS_START"), end):
                found.append(row)
    return each(found)


@rule("575", "Missing", "Episodes")
def unfinished_after_the_episode(data):
    episodes = data.by_child("Episodes")

    def is_over(row):
        return row["MIS_END"] is None and any(
            until(episode.day("DECOM"), row.day("MIS_START"))
            and until(row.day("MIS_START"), episode.day("DEC"))
            for episode in episodes.get(row["CHILD"], [])
        )

    return failing(data, is_over)


@rule("576", "Missing", previous=("Missing",))
def open_time_not_carried_forward(data):
    found = []
    now = data.in_order("Missing", "MIS_START")
    for child, rows in data.previous.by_child("Missing").items():
        starts = {
            row.day("MIS_START")
            for row in rows
            if row["MIS_END"] is None and row.day("MIS_START")
        }
        own = now.get(child)
        if own is None and starts:
            found.append(
                [
                    Row("Missing_last", row.number, row)
                    for row in rows
                    if row["MIS_END"] is None and row.day("MIS_START")
                ]
            )
        elif own and starts - {own[0].day("MIS_START")}:
            found.append([own[0]])
    return found


def periods_of_care(data):
    """First and last day of the periods of each child; None for one that goes on."""
    periods = {}
    for child, rows in data.in_order("Episodes").items():
        own = periods[child] = []
        for row in rows:
            start, end = row.day("DECOM"), row.day("DEC")
            if start is None:
                continue
            if not own or before(own[-1][1], start):
                own.append([start, end])
            else:
                own[-1][1] = end
    return periods


@rule("577", "Missing", "Episodes")
def ends_outside_care(data):
    periods = periods_of_care(data)

    def is_outside(row, first, last):
        start, end = row.day("MIS_START"), row.day("MIS_END")
        if end is None:
            return last is not None or start < first
        return before(last, end) or end < first

    def is_outside_all(row):
        own = periods.get(row["CHILD"])
        return (
            own
            and row.day("MIS_START")
            and all(is_outside(row, first, last) for first, last in own)
        )

    return failing(data, is_outside_all)


@rule("578", "Missing", "Episodes")
def starts_outside_care(data):
    periods = periods_of_care(data)

    def is_outside_all(row):
        own, start = periods.get(row["CHILD"]), row.day("MIS_START")
        return (
            own
            and start
            and all(start < first or before(last, start) for first, last in own)
        )

    return failing(data, is_outside_all)


@rule("581", "Missing", "Episodes")
def starts_outside_episodes(data):
    episodes = data.by_child("Episodes")

    def is_in(episode, start):
        end = episode.day("DEC")
        return until(episode.day("DECOM"), start) and (end is None or start <= end)

    def is_outside_all(row):
        own, start = episodes.get(row["CHILD"]), row.day("MIS_START")
        return own and start and not any(is_in(episode, start) for episode in own)

    return failing(data, is_outside_all)


@rule("580", "Episodes", "Missing")
def missing_until_eighteen(data):
    absences = data.by_child("Missing")

    def is_last_day(day, absence):
        birthday = years_after(absence.day("DOB"), 18)
        return day is not None and day == absence.day("MIS_END") == birthday

    return each(
        row
        for row in data["Episodes"]
        if row["REC"] != "E8"
        and any(
            is_last_day(row.day("DEC"), absence)
            for absence in absences.get(row["CHILD"], [])
        )
    )
