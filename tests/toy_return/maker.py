"""Makes up toy returns: one visit a child, at home or at school."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from returncheck.synth.choosing import Chooser
from returncheck.synth.dates import days, year_start
from returncheck.synth.dice import Dice
from returncheck.synth.made_return import (
    MadeReturn,
    Maker,
    Plants,
    beside,
    check_authority,
    write_json,
)
from returncheck.synth.planting import Location, Planted, Planter, Season, one_finding
from returncheck.synth.plants_asked import read_plants
from toy_return.layout import LAYOUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """A child and its visit."""

    code: str
    day: date
    place: str


def plant_late_visit(child: Visited, season: Season[Visited]) -> Planted[Visited]:
    """A visit up to ten days after the year."""
    day = season.last_day + days(season.dice.between(1, 10))
    place = Location(table="Visits", index=0)
    return one_finding(replace(child, day=day), "T1", place)


PLANTERS: dict[str, Planter[Visited]] = {"T1": plant_late_visit}


def generate(
    *,
    authority: str,
    year: int,
    children: int,
    seed: int,
    out: Path,
    plants: Plants = (),
) -> MadeReturn:
    """Write a folder of two tables; see `made_return.Generate`."""
    check_authority(authority)
    asked = read_plants(
        plants, year, plantable=MAKER.plantable, first_year=lambda _code: 2024
    )

    def view(place: int) -> Visited:
        dice = Dice(seed, authority, place)
        day = year_start(year) + days(dice.between(0, 300))
        return Visited(code=f"TOY{place}", day=day, place=dice.pick(("home", "school")))

    chooser = Chooser(
        planters=PLANTERS,
        words=(seed, authority, year),
        year=year,
        first_place=1,
        children=children,
        view=view,
    )
    faults = chooser.choose(asked)
    shown, findings = [], []
    for place in range(1, children + 1):
        child = view(place)
        if place in faults:
            planted = chooser.plant(place, faults[place], child)
            child = planted.child
            findings += [(each.code, place) for each in planted.findings]
        shown.append(child)
    out.mkdir(parents=True, exist_ok=True)
    _write(out / "Sender.csv", "Sender", [(authority, str(year))])
    _write(out / "Visits.csv", "Visits", [(c.code, str(c.day), c.place) for c in shown])
    at_home = sum(child.place == "home" for child in shown)
    write_json(beside(out, "expected"), {"plants": asked, "findings": findings})
    write_json(beside(out, "truth"), {"toy_visits_at_home": 100 * at_home / children})
    return MadeReturn(
        path=out,
        expected=beside(out, "expected"),
        truth=beside(out, "truth"),
        rows={"Sender": 1, "Visits": children},
        findings=len(findings),
    )


def _write(path: Path, table: str, rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in LAYOUT.table(table).columns])
        writer.writerows(rows)


MAKER = Maker(generate=generate, plantable=tuple(PLANTERS), fewest_children=1)
