"""The findings about the elements of a CIN census, one a path and kind of fault."""

from collections.abc import Callable
from typing import Final

import polars as pl

from returncheck.returns.cin_census.faults import (
    FaultKey,
    FaultKind,
    Faults,
    Places,
)
from returncheck.returns.cin_census.layout import LAYOUT
from returncheck.returns.cin_census.steps import Step, compile_steps
from returncheck.returns.cin_census.structure import CHILD, CHILDREN, HEADER, ROOT
from returncheck.returns.contract_findings import (
    CELL_SCHEMA,
    ContractFinding,
    findings_frame,
)
from returncheck.returns.coverage import Aspect, Coverage

# What a rule covers that says of a child that it has no episode.
_EPISODE: Final = Coverage(
    table="CINdetails", field="CINdetailsID", aspect=Aspect.PRESENCE
)


def observations_frame(
    faults: Faults, year: int, covered: frozenset[Coverage] = frozenset()
) -> pl.DataFrame:
    """One contract finding per element path and kind of fault.

    Args:
        faults: What the walk has noted.
        year: Year of the return. All faults are errors in a year whose layout is
            known. An unknown element is information in one whose layout is a draft,
            and every fault is in a year later than the latest layout.
        covered: What rules in force report; nothing is found about it.

    Returns:
        Rows of `FINDING_SCHEMA`, kind by kind, each sorted by path.
    """
    places = _Layout(year)
    return findings_frame(
        [
            places.finding(key, found)
            for kind in FaultKind
            for key, found in faults.of(kind)
            if not (key.is_rules and _EPISODE in covered)
            and not places.is_told_by_a_rule(key, covered)
        ]
    )


def element_cells_frame(faults: Faults, year: int) -> pl.DataFrame:
    """The values of the findings about elements that are empty.

    Args:
        faults: What the walk has noted.
        year: Year of the return.

    Returns:
        Rows of `CELL_SCHEMA`: all values of a path, or none where it has too many.
    """
    layout = _Layout(year)
    rows = [
        (_check_id(key.kind), key.path, layout.table(key.path), row, _name(key.path))
        for key, places in faults.of(FaultKind.EMPTY)
        if len(places.rows) == places.count
        for row in places.rows
    ]
    return pl.DataFrame(rows, schema=CELL_SCHEMA, orient="row")


def _check_id(kind: FaultKind) -> str:
    return f"contract:{LAYOUT.collection}.{kind}"


