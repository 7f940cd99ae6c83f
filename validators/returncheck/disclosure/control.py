"""Decides which figures of a release are shown.

Small counts go first, then as few others as it takes that none of them can be worked
out; shares, rates and changes are shown where all that they stand on is shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from returncheck.disclosure.links import Change, Link, Rate, Share
from returncheck.disclosure.system import (
    LEAST_DENOMINATOR,
    Count,
    State,
    System,
    build_system,
)
from returncheck.disclosure.witness import find_witness

SUPPRESSED = "c"
"""The symbol of a figure that is withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided about a set of figures.

    Attributes:
        figures: `figure_id`, `value` (null where it is withheld) and `symbol` (`c`
            where it is withheld, else null), in the order given.
        unprotected: Counts that published figures of others give away; all that is
            linked with them here is withheld.
    """

    figures: pl.DataFrame
    unprotected: tuple[str, ...]


def protect(figures: pl.DataFrame, links: Sequence[Link]) -> Decision:
    """Withhold small counts, and whatever would give one of them away.

    Args:
        figures: `figure_id` (text, unique), `value` (number, null where there is
            none), and if wanted `is_public` (others have published the count) and
            `is_printed` (false for a count that has no place in the release).
        links: How the figures are linked. What is no share, rate or change is a count.

    Returns:
        What is shown of each figure.
    """
    values = dict(figures.select("figure_id", "value").iter_rows())
    derived = _derived(links)
    counts = {
        name: Count(value=round(value), is_public=is_public, is_printed=is_printed)
        for name, value, is_public, is_printed in _with_flags(figures).iter_rows()
        if value is not None and name not in derived
    }
    system = build_system(counts, links)
    unprotected = tuple(name for name in _targets(system) if not _cover(system, name))
    shown = {name: not count.is_hidden for name, count in system.counts.items()}
    for link in links:
        if isinstance(link, Share | Rate):
            shown[_derived_id(link)] = _is_shown(link, system)
    for link in links:
        # A change stands on figures of any other kind.
        if isinstance(link, Change):
            shown[link.change] = all(shown.get(n) for n in (link.this, link.previous))
    symbols = [
        None if value is None or shown[name] else SUPPRESSED
        for name, value in values.items()
    ]
    decided = figures.select("figure_id", "value").with_columns(
        pl.Series("symbol", symbols, dtype=pl.String)
    )
    kept = pl.when(pl.col("symbol").is_null()).then(pl.col("value"))
    return Decision(
        figures=decided.with_columns(kept.alias("value")), unprotected=unprotected
    )


def _with_flags(figures: pl.DataFrame) -> pl.DataFrame:
    defaults = {"is_public": False, "is_printed": True}
    missing = [
        pl.lit(default).alias(name)
        for name, default in defaults.items()
        if name not in figures.columns
    ]
    return figures.with_columns(missing).select(
        "figure_id", "value", "is_public", "is_printed"
    )


def _derived_id(link: Share | Rate | Change) -> str:
    match link:
        case Share():
            return link.share
        case Rate():
            return link.rate
        case Change():
            return link.change


def _derived(links: Iterable[Link]) -> set[str]:
    return {
        _derived_id(link) for link in links if isinstance(link, Share | Rate | Change)
    }


def _is_shown(link: Share | Rate, system: System) -> bool:
    match link:
        case Rate():
            count = system.counts.get(link.count)
            return count is not None and not count.is_hidden
        case Share():
            pair = [system.counts.get(n) for n in (link.numerator, link.denominator)]
            seen = all(count is not None and not count.is_hidden for count in pair)
            denominator = pair[1]
            return (
                seen
                and denominator is not None
                and denominator.value >= LEAST_DENOMINATOR
            )


def _targets(system: System) -> list[str]:
    """Counts to protect, those with the fewest relations first."""
    names = [name for name, count in system.counts.items() if count.is_protected]
    return sorted(names, key=lambda n: (len(system.counts[n].relations), n))


def _cover(system: System, target: str) -> bool:
    """Withhold more until a count cannot be worked out.

    Returns:
        False when nothing is left to withhold and it still can.
    """
    if not system.counts[target].is_hidden:
        return True
    while find_witness(system, target, told_which_are_small=True) is None:
        candidates = _candidates(system, target)
        if not candidates:
            # All that is linked is withheld: which counts are small is not told.
            found = find_witness(system, target, told_which_are_small=False)
            return found is not None
        system.counts[_best(system, target, candidates)].state = State.COVER
    return True


def _candidates(system: System, target: str) -> list[str]:
    """Shown counts in a relation with the target or with what is hidden beside it."""
    reached, ahead, shown = {target}, [target], set()
    while ahead:
        for name in system.neighbours(ahead.pop()):
            count = system.counts[name]
            if not count.is_hidden and not count.is_public:
                shown.add(name)
            elif count.is_hidden and name not in reached:
                reached.add(name)
                ahead.append(name)

    def cost(name: str) -> tuple[bool, bool, int, str]:
        count = system.counts[name]
        return count.value == 0, count.is_total, count.value, name

    return sorted(shown, key=cost)


def _best(system: System, target: str, candidates: Sequence[str]) -> str:
    """The first that is enough by itself, else the first in a relation with it."""
    for name in candidates:
        count = system.counts[name]
        count.state = State.COVER
        enough = find_witness(system, target, told_which_are_small=True) is not None
        count.state = State.SHOWN
        if enough:
            return name
    near = set(system.neighbours(target))
    return next((name for name in candidates if name in near), candidates[0])
