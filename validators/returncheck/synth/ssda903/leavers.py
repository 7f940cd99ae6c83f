"""Who is asked about after care, and who was looked after all year.

Source:
    DfE, Children looked-after by local authorities: guide to the SSDA903 collection,
    sections on care leavers and on outcomes.
"""

from collections.abc import Sequence
from datetime import date

from returncheck.synth.dates import months_later, year_end, year_start
from returncheck.synth.ssda903.records import Episode, Life

_NO_LEAVERS = ("E11", "E12", "E2", "E3", "E13", "E41", "E45", "E46", "E47", "E48")
_YOUNGEST, _FROM_BIRTHDAYS, _OLDEST = 17, 19, 21
_DAYS_SINCE_14 = 91
_ALWAYS_FROM = 20


def shown_episodes(episodes: Sequence[Episode], year: int) -> tuple[Episode, ...]:
    """The episodes that a year's return shows."""
    first, last = year_start(year), year_end(year)
    return tuple(
        each
        for each in episodes
        if each.start <= last and (each.end is None or each.end >= first)
    )


def is_looked_after_all_year(episodes: Sequence[Episode], year: int) -> bool:
    """Whether the shown episodes of a year leave no day of it out."""
    first, last = year_start(year), year_end(year)
    for each in episodes:
        began = each.new == "S" and first < each.start <= last
        ended = each.ended != "X1" and each.end is not None and first <= each.end < last
        if began or ended or each.is_short_break:
            return False
    return bool(episodes)


def is_asked_about(life: Life, year: int) -> bool:
    """Whether a year's return has the child among the care leavers."""
    last = life.episodes[-1]
    end, until = last.end, year_end(year)
    if life.leaver is None or end is None or end > until or last.is_short_break:
        return False
    if last.ended in _NO_LEAVERS:
        return False
    seen = shown_episodes(life.episodes, year)
    seen_before = shown_episodes(life.episodes, year - 1)
    if not seen and (not seen_before or life.person.own_child_born is not None):
        return False
    if is_looked_after_all_year(seen, year):
        return False
    age = _age_on(life.person.birth, until)
    return _is_of_age(life.person.birth, age, end) and (
        age >= _ALWAYS_FROM
        or _was_long_enough({*seen, *seen_before}, life.person.birth)
    )


def _is_of_age(birth: date, age: int, end: date) -> bool:
    """Whether a child that left on a day is asked about at an age."""
    if age < _FROM_BIRTHDAYS:
        # Still in care on the birthday, the child is asked about a year later.
        return age >= _YOUNGEST and end < months_later(birth, 12 * age)
    return age <= _OLDEST


def _was_long_enough(episodes: set[Episode], birth: date) -> bool:
    """Whether the child was in care for 13 weeks from 14 on, some of it from 16."""
    return (
        _days_from(episodes, months_later(birth, 14 * 12)) >= _DAYS_SINCE_14
        and _days_from(episodes, months_later(birth, 16 * 12)) >= 1
    )


def _days_from(episodes: set[Episode], birthday: date) -> int:
    return sum(
        max((each.end - max(each.start, birthday)).days, 0)
        for each in episodes
        if each.end is not None
    )


def _age_on(birth: date, day: date) -> int:
    years = day.year - birth.year
    return years - (months_later(birth, 12 * years) > day)
