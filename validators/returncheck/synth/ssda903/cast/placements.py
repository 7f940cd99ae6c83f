"""Boundary cases of placements: how many, how long, what kind and where."""

from dataclasses import replace
from datetime import date
from functools import partial

from returncheck.synth.dates import days, months_later
from returncheck.synth.ssda903.cast.script import Role, Script
from returncheck.synth.ssda903.code_years import SUPPORTED_SINCE, UNREGISTERED
from returncheck.synth.ssda903.placements import Kind, Where
from returncheck.synth.ssda903.records import Decision, Life, Placement

_LONG_BEFORE = 5


def _two_and_a_holiday(script: Script) -> Life:
    """Two placements: time away, and a status with the same carer, start none."""
    start = script.on(11, 3, ago=3)
    first, second = script.foster(), script.foster()
    moves: list[tuple[date, Placement]] = [
        (start, first),
        (script.on(5, 4), script.temporary("T2")),
        (script.on(5, 18), first),
        (script.on(9, 1), second),
        (script.on(1, 10), replace(second, place="U4")),
    ]
    return script.life(script.aged(10, script.on(8, 8)), script.spell(moves))


def _three(script: Script) -> Life:
    """Three placements, the first of them held on the first day."""
    start = script.on(11, 3, ago=3)
    moves = [
        (start, script.foster()),
        (script.on(4, 2), script.foster()),
        (script.on(3, 30), script.foster()),
    ]
    return script.life(script.aged(10, script.on(8, 8)), script.spell(moves))


def _three_since_the_start(script: Script) -> Life:
    """Started in the year; a move with a change of legal status is a placement."""
    start = script.on(6, 3)
    moves = [
        (start, script.foster()),
        (script.on(8, 9), script.foster()),
        (script.on(12, 9), script.foster()),
    ]
    legal = [(start, "C1"), (script.on(8, 9), "C2")]
    return script.life(
        script.aged(10, script.on(8, 8)), script.spell(moves, legal=legal)
    )


def _three_with_one_carer(script: Script) -> Life:
    """One carer all the time, for whom status and placement change together."""
    start, carer = script.on(6, 3, ago=3), script.foster()
    moves = [
        (start, carer),
        (script.on(7, 9), replace(carer, place="U3")),
        (script.on(12, 9), replace(carer, place="U4")),
    ]
    legal = [(start, "C1"), (script.on(12, 9), "C2")]
    return script.life(
        script.aged(10, script.on(8, 8)), script.spell(moves, legal=legal)
    )


def _with_carer_since(script: Script, late: int) -> Life:
    """In care for years, with the carer two years before the end, or some days less.

    A legal status that changes since, and a placement with the same carer, leave it.
    """
    last = script.context.last
    moved = months_later(last, -24) + days(late)
    carer = script.foster()
    start = script.on(5, 5, ago=_LONG_BEFORE)
    moves = [
        (start, script.foster()),
        (moved, carer),
        (script.on(2, 2), replace(carer, place="U4")),
    ]
    legal = [(start, "C1"), (script.on(6, 20), "C2")]
    return script.life(
        script.aged(12, script.on(8, 8)), script.spell(moves, legal=legal)
    )


def _in_care_since(script: Script, late: int) -> Life:
    """With one carer for two and a half years, or some days less."""
    start = months_later(script.context.last, -30) + days(late)
    carer = script.spell([(start, script.foster())], legal="C2")
    return script.life(script.aged(12, script.on(8, 8)), carer)


def _sixteen(script: Script, late: int) -> Life:
    """With one carer for years; 16 at the end of the year, or some days later."""
    birth = script.aged(16, script.context.last + days(late))
    start = script.on(5, 5, ago=_LONG_BEFORE)
    return script.life(birth, script.spell([(start, script.foster())]))


def _placed_for_adoption(script: Script, late: int) -> Life:
    """Two years with the carer before and the adopters, or some days less."""
    start = script.on(5, 5, ago=_LONG_BEFORE - 1)
    moved = months_later(script.context.last, -24) + days(late)
    placed = script.on(10, 10)
    birth = start - days(60)
    adopters = script.placement(Kind.ADOPTION, placed, birth)
    ordered = script.on(8, 8, ago=2)
    spell = script.spell(
        [(start, script.foster()), (moved, script.foster()), (placed, adopters)],
        legal=[(start, "C1"), (ordered, "E1")],
    )
    decided = Decision(day=ordered - days(7))
    return script.life(birth, spell, base=script.written(decisions=(decided,)))


