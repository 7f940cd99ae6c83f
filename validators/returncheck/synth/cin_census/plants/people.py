"""Faults in a child's sex, ethnicity, disabilities and reason for having no UPN."""

from dataclasses import replace

from returncheck.synth.cin_census.census import FIRST_YEAR_WITH_SEX
from returncheck.synth.cin_census.codes import NO_DISABILITY, USUAL_DISABILITY_CODES
from returncheck.synth.cin_census.planting import (
    accepted_episodes,
    of_child,
    of_episode,
)
from returncheck.synth.cin_census.records import Child, Table
from returncheck.synth.dates import months_later
from returncheck.synth.planting import (
    Finding,
    Location,
    Planted,
    Planter,
    Season,
    one_finding,
)

_NO_GENDER_CODES = ("3", "7", "M", "X")
_NO_SEX_CODES = ("1", "X", "m", "f")
_NO_ETHNICITIES = ("", "WXXX", "wbri", "NONE")
_NO_DISABILITY_CODE = "XXX"
_NO_SCHOOL_AGE_EXCUSES = (None, "UN1")
_MONTHS_OF_SCHOOL_AGE = 7 * 12


def plant_4180(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An unknown code; never a missing one, which 2886Q would count."""
    if child.birth is None:
        return None
    has_sex = season.year >= FIRST_YEAR_WITH_SEX
    sex = season.dice.pick(_NO_SEX_CODES if has_sex else _NO_GENDER_CODES)
    return one_finding(
        replace(child, sex=sex), "4180", of_child(Table.CHILD_IDENTIFIERS)
    )


def plant_4220(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An unknown or an empty ethnicity."""
    return one_finding(
        replace(child, ethnicity=season.dice.pick(_NO_ETHNICITIES)),
        "4220",
        of_child(Table.CHILD_CHARACTERISTICS),
    )


def plant_8540(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """No disability at all for a child in need, or an unknown last one."""
    if child.is_nfa_only or not child.disabilities:
        return None
    faulty = replace(child, disabilities=())
    rows = [of_child(Table.CHILD_IDENTIFIERS)]
    if season.dice.chance(0.5):
        known = child.disabilities[:-1]
        faulty = replace(child, disabilities=(*known, _NO_DISABILITY_CODE))
        rows.append(of_child(Table.DISABILITIES, len(known)))
    return one_finding(faulty, "8540", *rows, *_accepted_rows(faulty))


def plant_8770q(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A child of 7 or older in need without a UPN or a reason for that."""
    if child.is_nfa_only or child.birth is None:
        return None
    if months_later(child.birth, _MONTHS_OF_SCHOOL_AGE) > season.last_day:
        return None
    reason = season.dice.pick(_NO_SCHOOL_AGE_EXCUSES)
    return one_finding(
        replace(child, upn=None, former_upn=None, upn_unknown=reason),
        "8770Q",
        of_child(Table.CHILD_IDENTIFIERS),
    )


def plant_8772(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """The reason for children who were only referred, on a child in need."""
    if child.is_nfa_only:
        return None
    faulty = replace(child, upn=None, former_upn=None, upn_unknown="UN7")
    rows = (of_child(Table.CHILD_IDENTIFIERS), *_accepted_rows(faulty))
    return one_finding(faulty, "8772", *rows)


def plant_8790(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A disability beside NONE."""
    if child.disabilities != (NO_DISABILITY,):
        return None
    other = season.dice.pick(USUAL_DISABILITY_CODES)
    return one_finding(
        replace(child, disabilities=(NO_DISABILITY, other)),
        "8790",
        of_child(Table.DISABILITIES, 1),
    )


def plant_8794(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """NONE twice, which leaves the child without any disability (rule 2888Q)."""
    if child.disabilities != (NO_DISABILITY,):
        return None
    rows = (of_child(Table.DISABILITIES, index) for index in range(2))
    return Planted(
        child=replace(child, disabilities=(NO_DISABILITY, NO_DISABILITY)),
        findings=tuple(Finding("8794", (row,)) for row in rows),
    )


def _accepted_rows(child: Child) -> tuple[Location, ...]:
    return tuple(
        of_episode(child, Table.CIN_DETAILS, place)
        for place, _ in accepted_episodes(child)
    )


PLANTERS: dict[str, Planter[Child]] = {
    "4180": plant_4180,
    "4220": plant_4220,
    "8540": plant_8540,
    "8770Q": plant_8770q,
    "8772": plant_8772,
    "8790": plant_8790,
    "8794": plant_8794,
}
