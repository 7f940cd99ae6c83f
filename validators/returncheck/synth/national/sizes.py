"""How many children the return of each authority has: by a published count."""

import csv
from collections.abc import Mapping, Sequence
from contextlib import suppress
from fractions import Fraction

from returncheck.catalogue.authorities import authorities
from returncheck.errors import ConfigError
from returncheck.project import kept_for_project, project_root
from returncheck.synth.made_return import population


def authorities_of(years: Sequence[int]) -> tuple[str, ...]:
    """The authorities that are there in every one of some years and today, by code.

    Args:
        years: Return years.
    """
    return tuple(
        sorted(
            code
            for code, each in authorities().items()
            if each.last_year is None and (each.first_year or 0) <= min(years)
        )
    )


def some_of(sizes: Mapping[str, int], number: int) -> tuple[str, ...]:
    """So many authorities, small and large ones, by code.

    Args:
        sizes: Children by authority.
        number: How many.

    Raises:
        ConfigError: There are not so many, or none is asked for.
    """
    if not 1 <= number <= len(sizes):
        raise ConfigError(
            f"{number} authorities were asked for. Ask for 1 to {len(sizes)}: so many "
            "are there in all of the years."
        )
    in_order = sorted(sizes, key=lambda code: (sizes[code], code))
    places = {(2 * each + 1) * len(sizes) // (2 * number) for each in range(number)}
    return tuple(sorted(in_order[place] for place in places))


def shared_out(total: int, weights: Mapping[str, int], fewest: int) -> dict[str, int]:
    """Children by authority, in proportion to weights and exactly so many in all.

    Args:
        total: How many in all; no fewer than the fewest of every authority.
        weights: Weight by authority, above 0.
        fewest: The fewest of one authority.
    """
    total = max(total, fewest * len(weights))
    found = dict.fromkeys(weights, fewest)
    rest = dict(weights)
    left = total
    while rest:
        whole = sum(rest.values())
        small = [code for code in rest if left * rest[code] < fewest * whole]
        if not small:
            break
        for code in small:
            del rest[code]
        left = total - fewest * (len(weights) - len(rest))
    whole = sum(rest.values())
    exact = {code: Fraction(left * weight, whole) for code, weight in rest.items()}
    found |= {code: int(share) for code, share in exact.items()}
    missing = total - sum(found.values())
    by_remainder = sorted(
        exact, key=lambda code: (int(exact[code]) - exact[code], code)
    )
    for code in by_remainder[:missing]:
        found[code] += 1
    return found


def weights_of(measure: str, codes: Sequence[str], year: int) -> dict[str, int]:
    """The latest published count of each authority up to a year.

    One whose count is not published has as many as its children would have had in
    the country.

    Args:
        measure: Identifier of a published count.
        codes: The authorities.
        year: Return year.
    """
    known = {code: _latest(_counts(measure).get(code, {}), year) for code in codes}
    people = {code: population(code, year)[1] or 1 for code in codes}
    told = {code: count for code, count in known.items() if count}
    share = Fraction(sum(told.values()) or 1, sum(people[code] for code in told) or 1)
    return {code: told.get(code) or max(1, int(share * people[code])) for code in codes}


def _latest(counts: Mapping[int, int], year: int) -> int | None:
    years = [each for each in counts if each <= year]
    return counts[max(years)] if years else None


@kept_for_project
def _counts(measure: str) -> Mapping[str, Mapping[int, int]]:
    """Published counts by authority and year; a symbol is none."""
    found: dict[str, dict[int, int]] = {}
    for path in sorted((project_root() / "seeds" / "published").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for cells in csv.DictReader(file):
                if (cells["indicator_id"], cells["area_type"]) == (
                    measure,
                    "authority",
                ):
                    of_area = found.setdefault(cells["area_code"], {})
                    with suppress(ValueError):
                        of_area[int(cells["year"])] = int(cells["value"])
    return found
