"""Generates one return: its folder, the findings it must give and its true values."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from returncheck.catalogue.rules import rules_in_force
from returncheck.errors import ConfigError, InternalError
from returncheck.synth.choosing import Kept
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
from returncheck.synth.planting import Location
from returncheck.synth.ssda903.cast import CAST_SIZE, scripted_life
from returncheck.synth.ssda903.context import Context
from returncheck.synth.ssda903.faults import (
    PLANTABLE,
    FaultPlan,
    plan_faults,
    read_plants,
    severity,
)
from returncheck.synth.ssda903.geography import homes_of
from returncheck.synth.ssda903.lives import draw_life
from returncheck.synth.ssda903.outlines import Part
from returncheck.synth.ssda903.shown import Child, Tables, tables_of
from returncheck.synth.ssda903.truth import TruthCounter
from returncheck.synth.ssda903.writer import FolderWriter, file_name
from returncheck.synth.ssda903.xml_writer import (
    ASYLUM_OF_A_LEAVER,
    NOT_IN_XML,
    XmlWriter,
    asylum_of_a_leaver,
)
from returncheck.synth.ssda903.year_view import View, shown
from returncheck.synth.true_values import TrueValue

PREVIOUS = "previous"
"""Folder in that of a return, with the return of the year before."""

_FIRST_YEAR, _LAST_YEAR = 2018, 2027
_MOST_CHILDREN = 9_000_000
_COLLECTION = "ssda903"
# Of those looked after in a year, and of those asked about in it, some are not in the
# return of the next year.
_SHARE_ASKED_BEFORE = 0.08

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class _Request:
    authority: str
    year: int
    children: int
    seed: int

    @cached_property
    def context(self) -> Context:
        return Context(authority=self.authority, year=self.year, seed=self.seed)

    @cached_property
    def context_before(self) -> Context:
        return Context(authority=self.authority, year=self.year - 1, seed=self.seed)

    def child(self, place: int) -> Child:
        """The child in a place, as the return and the one before show it."""
        if place <= CAST_SIZE:
            life = scripted_life(self.context, place)
        else:
            life = draw_life(self.context, place)
        child = shown(life, self.year)
        if not child.now:
            raise InternalError(f"Place {place} has no child in {self.year}.")
        return child

    def gone(self) -> Iterator[Tables]:
        """The children of the return of the year before that have left since."""
        left = round(self.children * self.context_before.shares.left)
        asked = round(self.children * _SHARE_ASKED_BEFORE)
        parts = [Part.LEFT] * left + [Part.LEFT_BEFORE] * asked
        for place, part in enumerate(parts, start=self.children + 1):
            life = draw_life(self.context_before, place, part)
            view = View(life=life, year=self.year - 1, sex_year=self.year)
            yield view.tables()


def generate_ssda903(
    *,
    authority: str,
    year: int,
    children: int,
    seed: int,
    out: Path,
    plants: Plants = (),
) -> MadeReturn:
    """Write a return and the one before it, with the findings and values it must give.

    Args:
        authority: Local authority number, three digits.
        year: Return year (ending 31 March), 2018 to 2027.
        children: Number of children of the return, at least `CAST_SIZE`.
        seed: Any whole number.
        out: The folder to write, with one CSV file a table; the return of the year
            before lies in `previous` in it. A name that ends with `.xml` is one XML
            file, without the tables that XML has no place for, and the year before
            lies in `previous` beside it. There every care leaver without an episode
            is a fault of 1014, as the UASC of each child, 0 as well, is a record.
        plants: Rule code and number of faults, from `PLANTABLE`. Some faults cannot but
            break another rule, whose findings are then expected as well.

    Returns:
        The paths of the folder and the two files beside it, and how much they hold.

    Raises:
        ConfigError: An argument that does not fit, a rule without faults to plant or
            not in force in the year, more faults than children that suit (nothing is
            written then), or a folder that cannot be written.
    """
    request = _Request(authority=authority, year=year, children=children, seed=seed)
    return _generate(request, out, plants)


def generate_ssda903_years(
    *, authority: str, seed: int, wanted: Sequence[WantedYear]
) -> list[MadeReturn]:
    """Write returns of several years, each with the one before it.

    Children of one are in no other but the one before it.

    Args:
        authority: Local authority number, three digits.
        seed: Any whole number.
        wanted: Each year with its size, folder and faults; faults that no child suits
            are left out.

    Returns:
        What was written, in the same order.

    Raises:
        ConfigError: As of `generate_ssda903`.
    """
    made = []
    for each in wanted:
        request = _Request(
            authority=authority, year=each.year, children=each.children, seed=seed
        )
        made.append(_generate(request, each.out, each.plants, may_lack=True))
    return made


def _generate(
    request: _Request, out: Path, plants: Plants, *, may_lack: bool = False
) -> MadeReturn:
    authority, year, children = request.authority, request.year, request.children
    asked = read_plants(plants, _check_year(year))
    _check_arguments(authority, children, out, year)
    if _is_xml(out):
        _refuse_lost(asked, year)
    kept = Kept(request.child)
    plan = plan_faults(
        asked,
        seed=request.seed,
        authority=authority,
        year=year,
        children=children,
        view=kept.look,
        may_lack=may_lack,
    )
    counter = TruthCounter(
        authority=authority,
        year=year,
        holidays=bank_holidays(),
        population=population(authority, year)[1],
    )
    expected, truth = beside(out, "expected"), beside(out, "truth")
    try:
        _previous(out).parent.mkdir(parents=True, exist_ok=True)
        if not _is_xml(out):
            _previous(out).mkdir(exist_ok=True)
        rows, findings = _write(request, plan, kept, counter, out)
        about = {**_about(request), "plants": plan.planted, "findings": findings}
        write_json(expected, about)
        write_json(truth, _truth(request, counter))
    except OSError as error:
        raise ConfigError(
            f"{error.filename or out} cannot be written ({error.strerror}). "
            "Choose another folder."
        ) from error
    logger.info("wrote %d children and %d planted findings", children, len(findings))
    return MadeReturn(
        path=out, expected=expected, truth=truth, rows=rows, findings=len(findings)
    )


def _check_year(year: int) -> int:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ConfigError(
            f"No SSDA903 return can be made up for {year}. "
            f"Choose a year from {_FIRST_YEAR} to {_LAST_YEAR}."
        )
    return year


def _check_arguments(authority: str, children: int, out: Path, year: int) -> None:
    check_authority(authority)
    homes_of(authority)
    if not CAST_SIZE <= children <= _MOST_CHILDREN:
        raise ConfigError(
            f"A return of {children} children cannot be made: the boundary cases alone "
            f"take {CAST_SIZE}. Ask for {CAST_SIZE} to {_MOST_CHILDREN} children."
        )
    if _is_xml(out):
        if out.is_dir():
            raise ConfigError(f"{out} is a folder. Give the name of an XML file.")
        return
    if out.exists() and not out.is_dir():
        raise ConfigError(f"{out} is a file. Give the name of a folder.")
    for folder, of_year in ((out, year), (out / PREVIOUS, year - 1)):
        _refuse_other_tables(folder, of_year)


def _is_xml(out: Path) -> bool:
    return out.suffix.lower() == ".xml"


def _previous(out: Path) -> Path:
    """Where the return of the year before is written."""
    return out.parent / PREVIOUS / out.name if _is_xml(out) else out / PREVIOUS


def _refuse_other_tables(folder: Path, year: int) -> None:
    """Refuse a folder with CSV files that would stay among those of the return."""
    written = {file_name(table) for table in tables_of(year)}
    others = sorted(path.name for path in folder.glob("*.csv"))
    strange = [name for name in others if name not in written]
    if strange:
        raise ConfigError(
            f"{folder} holds {strange[0]}, which is no table of the return of {year}. "
            "Choose another folder, or clear this one."
        )


def _write(
    request: _Request,
    plan: FaultPlan,
    kept: Kept[Child],
    counter: TruthCounter,
    out: Path,
) -> tuple[dict[str, int], list[dict[str, object]]]:
    findings: list[dict[str, object]] = []
    writer = XmlWriter if _is_xml(out) else FolderWriter
    with (
        writer(out, request.year) as now,
        writer(_previous(out), request.year - 1) as before,
    ):
        for place in range(1, request.children + 1):
            child = kept.take(place) or request.child(place)
            planted = plan.plant(place, child)
            findings.extend(
                _finding(each.code, _rows(now, each.rows))
                for each in planted.findings
                # A rule does not run without its table.
                if all(now.has(str(place.table)) for place in each.rows)
            )
            if isinstance(now, XmlWriter) and (
                rows := asylum_of_a_leaver(planted.child.now)
            ):
                findings.append(_finding(ASYLUM_OF_A_LEAVER, _rows(now, rows)))
            counter.add(planted.child)
            now.write(planted.child.now)
            before.write(planted.child.before)
        for tables in request.gone():
            before.write(tables)
        counts = dict(now.counts)
    findings.sort(key=lambda finding: str(finding["code"]))
    return counts, findings


def _rows(
    writer: FolderWriter | XmlWriter, locations: Iterable[Location]
) -> tuple[tuple[str, int], ...]:
    return tuple(
        (str(each.table), writer.row_number(each.table, each.index))
        for each in locations
    )


def _refuse_lost(asked: Iterable[str], year: int) -> None:
    """Refuse to plant faults of rules that need what XML has no place for."""
    for rule in rules_in_force(_COLLECTION, year):
        lost = NOT_IN_XML.intersection(rule.needs)
        if lost and rule.code in asked:
            raise ConfigError(
                f"A fault of {rule.code} cannot be planted in XML, which has no place "
                f"for {min(lost)}. Give the name of a folder, for CSV files."
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
    # Two and a half years stand in three returns.
    unknown = TrueValue(numerator=None, denominator=None, value=None)
    values["cla_long_term_stability"] = {
        **asdict(unknown),
        "of_two_returns": asdict(counter.long_term_stability()),
    }
    return {
        **_about(request),
        "period_start": year_start(request.year).isoformat(),
        "period_end": year_end(request.year).isoformat(),
        "population_0_17": people,
        "population_mid_year": mid_year,
        "indicators": values,
        "snapshots": {
            day: {name: asdict(value) for name, value in values.items()}
            for day, values in counter.snapshots().items()
        },
    }


def _about(request: _Request) -> dict[str, object]:
    return {
        "collection": _COLLECTION,
        "authority": request.authority,
        "year": request.year,
        "children": request.children,
        "seed": request.seed,
    }


MAKER = Maker(
    generate=generate_ssda903,
    plantable=PLANTABLE,
    fewest_children=CAST_SIZE,
    of_years=generate_ssda903_years,
)
"""What makes up SSDA903 returns."""
