"""Boundary cases of days: edges of the year, birthdays, reviews, limits of time."""

from dataclasses import replace
from datetime import date
from functools import partial

from returncheck.synth.dates import calendar, days, is_leap, months_later
from returncheck.synth.ssda903.cast.script import Role, Script
from returncheck.synth.ssda903.chain import Spell
from returncheck.synth.ssda903.placements import Kind
from returncheck.synth.ssda903.records import (
    Absence,
    Deprivation,
    Episode,
    Life,
    Placement,
)

_CHILD = 11


def _starts(script: Script, month: int, day: int, ago: int = 0) -> Life:
    """Care that starts on an edge of the year and goes on."""
    birth = script.aged(_CHILD, script.on(6, 10))
    return script.life(birth, script.fostered(script.on(month, day, ago=ago)))


def _ends(script: Script, start: tuple[int, int, int], end: tuple[int, int]) -> Life:
    """Care that ends on an edge of the year."""
    month, day, ago = start
    birth = script.aged(_CHILD, script.on(6, 10))
    spell = script.fostered(script.on(month, day, ago=ago), script.on(*end), "E4A")
    return script.life(birth, spell)


def _changes_on_the_edges(script: Script) -> Life:
    """A status that changes on 1 April, a placement that changes on 31 March."""
    start = script.on(10, 5, ago=1)
    spell = script.spell(
        [(start, script.foster()), (script.on(3, 31), script.foster())],
        legal=[(start, "C1"), (script.on(4, 1), "C2")],
    )
    return script.life(script.aged(8, script.on(1, 15)), spell)


def _left_and_returned(script: Script) -> Life:
    """Two starts in the year, and in care at its end."""
    first = script.fostered(script.on(5, 3), script.on(7, 9), "E4B")
    return script.life(
        script.aged(6, script.on(2, 2)), first, script.fostered(script.on(11, 20))
    )


def _left_twice(script: Script) -> Life:
    """Two starts and two ends in the year, the second the day after a day at home."""
    first = script.fostered(script.on(4, 20), script.on(8, 1), "E4A")
    second = script.fostered(script.on(8, 2), script.on(12, 24), "E4B")
    return script.life(script.aged(5, script.on(2, 2)), first, second)


def _birthday(script: Script, years: int, late: int) -> Life:
    """Looked after all year, a birthday so many days after its end."""
    birth = script.aged(years, script.context.last + days(late))
    return script.life(birth, script.fostered(script.on(6, 12, ago=2)))


def _born_on_leap_day(script: Script) -> Life:
    """Birthdays that only leap years have."""
    year = script.context.year - 9
    while not is_leap(year):
        year -= 1
    return script.life(date(year, 2, 29), script.fostered(script.on(1, 8, ago=1)))


def _taken_at_birth(script: Script) -> Life:
    birth = script.on(9, 14)
    start = script.spell([(birth, script.foster())], legal="C1")
    return script.life(birth, start)


def _reviewed(script: Script, first: int, second: int, third: int) -> Life:
    """Reviews so many working days and days later than the last day in time."""
    start = script.on(4, 22)
    held = [calendar().add(start, 20 + first)]
    held.append(months_later(held[-1], 3) + days(second))
    held.append(months_later(held[-1], 6) + days(third))
    end = script.context.last
    return script.life(
        script.aged(9, script.on(2, 14)),
        script.fostered(start),
        base=script.written(reviews=tuple(day for day in held if day <= end)),
    )


def _reviewed_of_old(script: Script, late: int) -> Life:
    """In care for years; the second review of the year 6 months after the first."""
    first = script.on(5, 10)
    held = (script.on(12, 1, ago=1), first, months_later(first, 6) + days(late))
    last = months_later(held[-1], 4)
    return script.life(
        script.aged(7, script.on(2, 14)),
        script.fostered(script.on(6, 1, ago=3)),
        base=script.written(reviews=(*held, last)),
    )


def _for_some_days(
    script: Script, legal: str, lasts: int, following: str, age: int = 12
) -> Life:
    """A legal status for as long as it may last."""
    start = script.on(7, 2)
    spell = script.spell(
        [(start, script.foster())],
        legal=[(start, legal), (start + days(lasts), following)],
    )
    return script.life(script.aged(age, script.on(1, 20)), spell)


def _away_for_some_days(script: Script, place: str, lasts: int) -> Life:
    """A temporary placement for as long as it may last; no placement of its own."""
    start, away = script.on(9, 9, ago=2), script.on(8, 4)
    carer = script.foster()
    moves: list[tuple[date, Placement]] = [
        (start, carer),
        (away, script.temporary(place)),
        (away + days(lasts), carer),
    ]
    return script.life(script.aged(9, script.on(1, 20)), script.spell(moves))


