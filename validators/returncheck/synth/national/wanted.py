"""Which returns a made-up country is to have, each with its size and faults."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from returncheck.catalogue.rules import rules_in_force
from returncheck.errors import ConfigError
from returncheck.synth.dice import Dice
from returncheck.synth.made_return import Maker, WantedYear
from returncheck.synth.national.sizes import (
    authorities_of,
    shared_out,
    some_of,
    weights_of,
)

_CHILDREN_A_FAULT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalReturn:
    """A return that is made up for a country.

    Attributes:
        collection: Its key.
        name: What its files are called by.
        suffix: Ending of a file; empty for a folder.
        maker: Gives what makes it up; a function of a module, for other processes.
        children: Children in all returns of a year.
        measure: Published count that they are shared out by.
        holds_year_before: Whether a return holds the one of the year before.
    """

    collection: str
    name: str
    suffix: str
    maker: Callable[[], Maker]
    children: int
    measure: str
    holds_year_before: bool

    def years(self, asked: Sequence[int]) -> tuple[int, ...]:
        """The years that are made up, so that there is a return of those asked for."""
        return (max(asked),) if self.holds_year_before else tuple(asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked for.

    Attributes:
        years: Return years that follow on each other, in order.
        authorities: How many; None for all.
        scale: Times the size of the country, above 0.
        children: Children of the chosen authorities in a year's returns of each kind,
            in place of what they have in the country; None for that.
        faults: Rules that are broken in each return.
        seed: Any whole number.
    """

    years: tuple[int, ...]
    authorities: int | None = None
    scale: float = 1.0
    children: int | None = None
    faults: int = 8
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """All returns of one kind of one authority.

    Attributes:
        of: The kind.
        wanted: A return a year.
    """

    of: NationalReturn
    authority: str
    seed: int
    wanted: tuple[WantedYear, ...]

    @property
    def children(self) -> int:
        """Children in all of them: how long it takes."""
        return sum(each.children for each in self.wanted)


def jobs_for(wish: Wish, kinds: Sequence[NationalReturn], folder: Path) -> list[Job]:
    """What is to be written, in a fixed order.

    Args:
        wish: What is asked for.
        kinds: The returns to make up.
        folder: Where returns go, in a folder a kind and year.

    Raises:
        ConfigError: A wish that cannot be.
    """
    _check(wish)
    everyone = authorities_of(wish.years)
    chosen = everyone
    if wish.authorities is not None:
        first = kinds[0]
        sizes = _sizes(wish, first, everyone, max(wish.years))
        chosen = some_of(sizes, wish.authorities)
    return [
        job for kind in kinds for job in _jobs(wish, kind, everyone, chosen, folder)
    ]


def _check(wish: Wish) -> None:
    if not wish.years or list(wish.years) != list(
        range(min(wish.years), max(wish.years) + 1)
    ):
        raise ConfigError(
            f"The years {', '.join(map(str, wish.years))} do not follow on each other. "
            "Give each once, in order, such as --year 2025 --year 2026."
        )
    if not 0 < wish.scale <= 100:
        raise ConfigError(
            f"A scale of {wish.scale:g} cannot be made up. Give one above 0, "
            "such as 0.01 for a hundredth of the country."
        )
    if wish.faults < 0:
        raise ConfigError(f"{wish.faults} faults were asked for. Give 0 or more.")


def _sizes(
    wish: Wish, kind: NationalReturn, codes: Sequence[str], year: int
) -> dict[str, int]:
    """Children by authority, of all that there are."""
    return shared_out(
        round(kind.children * wish.scale),
        weights_of(kind.measure, codes, year),
        kind.maker().fewest_children,
    )


def _jobs(
    wish: Wish,
    kind: NationalReturn,
    everyone: Sequence[str],
    chosen: Sequence[str],
    folder: Path,
) -> Iterator[Job]:
    years = kind.years(wish.years)
    sizes = {year: _sizes(wish, kind, everyone, year) for year in years}
    if wish.children is not None:
        sizes = {
            year: shared_out(
                wish.children,
                {code: of_year[code] for code in chosen},
                kind.maker().fewest_children,
            )
            for year, of_year in sizes.items()
        }
    rules = {year: _rules(wish, kind, year) for year in years}
    for number, authority in enumerate(chosen):
        wanted = []
        for year in years:
            children = sizes[year][authority]
            name = f"{kind.name}-{authority}-{year}{kind.suffix}"
            wanted.append(
                WantedYear(
                    year=year,
                    children=children,
                    out=folder / kind.name / str(year) / name,
                    plants=_plants(rules[year], number, wish.faults, children),
                )
            )
        yield Job(of=kind, authority=authority, seed=wish.seed, wanted=tuple(wanted))


def _rules(wish: Wish, kind: NationalReturn, year: int) -> list[str]:
    """The rules of a year whose faults can be planted, in an order of chance."""
    maker = kind.maker()
    known = {each.code for each in rules_in_force(kind.collection, year)}
    of_a_child = [
        code
        for code in maker.plantable
        if code in known and code not in maker.of_return
    ]
    return Dice(wish.seed, kind.collection, year, "national").shuffled(of_a_child)


def _plants(
    rules: Sequence[str], number: int, faults: int, children: int
) -> Mapping[str, int]:
    """The next rules of the row for each return, so that all have their turn."""
    if not rules:
        return {}
    faults = min(faults, len(rules))
    each = max(1, children // _CHILDREN_A_FAULT)
    turn = range(number * faults, (number + 1) * faults)
    return {rules[place % len(rules)]: each for place in turn}
