"""Boundary cases of the ways out of care."""

from datetime import date
from functools import partial

from returncheck.synth.dates import days, months_later
from returncheck.synth.ssda903.cast.script import Role, Script
from returncheck.synth.ssda903.placements import Kind, Where
from returncheck.synth.ssda903.records import Adoption, Decision, Life


def _adopted(
    script: Script, ended: str, adoption: tuple[int, str, str], end: date, birth: date
) -> Life:
    """Adopted on a day, by one adopter or two."""
    start = months_later(end, -26)
    ordered, placed = months_later(end, -15), months_later(end, -8)
    adopters, sexes, status = adoption
    placement = script.placement(Kind.ADOPTION, placed, birth, Where.NEAR)
    spell = script.spell(
        [(start, script.foster()), (placed, placement)],
        legal=[(start, "C1"), (ordered, "E1")],
        end=end,
        ended=ended,
    )
    details = script.written(
        decisions=(Decision(day=ordered - days(5)),),
        adoption=Adoption(
            matched=placed - days(20),
            by_carer=False,
            adopters=adopters,
            sexes=sexes,
            status=status,
        ),
    )
    return script.life(birth, spell, base=details)


def _adopted_at_five(script: Script, late: int, ended: str) -> Life:
    """Adopted on the fifth birthday, or some days before it."""
    end = script.on(9, 12)
    birth = script.aged(5, end + days(late))
    return _adopted(script, ended, (2, "MF", "L11"), end, birth)


def _adopted_by(script: Script, adoption: tuple[int, str, str]) -> Life:
    end = script.on(6, 18)
    return _adopted(script, "E11", adoption, end, months_later(end, -33))


def _guardian(script: Script, ended: str) -> Life:
    """A special guardian: a former carer or a relative."""
    end = script.on(10, 20)
    placement = script.foster("U1" if ended in ("E45", "E47") else "U6")
    spell = script.spell([(script.on(5, 9, ago=2), placement)], end=end, ended=ended)
    return script.life(script.aged(9, script.on(7, 7)), spell)


def _ended(script: Script, ended: str, years: int) -> Life:
    """Care that ended otherwise."""
    spell = script.fostered(script.on(8, 3, ago=1), script.on(11, 4), ended)
    return script.life(script.aged(years, script.on(5, 5)), spell)


def _grown_up(script: Script, ended: str) -> Life:
    """Left on the 18th birthday."""
    end = script.on(12, 12)
    spell = script.fostered(script.on(8, 3, ago=3), end, ended)
    return script.life(script.aged(18, end), spell)


def _asylum_ended(script: Script, years: int) -> Life:
    """An unaccompanied asylum seeker who left on a birthday."""
    end = script.on(1, 15)
    birth = script.aged(years, end)
    start = script.on(10, 1, ago=1)
    spell = script.spell(
        [(start, script.placement(Kind.FOSTER, start, birth))],
        legal="V2",
        end=end,
        ended="E8",
    )
    return script.life(birth, spell, asylum=True)


ROLES: tuple[Role, ...] = (
    partial(_adopted_at_five, late=0, ended="E11"),
    partial(_adopted_at_five, late=1, ended="E12"),
    partial(_adopted_by, adoption=(1, "F1", "L0")),
    partial(_adopted_by, adoption=(2, "MM", "L12")),
    partial(_adopted_by, adoption=(2, "FF", "L4")),
    partial(_adopted_by, adoption=(2, "MF", "L3")),
    partial(_adopted_by, adoption=(2, "FF", "L2")),
    *(partial(_guardian, ended=ended) for ended in ("E45", "E46", "E47", "E48")),
    *(
        partial(_ended, ended=ended, years=9)
        for ended in ("E2", "E3", "E4A", "E4B", "E13", "E16", "E41")
    ),
    partial(_ended, ended="E9", years=15),
    *(partial(_grown_up, ended=ended) for ended in ("E5", "E6", "E7", "E8", "E17")),
    partial(_asylum_ended, years=18),
    partial(_asylum_ended, years=17),
)
"""Boundary cases of the ways out of care."""
