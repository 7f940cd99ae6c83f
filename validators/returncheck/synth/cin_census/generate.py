"""Generates one return: the XML, the findings it must give and its true indicators."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from returncheck.errors import ConfigError, InternalError
from returncheck.synth.cin_census.cast import CAST_SIZE, scripted_life
from returncheck.synth.cin_census.census import view
from returncheck.synth.cin_census.children import ordinary_life
from returncheck.synth.cin_census.faults import (
    PLANTABLE,
    FaultPlan,
    first_year,
    plan_faults,
    read_plants,
    severity,
)
from returncheck.synth.cin_census.plants.whole_return import HEADER_RULE, ReturnTally
from returncheck.synth.cin_census.records import Child, Table
from returncheck.synth.cin_census.stays import occupant
from returncheck.synth.cin_census.truth import TruthCounter, referral_days
from returncheck.synth.cin_census.writer import CensusWriter
from returncheck.synth.dates import bank_holidays, year_end, year_start
from returncheck.synth.made_return import (
    MadeReturn,
    Maker,
    Plants,
    beside,
    check_authority,
    population,
    write_json,
)
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
        if place <= CAST_SIZE:
            life = scripted_life(self.seed, self.authority, place, self.year)
        else:
            holder = occupant(self.seed, self.authority, place, self.year)
            life = ordinary_life(self.seed, self.authority, place, holder)
        child = view(life, self.year)
        if child is None:
            raise InternalError(f"Place {place} has no child in {self.year}.")
        return child

    def all_children(self) -> Iterator[Child]:
        """The children of the return in the order of the file, without faults."""
        return (self.child(place) for place in range(1, self.children + 1))


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
    plan = plan_faults(
        asked,
        seed=seed,
        authority=authority,
        year=year,
        children=children,
        view=request.child,
    )
    counter = TruthCounter(
        year=year,
        holidays=bank_holidays(),
        population=population(authority, year)[1],
    )
    expected = beside(out, "expected")
    truth = beside(out, "truth")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        rows, findings = _write_xml(request, plan, counter, out)
        write_json(expected, {**_about(request), "plants": asked, "findings": findings})
        write_json(truth, _truth(request, counter))
    except OSError as error:
        raise ConfigError(
            f"{error.filename or out} cannot be written ({error.strerror}). "
            "Choose another file."
        ) from error
    logger.info("wrote %d children and %d planted findings", children, len(findings))
    return MadeReturn(
        path=out, expected=expected, truth=truth, rows=rows, findings=len(findings)
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


def _write_xml(
    request: _Request, plan: FaultPlan, counter: TruthCounter, out: Path
) -> tuple[dict[str, int], list[dict[str, object]]]:
    findings = []
    if plan.is_header_wrong:
        findings.append(_finding(HEADER_RULE, ((str(Table.HEADER), 1),)))
    tally = ReturnTally(request.year)
    with out.open("w", encoding="utf-8", newline="\n") as file:
        writer = CensusWriter(
            file,
            authority=request.authority,
            year=request.year,
            reference_date=None if plan.is_header_wrong else year_end(request.year),
        )
        for place, child in enumerate(request.all_children(), start=1):
            planted = plan.plant(place, child)
            findings.extend(
                _finding(each.code, _rows(writer, each.rows))
                for each in planted.findings
            )
            tally.add(planted.child)
            counter.add(planted.child)
            writer.write(planted.child)
        writer.finish()
    broken = [code for code in tally.broken() if request.year >= first_year(code)]
    findings.extend(_finding(code, ()) for code in broken)
    if not plan.whole_return_codes <= {*broken}:
        raise InternalError(f"The return breaks only {broken} as a whole.")
    findings.sort(key=lambda finding: str(finding["code"]))
    return writer.counts, findings


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


def _truth(request: _Request, counter: TruthCounter) -> dict[str, object]:
    mid_year, people = population(request.authority, request.year)
    values: dict[str, object] = {
        name: asdict(value) for name, value in counter.indicators().items()
    }
    before = _Request(
        authority=request.authority,
        year=request.year - 1,
        children=request.children,
        seed=request.seed,
    )
    both = TrueValue(numerator=None, denominator=None, value=None)
    if before.year >= _FIRST_YEAR:
        both = counter.rereferrals(referral_days(before.all_children()))
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
    generate=generate_cin_census, plantable=PLANTABLE, fewest_children=CAST_SIZE
)
"""What makes up CIN census returns."""
