"""Generates one return: the XML, the findings it must give and its true indicators."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TextIO

from returncheck.errors import ConfigError, InternalError
from returncheck.synth.choosing import Kept
from returncheck.synth.cin_census.cast import CAST_SIZE, scripted_life
from returncheck.synth.cin_census.census import is_shown, view
from returncheck.synth.cin_census.children import (
    Life,
    child_number,
    identifier_of,
    ordinary_life,
)
from returncheck.synth.cin_census.faults import (
    PLANTABLE,
    FaultPlan,
    first_year,
    plan_faults,
    read_plants,
    severity,
)
from returncheck.synth.cin_census.plants.whole_return import (
    HEADER_RULE,
    WHOLE_RETURN,
    ReturnTally,
)
from returncheck.synth.cin_census.records import Child, Table
from returncheck.synth.cin_census.stays import Stay, occupants
from returncheck.synth.cin_census.truth import ReferralDays, TruthCounter
from returncheck.synth.cin_census.writer import CensusWriter
from returncheck.synth.dates import bank_holidays, year_end, year_start
from returncheck.synth.made_return import (
    MadeReturn,
    Maker,
    Plants,
    WantedYear,
    beside,
    check_authority,
    population,
    write_json,
)
from returncheck.synth.places import Occupant
from returncheck.synth.planting import Location
from returncheck.synth.true_values import TrueValue

_FIRST_YEAR, _LAST_YEAR = 2017, 2027
_MOST_CHILDREN = 9_999_999
_COLLECTION = "cin_census"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    authority: str
    year: int
    children: int
    seed: int

    def child(self, place: int) -> Child:
        """The child that holds a place, as the return of the year shows it."""
        return _Place(self.seed, self.authority, place, self.year).child(self.year)


class _Place:
    """The children that hold one place, whose histories are drawn once.

    Args:
        seed: The seed of all chance.
        authority: Three digits.
        place: Number of the place, from 1.
        year: The first return year that is asked for; then no earlier one than the
            last.
    """

    def __init__(self, seed: int, authority: str, place: int, year: int) -> None:
        self._seed, self._authority, self._place = seed, authority, place
        self._is_scripted = place <= CAST_SIZE
        if not self._is_scripted:
            self._coming = occupants(seed, authority, place, year)
            self._holder = next(self._coming)
            self._life: Life | None = None

    def _held_by(self, year: int) -> Occupant[Stay]:
        while self._holder.last_year < year:
            self._holder, self._life = next(self._coming), None
        return self._holder

    def child(self, year: int) -> Child:
        """The child of a year, as the return of the year shows it."""
        if self._is_scripted:
            life = scripted_life(self._seed, self._authority, self._place, year)
        else:
            holder = self._held_by(year)
            if self._life is None:
                self._life = ordinary_life(
                    self._seed, self._authority, self._place, holder
                )
            life = self._life
        child = view(life, year)
        if child is None:
            raise InternalError(f"Place {self._place} has no child in {year}.")
        return child

    def referrals(self, year: int) -> tuple[str | None, set[date]]:
        """The child of a year: its identifier and the referrals its return shows.

        An outline tells them too, for a fifth of the time.
        """
        if self._is_scripted:
            child = self.child(year)
            return child.identifier, {each.referral for each in child.episodes}
        holder = self._held_by(year)
        number = child_number(self._place, holder.generation)
        return identifier_of(self._authority, number), {
            stay.start for stay in holder.stays if is_shown(stay, year)
        }


def generate_cin_census(
    *,
    authority: str,
    year: int,
    children: int,
    seed: int,
    out: Path,
    plants: Plants = (),
) -> MadeReturn:
    """Write one return with the findings and indicator values it must give.

    Args:
        authority: Local authority number, three digits.
        year: Return year (ending 31 March), 2017 to 2027.
        children: Number of children, at least `CAST_SIZE`.
        seed: Any whole number. Returns of the same seed and authority share their
            children, whatever their years and sizes.
        out: The XML file to write; its folder is made if it is missing.
        plants: Rule code and number of faults, from `PLANTABLE`. Most faults give one
            finding; some give more (8510 one for each child that shares the
            identifier), or cannot but break another rule, whose findings are then
            expected as well.

    Returns:
        The paths of the three files and how much they hold.

    Raises:
        ConfigError: An argument that does not fit, a rule without faults to plant or
            not in force in the year, more faults than children that suit (nothing is
            written then), or a file that cannot be written.
    """
    asked = read_plants(plants, _check_year(year))
    _check_arguments(authority, children, out)
    request = _Request(authority=authority, year=year, children=children, seed=seed)
    (made,) = _generate([_Wanted(request=request, out=out, plants=asked)])
    return made


def generate_cin_census_years(
    *, authority: str, seed: int, wanted: Sequence[WantedYear]
) -> list[MadeReturn]:
    """Write the returns of several years, whose children are drawn once for all.

    A return is the same as one that is written alone, but that the year before, of
    which its truth tells, is the return that was written of it, faults included.

    Args:
        authority: Local authority number, three digits.
        seed: Any whole number.
        wanted: Each year with its size, file and faults, the years one after the other.
            Faults that no child suits are left out.

    Returns:
        What was written, in the same order.

    Raises:
        ConfigError: As of `generate_cin_census`.
    """
    asked = []
    for each in wanted:
        plants = read_plants(each.plants, _check_year(each.year))
        _check_arguments(authority, each.children, each.out)
        request = _Request(
            authority=authority, year=each.year, children=each.children, seed=seed
        )
        asked.append(
            _Wanted(request=request, out=each.out, plants=plants, may_lack=True)
        )
    return _generate(asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A return to write.

    Attributes:
        may_lack: Whether faults that no child suits are left out, not refused.
    """

    request: _Request
    out: Path
    plants: Mapping[str, int]
    may_lack: bool = False


