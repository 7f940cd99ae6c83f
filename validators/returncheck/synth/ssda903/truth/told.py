"""What rows tell of one child, with days for texts; what is no day is not told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from returncheck.synth.ssda903.shown import Row, Tables, day_of

_SHORT_BREAKS = ("V3", "V4")
_GOES_ON = "X1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """One episode of care, as told; `number` is its place among the child's rows."""

    number: int
    start: date
    end: date | None
    new: str | None
    legal: str | None
    place: str | None
    provider: str | None
    home: str | None
    postcode: str | None
    urn: str | None
    ended: str | None

    def is_open_on(self, day: date) -> bool:
        """Whether it has begun by a day and has not ended on it or before."""
        return self.start <= day and (self.end is None or self.end > day)

    @property
    def is_left(self) -> bool:
        """Whether the child ceased to be looked after with it."""
        return self.end is not None and self.ended not in (None, _GOES_ON)


def care_in(rows: Iterable[Row]) -> list[Care]:
    """The episodes with a known start, short breaks left out, in order."""
    found = []
    for number, cells in enumerate(rows):
        start = day_of(cells.get("DECOM"))
        if start is None or cells.get("LS") in _SHORT_BREAKS:
            continue
        found.append(
            Care(
                number=number,
                start=start,
                end=day_of(cells.get("DEC")),
                new=cells.get("RNE"),
                legal=cells.get("LS"),
                place=cells.get("PLACE"),
                provider=cells.get("PLACE_PROVIDER"),
                home=cells.get("HOME_POST"),
                postcode=cells.get("PL_POST"),
                urn=cells.get("URN"),
                ended=cells.get("REC"),
            )
        )
    return sorted(found, key=lambda care: (care.start, care.number))


def open_on(care: Sequence[Care], day: date) -> Care | None:
    """The episode that is open on a day; of several the latest."""
    running = [each for each in care if each.is_open_on(day)]
    return running[-1] if running else None


def by_child(tables: Tables) -> dict[str, dict[str, list[Row]]]:
    """The rows of each table by the identifier that they have; none without one."""
    found: dict[str, dict[str, list[Row]]] = {}
    for table, rows in tables.items():
        for cells in rows:
            identifier = cells.get("CHILD")
            if identifier is not None:
                found.setdefault(identifier, {}).setdefault(table, []).append(cells)
    return found


def birthday(birth: date, years: int) -> date:
    """A birthday; that of 29 February falls on the 28th in a common year."""
    try:
        return birth.replace(year=birth.year + years)
    except ValueError:
        return birth.replace(year=birth.year + years, day=28)