def _missing(script: Script, absences: tuple[Absence, ...]) -> Life:
    spell = script.fostered(script.on(6, 1, ago=2))
    return script.life(
        script.aged(14, script.on(1, 20)),
        spell,
        base=script.written(absences=absences),
    )


def _missing_over_the_edge(script: Script) -> Life:
    """Missing from 31 March to 2 April, and again on the last day."""
    first = Absence(kind="M", start=script.on(3, 31, ago=1), end=script.on(4, 2))
    last = Absence(kind="M", start=script.on(3, 31), end=None)
    return _missing(script, (first, last))


def _missing_twice(script: Script) -> Life:
    """Missing twice, the second time on the day the first ended."""
    back = script.on(6, 11)
    first = Absence(kind="M", start=script.on(6, 9), end=back)
    return _missing(script, (first, Absence(kind="M", start=back, end=back)))


def _only_away(script: Script) -> Life:
    """Away without authorisation, which is not missing."""
    day = script.on(10, 2)
    return _missing(script, (Absence(kind="A", start=day, end=day + days(1)),))


def _short_break(script: Script, day: date, legal: str, lasts: int | None) -> Episode:
    birth = script.aged(8, script.on(1, 20))
    placement = script.placement(Kind.SHORT_BREAK, day, birth)
    end = None if lasts is None else day + days(lasts)
    return Episode(
        start=day,
        new="S",
        legal=legal,
        need="N2",
        placement=placement,
        home=None,
        end=end,
        ended=None if end is None else "E8",
    )


def _short_breaks(
    script: Script, legal: str, *breaks: tuple[int, int, int | None]
) -> Life:
    """Short breaks, by month, day and length."""
    birth = script.aged(8, script.on(1, 20))
    episodes = tuple(
        _short_break(script, script.on(month, day), legal, lasts)
        for month, day, lasts in breaks
    )
    return replace(
        script.life(birth, _any_spell(script)),
        episodes=episodes,
        reviews=(),
        absences=(),
        stints=(),
    )


def _any_spell(script: Script) -> Spell:
    return script.fostered(script.on(5, 1))


def _deprived(script: Script, *, is_over: bool) -> Life:
    """An order from 1 April on; in returns that do not ask for it, none is shown."""
    birth = script.aged(14, script.on(1, 20))
    start = script.on(2, 10, ago=1)
    placement = script.placement(Kind.HOME, start, birth)
    end = script.on(3, 31) if is_over else None
    order = Deprivation(start=script.on(4, 1), end=end)
    return script.life(
        birth,
        script.spell([(start, placement)]),
        base=script.written(deprivations=(order,)),
    )


ROLES: tuple[Role, ...] = (
    partial(_starts, month=4, day=1),
    partial(_starts, month=4, day=2),
    partial(_starts, month=3, day=31),
    partial(_starts, month=3, day=31, ago=1),
    partial(_ends, start=(7, 7, 2), end=(4, 1)),
    partial(_ends, start=(7, 7, 0), end=(3, 31)),
    partial(_ends, start=(7, 7, 1), end=(3, 30)),
    _changes_on_the_edges,
    _left_and_returned,
    _left_twice,
    *(
        partial(_birthday, years=years, late=late)
        for years in (4, 5, 10, 17)
        for late in (0, 1)
    ),
    partial(_birthday, years=4, late=-364),
    partial(_birthday, years=17, late=-364),
    _born_on_leap_day,
    _taken_at_birth,
    partial(_reviewed, first=0, second=0, third=0),
    partial(_reviewed, first=1, second=0, third=0),
    partial(_reviewed, first=0, second=1, third=0),
    partial(_reviewed, first=0, second=0, third=1),
    partial(_reviewed_of_old, late=0),
    partial(_reviewed_of_old, late=1),
    partial(_for_some_days, legal="L1", lasts=3, following="V2"),
    partial(_for_some_days, legal="L2", lasts=21, following="C1"),
    partial(_for_some_days, legal="L3", lasts=7, following="C1"),
    partial(_for_some_days, legal="J2", lasts=21, following="J3"),
    partial(_away_for_some_days, place="T1", lasts=42),
    partial(_away_for_some_days, place="T3", lasts=21),
    partial(_away_for_some_days, place="T4", lasts=7),
    partial(_away_for_some_days, place="T0", lasts=8),
    _missing_over_the_edge,
    _missing_twice,
    _only_away,
    lambda script: _short_breaks(script, "V3", (5, 2, 17), (7, 1, 1), (2, 10, 2)),
    lambda script: _short_breaks(script, "V4", (4, 1, None)),
    partial(_deprived, is_over=False),
    partial(_deprived, is_over=True),
)
"""Boundary cases of days."""
