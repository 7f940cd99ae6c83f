"""Unique pupil numbers with the right check letter, or on purpose with a wrong one."""

from functools import cache
from operator import mul

_CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_AUTHORITIES = (
    (1, 5), (201, 213), (301, 320), (330, 336), (340, 344), (350, 359), (370, 373),
    (380, 384), (390, 394), (420, 420), (660, 681), (701, 708), (800, 803), (805, 808),
    (810, 813), (815, 816), (820, 823), (825, 826), (830, 831), (835, 841), (845, 846),
    (850, 852), (855, 857), (860, 861), (865, 896), (908, 909), (916, 916), (919, 919),
    (921, 921), (925, 926), (928, 929), (931, 931), (933, 933), (935, 938), (940, 941),
)  # fmt: skip
_FALLBACK_AUTHORITY = "909"
_PLACES = range(2, 14)


def make_upn(authority: str, number: str) -> str:
    """A unique pupil number with the right check letter.

    Args:
        authority: Three digits; an authority that issues no numbers of its own uses
            those of its predecessor.
        number: Nine digits.

    Source:
        DfE, Unique pupil numbers: guide, annex on the check letter.
    """
    return with_check_letter(f"{_issuer(authority)}{number}")


@cache
def _issuer(authority: str) -> str:
    known = any(low <= int(authority) <= high for low, high in _AUTHORITIES)
    return authority if known else _FALLBACK_AUTHORITY


def with_check_letter(digits: str) -> str:
    """The twelve digits of a unique pupil number behind their check letter."""
    total = sum(map(mul, map(int, digits), _PLACES))
    return _CHECK_LETTERS[total % 23] + digits


def wrong_check_letter(upn: str, steps: int) -> str:
    """The same number with another check letter, `steps` (1 to 22) further on."""
    place = (_CHECK_LETTERS.index(upn[0]) + steps) % 23
    return _CHECK_LETTERS[place] + upn[1:]
