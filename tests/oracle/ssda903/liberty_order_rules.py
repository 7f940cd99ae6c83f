"""Rules on deprivation of liberty orders."""

from datetime import date
from itertools import pairwise

from ssda903.plain import Row, before, each, rule, until


@rule("704", "DoLo", first=2027)
def ends_outside_the_year(data):
    return each(
        row
        for row in data["DoLo"]
        if before(row.day("DOLO_END"), data.start)
        or before(data.end, row.day("DOLO_END"))
    )


@rule("705", "DoLo", first=2027)
def begins_while_another_is_open(data):
    found = []
    for rows in data.by_child("DoLo").values():
        ordered = sorted(rows, key=_by_end)
        for earlier, later in pairwise(ordered):
            end = earlier.day("DOLO_END")
            if end is None or before(later.day("DOLO_START"), end):
                found.append(later)
    return each(found)


def _by_end(row):
    start = row.day("DOLO_START")
    end = row.day("DOLO_END") or start
    return end or date.max, start or date.max, row.number


@rule("706", "DoLo", first=2027, previous=("DoLo",))
def not_carried_forward(data):
    found = []
    for row in data.previous["DoLo"]:
        if row["DOLO_START"] is None or row["DOLO_END"] is not None:
            continue
        if not any(
            row["CHILD"] is not None
            and now["CHILD"] == row["CHILD"]
            and _is_same_start(now, row)
            for now in data["DoLo"]
        ):
            found.append(Row("DoLo_last", row.number, row))
    return each(found)


def _is_same_start(now, then):
    if now["DOLO_START"] == then["DOLO_START"]:
        return True
    day = then.day("DOLO_START")
    return day is not None and now.day("DOLO_START") == day


@rule("707", "DoLo", "Episodes", first=2027)
def outside_every_period_of_care(data):
    periods = _periods_of_care(data)
    return each(
        row
        for row in data["DoLo"]
        if row.day("DOLO_START") is not None
        and row["CHILD"] in periods
        and not any(_suits(row, *period) for period in periods[row["CHILD"]])
    )


def _periods_of_care(data):
    """The first and the last day of each period of each child."""
    periods = {}
    for child, rows in data.in_order("Episodes").items():
        for row in rows:
            start, end = row.day("DECOM"), row.day("DEC")
            if start is None:
                continue
            held = periods.setdefault(child, [])
            if not held or before(held[-1][1], start):
                held.append((start, end))
            else:
                held[-1] = (held[-1][0], end)
    return periods


def _suits(order, first, last):
    start, end = order.day("DOLO_START"), order.day("DOLO_END")
    if end is None:
        return last is None and start >= first
    return end >= first and (last is None or end <= last)


@rule("708", "DoLo", first=2027)
def starts_by_birth(data):
    return each(
        row for row in data["DoLo"] if until(row.day("DOLO_START"), row.day("DOB"))
    )


def _overlapping(data):
    """Each order with both dates beside each episode that shares a day with it."""
    for order in data["DoLo"]:
        start, end = order.day("DOLO_START"), order.day("DOLO_END")
        if order["CHILD"] is None or start is None or end is None:
            continue
        for episode in data["Episodes"]:
            if episode["CHILD"] != order["CHILD"]:
                continue
            ended = episode.day("DEC")
            if until(episode.day("DECOM"), end) and (ended is None or start <= ended):
                yield order, episode


@rule("709", "DoLo", "Episodes", first=2027)
def unusual_placement(data):
    return [
        [order, episode]
        for order, episode in _overlapping(data)
        if episode["PLACE"] not in ("K2", "Z12", "Z13")
    ]


@rule("710", "DoLo", "Episodes", first=2027)
def impossible_placement(data):
    return [
        [order, episode]
        for order, episode in _overlapping(data)
        if episode["PLACE"] in ("K1", "P1", "R5", "K3")
    ]
