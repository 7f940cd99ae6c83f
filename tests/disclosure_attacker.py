"""An attacker: reads a release as anybody can, and works out what it withholds.

Nothing of the control is used. The figures shown and the relations between them go to
an integer solver, which gives the least and the most that a withheld count can be. A
count is recovered when the two are the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

MOST = 400
"""No count in an attacked table is larger."""


@dataclass(kw_only=True)
class Knowledge:
    """What is known: names of the counts, and linear bounds on them.

    `small` are counts told to be 1 to 5, `not_small` those told not to be.
    """

    names: list[str] = field(default_factory=list)
    rows: list[tuple[Mapping[str, float], float, float]] = field(default_factory=list)
    small: set[str] = field(default_factory=set)
    not_small: set[str] = field(default_factory=set)

    def name(self, *names: str) -> None:
        self.names += [name for name in names if name not in self.names]

    def is_between(self, terms: Mapping[str, float], least: float, most: float) -> None:
        self.name(*terms)
        self.rows.append((dict(terms), least, most))

    def is_exactly(self, name: str, value: float) -> None:
        self.is_between({name: 1.0}, value, value)

    def total(self, total: str, parts: Iterable[str], *, is_complete: bool) -> None:
        terms = {total: 1.0, **dict.fromkeys(parts, -1.0)}
        self.is_between(terms, 0.0, 0.0 if is_complete else np.inf)

    def share(
        self, numerator: str, denominator: str, percent: float, half_unit: float
    ) -> None:
        """A percentage, printed so that it is right to half a unit."""
        low, high = (percent - half_unit) / 100, (percent + half_unit) / 100
        self.is_between({numerator: 1.0, denominator: -low}, -1e-9, np.inf)
        self.is_between({numerator: 1.0, denominator: -high}, -np.inf, 1e-9)


def possible(knowledge: Knowledge, target: str) -> tuple[int, int] | None:
    """Least and most that a count can be; None when nothing fits what is known."""
    found = [_extreme(knowledge, target, sign) for sign in (1, -1)]
    return None if None in found else (found[0], found[1])


def recovered(knowledge: Knowledge, targets: Iterable[str]) -> dict[str, int]:
    """The withheld counts that have one possible value, and that value."""
    ranges = {target: possible(knowledge, target) for target in targets}
    assert None not in ranges.values(), "the release contradicts itself"
    return {name: low for name, (low, high) in ranges.items() if low == high}


def _extreme(knowledge: Knowledge, target: str, sign: int) -> int | None:
    names = knowledge.names
    switches = sorted(knowledge.not_small)
    width = len(names) + len(switches)
    place = {name: number for number, name in enumerate(names)}
    low, high = np.zeros(width), np.full(width, float(MOST))
    high[len(names) :] = 1
    for name in knowledge.small:
        low[place[name]], high[place[name]] = 1, 5
    rows: list[Sequence[float]] = []
    least, most = [], []
    for terms, bottom, top in knowledge.rows:
        row = np.zeros(width)
        for name, coefficient in terms.items():
            row[place[name]] += coefficient
        rows.append(row)
        least.append(bottom)
        most.append(top)
    for number, name in enumerate(switches, start=len(names)):
        # Off: the count is 0. On: it is 6 or more.
        row = np.zeros(width)
        row[place[name]], row[number] = 1, -6
        rows.append(row)
        least.append(0)
        most.append(np.inf)
        row = np.zeros(width)
        row[place[name]], row[number] = 1, -MOST
        rows.append(row)
        least.append(-np.inf)
        most.append(0)
    aim = np.zeros(width)
    aim[place[target]] = sign
    constraints = LinearConstraint(np.array(rows), least, most) if rows else ()
    solved = milp(
        aim,
        constraints=constraints,
        integrality=np.ones(width),
        bounds=Bounds(low, high),
    )
    return None if solved.x is None else round(solved.x[place[target]])
