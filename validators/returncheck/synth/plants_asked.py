"""Checks which faults are asked for, before any is planted."""

from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import get_close_matches

from returncheck.errors import ConfigError
from returncheck.synth.made_return import Plants

_MOST_NAMED = 5


def read_plants(
    plants: Plants,
    year: int,
    *,
    plantable: Sequence[str],
    first_year: Callable[[str], int],
    last_year: Callable[[str], int | None] = lambda _: None,
    once: Collection[str] = (),
    what: str = "rule",
) -> dict[str, int]:
    """Check what is asked for and add up repeated codes.

    Args:
        plants: Rule code and how many faults.
        year: Return year.
        plantable: Codes of the rules whose faults can be planted.
        first_year: Gives the first return year that a rule is in force in.
        last_year: Gives the last one; None where it still is.
        once: Codes of the rules that give one finding for the whole return.
        what: What a code is the code of.

    Returns:
        Code to count, in the order of `plantable`.

    Raises:
        ConfigError: Unknown code, rule not in force, or an impossible count.
    """
    pairs = plants.items() if isinstance(plants, Mapping) else plants
    asked: dict[str, int] = {}
    for code, count in pairs:
        if code not in plantable:
            raise ConfigError(
                f"No fault can be planted for {what} '{code}'. "
                f"Choose from {_some_of(plantable, code)}."
            )
        if year < first_year(code):
            raise ConfigError(
                f"Rule {code} is not in force in {year}; its first year is "
                f"{first_year(code)}. Leave it out or choose a later year."
            )
        last = last_year(code)
        if last is not None and year > last:
            raise ConfigError(
                f"Rule {code} is not in force in {year}; its last year is {last}. "
                "Leave it out or choose an earlier year."
            )
        if count < 1:
            raise ConfigError(
                f"{count} faults were asked for rule {code}. Ask for 1 or more."
            )
        asked[code] = asked.get(code, 0) + count
        if code in once and asked[code] > 1:
            raise ConfigError(
                f"Rule {code} gives one finding for the whole return, but "
                f"{asked[code]} were asked for. Ask for 1."
            )
    return {code: asked[code] for code in plantable if code in asked}


def _some_of(plantable: Sequence[str], code: str) -> str:
    """The codes most like one, or the first, and how many there are besides."""
    like = get_close_matches(code, plantable, n=_MOST_NAMED)
    named = like or plantable[:_MOST_NAMED]
    others = len(plantable) - len(named)
    return ", ".join(named) + (f" and {others} more" if others else "")
