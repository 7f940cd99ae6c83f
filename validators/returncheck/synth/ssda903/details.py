"""Draws what hangs on a child's time in care: reviews, absences, workers, answers."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from returncheck.synth.dates import (
    calendar,
    days,
    months_later,
    year_end,
    year_start,
)
from returncheck.synth.dice import Curve, Dice, Weighted
from returncheck.synth.ssda903.records import (
    Absence,
    Deprivation,
    Episode,
    HealthAnswers,
    Leaver,
    PermanenceBefore,
    Stint,
)
from returncheck.synth.ssda903.shares import Shares

_SHARE_LATE = 0.1
_YOUNGEST_MISSING = 10
# So many of the children looked after in a year are of that age.
_SHARE_OF_THAT_AGE = 0.5
_SHARE_AWAY = 0.02
_DAYS_MISSING = Curve((0, 0), (0.6, 1), (0.85, 3), (0.97, 10), (1, 25))
_REASONS_FOR_WORKER = Weighted(
    (
        ("MANAGE", 12),
        ("LEFTRL", 30),
        ("ORGRST", 6),
        ("TSPROC", 22),
        ("ABSENC", 7),
        ("CHCHAN", 1),
        ("PCCHAN", 1),
        ("SWDIED", 1),
        ("OTHERS", 20),
    )
)
FIRST_CONTACT = "FCONTA"
_SHARE_MISUSE = 0.03
_OLD_ENOUGH_FOR_PERMANENCE = 900
_BEFORE = Weighted((("P1", 20), ("P2", 45), ("P3", 20), ("P4", 15)))
_AUTHORITIES = ("201", "330", "380", "825", "873", "887", "931", "WAL", "SCO", "999")
_IN_TOUCH_OTHERWISE = Weighted((("REFU", 30), ("NREQ", 30), ("RHOM", 20), ("DIED", 5)))
_SHARE_OTHERWISE = 0.03
_STUDIES = Weighted((("F1", 9), ("P1", 1)))
_WORK = Weighted((("F2", 45), ("P2", 6), ("F4", 15), ("P4", 2), ("F5", 30), ("P5", 8)))
_IDLE = Weighted((("G4", 35), ("G5", 50), ("G6", 15)))
_SUITABLE = Weighted(
    (("B1", 6), ("C1", 3), ("D1", 14), ("E1", 9), ("K1", 5), ("R1", 2), ("T1", 8),
     ("U1", 34), ("V1", 2), ("W1", 3), ("Y1", 14))
)  # fmt: skip
_UNSUITABLE = Weighted((("X2", 30), ("S2", 20), ("G2", 10), ("U2", 15), ("H2", 10)))
_STAYING_PUT = ("Z1", "Z2")


def draw_reviews(dice: Dice, start: date, last: date) -> tuple[date, ...]:
    """The reviews of a time in care, nearly always in time.

    What is in time is so by some days, and what is late is so by weeks: the boundary
    cases have the days between.

    Args:
        dice: The child's chance.
        start: The day care starts.
        last: The day it ends, or that of the return if it goes on.
    """
    held = [calendar().add(start, dice.between(8, 18))]
    while held[-1] <= last:
        step = dice.between(60, 84) if len(held) == 1 else dice.between(140, 175)
        held.append(held[-1] + days(step))
    held.pop()
    if dice.chance(_SHARE_LATE):
        late_by = days(dice.between(50, 80))
        can_be_late = [place for place, day in enumerate(held) if day + late_by <= last]
        if can_be_late:
            place = dice.pick(can_be_late[-3:])
            held[place:] = [day + late_by for day in held[place:]]
    return tuple(day for day in held if day <= last)


def draw_absences(
    dice: Dice,
    episodes: Sequence[Episode],
    birth: date,
    years: Sequence[int],
    shares: Shares,
) -> tuple[Absence, ...]:
    """The times a child was missing or away in some return years, none in another.

    Each lies in one episode, and in one year but for its end: one that begins in the
    last days may go on into the next year.
    """
    suited = [
        each
        for each in episodes
        if not each.is_short_break and not each.placement.is_temporary
    ]
    found: list[Absence] = []
    for year in years:
        is_old = months_later(birth, 12 * _YOUNGEST_MISSING) <= year_start(year)
        share = min(shares.missing / _SHARE_OF_THAT_AGE, 0.95) if is_old else 0.0
        if dice.chance(share):
            found += _absences(dice, suited, year, "M", dice.between(1, 4))
        if is_old and dice.chance(_SHARE_AWAY):
            found += _absences(dice, suited, year, "A", 1)
    return tuple(_without_overlap(found))


def _absences(
    dice: Dice,
    episodes: Sequence[Episode],
    year: int,
    kind: Literal["M", "A"],
    number: int,
) -> Iterator[Absence]:
    for _ in range(number):
        if not episodes:
            return
        episode = dice.pick(episodes)
        low = max(episode.start, year_start(year)) + days(1)
        latest = year_end(year) if episode.end is None else episode.end - days(2)
        high = min(latest, year_end(year))
        if low > high:
            continue
        start = low + days(dice.between(0, (high - low).days))
        end: date | None = start + days(dice.draw(_DAYS_MISSING))
        if end is not None and episode.end is not None and end >= episode.end:
            end = episode.end - days(1)
        yield Absence(kind=kind, start=start, end=end)


def _without_overlap(found: Sequence[Absence]) -> Iterator[Absence]:
    last: date | None = None
    for each in sorted(found, key=lambda absence: absence.start):
        if last is None or each.start > last:
            yield each
            last = each.end or each.start


def draw_stints(
    dice: Dice, starts: Sequence[date], last: date, *, one_only: bool = False
) -> tuple[Stint, ...]:
    """The child's social workers, without a gap and open at the end.

    Args:
        dice: The child's chance.
        starts: The days on which care starts; at each a worker starts as well.
        last: A day after which none starts.
        one_only: Whether one worker stays throughout.
    """
    changes = {starts[0]: FIRST_CONTACT}
    for start in () if one_only else starts[1:]:
        changes[start] = FIRST_CONTACT
    day = starts[0]
    while not one_only:
        day += days(dice.between(60, 700))
        if day > last:
            break
        if all(abs((day - start).days) > 3 for start in changes):
            changes[day] = dice.weighted(_REASONS_FOR_WORKER)
    ordered = sorted(changes)
    ends = [*ordered[1:], None]
    return tuple(
        Stint(
            worker=f"SW{dice.between(10**9, 10**10 - 1)}",
            start=start,
            end=end,
            reason=changes[start],
        )
        for start, end in zip(ordered, ends, strict=True)
    )


def draw_health(dice: Dice, year: int, shares: Shares) -> HealthAnswers:
    """A year's answers on health and offending."""

    def yes(share: float) -> str:
        return "1" if dice.chance(share) else "0"

    misuse = yes(_SHARE_MISUSE)
    treated = yes(0.5) if misuse == "1" else None
    has_score = dice.chance(0.78)
    return HealthAnswers(
        convicted=yes(shares.convicted),
        development=yes(0.88),
        immunised=yes(shares.immunised),
        teeth=yes(shares.teeth),
        assessed=yes(shares.assessed),
        misuse=misuse,
        treated=treated,
        offered=yes(0.6) if treated == "0" else None,
        score=dice.between(0, 36) if has_score else None,
        no_score=None if has_score else dice.pick(("SDQ2", "SDQ3", "SDQ4", "SDQ5")),
    )


