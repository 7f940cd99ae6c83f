"""Where in a child's rows a fault is planted, and what it is planted with."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, TypeVar

from returncheck.synth.dates import days, months_later, year_end, year_start
from returncheck.synth.planting import Finding, Location, Planted, Planter, Season
from returncheck.synth.ssda903.records import SHORT_BREAKS, TEMPORARY
from returncheck.synth.ssda903.shown import Child, Row, day_of, text_of

T = TypeVar("T")

NO_DATE = ("31/02/2024", "2024-05-01", "1/1/24", "45/01/2023")
"""Texts that no rule reads as a date."""
SHORT_STATUSES = ("L1", "L2", "L3", "J2")
"""Legal statuses that may not last."""


@dataclass(frozen=True, slots=True)
class Site:
    """A row of a child that a fault may be planted in.

    Attributes:
        index: Its place among the child's rows of the table, from 0.
    """

    child: Child
    table: str
    index: int
    season: Season[Child]

    @property
    def row(self) -> Row:
        """The row as it is without the fault."""
        return self.child.rows(self.table)[self.index]

    def get(self, column: str) -> str | None:
        """A cell of the row."""
        return self.row.get(column)

    def day(self, column: str) -> date | None:
        """The day in a cell of the row."""
        return day_of(self.get(column))

    def known(self, column: str) -> date:
        """The day in a cell that has one."""
        found = self.day(column)
        if found is None:
            raise ValueError(f"{self.table} has no day in {column}.")
        return found

    @property
    def following(self) -> Row | None:
        """The next row of the child in the table."""
        rows = self.child.rows(self.table)
        return rows[self.index + 1] if self.index + 1 < len(rows) else None

    @property
    def previous(self) -> Row | None:
        """The row before it in the table."""
        return self.child.rows(self.table)[self.index - 1] if self.index else None

    @property
    def is_last(self) -> bool:
        """Whether it is the child's last row of the table."""
        return self.following is None


Suits: TypeAlias = Callable[[Site], bool]
Cells: TypeAlias = Callable[[Site], Mapping[str, str | None]]
Codes: TypeAlias = Callable[[Site], Iterable[str]]
Found: TypeAlias = Callable[[Site], Iterable[Finding]]


def found(code: str, *places: tuple[str, int]) -> Finding:
    """A finding in rows, each by its table and its place among the child's."""
    rows = tuple(Location(table=table, index=index) for table, index in places)
    return Finding(code, rows)


def planted(child: Child, *findings: Finding) -> Planted[Child]:
    """A child with a fault, and all that it must give."""
    return Planted(child=child, findings=findings)


def pick(season: Season[Child], known: Sequence[T]) -> T | None:
    """One of some things by chance; None if there is none."""
    return season.dice.pick(known) if known else None


def first_day(site: "Site") -> date:
    """1 April."""
    return year_start(site.season.year)


def last_day(site: "Site") -> date:
    """31 March."""
    return year_end(site.season.year)


def sites(child: Child, table: str, season: Season[Child]) -> list[Site]:
    """All rows of a table."""
    return [Site(child, table, index, season) for index in range(child.count(table))]


def in_a_row(
    code: str,
    table: str,
    cells: Cells,
    *,
    suits: Suits = lambda _: True,
    also: Codes = lambda _: (),
    rest: Found = lambda _: (),
) -> Planter[Child]:
    """A planter that changes cells of one row, in which the rule then finds them.

    Args:
        code: The rule.
        table: Where the row is.
        cells: The new cells; None takes a value away.
        suits: Whether a row can carry the fault.
        also: Other rules that must find the same row.
        rest: Findings of other rules in other rows, told of the row without the fault.
    """

    def plant(child: Child, season: Season[Child]) -> Planted[Child] | None:
        known = [site for site in sites(child, table, season) if suits(site)]
        site = pick(season, known)
        if site is None:
            return None
        changed = child.with_cells(table, site.index, **cells(site))
        here = (found(each, (table, site.index)) for each in (code, *also(site)))
        return planted(changed, *here, *rest(site))

    return plant


def value(column: str, *texts: str | None) -> Cells:
    """One cell gets one of some texts."""
    return lambda site: {column: site.season.dice.pick(texts)}


def all_of(*conditions: Suits) -> Suits:
    """Rows that meet several conditions."""
    return lambda site: all(holds(site) for holds in conditions)


def is_new(site: Site) -> bool:
    """Whether the child is not in the return of the year before."""
    return not site.child.before


def is_single(site: Site) -> bool:
    """Whether the child has one episode, not a short break."""
    is_break = site.child.rows("Episodes")[0].get("LS") in SHORT_BREAKS
    return site.child.count("Episodes") == 1 and not is_break


def is_fresh(site: Site) -> bool:
    """Whether the child's only episode began in the year; the year before has none."""
    return is_single(site) and is_new(site)


def is_over_in_part(site: Site) -> bool:
    """Whether care began and ended in the year, and nothing hangs on its end.

    Begun on 1 April it would be a whole year but for its end.
    """
    child = site.child
    rows = child.rows("Episodes")
    has_none = not any(map(child.rows, ("AD1", "PlacedAdoption", "OC2", "OC3", "UASC")))
    is_plain = rows[-1].get("REC") in ("E4A", "E4B", "E8", "E13", "E41")
    is_short = any(each.get("LS") in (*SHORT_STATUSES, *SHORT_BREAKS) for each in rows)
    is_whole = child.day("Episodes", 0, "DECOM") == first_day(site)
    return is_new(site) and has_none and is_plain and not is_short and not is_whole


def is_fresh_and_over(site: Site) -> bool:
    """Whether it did so in one episode."""
    return is_fresh(site) and is_over_in_part(site)


def is_fresh_and_open(site: Site) -> bool:
    """Whether it goes on, and is no way to adoption."""
    episode = site.child.rows("Episodes")[0]
    is_plain = not site.child.rows("PlacedAdoption")
    is_long = episode.get("LS") not in SHORT_STATUSES
    return is_fresh(site) and "DEC" not in episode and is_plain and is_long


def has_no(*tables: str) -> Suits:
    """Whether the child has no row in some tables."""
    return lambda site: not any(site.child.rows(table) for table in tables)


def is_fostered(site: Site) -> bool:
    """Whether an episode is with a foster carer, by name of a provider."""
    return (site.get("PLACE") or "").startswith("U")


def is_temporary(episode: Row | None) -> bool:
    """Whether an episode is a temporary placement."""
    return episode is not None and episode.get("PLACE") in TEMPORARY


def is_boy(child: Child) -> bool:
    """Whether the Header has a boy."""
    return child.rows("Header")[0].get("SEX") in ("1", "M")


def age(child: Child, day: date) -> int:
    """Age in years on a day, by the Header; 0 if no birthday is known."""
    birth = child.birth
    if birth is None:
        return 0
    years = day.year - birth.year
    return years - (months_later(birth, 12 * years) > day)


def age_at_end(site: Site) -> int:
    """Age in years on the last day of the year."""
    return age(site.child, year_end(site.season.year))


def is_all_year(child: Child) -> bool:
    """Whether the child has answers on health, as those looked after all year have."""
    return bool(child.rows("OC2"))


def base(child: Child) -> dict[str, str | None]:
    """The identifier and the birthday, as the other tables repeat them."""
    header = child.rows("Header")[0]
    return {"CHILD": header.get("CHILD"), "DOB": header.get("DOB")}


def shifted(site: Site, column: str, by: int) -> dict[str, str | None]:
    """A day of the row, so many days later."""
    return {column: text_of(site.known(column) + days(by))}
