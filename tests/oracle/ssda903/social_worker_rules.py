"""Rules on who was a child's social worker, and when."""

from collections import Counter
from datetime import date, timedelta

from ssda903.plain import (
    SHORT_BREAKS,
    as_day,
    before,
    days_after,
    each,
    rule,
    until,
    years_after,
)

FROM_2023 = date(2023, 4, 1)
WEEK = timedelta(days=7)
_REASONS = """
    MANAGE FCONTA LEFTRL ORGRST TSPROC ABSENC CHCHAN PCCHAN SWDIED OTHERS
"""
REASONS = _REASONS.split()


def _each_row(data, is_failing):
    return each(row for row in data["SWEpisodes"] if is_failing(row))


def _pairs(ordered):
    """Each row of a child beside the one before it, None before the first."""
    for rows in ordered.values():
        yield from zip([None, *rows], rows, strict=False)


@rule("SW01STG1", "Episodes", "SWEpisodes", first=2024, last=2024)
def no_details_at_year_end(data):
    told = {
        child
        for child, rows in data.by_child("SWEpisodes").items()
        if all(
            any(row.has(name) for row in rows)
            for name in ("SW_ID", "SW_DECOM", "SW_REASON")
        )
    }
    return each(
        row
        for row in data["Episodes"]
        if not row.has("DEC")
        and row["LS"] not in SHORT_BREAKS
        and row["CHILD"] not in told
    )


@rule("SW01aSTG1", "SWEpisodes", first=2025)
def not_complete_before_2023(data):
    def is_failing(row):
        start = row.day("SW_DECOM")
        return start is None or (start < FROM_2023 and not row.has("SW_ID"))

    return _each_row(data, is_failing)


@rule("SW01bSTG1", "SWEpisodes", first=2025)
def not_complete_from_2023(data):
    def is_failing(row):
        start = row.day("SW_DECOM")
        if start is None:
            return True
        is_complete = row.has("SW_ID") and row.has("SW_REASON")
        return start >= FROM_2023 and not is_complete

    return _each_row(data, is_failing)


@rule("SW02STG1", "SWEpisodes", first=2024)
def unknown_prefix(data):
    return _each_row(
        data, lambda row: not (row["SW_ID"] or "").startswith(("SW", "XX"))
    )


@rule("SW03STG1", "SWEpisodes", first=2024, last=2024)
def not_complete(data):
    return _each_row(
        data,
        lambda row: None in (row["SW_ID"], row["SW_DECOM"], row["SW_REASON"]),
    )


def _is_acceptable(text):
    parts = text.split("/")
    if len(parts) != 3:
        return False
    day, month, year = parts
    day = "01" if day == "ZZ" else day
    month = "01" if month == "ZZ" else month
    year = "2000" if year == "ZZZZ" else year
    return as_day("/".join((day, month, year))) is not None


@rule("SW04STG1", "SWEpisodes", first=2024)
def start_is_no_date(data):
    return _each_row(
        data, lambda row: row.has("SW_DECOM") and not _is_acceptable(row["SW_DECOM"])
    )


@rule("SW05STG1", "SWEpisodes", first=2024)
def end_is_no_date(data):
    return _each_row(
        data, lambda row: row.has("SW_DEC") and not _is_acceptable(row["SW_DEC"])
    )


@rule("SW06STG2", "SWEpisodes", first=2024)
def starts_after_the_year(data):
    return _each_row(data, lambda row: before(data.end, row.day("SW_DECOM")))


def _ends_outside(data, first, last):
    return _each_row(
        data,
        lambda row: before(row.day("SW_DEC"), first) or before(last, row.day("SW_DEC")),
    )


@rule("SW07STG2", "SWEpisodes", first=2024, last=2024)
def ends_outside_the_year(data):
    return _ends_outside(data, data.start, data.end)


@rule("SW07STG2", "SWEpisodes", first=2025)
def ends_outside_two_years(data):
    return _ends_outside(data, years_after(data.start, -1), data.end)


@rule("SW08STG2", "SWEpisodes", first=2024)
def open_before_another(data):
    found = []
    for rows in data.in_order("SWEpisodes", "SW_DECOM").values():
        dated = [row for row in rows if row.day("SW_DECOM") is not None]
        found += [row for row in dated[:-1] if row.day("SW_DEC") is None]
    return each(found)


@rule("SW09STG2", "SWEpisodes", first=2024)
def single_day(data):
    return _each_row(
        data,
        lambda row: (
            row.day("SW_DECOM") is not None and row.day("SW_DECOM") == row.day("SW_DEC")
        ),
    )


