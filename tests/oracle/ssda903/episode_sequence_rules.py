"""Rules on one episode after another, in a year and across its end: 388, 431 to 504."""

from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from ssda903.plain import before, each, rule, until

PLACEMENT = ("PLACE", "PL_POST", "URN", "PLACE_PROVIDER")
ENDS_OF_CARE = {f"E{n}" for n in (2, 3, *range(5, 10), *range(11, 18))}
ENDS_OF_CARE |= {"E4A", "E4B", "E41", "E45", "E46", "E47", "E48"}


def neighbours(data, *columns):
    """Each episode of a child with the one before it."""
    for rows in data.in_order("Episodes", *columns).values():
        yield from pairwise(rows)


def changed(earlier, later, *columns):
    return any(earlier[name] != later[name] for name in columns)


@rule("388", "Episodes")
def wrong_end(data):
    found = []
    for rows in data.by_child("Episodes").values():
        rows = sorted(rows, key=lambda row: (row.day("DECOM") or date.min, row.number))
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            end, reason = row.day("DEC"), row["REC"]
            if end is None or reason is None:
                continue
            goes_on = following is not None and following.day("DECOM") == end
            if (reason == "X1") != goes_on:
                found.append(row)
    return each(found)


@rule("431", "Episodes")
def starts_too_early(data):
    return each(
        later
        for earlier, later in neighbours(data)
        if later["RNE"] == "S" and until(later.day("DECOM"), earlier.day("DEC"))
    )


@rule("432", "Episodes")
def goes_on_after_the_end(data):
    return each(
        later
        for earlier, later in neighbours(data)
        if earlier["REC"] in ENDS_OF_CARE and later["RNE"] != "S"
    )


@rule("433", "Episodes")
def goes_on_another_day(data):
    found = []
    for earlier, later in neighbours(data, "DECOM", "DEC"):
        start, end = later.day("DECOM"), earlier.day("DEC")
        same_day = start is not None and start == end
        if later["RNE"] in ("P", "L", "T", "U", "B") and not same_day:
            found.append(later)
    return each(found)


@rule("434", "Episodes")
def status_alone(data):
    return each(
        later
        for earlier, later in neighbours(data)
        if later["RNE"] == "L"
        and (not changed(earlier, later, "LS") or changed(earlier, later, *PLACEMENT))
    )


@rule("435", "Episodes")
def placement_alone(data):
    return each(
        later
        for earlier, later in neighbours(data)
        if later["RNE"] in ("P", "T")
        and (changed(earlier, later, "LS") or not changed(earlier, later, *PLACEMENT))
    )


@rule("436", "Episodes")
def status_and_placement(data):
    return each(
        later
        for earlier, later in neighbours(data)
        if later["RNE"] in ("U", "B")
        and not (changed(earlier, later, "LS") and changed(earlier, later, *PLACEMENT))
    )


@rule("437", "Episodes")
def after_the_last(data):
    found = []
    for rows in data.by_child("Episodes").values():
        dated = [(row.day("DECOM"), row.number, row) for row in rows]
        dated = [each_one for each_one in dated if each_one[0] is not None]
        for day, number, row in dated:
            if row["REC"] in ("E2", "E15") and any(
                (other, further) > (day, number) for other, further, _ in dated
            ):
                found.append(row)
    return each(found)


@rule("445", "Episodes", last=2024)
def late_freeing_order(data):
    return each(
        row
        for row in data["Episodes"]
        if row["LS"] == "D1" and before(date(2005, 12, 31), row.day("DECOM"))
    )


@rule("446", "Episodes")
def early_placement_order(data):
    return each(
        row
        for row in data["Episodes"]
        if row["LS"] == "E1" and before(row.day("DECOM"), date(2005, 12, 1))
    )


@rule("451", "Episodes", last=2024)
def open_freeing_order(data):
    return each(
        row
        for row in data["Episodes"]
        if row["LS"] == "D1" and not row.has("DEC", "REC")
    )


@rule("501", "Episodes")
def overlaps(data):
    return each(
        later
        for earlier, later in neighbours(data)
        if before(later.day("DECOM"), earlier.day("DEC"))
    )