def _generate(wanted: Sequence[_Wanted]) -> list[MadeReturn]:
    """Write the returns of one authority, of years that follow on each other."""
    kept = [Kept(each.request.child) for each in wanted]
    plans = [_plan(e, k.look) for e, k in zip(wanted, kept, strict=True)]
    path = wanted[0].out
    try:
        with ExitStack() as files:
            written = []
            for each, plan, looked_at in zip(wanted, plans, kept, strict=True):
                path = each.out
                path.parent.mkdir(parents=True, exist_ok=True)
                file = files.enter_context(
                    path.open("w", encoding="utf-8", newline="\n")
                )
                written.append(_Written(each, plan, looked_at, file))
            _write_children(written)
        return [each.described() for each in written]
    except OSError as error:
        raise ConfigError(
            f"{error.filename or path} cannot be written ({error.strerror}). "
            "Choose another file."
        ) from error


def _plan(wanted: _Wanted, view: Callable[[int], Child]) -> FaultPlan:
    request = wanted.request
    return plan_faults(
        wanted.plants,
        seed=request.seed,
        authority=request.authority,
        year=request.year,
        children=request.children,
        view=view,
        may_lack=wanted.may_lack,
    )


def _write_children(written: Sequence["_Written"]) -> None:
    """Write all returns place by place, and tell each of the year before it."""
    first = written[0]
    request = first.request
    before = request.year - 1
    has_before = before >= _FIRST_YEAR
    for place in range(1, max(each.request.children for each in written) + 1):
        held = _Place(request.seed, request.authority, place, request.year - has_before)
        if has_before and place <= request.children:
            first.know_before(*held.referrals(before))
        for each, following in zip(written, [*written[1:], None], strict=True):
            if place > each.request.children:
                continue
            child = each.write(place, held)
            if following is not None:
                referrals = {episode.referral for episode in child.episodes}
                following.know_before(child.identifier, referrals)