def draw_permanence(dice: Dice, birth: date, start: date) -> PermanenceBefore:
    """How a child had left care for good before the first known start of care."""
    room = (start - birth).days - _OLD_ENOUGH_FOR_PERMANENCE
    if room <= 0 or not dice.chance(0.06):
        return PermanenceBefore(kind="Z1")
    day = birth + days(dice.between(60, 60 + room))
    forms = (f"{day:%d/%m/%Y}", f"ZZ/{day:%m/%Y}", f"ZZ/ZZ/{day:%Y}", "ZZ/ZZ/ZZZZ")
    return PermanenceBefore(
        kind=dice.weighted(_BEFORE),
        authority=dice.pick(_AUTHORITIES),
        day=forms[dice.weighted(Weighted(((0, 7), (1, 1), (2, 1), (3, 1))))],
    )


def draw_leaver(dice: Dice, shares: Shares, *, stays_put: bool) -> Leaver:
    """What is known of a child after care.

    Args:
        dice: The child's chance.
        shares: Of the authority and year.
        stays_put: Whether the child may have stayed with its former carers.
    """
    in_touch = "YES"
    if dice.chance(_SHARE_OTHERWISE):
        in_touch = dice.weighted(_IN_TOUCH_OTHERWISE)
    elif dice.chance(shares.not_in_touch):
        in_touch = "NO"
    if in_touch in ("DIED", "RHOM"):
        return Leaver(in_touch=in_touch, activity="0", accommodation="0")
    is_known = in_touch == "YES" or dice.chance(0.2)
    if not is_known:
        return Leaver(in_touch=in_touch, activity="0", accommodation="0")
    if dice.chance(shares.suitable):
        may_stay = stays_put and dice.chance(0.25)
        accommodation = _STAYING_PUT[0] if may_stay else dice.weighted(_SUITABLE)
    else:
        accommodation = dice.weighted(_UNSUITABLE)
    return Leaver(
        in_touch=in_touch,
        activity=_activity(dice, shares),
        accommodation=accommodation,
    )


def _activity(dice: Dice, shares: Shares) -> str:
    if dice.chance(shares.working):
        is_student = dice.chance(shares.studying / max(shares.working, 0.01))
        return dice.weighted(_STUDIES if is_student else _WORK)
    return dice.weighted(_IDLE)


def draw_deprivation(
    dice: Dice, episodes: Sequence[Episode], year: int
) -> tuple[Deprivation, ...]:
    """An order to deprive a child in a children's home of liberty, seldom any."""
    for episode in episodes:
        is_last = episode.end is None
        low = max(episode.start, year_start(year)) + days(1)
        high = year_end(year) if episode.end is None else episode.end - days(1)
        room = (min(high, year_end(year)) - low).days
        if episode.placement.place != "K2" or room < 20 or not dice.chance(0.1):
            continue
        start = low + days(dice.between(0, room - 15))
        lasts = is_last and dice.chance(0.6)
        end = None if lasts else start + days(dice.between(7, (high - start).days))
        return (Deprivation(start=start, end=end),)
    return ()
