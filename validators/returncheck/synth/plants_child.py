"""Faults in ChildIdentifiers and Disabilities."""

from dataclasses import replace

from returncheck.synth.census import FIRST_YEAR_WITH_SEX
from returncheck.synth.children import wrong_check_letter
from returncheck.synth.codes import DISABILITY_CODES
from returncheck.synth.dates import days
from returncheck.synth.planting import Planted, Season, of_child
from returncheck.synth.records import Child, Table

_NO_GENDER_CODES = ("3", "7", "M", "X")
_NO_SEX_CODES = ("1", "X", "m", "f")


def plant_1510(child: Child, season: Season) -> Planted | None:
    """Another check letter on a UPN."""
    if child.upn is None:
        return None
    upn = wrong_check_letter(child.upn, season.dice.between(1, 22))
    return _identifiers(replace(child, upn=upn))


def plant_4180(child: Child, season: Season) -> Planted | None:
    """An unknown code; never a missing one, which 2886Q would count."""
    if child.birth is None:
        return None
    codes = _NO_SEX_CODES if _has_sex(season) else _NO_GENDER_CODES
    return _identifiers(replace(child, sex=season.dice.pick(codes)))


def plant_8500(child: Child, season: Season) -> Planted | None:
    """No LAchildID, on a child with no record that needs it to be matched."""
    if not child.is_nfa_only or child.disabilities:
        return None
    return _identifiers(replace(child, identifier=None))


def plant_8510(child: Child, season: Season) -> Planted | None:
    """Another child's LAchildID; neither child has records that could mix."""
    if not child.is_nfa_only or child.disabilities:
        return None
    identifier = season.shared_identifier or child.identifier
    return _identifiers(replace(child, identifier=identifier))


def plant_8520(child: Child, season: Season) -> Planted | None:
    """A birth date up to 60 days after the reference date."""
    earliest = season.last_day - days(200)
    is_recent = all(episode.referral >= earliest for episode in child.episodes)
    if child.birth is None or child.death is not None or not is_recent:
        return None
    birth = season.last_day + days(season.dice.between(3, 60))
    return _identifiers(replace(child, birth=birth))


def plant_8790(child: Child, season: Season) -> Planted | None:
    """A disability beside NONE."""
    if child.disabilities != ("NONE",):
        return None
    other = season.dice.pick(DISABILITY_CODES)
    return Planted(
        child=replace(child, disabilities=("NONE", other)),
        findings=(of_child(Table.DISABILITIES, 1),),
    )


def withhold_sex(child: Child, season: Season) -> Planted | None:
    """A born child without a known sex; only many of them break a rule (2886Q)."""
    if child.birth is None:
        return None
    sex = "U" if _has_sex(season) else "0"
    return Planted(child=replace(child, sex=sex), findings=())


def _has_sex(season: Season) -> bool:
    return season.year >= FIRST_YEAR_WITH_SEX


def _identifiers(child: Child) -> Planted:
    return Planted(child=child, findings=(of_child(Table.CHILD_IDENTIFIERS),))