class _Written:
    """One return while it is written.

    Args:
        wanted: What it is to be.
        plan: Where its faults are.
        kept: Children that were looked at for the plan.
        file: Its file, open.
    """

    def __init__(
        self, wanted: _Wanted, plan: FaultPlan, kept: Kept[Child], file: TextIO
    ) -> None:
        self.request = request = wanted.request
        self._out, self._plan, self._kept = wanted.out, plan, kept
        self._findings: list[dict[str, object]] = []
        if plan.is_header_wrong:
            self._findings.append(_finding(HEADER_RULE, ((str(Table.HEADER), 1),)))
        self._tally = ReturnTally(request.year)
        self._counter = TruthCounter(
            year=request.year,
            holidays=bank_holidays(),
            population=population(request.authority, request.year)[1],
        )
        self._before: ReferralDays | None = None
        self._writer = CensusWriter(
            file,
            authority=request.authority,
            year=request.year,
            reference_date=None if plan.is_header_wrong else year_end(request.year),
        )

    def know_before(self, identifier: str | None, referrals: set[date]) -> None:
        """Take in what the return of the year before has of a child."""
        if self._before is None:
            self._before = {}
        if identifier is not None:
            self._before.setdefault(identifier, set()).update(referrals)

    def write(self, place: int, held: _Place) -> Child:
        """Write the child that holds a place; returned as it is written."""
        child = self._kept.take(place) or held.child(self.request.year)
        planted = self._plan.plant(place, child)
        self._findings.extend(
            _finding(each.code, _rows(self._writer, each.rows))
            for each in planted.findings
        )
        self._tally.add(planted.child)
        self._counter.add(planted.child)
        self._writer.write(planted.child)
        if place == self.request.children:
            self._writer.finish()
        return planted.child

    def described(self) -> MadeReturn:
        """Write what is known of the return, whose children are all written."""
        request, plan, findings = self.request, self._plan, self._findings
        broken = [c for c in self._tally.broken() if request.year >= first_year(c)]
        findings.extend(_finding(code, ()) for code in broken)
        if not plan.whole_return_codes <= {*broken}:
            raise InternalError(f"The return breaks only {broken} as a whole.")
        findings.sort(key=lambda finding: str(finding["code"]))
        expected, truth = beside(self._out, "expected"), beside(self._out, "truth")
        about = {**_about(request), "plants": plan.planted, "findings": findings}
        write_json(expected, about)
        write_json(truth, _truth(request, self._counter, self._before))
        logger.info(
            "wrote %d children and %d planted findings", request.children, len(findings)
        )
        return MadeReturn(
            path=self._out,
            expected=expected,
            truth=truth,
            rows=self._writer.counts,
            findings=len(findings),
        )


def _check_year(year: int) -> int:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ConfigError(
            f"No layout of the CIN census is known for {year}. "
            f"Choose a year from {_FIRST_YEAR} to {_LAST_YEAR}."
        )
    return year


def _check_arguments(authority: str, children: int, out: Path) -> None:
    check_authority(authority)
    if not CAST_SIZE <= children <= _MOST_CHILDREN:
        raise ConfigError(
            f"A return of {children} children cannot be made: the boundary cases alone "
            f"take {CAST_SIZE}. Ask for {CAST_SIZE} to {_MOST_CHILDREN} children."
        )
    if out.is_dir():
        raise ConfigError(f"{out} is a folder. Give the name of an XML file.")


def _rows(
    writer: CensusWriter, locations: Iterable[Location]
) -> tuple[tuple[str, int], ...]:
    return tuple(
        (str(each.table), writer.row_number(each.table, each.index))
        for each in locations
    )


def _finding(code: str, rows: Iterable[tuple[str, int]]) -> dict[str, object]:
    return {
        "code": code,
        "severity": severity(code),
        "locations": [
            {"table_name": table, "row_number": number} for table, number in rows
        ],
    }


def _truth(
    request: _Request, counter: TruthCounter, before: ReferralDays | None
) -> dict[str, object]:
    mid_year, people = population(request.authority, request.year)
    values: dict[str, object] = {
        name: asdict(value) for name, value in counter.indicators().items()
    }
    both = TrueValue(numerator=None, denominator=None, value=None)
    if before is not None:
        both = counter.rereferrals(before)
    values["rereferrals_within_12_months"] = {
        **asdict(counter.rereferrals()),
        "with_previous_return": asdict(both),
    }
    return {
        **_about(request),
        "period_start": year_start(request.year).isoformat(),
        "period_end": year_end(request.year).isoformat(),
        "population_0_17": people,
        "population_mid_year": mid_year,
        "indicators": values,
    }


def _about(request: _Request) -> dict[str, object]:
    return {"collection": _COLLECTION, **asdict(request)}


MAKER = Maker(
    generate=generate_cin_census,
    plantable=PLANTABLE,
    fewest_children=CAST_SIZE,
    of_return=WHOLE_RETURN,
    of_years=generate_cin_census_years,
)
"""What makes up CIN census returns."""
