"""Codes as the layout of a return year has them.

Source:
    DfE, Children looked-after by local authorities: guide to the SSDA903 collection,
    2016-17 to 2025-26; for 2026-27 the public draft.
"""

from datetime import date

LETTERS_FOR_SEX = 2025
"""First return year with M and F for 1 and 2."""
SUPPORTED_SINCE = date(2023, 10, 28)
"""First day of registered supported accommodation."""
SUPPORTED = "K3"
UNREGISTERED = ("P2", "H5")
"""Independent living and semi-independent living before that day."""

_FIRST_SUPPORTED_YEAR = 2025
_FIRST_YEAR_OF_OTHERS = 2026
_GUARDIANSHIP = {"E45": "E43", "E46": "E43", "E47": "E44", "E48": "E44"}
_FIRST_GUARDIANSHIP_YEAR = 2019
_TRAINING = {"F4": "F3", "F5": "F3", "P4": "P3", "P5": "P3"}
_FIRST_TRAINING_YEAR = 2022


def shown_sex(sex: str, year: int) -> str:
    """Code of a sex: 1 and 2, later M and F."""
    if year >= LETTERS_FOR_SEX:
        return sex
    return "1" if sex == "M" else "2"


def shown_place(place: str, year: int) -> str:
    """Code of a placement.

    The list that rule 146 checks in 2024 has no K3 yet: registered supported
    accommodation keeps H5 for that return.
    """
    if place == SUPPORTED and year < _FIRST_SUPPORTED_YEAR:
        return "H5"
    if place.startswith("Z1") and year < _FIRST_YEAR_OF_OTHERS:
        return "Z1"
    return place


def shown_end(ended: str, year: int) -> str:
    """Code of the reason for the end of an episode."""
    if year < _FIRST_GUARDIANSHIP_YEAR:
        return _GUARDIANSHIP.get(ended, ended)
    return ended


def shown_move(moved: str, year: int) -> str:
    """Code of the reason for a change of placement."""
    is_new = moved == "CUSTOD" and year < _FIRST_GUARDIANSHIP_YEAR
    return "OTHER" if is_new else moved


def shown_activity(activity: str, year: int) -> str:
    """Code of what a care leaver does."""
    if year < _FIRST_TRAINING_YEAR:
        return _TRAINING.get(activity, activity)
    return activity
