"""The figures of looked-after children in plain Python, from their definitions.

A history is a list of `Tables`, the return itself last and those of the years before
it in front, one a year. A figure is a numerator and a denominator, None for a count.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from ssda903.plain import SHORT_BREAKS, years_after

FOSTERED = ("U1", "U2", "U3", "U4", "U5", "U6")
FOR_ADOPTION = ("A3", "A4", "A5", "A6")
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
SUPPORTED_FROM = date(2023, 10, 28)
BY_PLACE = {
    "cla_placed_outside_area": lambda e, day: e["PL_LOCATION"] == "OUT",
    "cla_own_provision": lambda e, day: e["PLACE_PROVIDER"] == "PR1",
    "cla_in_foster_care": lambda e, day: e["PLACE"] in FOSTERED,
    "cla_in_childrens_homes": lambda e, day: e["PLACE"] in ("K1", "K2"),
    "cla_with_parents": lambda e, day: e["PLACE"] == "P1",
    "cla_in_residential_schools": lambda e, day: e["PLACE"] == "S1",
    "cla_placed_for_adoption": lambda e, day: e["PLACE"] in FOR_ADOPTION,
    "cla_section20": lambda e, day: e["LS"] == "V2",
    "cla_independent_living": lambda e, day: (
        (e["PLACE"] in ("P2", "H5") and e.day("DECOM") <= SUPPORTED_FROM)
        or (e["PLACE"] == "K3" and day >= SUPPORTED_FROM)
    ),
}
REASONS = {
    "cla_adopted": lambda year: ("E11", "E12"),
    "cla_returned_home": lambda year: ("E4", "E4A", "E4B"),
    "cla_special_guardianship": lambda year: (
        ("E43", "E44") if year < 2019 else ("E45", "E46", "E47", "E48")
    ),
}


@dataclass
class Stay:
    """One episode in a child's history, with the period and the placement it is in."""

    row: object
    is_own: bool
    period: int = 0
    placement: int = 0
    is_known_start: bool = False

    @property
    def start(self):
        return self.row.day("DECOM")

    @property
    def end(self):
        return self.row.day("DEC")


def months_after(day, months):
    """The same day some months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def months_of(year):
    """First and last day of each month of a return's year."""
    starts = [months_after(date(year - 1, 4, 1), n) for n in range(12)]
    return [(s, months_after(s, 1) - timedelta(days=1)) for s in starts]


def in_care(data):
    """The episodes of known children, short breaks left out."""
    return [
        row
        for row in data["Episodes"]
        if row["CHILD"] is not None and row["LS"] not in SHORT_BREAKS
    ]


def open_on(data, day):
    """Child to the episode it is looked after by on a day, the latest of several."""
    found = {}
    for row in in_care(data):
        start, end = row.day("DECOM"), row.day("DEC")
        if start and start <= day and not (end and end <= day):
            best = found.get(row["CHILD"])
            if best is None or (start, row.number) > (best.day("DECOM"), best.number):
                found[row["CHILD"]] = row
    return found


def careers(history):
    """Child to its episodes of all years in order, with periods and placements."""
    *earlier, own = history
    stays = [Stay(row, True) for row in in_care(own) if row.day("DECOM")]
    told = {(stay.row["CHILD"], stay.start) for stay in stays}
    for data in reversed(earlier):
        ended = [
            Stay(row, False)
            for row in in_care(data)
            if row.day("DECOM")
            and row.day("DEC")
            and row.day("DEC") <= data.end
            and (row["CHILD"], row.day("DECOM")) not in told
        ]
        told |= {(stay.row["CHILD"], stay.start) for stay in ended}
        stays = ended + stays
    found = defaultdict(list)
    for stay in stays:
        found[stay.row["CHILD"]].append(stay)
    for listed in found.values():
        listed.sort(key=lambda stay: (stay.start, stay.is_own, stay.row.number))
        _number(listed)
    return found