def _placed_with_its_carer(script: Script) -> Life:
    """Prospective adopters who fostered the child."""
    start, ordered = script.on(5, 5, ago=1), script.on(2, 8, ago=1)
    carer = script.foster("U5")
    spell = script.spell(
        [(start, carer), (script.on(9, 9), replace(carer, place="A5"))],
        legal=[(start, "C1"), (ordered, "E1")],
    )
    return script.life(
        start - days(40),
        spell,
        base=script.written(decisions=(Decision(day=ordered),)),
    )


def _decision_reversed(script: Script) -> Life:
    """Decided, ordered, and reversed on the day the order ends."""
    start, ordered = script.on(5, 5, ago=2), script.on(6, 8, ago=1)
    given_up = script.on(11, 11)
    spell = script.spell(
        [(start, script.foster())],
        legal=[(start, "C1"), (ordered, "E1"), (given_up, "C2")],
    )
    decided = Decision(day=ordered, ceased=given_up, reason="RD3")
    return script.life(
        start - days(400), spell, base=script.written(decisions=(decided,))
    )


def _lives(
    script: Script, kind: Kind, where: Where = Where.INSIDE, age: int = 17
) -> Life:
    """Placed all year in a kind of placement, somewhere."""
    birth = script.aged(age, script.on(7, 7))
    start = (
        script.on(8, 14, ago=1) if kind is Kind.SUPPORTED else script.on(5, 5, ago=1)
    )
    return script.life(
        birth, script.spell([(start, script.placement(kind, start, birth, where))])
    )


def _supported_since_summer(script: Script, place: str, end: date | None) -> Life:
    """Supported accommodation on both sides of 28 October, or up to that day."""
    birth = script.aged(17, script.on(5, 20))
    start = script.on(7, 1)
    found = script.placement(Kind.SUPPORTED, start, birth)
    if start < SUPPORTED_SINCE:
        found = replace(found, place=place)
    spell = script.spell(
        [(start, found)],
        legal="V2",
        end=end and script.on(end.month, end.day),
        ended=None if end is None else "E4A",
    )
    return script.life(birth, spell)


def _adult_in_a_home(script: Script, years: int) -> Life:
    """Accommodated by agreement in a children's home after the 18th birthday."""
    birth = script.aged(years, script.on(12, 1))
    start = months_later(birth, 12 * 17)
    home = script.placement(Kind.HOME, start, birth)
    return script.life(birth, script.spell([(start, home)], legal="V2"))


def _asylum(script: Script) -> Life:
    """An unaccompanied asylum seeker who turns 18 a day after the year."""
    birth = script.aged(18, script.context.last + days(1))
    start = script.on(4, 1)
    placement = script.placement(Kind.FOSTER, start, birth)
    spell = script.spell([(start, placement)], legal="V2")
    return script.life(birth, spell, asylum=True)


ROLES: tuple[Role, ...] = (
    _two_and_a_holiday,
    _three,
    _three_since_the_start,
    _three_with_one_carer,
    partial(_with_carer_since, late=0),
    partial(_with_carer_since, late=1),
    partial(_in_care_since, late=0),
    partial(_in_care_since, late=1),
    partial(_sixteen, late=0),
    partial(_sixteen, late=1),
    partial(_placed_for_adoption, late=0),
    partial(_placed_for_adoption, late=1),
    _placed_with_its_carer,
    _decision_reversed,
    *(
        partial(_lives, kind=kind, where=where)
        for kind in (Kind.HOME, Kind.FOSTER)
        for where in Where
    ),
    partial(_lives, kind=Kind.SECURE),
    partial(_lives, kind=Kind.SCHOOL),
    partial(_lives, kind=Kind.PARENTS),
    partial(_lives, kind=Kind.OTHER),
    partial(_lives, kind=Kind.SUPPORTED),
    *(
        partial(_supported_since_summer, place=place, end=end)
        for place in UNREGISTERED
        for end in (None, SUPPORTED_SINCE)
    ),
    partial(_adult_in_a_home, years=18),
    partial(_adult_in_a_home, years=20),
    _asylum,
)
"""Boundary cases of placements."""