@rule("504", "Episodes")
def other_need(data):
    return each(
        later
        for earlier, later in neighbours(data)
        if earlier["REC"] == "X1"
        and later.day("DECOM") is not None
        and earlier.day("DEC") == later.day("DECOM")
        and changed(earlier, later, "CIN")
    )


def across(data):
    """The last episode of the year before, and the first of this year, of a child."""
    last_year = data.previous.by_child("Episodes")
    for child, rows in data.by_child("Episodes").items():
        now = [row for row in rows if row.day("DECOM") is not None]
        then = [r for r in last_year.get(child, []) if r.day("DECOM") is not None]
        if now and then:
            yield (
                max(then, key=lambda row: (row.day("DECOM"), -row.number)),
                min(now, key=lambda row: (row.day("DECOM"), row.number)),
            )


def carried_on(data):
    """Those of which the earlier has no end."""
    return [pair for pair in across(data) if pair[0].day("DEC") is None]


def miles(row):
    try:
        return Decimal(row["PL_DISTANCE"] or "")
    except InvalidOperation:
        return None


def is_moved(then, now):
    there, here = miles(then), miles(now)
    if there is None or here is None:
        return there != here
    return abs(there - here) >= Decimal("0.2")


def same_reason(then, now):
    return now["RNE"] is not None and now["RNE"] == then["RNE"]


@rule("452", "Episodes", "Episodes.PL_LA", previous=("Episodes", "Episodes.PL_LA"))
def other_authority_in_one(data):
    return each(
        now
        for then, now in across(data)
        if then["DEC"] is None
        and same_reason(then, now)
        and changed(then, now, "PL_LA")
    )


DISTANCE = ("Episodes", "Episodes.PL_DISTANCE")


@rule("453", *DISTANCE, previous=DISTANCE)
def other_distance_in_one(data):
    return each(
        now
        for then, now in carried_on(data)
        if same_reason(then, now) and is_moved(then, now)
    )


@rule("502", "Episodes", previous=("Episodes",))
def other_start(data):
    found = []
    last_year = data.previous.by_child("Episodes")
    for child, rows in data.by_child("Episodes").items():
        dated = [row for row in rows if row.day("DECOM") is not None]
        if not dated:
            continue
        first = min(dated, key=lambda row: (row.day("DECOM"), row.number))
        still_open = [r for r in last_year.get(child, []) if r["DEC"] is None]
        if any(row.day("DECOM") != first.day("DECOM") for row in still_open):
            found.append(first)
    return each(found)


def not_carried_over(code, column):
    """Enter the rule that a column stays the same across the year end."""
    reads = ["Episodes"]
    if column.startswith("PL_"):
        reads.append(f"Episodes.{column}")

    @rule(code, *reads, previous=tuple(reads))
    def differs(data):
        return each(now for then, now in carried_on(data) if changed(then, now, column))


not_carried_over("503A", "RNE")
not_carried_over("503B", "LS")
not_carried_over("503C", "CIN")
not_carried_over("503E", "PLACE_PROVIDER")
not_carried_over("503F", "URN")
not_carried_over("503H", "PL_LA")
not_carried_over("503J", "PL_LOCATION")


@rule("503G", *DISTANCE, previous=DISTANCE)
def other_distance(data):
    return each(now for then, now in carried_on(data) if is_moved(then, now))


def other_placement(data, forgiven):
    return each(
        now
        for then, now in carried_on(data)
        if changed(then, now, "PLACE") and (then["PLACE"], now["PLACE"]) not in forgiven
    )


@rule("503D", "Episodes", previous=("Episodes",), last=2024)
def other_placement_until_2024(data):
    return other_placement(data, [("H5", "K3")] if data.year == 2024 else [])


@rule("503D", "Episodes", previous=("Episodes",), first=2025, last=2025)
def other_placement_in_2025(data):
    return other_placement(data, [("H5", "K3")])


@rule("503D", "Episodes", previous=("Episodes",), first=2026)
def other_placement_since_2026(data):
    split = [("Z1", code) for code in ("Z11", "Z12", "Z13", "Z14")]
    return other_placement(data, split if data.year == 2026 else [])
