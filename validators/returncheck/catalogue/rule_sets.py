"""The years whose statutory rules are held, read from their seed."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from returncheck.errors import ConfigError
from returncheck.project import kept_for_project, project_root

_PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The rules of one return year.

    Attributes:
        collection: The return.
        year: Return year (ending 31 March).
        is_provisional: Whether the year's final specification is still to come.
    """

    collection: str
    year: int
    is_provisional: bool


@kept_for_project
def _rule_sets() -> tuple[RuleSet, ...]:
    path = project_root() / "seeds" / "catalogue" / "rc_rule_sets.csv"
    with path.open(newline="", encoding="utf-8") as file:
        listed = [
            RuleSet(
                collection=row["collection"],
                year=int(row["year"]),
                is_provisional=row["status"] == _PROVISIONAL,
            )
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(listed, key=lambda each: (each.collection, each.year)))


def rule_sets(collection: str) -> list[RuleSet]:
    """The rule sets of a return, in the order of their years.

    Args:
        collection: The return.

    Returns:
        The sets; empty for a return without statutory rules.
    """
    return [each for each in _rule_sets() if each.collection == collection]


def rule_set_for(collection: str, year: int) -> RuleSet | None:
    """The rule set that checks a return of a year: its own, else the latest before.

    Args:
        collection: The return.
        year: Return year (ending 31 March).

    Returns:
        The set; None for a year before the first.
    """
    earlier = [each for each in rule_sets(collection) if each.year <= year]
    return earlier[-1] if earlier else None


def rule_set_of(collection: str, year: int) -> RuleSet:
    """The rule set of exactly one year.

    Args:
        collection: The return.
        year: Return year (ending 31 March).

    Raises:
        ConfigError: None of that year is held.
    """
    held = rule_sets(collection)
    for each in held:
        if each.year == year:
            return each
    if not held:
        raise ConfigError(f"No rules of the return '{collection}' are held.")
    first, last = held[0].year, held[-1].year
    hint = f"from {first} on" if year < first else f"up to {last}"
    raise ConfigError(
        f"There is no rule set for {year}. Give years {hint}. "
        f"Held: {years_in_words(held)}."
    )


def years_in_words(held: Sequence[RuleSet]) -> str:
    """The years of rule sets: `2023 to 2026, 2027 (provisional)`.

    Args:
        held: The sets of one return, in the order of their years.
    """
    runs: list[list[RuleSet]] = []
    for each in held:
        before = runs[-1][-1] if runs else None
        follows = (
            before is not None
            and before.is_provisional == each.is_provisional
            and before.year + 1 == each.year
        )
        if follows:
            runs[-1].append(each)
        else:
            runs.append([each])
    return ", ".join(_run_in_words(run) for run in runs)


def _run_in_words(run: Sequence[RuleSet]) -> str:
    first, last = run[0], run[-1]
    years = f"{first.year}" if first is last else f"{first.year} to {last.year}"
    return f"{years} (provisional)" if first.is_provisional else years
