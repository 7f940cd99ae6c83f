"""Generates the KPI return of an authority: true figures, planted faults, the truth."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from returncheck.errors import ConfigError
from returncheck.synth.kpi_return import published
from returncheck.synth.kpi_return.council import Council
from returncheck.synth.kpi_return.faults import FAULTS, TWINS
from returncheck.synth.kpi_return.lines import Expected, Story
from returncheck.synth.kpi_return.reports import Report, Tables, tables_of
from returncheck.synth.kpi_return.truths import true_stories
from returncheck.synth.made_return import (
    MadeReturn,
    Maker,
    Plants,
    beside,
    check_authority,
    write_json,
)
from returncheck.synth.plants_asked import read_plants

FIRST_YEAR, LAST_YEAR = 2017, 2025
PLANTABLE = tuple(sorted({**FAULTS, **TWINS}))
_TRIES = 25


def generate_kpi_return(
    *,
    authority: str,
    year: int,
    children: int = 0,
    seed: int,
    out: Path,
    plants: Plants = (),
) -> MadeReturn:
    """Write the report of an authority on a year, from the published figures.

    Args:
        authority: Three digits.
        year: Year ending 31 March that it reports on.
        children: Not used.
        seed: Any whole number.
        out: The folder to write; it may exist if it is empty.
        plants: Kinds of `PLANTABLE` and how many of each.

    Raises:
        ConfigError: An argument that does not fit, or a file that cannot be written.
    """
    check_authority(authority)
    if authority not in published.authorities():
        raise ConfigError(
            f"Nothing is published of the authority '{authority}'. "
            "Give the three digits of another, such as 887."
        )
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ConfigError(
            f"No report can be made up on {year}. "
            f"Give a year from {FIRST_YEAR} to {LAST_YEAR}."
        )
    asked = read_plants(
        plants, year, plantable=PLANTABLE, first_year=lambda _: FIRST_YEAR, what="kind"
    )
    reports = list(_reports(Council(authority, year, seed), asked))
    tables = tables_of(reports)
    _write(tables, out)
    return _described(tables, out)


def _reports(council: Council, asked: dict[str, int]) -> Iterator[Report]:
    name = f"{council.la_code}-{council.report_date:%Y-%m}"
    planted: list[Story] = []
    apart = 0
    for kind, count in asked.items():
        for number in range(count):
            story = _planted(council, kind, number, planted)
            if _is_of_another_day(story, council):
                apart += 1
                yield Report(report_id=f"{name}-{apart}", stories=[story])
            else:
                planted.append(story)
    used = {each for story in planted for each in story.indicators}
    true = [each for each in true_stories(council) if not each.indicators & used]
    yield Report(report_id=name, stories=[*planted, *true])


def _planted(council: Council, kind: str, number: int, planted: list[Story]) -> Story:
    used = {each for story in planted for each in story.indicators}
    for attempt in range(_TRIES):
        seed = 1000 * council.seed + _TRIES * number + attempt
        other = Council(council.la_code, council.year, seed)
        story = {**FAULTS, **TWINS}[kind].story(other)
        if story is not None and not story.indicators & used:
            return story
    raise ConfigError(
        f"No further '{kind}' can be planted in {council.year} for the authority "
        f"'{council.la_code}': it has no figures for it that are still free. Plant "
        "fewer, or choose another year or authority."
    )


def _is_of_another_day(story: Story, council: Council) -> bool:
    """Whether the fault is the day of the report, so that it needs one of its own."""
    days = {line.cells.get("report_date") for line in story.lines}
    return not days <= {None, council.report_date.isoformat()}


def _write(tables: Tables, out: Path) -> None:
    if out.is_file() or (out.is_dir() and any(out.iterdir())):
        raise ConfigError(f"{out} is not an empty folder. Give the name of a new one.")
    out.mkdir(parents=True, exist_ok=True)
    tables.write(out)


def _described(tables: Tables, out: Path) -> MadeReturn:
    expected, truth = beside(out, "expected"), beside(out, "truth")
    false = [each for each in tables.stories if each.expected is not Expected.TRUE]
    write_json(expected, {"findings": [asdict(each) for each in false]})
    write_json(truth, {"figures": [asdict(each) for each in tables.stories]})
    return MadeReturn(
        path=out,
        expected=expected,
        truth=truth,
        rows={name: len(rows) for name, rows in tables.rows.items()},
        findings=len(false),
    )


MAKER = Maker(generate=generate_kpi_return, plantable=PLANTABLE, fewest_children=0)
"""What makes up KPI returns."""
