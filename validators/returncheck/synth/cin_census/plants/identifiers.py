"""Faults in the LAchildID and the UPNs of ChildIdentifiers."""

from dataclasses import replace

from returncheck.synth.cin_census.planting import of_child
from returncheck.synth.cin_census.records import Child, Table
from returncheck.synth.planting import Planted, Planter, Season, one_finding
from returncheck.synth.upn import with_check_letter, wrong_check_letter

_NO_AUTHORITIES = ("000", "199", "421", "555", "999")
_NO_LAST_CHARACTERS = ("I", "O", "S", "a", "-")
_NO_LETTERS_OR_DIGITS = ("-", "_", "/", " ")
_AUTHORITY_IN_IDENTIFIER = 9


def plant_1510(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Another check letter on a UPN."""
    if child.upn is None:
        return None
    upn = wrong_check_letter(child.upn, season.dice.between(1, 22))
    return _identifiers("1510", replace(child, upn=upn))


def plant_1520(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """The UPN of another child; the first of the two keeps its own."""
    if child.upn is None:
        return None
    upn = child.upn if season.partner is None else season.partner.upn
    return _identifiers("1520", replace(child, upn=upn))


def plant_1530(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A UPN of an authority that does not exist, its check letter right."""
    if child.upn is None:
        return None
    upn = with_check_letter(season.dice.pick(_NO_AUTHORITIES) + child.upn[4:])
    return _identifiers("1530", replace(child, upn=upn))


def plant_1540(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A letter among the digits of a UPN."""
    if child.upn is None:
        return None
    place = season.dice.between(4, 11)
    upn = f"{child.upn[:place]}X{child.upn[place + 1 :]}"
    return _identifiers("1540", replace(child, upn=upn))


def plant_1550(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A last character that no UPN has, not even a temporary one."""
    if child.upn is None:
        return None
    upn = child.upn[:-1] + season.dice.pick(_NO_LAST_CHARACTERS)
    return _identifiers("1550", replace(child, upn=upn))


def plant_1560q(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A former UPN without its letter, too short, or a temporary one."""
    if child.upn is None:
        return None
    former = season.dice.pick((child.upn[1:], child.upn[:-1], child.upn[:-1] + "A"))
    return _identifiers("1560Q", replace(child, former_upn=former))


def plant_1570(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """An LAchildID of 21 to 24 characters."""
    if child.identifier is None:
        return None
    identifier = child.identifier.ljust(season.dice.between(21, 24), "0")
    return _identifiers("1570", replace(child, identifier=identifier))


def plant_1580(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """A character in the LAchildID that is neither a letter nor a digit."""
    if child.identifier is None:
        return None
    first = child.identifier[:_AUTHORITY_IN_IDENTIFIER]
    last = child.identifier[_AUTHORITY_IN_IDENTIFIER:]
    identifier = first + season.dice.pick(_NO_LETTERS_OR_DIGITS) + last
    return _identifiers("1580", replace(child, identifier=identifier))


def plant_8500(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """No LAchildID. What is nested in the child stays the child's."""
    return _identifiers("8500", replace(child, identifier=None))


def plant_8510(child: Child, season: Season[Child]) -> Planted[Child] | None:
    """Another child's LAchildID. What is nested in each child stays its own."""
    if child.identifier is None:
        return None
    holder = season.partner or child
    return _identifiers("8510", replace(child, identifier=holder.identifier))


def _identifiers(code: str, child: Child) -> Planted[Child]:
    return one_finding(child, code, of_child(Table.CHILD_IDENTIFIERS))


PLANTERS: dict[str, Planter[Child]] = {
    "1510": plant_1510,
    "1520": plant_1520,
    "1530": plant_1530,
    "1540": plant_1540,
    "1550": plant_1550,
    "1560Q": plant_1560q,
    "1570": plant_1570,
    "1580": plant_1580,
    "8500": plant_8500,
    "8510": plant_8510,
}
