"""What a spreadsheet shows of a number: the part of its format that changes the digits.

A format is a text such as `#,##0.0`, `0.0%` or `0.0"%"`, of up to four sections for
positive numbers, negative ones, nought and texts.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum, auto
from operator import eq, ge, gt, le, lt, ne
from typing import Final

# A literal in quotes or behind a backslash, room left or filled, or brackets.
_TOKEN: Final = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[([^\]]*)\]|(.)', re.DOTALL)
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)")
_DIGITS: Final = re.compile(r"([0#?,]*)(?:\.([0#?]*))?")
# Signs and blanks that a format shows as they are.
_SHOWN: Final = frozenset(" $-+()':^~<>={}£€%")
_MOST_DECIMALS: Final = 30
_COMPARISONS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    "=": eq,
    "<>": ne,
}


class Precision(Enum):
    """Which parts of a day a format shows."""

    DAY = auto()
    """The whole day, or a format that is none of a date."""
    MONTH = auto()
    """Month and year."""
    DAY_WITHOUT_YEAR = auto()
    """Day and month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """One section of a format.

    Attributes:
        code: What stands for digits, and letters.
        literal: All that is shown as it is.
        percents: Number of percent signs that multiply.
        condition: Comparison and number of a section for some numbers alone.
    """

    code: str
    literal: str
    percents: int
    condition: tuple[str, float] | None


def shown_number(number: float, number_format: str) -> str:
    """A number as its cell shows it, without marks between thousands.

    Args:
        number: The number stored, finite.
        number_format: The format of its cell; `General` shows all of it.

    Returns:
        Digits with as many decimals as the format shows, and a percent sign where it
        shows one, whether the format multiplies (0.92 as `0.0%`) or not (92 as
        `0.0"%"`). All digits of the number where the format shows no plain ones, such
        as fractions or thousands; the words of a format for some numbers alone, such
        as `[<5]"c"`.
    """
    sections = _sections(number_format)
    section = _section_for(number, sections)
    if section is None:
        return _plain(number)
    if section.condition is not None and not section.code and section.literal.strip():
        return section.literal.strip()
    digits = _DIGITS.fullmatch(section.code)
    if digits is None or not set(section.code) & set("0#?"):
        return _plain(number)
    whole, decimals = digits[1], digits[2] or ""
    if whole.endswith(",") or len(decimals) > _MOST_DECIMALS:
        return _plain(number)
    amount = _exact(number).scaleb(2 * section.percents)
    text = _rounded(amount, len(decimals), decimals.count("0"))
    return f"{text}%" if section.percents or "%" in section.literal else text


def precision(number_format: str) -> Precision:
    """Which parts of a day are shown.

    Args:
        number_format: The format of a cell with a date.
    """
    letters = _sections(number_format)[0].code.lower()
    has_day, has_year = "d" in letters, "y" in letters
    if "m" not in letters or (has_day and has_year):
        return Precision.DAY
    if has_day:
        return Precision.DAY_WITHOUT_YEAR
    return Precision.MONTH if has_year else Precision.DAY


def _sections(number_format: str) -> list[_Section]:
    sections = []
    code, literal, percents = "", "", 0
    condition: tuple[str, float] | None = None
    for token in _TOKEN.finditer(f"{number_format};"):
        quoted, escaped, bracket, plain = token.groups()
        if plain == ";":
            sections.append(
                _Section(
                    code=code, literal=literal, percents=percents, condition=condition
                )
            )
            code, literal, percents, condition = "", "", 0, None
        elif bracket is not None:
            found = _CONDITION.fullmatch(bracket)
            condition = (found[1], float(found[2])) if found else condition
        elif plain == "%":
            percents += 1
        elif plain is None:
            literal += quoted or escaped or ""
        elif plain in _SHOWN:
            literal += plain
        else:
            code += plain
    return sections


def _section_for(number: float, sections: list[_Section]) -> _Section | None:
    """The section that a number is shown by; None for all of its digits."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None:
                return section
            sign, bound = section.condition
            if _COMPARISONS[sign](number, bound):
                return section
        return None
    place = 0
    if number < 0 and len(sections) > 1:
        place = 1
    elif number == 0 and len(sections) > 2:
        place = 2
    return sections[place]


def _plain(number: float) -> str:
    """Every digit that is its own."""
    return format(_exact(number), "f")


def _exact(number: float) -> Decimal:
    # A whole number may have more digits than a float can hold.
    if isinstance(number, int) or number.is_integer():
        return Decimal(int(number))
    return Decimal(f"{number:.15g}")


def _rounded(amount: Decimal, most: int, least: int) -> str:
    """A number with at most so many decimals, and at least so many."""
    places = Context(prec=len(amount.as_tuple().digits) + abs(amount.adjusted()) + 60)
    step = Decimal(1).scaleb(-most)
    near = amount.quantize(step, ROUND_HALF_UP, context=places)
    text = format(near if near else abs(near), "f")
    whole, point, decimals = text.partition(".")
    kept = decimals.rstrip("0").ljust(least, "0")
    return f"{whole}{point}{kept}" if kept else whole