def _number(stays):
    before = settled = None
    was_away = False
    period = placement = 0
    for stay in stays:
        row = stay.row
        left = before and before.row["REC"] not in (None, "X1") and before.end
        if (
            before is None
            or row["RNE"] == "S"
            or left
            or (before.end and before.end < stay.start)
        ):
            period += 1
            settled, was_away = None, False
            stay.is_known_start = row["RNE"] == "S" or before is not None
        if row["PLACE"] in TEMPORARY:
            was_away = True
        else:
            place = [row[c] for c in ("PLACE", "PLACE_PROVIDER", "PL_POST", "URN")]
            is_back = was_away and place == settled
            if settled is None or (row["RNE"] in ("S", "P", "B") and not is_back):
                placement += 1
            settled, was_away = place, False
        stay.period, stay.placement = period, placement
        before = stay


def placements_of(stays):
    """First and last day of each placement, by its number; open without a last day."""
    found = defaultdict(list)
    for stay in stays:
        if stay.placement:
            found[stay.period, stay.placement].append(stay)
    return {
        key: (
            min(stay.start for stay in group),
            max(s.end for s in group) if all(s.end for s in group) else None,
        )
        for key, group in found.items()
    }


def on_month_ends(history):
    """The figures that are a state on the last day of a month."""
    own = history[-1]
    births = {}
    asylum = {}
    for row in own["Header"]:
        if row["CHILD"] is not None and row["CHILD"] not in births:
            births[row["CHILD"]] = row.day("DOB")
            asylum[row["CHILD"]] = row["UASC"] == "1"
    lives = careers(history)
    for _, last in months_of(own.year):
        children = open_on(own, last)
        count = len(children)
        yield ("cla_at_year_end", last), (count, None)
        for name, holds in BY_PLACE.items():
            yield (name, last), (sum(holds(e, last) for e in children.values()), count)
        yield (
            ("cla_uasc", last),
            (
                sum(asylum.get(c, False) and is_uasc(own, c, last) for c in children),
                count,
            ),
        )
        first = months_after(last.replace(day=1), -11)
        many = settled = long_term = 0
        for child, row in children.items():
            stays = lives[child]
            spans = placements_of(stays)
            many += (
                sum(
                    start <= last and (start >= first or end is None or end > first)
                    for start, end in spans.values()
                )
                >= 3
            )
            now = next(s for s in stays if s.row is row)
            began = min(s.start for s in stays if s.period == now.period)
            turns_16 = years_after(births.get(child), 16)
            if not (turns_16 and turns_16 > last and began <= months_after(last, -30)):
                continue
            long_term += 1
            since = [spans.get((now.period, now.placement))]
            if row["PLACE"] in FOR_ADOPTION:
                since.append(spans.get((now.period, now.placement - 1)))
            settled += any(s and s[0] <= months_after(last, -24) for s in since)
        yield ("cla_three_or_more_placements", last), (many, count)
        yield ("cla_long_term_stability", last), (settled, long_term)


def is_uasc(data, child, day):
    """Whether the status still runs on a day."""
    ends = [row.day("DUC") for row in data["UASC"] if row["CHILD"] == child]
    return not ends or None in ends or max(ends) > day


def spans_of(year):
    """Kind, first and last day of each period that lies in a return's year."""
    months = months_of(year)
    for first, last in months:
        yield "month", first, last
        yield "year_to_date", months[0][0], last
    for n in (0, 3, 6, 9):
        yield "quarter", months[n][0], months[n + 2][1]
    yield "year", months[0][0], months[-1][1]


