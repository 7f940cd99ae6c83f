"""Boundary cases of care leavers: who is asked about, and each answer."""

from functools import partial

from returncheck.synth.dates import days, months_later
from returncheck.synth.ssda903.cast.script import Role, Script
from returncheck.synth.ssda903.placements import Kind
from returncheck.synth.ssda903.records import Leaver, Life

_USUAL = Leaver(in_touch="YES", activity="F2", accommodation="U1")


def _nineteen(script: Script, answers: Leaver) -> Life:
    """Left on the 18th birthday in the year before."""
    end = script.on(10, 10, ago=1)
    spell = script.fostered(script.on(5, 5, ago=4), end, "E8")
    return script.life(script.aged(18, end), spell, base=script.written(leaver=answers))


def _nineteen_on_the_last_day(script: Script) -> Life:
    """Left on the 18th birthday, the last day of the year before."""
    end = script.on(3, 31, ago=1)
    spell = script.fostered(script.on(5, 5, ago=4), end, "E8")
    return script.life(script.aged(18, end), spell, base=script.written(leaver=_USUAL))


def _left_at(script: Script, late: int, years: int) -> Life:
    """Left so many days after a birthday in the year.

    On the birthday or later the child is not asked about yet.
    """
    birthday = script.on(8, 8)
    spell = script.fostered(script.on(5, 5, ago=2), birthday + days(late), "E4A")
    birth = script.aged(years, birthday)
    return script.life(birth, spell, base=script.written(leaver=_USUAL))


def _adult(script: Script, years: int, late: int) -> Life:
    """Left a children's home as an adult; so old some days after the year's end."""
    birth = script.aged(years, script.context.last + days(late))
    end = script.on(2, 2, ago=1)
    start = months_later(birth, 12 * 17)
    home = script.placement(Kind.HOME, start, birth)
    spell = script.spell([(start, home)], legal="V2", end=end, ended="E5")
    return script.life(birth, spell, base=script.written(leaver=_USUAL))


def _answers(in_touch: str, activity: str = "0", accommodation: str = "0") -> Leaver:
    return Leaver(in_touch=in_touch, activity=activity, accommodation=accommodation)


ROLES: tuple[Role, ...] = (
    *(
        partial(_nineteen, answers=_answers("YES", activity, "U1"))
        for activity in (
            "F1",
            "P1",
            "F2",
            "P2",
            "F4",
            "P4",
            "F5",
            "P5",
            "G4",
            "G5",
            "G6",
        )
    ),
    *(
        partial(_nineteen, answers=_answers("YES", "F2", accommodation))
        for accommodation in ("Z1", "Z2", "X2", "B1", "S2", "T2")
    ),
    *(
        partial(_nineteen, answers=_answers(in_touch))
        for in_touch in ("NO", "REFU", "NREQ", "RHOM", "DIED")
    ),
    partial(_nineteen, answers=_answers("NO", "G5", "0")),
    _nineteen_on_the_last_day,
    *(
        partial(_left_at, late=late, years=years)
        for years in (17, 18)
        for late in (-1, 0)
    ),
    partial(_adult, years=20, late=0),
    partial(_adult, years=21, late=0),
    partial(_adult, years=22, late=1),
)
"""Boundary cases of care leavers."""