class _Layout:
    """Says what is wrong where in the layout of one year."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._steps: dict[str, Step] = {}
        self._parents: dict[str, Step] = {}
        self._tables: dict[str, str | None] = {}
        for element, parent in ((HEADER, ROOT), (CHILD, f"{ROOT}/{CHILDREN}")):
            self._collect(compile_steps(element, parent, year), None)

    def table(self, path: str) -> str | None:
        """Table that takes the text of an element; None outside any."""
        return self._tables.get(path)

    def is_told_by_a_rule(self, key: FaultKey, covered: frozenset[Coverage]) -> bool:
        """Whether an empty value is missing, which a rule in force reports."""
        table = self.table(key.path)
        return (
            key.kind is FaultKind.EMPTY
            and table is not None
            and Coverage(table=table, field=_name(key.path), aspect=Aspect.PRESENCE)
            in covered
        )

    def finding(self, key: FaultKey, places: Places) -> ContractFinding:
        say: Callable[[str, Places], str] = {
            FaultKind.UNKNOWN: self._unknown,
            FaultKind.ATTRIBUTE: self._attribute,
            FaultKind.TEXT: self._text,
            FaultKind.MISPLACED: self._misplaced,
            FaultKind.MISSING: self._missing,
            FaultKind.EMPTY: self._empty,
            FaultKind.REPEATED: self._repeated,
            FaultKind.FURTHER: self._repeated,
        }[key.kind]
        is_further = key.kind is FaultKind.FURTHER
        kind = FaultKind.REPEATED if is_further else key.kind
        return ContractFinding(
            check_id=_check_id(kind),
            severity=self._severity(key.kind),
            field=key.path,
            value=str(places.count),
            message=say(key.path, places),
        )

    def _collect(self, step: Step, table: str | None) -> None:
        self._steps[step.path] = step
        self._tables[step.path] = step.table or table
        for inner in step.steps.values():
            self._parents[inner.path] = step
            self._collect(inner, step.table or table)

    def _severity(self, kind: FaultKind) -> str:
        is_later = LAYOUT.latest_year is not None and self._year > LAYOUT.latest_year
        if kind is FaultKind.FURTHER or is_later:
            return "info"
        if kind is FaultKind.UNKNOWN and not LAYOUT.is_final(self._year):
            return "info"
        return "error"

    def _unknown(self, path: str, places: Places) -> str:
        if LAYOUT.is_final(self._year):
            state, advice = "", "Check its name and its place."
        else:
            is_draft = self._year in LAYOUT.provisional_years
            state = "which is provisional" if is_draft else "which is not known yet"
            advice = "It is kept as unknown. Check its name and its place."
        return (
            f"The element {path} is not in the layout of {self._year}"
            f"{', ' if state else ''}{state}; it occurs {_times(places)}. {advice}"
        )

    def _attribute(self, path: str, places: Places) -> str:
        element, _, name = path.rpartition("/@")
        return (
            f"The element {element} has the attribute {name}, which is not in the "
            f"layout of {self._year}, {_in_places(places)}. Take the attribute out."
        )

    def _text(self, path: str, places: Places) -> str:
        return (
            f"The element {path} has text between its elements {_in_places(places)}. "
            "Take the text out, or put it into the element that it is the value of."
        )

    def _misplaced(self, path: str, places: Places) -> str:
        parent = path.rpartition("/")[0]
        return (
            f"The element {path} is out of order {_in_places(places)}. "
            f"Move it to its place in {_name(parent)}: {self._place(path)}."
        )

    def _place(self, path: str) -> str:
        if path not in self._parents:
            return f"before {CHILDREN}"
        tags = [step.tag for step in self._parents[path].steps.values() if step.known]
        place = tags.index(self._steps[path].tag)
        around = []
        if place > 0:
            around.append(f"after {tags[place - 1]}")
        if place + 1 < len(tags):
            around.append(f"before {tags[place + 1]}")
        return " and ".join(around)

    def _missing(self, path: str, places: Places) -> str:
        parent, _, name = path.rpartition("/")
        holder = self._steps.get(parent)
        is_optional = holder is not None and not holder.required
        advice = (
            f"Add the {name}, or leave out the {_name(parent)} that has none."
            if is_optional
            else f"Add the {name} to each {_name(parent)}."
        )
        return f"The element {path} is missing {_in_places(places)}. {advice}"

    def _empty(self, path: str, places: Places) -> str:
        return (
            f"The element {path} is empty {_in_places(places)}. "
            "Give its value, or leave out the element."
        )

    def _repeated(self, path: str, places: Places) -> str:
        return (
            f"The element {path} is repeated {_times(places)} where one is read; of a "
            "value the first is kept. Remove the repetition."
        )


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _times(places: Places) -> str:
    times = "once" if places.count == 1 else f"{places.count} times"
    return f"{times}{_lines(places)}"


def _in_places(places: Places) -> str:
    noun = "in one place" if places.count == 1 else f"in {places.count} places"
    return f"{noun}{_lines(places)}"


def _lines(places: Places) -> str:
    """The first lines: ' (line 4)', ' (lines 4, 9 and 7 more)'."""
    lines = sorted(places.lines)
    if not lines:
        return ""
    more = places.count - len(lines)
    listed = ", ".join(str(line) for line in lines)
    noun = "line" if places.count == 1 else "lines"
    return f" ({noun} {listed}{f' and {more} more' if more else ''})"
