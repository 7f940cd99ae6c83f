"""Codes of the CIN census with weights near the national picture.

Which codes exist in which year stands in `seeds/catalogue/rc_code_lists.csv`; the tests
hold these tables against it.

Source:
    DfE, Characteristics of children in need, 2024-25 (shares, rounded).
"""

from datetime import date

from returncheck.synth.dates import year_of
from returncheck.synth.dice import Dice, Weighted

_SOURCES = (
    ("1A", 40),
    ("1B", 20),
    ("1C", 20),
    ("1D", 25),
    ("2A", 203),
    ("2B", 12),
    ("3A", 20),
    ("3B", 22),
    ("3C", 15),
    ("3D", 35),
    ("3E", 38),
    ("3F", 20),
    ("4", 14),
    ("5A", 70),
    ("5B", 25),
    ("5C", 30),
    ("6", 290),
    ("7", 35),
    ("8", 25),
    ("9", 20),
    ("10", 20),
)
_SOURCES_TO_2022 = Weighted(_SOURCES)
_SOURCES_FROM_2023 = Weighted((*_SOURCES, ("5D", 15)))
_NEEDS = Weighted(
    (
        ("N1", 570),
        ("N2", 80),
        ("N3", 30),
        ("N4", 90),
        ("N5", 140),
        ("N6", 25),
        ("N7", 5),
        ("N8", 35),
        ("N9", 15),
        ("N0", 10),
    )
)
_FACTORS = (
    ("1A", 20),
    ("1B", 45),
    ("1C", 8),
    ("2A", 25),
    ("2B", 60),
    ("2C", 12),
    ("3A", 60),
    ("3B", 130),
    ("3C", 25),
    ("4A", 55),
    ("4B", 120),
    ("4C", 15),
    ("5A", 30),
    ("5B", 20),
    ("5C", 8),
    ("6A", 18),
    ("6B", 15),
    ("6C", 5),
    ("7A", 6),
    ("8B", 5),
    ("8C", 2),
    ("8D", 5),
    ("8E", 30),
    ("8F", 25),
    ("9A", 3),
    ("10A", 8),
    ("11A", 12),
    ("12A", 20),
    ("13A", 18),
    ("14A", 12),
    ("15A", 55),
    ("16A", 65),
    ("17A", 25),
    ("20", 20),
    ("22A", 2),
    ("23A", 1),
)
_FACTORS_TO_2020 = Weighted((*_FACTORS, ("18A", 25), ("19A", 45)))
_FACTORS_OF_2021 = Weighted(
    (*_FACTORS, ("18B", 15), ("18C", 18), ("19B", 30), ("19C", 30))
)
_FACTORS_FROM_2022 = Weighted(
    (*_FACTORS, ("18B", 15), ("18C", 18), ("19B", 30), ("19C", 30), ("24A", 20))
)
_ETHNICITIES = Weighted(
    (
        ("WBRI", 660),
        ("WIRI", 4),
        ("WIRT", 4),
        ("WOTH", 55),
        ("WROM", 8),
        ("MWBC", 30),
        ("MWBA", 15),
        ("MWAS", 15),
        ("MOTH", 32),
        ("AIND", 10),
        ("APKN", 28),
        ("ABAN", 12),
        ("AOTH", 20),
        ("BCRB", 15),
        ("BAFR", 38),
        ("BOTH", 16),
        ("CHNE", 2),
        ("OOTH", 25),
        ("REFU", 4),
        ("NOBT", 30),
    )
)
_DISABILITIES = Weighted(
    (
        ("MOB", 14),
        ("HAND", 5),
        ("PC", 9),
        ("INC", 9),
        ("COMM", 22),
        ("LD", 40),
        ("HEAR", 5),
        ("VIS", 6),
        ("BEH", 20),
        ("CON", 6),
        ("AUT", 45),
        ("DDA", 15),
    )
)
_CATEGORIES = Weighted((("NEG", 50), ("EMO", 37), ("PHY", 6), ("SAB", 4), ("MUL", 3)))
_REASONS = Weighted(
    (("RC7", 880), ("RC5", 60), ("RC3", 25), ("RC4", 15), ("RC1", 15), ("RC6", 5))
)
_UPN_UNKNOWN = Weighted(
    (("UN2", 10), ("UN3", 40), ("UN4", 20), ("UN5", 20), ("UN6", 10))
)

DISABILITY_CODES = _DISABILITIES.values
NO_DISABILITY = "NONE"
USUAL_DISABILITY_CODES = ("AUT", "LD", "COMM", "BEH", "DDA", "MOB")
"""Half of the codes, for returns in which few of them occur."""

NO_FACTOR = "21"


def referral_source(dice: Dice, referral: date) -> str:
    """A ReferralSource that exists on the day of the referral."""
    known = _SOURCES_FROM_2023 if year_of(referral) >= 2023 else _SOURCES_TO_2022
    return dice.weighted(known)


def primary_need(dice: Dice) -> str:
    """A PrimaryNeedCode."""
    return dice.weighted(_NEEDS)


def assessment_factors(dice: Dice, authorised: date) -> tuple[str, ...]:
    """One to four factors that exist in the year of the authorisation."""
    year = year_of(authorised)
    known = _FACTORS_FROM_2022
    if year <= 2021:
        known = _FACTORS_OF_2021 if year == 2021 else _FACTORS_TO_2020
    return dice.several(known, dice.between(1, 4))


def ethnicity(dice: Dice) -> str:
    """An Ethnicity."""
    return dice.weighted(_ETHNICITIES)


def disabilities(dice: Dice) -> tuple[str, ...]:
    """`NONE` for seven children in eight, otherwise one to three codes."""
    if dice.chance(0.875):
        return (NO_DISABILITY,)
    return dice.several(_DISABILITIES, dice.between(1, 3))


def category_of_abuse(dice: Dice) -> str:
    """A category of abuse."""
    return dice.weighted(_CATEGORIES)


def closure_reason(dice: Dice) -> str:
    """A ReasonForClosure after work that went beyond assessment."""
    return dice.weighted(_REASONS)


def closure_after_assessment(dice: Dice, closure: date) -> str:
    """RC8, or from 2023 in some cases RC9 (referred to early help)."""
    if dice.chance(0.14) and year_of(closure) >= 2023:
        return "RC9"
    return "RC8"


def upn_unknown(dice: Dice) -> str:
    """A reason why a child of school age has no UPN."""
    return dice.weighted(_UPN_UNKNOWN)