def _more_than_a_week_apart(data):
    for earlier, row in _pairs(data.in_order("SWEpisodes", "SW_DECOM", "SW_DEC")):
        start = row.day("SW_DECOM")
        end = earlier.day("SW_DEC") if earlier else None
        if start and end and abs(start - end) > WEEK:
            yield row


@rule("SW10STG2", "SWEpisodes", first=2024, last=2024)
def not_within_a_week(data):
    return each(_more_than_a_week_apart(data))


@rule("SW10STG2", "SWEpisodes", first=2025)
def not_within_a_week_nor_first_contact(data):
    return each(
        row for row in _more_than_a_week_apart(data) if row["SW_REASON"] != "FCONTA"
    )


@rule("SW11aSTG2", "SWEpisodes", first=2024, last=2024)
def not_promptly_followed(data):
    found = []
    for earlier, row in _pairs(data.in_order("SWEpisodes", "SW_DECOM")):
        end = earlier.day("SW_DEC") if earlier else None
        if not until(end, days_after(data.end, -5)):
            continue
        start = row.day("SW_DECOM")
        if start is None or abs((start - end).days) > 5:
            found.append(row)
    return each(found)


@rule("SW11bSTG2", "SWEpisodes", first=2024)
def none_after_the_last_days(data):
    def is_at_last(row):
        end = row.day("SW_DEC")
        return until(days_after(data.end, -5), end) and until(end, data.end)

    dated = Counter(
        row["CHILD"] for row in data["SWEpisodes"] if row.day("SW_DECOM") is not None
    )
    found = []
    for child, rows in data.in_order("SWEpisodes", "SW_DECOM").items():
        if len(rows) == 1 and is_at_last(rows[0]):
            found.append(rows[0])
        for place in range(1, len(rows)):
            earlier, row = rows[place - 1], rows[place]
            if row.day("SW_DECOM") is None:
                if is_at_last(earlier):
                    found.append(row)
            elif (
                place + 1 == dated[child]
                and is_at_last(row)
                and before(earlier.day("SW_DECOM"), row.day("SW_DEC"))
            ):
                found.append(row)
    return each(found)


def _is_turning_point(row):
    return row["LS"] not in SHORT_BREAKS and (row["RNE"] == "S" or row["REC"] != "X1")


def _is_matched(data, row):
    for worker in data["SWEpisodes"]:
        start = worker.day("SW_DECOM")
        if row["CHILD"] is None or worker["CHILD"] != row["CHILD"] or start is None:
            continue
        if row["RNE"] == "S" and until(row.day("DECOM"), start):
            return True
        if row["REC"] != "X1" and (
            row.day("DEC") is None or until(start, row.day("DEC"))
        ):
            return True
    return False


@rule("SW12STG2", "Episodes", "SWEpisodes", first=2024, last=2024)
def turning_point_without_match(data):
    return each(
        row
        for row in data["Episodes"]
        if _is_turning_point(row) and not _is_matched(data, row)
    )


@rule("SW12STG2", "Episodes", "SWEpisodes", first=2025)
def recent_turning_point_without_match(data):
    since = years_after(data.start, -1)
    return each(
        row
        for row in data["Episodes"]
        if (row.day("DEC") is None or since <= row.day("DEC") <= data.end)
        and _is_turning_point(row)
        and not _is_matched(data, row)
    )


@rule("SW13STG1", "SWEpisodes", first=2024, last=2024)
def no_known_reason(data):
    return _each_row(data, lambda row: row["SW_REASON"] not in REASONS)


@rule("SW13STG1", "SWEpisodes", first=2025)
def unknown_reason_or_none_from_2023(data):
    def is_failing(row):
        if row["SW_REASON"] is None:
            return until(FROM_2023, row.day("SW_DECOM"))
        return row["SW_REASON"] not in REASONS

    return _each_row(data, is_failing)


@rule("SW14STG2", "SWEpisodes", first=2024, last=2024)
def open_before_the_last(data):
    return each(
        row
        for rows in data.in_order("SWEpisodes", "SW_DECOM").values()
        for row in rows[:-1]
        if row.day("SW_DEC") is None
    )


@rule("SW17STG2", "SWEpisodes", first=2026)
def latest_has_ended(data):
    found = []
    for rows in data.by_child("SWEpisodes").values():
        latest = max(row.day("SW_DECOM") or date.min for row in rows)
        judged = [row for row in rows if row.day("SW_DECOM") == latest] or rows[:1]
        if all(row.has("SW_DEC") for row in judged):
            found.append(judged[0])
    return each(found)