def in_periods(history, first_due):
    """The figures of a period, each child once: kind, and last day, of the period."""
    own = history[-1]
    reviews = list(reviews_by_month(history, first_due))
    for kind, first, last in spans_of(own.year):
        started = {
            row["CHILD"]
            for row in in_care(own)
            if row["RNE"] == "S"
            and row.day("DECOM")
            and first <= row.day("DECOM") <= last
        }
        yield ("cla_starts", kind, last), (len(started), None)
        leaving = {}
        for row in reversed(in_care(own)):
            end = row.day("DEC")
            if row["REC"] in (None, "X1") or end is None or not first <= end <= last:
                continue
            if row["CHILD"] not in leaving or end >= leaving[row["CHILD"]].day("DEC"):
                leaving[row["CHILD"]] = row
        yield ("cla_ceased", kind, last), (len(leaving), None)
        adopted = [r for r in leaving.values() if r["REC"] in ("E11", "E12")]
        at_five = [r for r in adopted if is_five(own, r)]
        yield ("cla_adopted_aged_5_plus", kind, last), (len(at_five), len(adopted))
        for name, codes in REASONS.items():
            of_reason = sum(r["REC"] in codes(own.year) for r in leaving.values())
            yield (name, kind, last), (of_reason, len(leaving))
        missing, everybody = set(), set()
        for start, end in months_of(own.year):
            if first <= start and end <= last:
                there = present(in_care(own), "DECOM", "DEC", start, end)
                absent = [row for row in own["Missing"] if row["MISSING"] == "M"]
                everybody |= there
                missing |= there & present(absent, "MIS_START", "MIS_END", start, end)
        yield ("cla_missing", kind, last), (len(missing), len(everybody))
        verdicts = defaultdict(list)
        for child, month_end, is_in_time in reviews:
            if first <= month_end <= last:
                verdicts[child].append(is_in_time)
        in_time = sum(all(each) for each in verdicts.values())
        yield ("cla_reviews_in_timescale", kind, last), (in_time, len(verdicts))


def is_five(data, row):
    """Whether the child of an episode was five or older when it ended."""
    headers = data.by_child("Header").get(row["CHILD"], [])
    birthday = years_after(headers[0].day("DOB"), 5) if headers else None
    return birthday is not None and birthday <= row.day("DEC")


def present(rows, start, end, first, last):
    """The children of rows that touch the days from first to last."""
    return {
        row["CHILD"]
        for row in rows
        if row.day(start)
        and row.day(start) <= last
        and not (row.day(end) and row.day(end) < first)
    }


def reviews_by_month(history, first_due):
    """Child, month end, and whether it was in time, of each review that counts."""
    own = history[-1]
    for child, stays in careers(history).items():
        for due, held, end in required_reviews(history, child, stays, first_due):
            is_in_time = held is not None and held <= due
            for first, last in months_of(own.year):
                if held is not None and first <= held <= last:
                    day = held
                elif (
                    not is_in_time
                    and due <= last
                    and (held is None or held > last)
                    and (end is None or end >= first)
                ):
                    day = max(due, first)
                else:
                    continue
                if any(
                    s.is_own and s.start <= day and (s.end is None or s.end >= day)
                    for s in stays
                ):
                    yield child, last, is_in_time


def required_reviews(history, child, stays, first_due):
    """Day due, day held or None, and end of care, of each review of a child."""
    days = {
        row.day("REVIEW")
        for data in history
        for row in data["Reviews"]
        if row["CHILD"] == child and row.day("REVIEW")
    }
    for number in sorted({stay.period for stay in stays}):
        of_period = [stay for stay in stays if stay.period == number]
        start, end = of_period[0].start, of_period[-1].end
        known_from = max(history[0].start, start)
        held = sorted(d for d in days if d >= start and (end is None or d <= end))
        is_followed = of_period[0].is_known_start and start >= history[0].start
        due = first_due(start) if is_followed else months_after(known_from, 6)
        first = held[0] if held else None
        required = [(due, first)]
        if not is_followed and first is not None and first <= due:
            required = []
        for n, day in enumerate(held):
            months = 3 if n == 0 and is_followed else 6
            following = held[n + 1] if n + 1 < len(held) else None
            required.append((months_after(day, months), following))
        for due_day, held_on in required:
            if held_on is not None or end is None or end > due_day:
                yield due_day, held_on, end
