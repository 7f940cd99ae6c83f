"""Puts tables of figures and comparators together into returns, one a report."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from returncheck.errors import InputError
from returncheck.returns.identity import Carried, Options, resolve_authority
from returncheck.returns.index_column import index_notes
from returncheck.returns.kpi_return.layout import LAYOUT
from returncheck.returns.kpi_return.reader import KpiReader
from returncheck.returns.quoting import quoted
from returncheck.returns.source import Opened, Refusal, ReturnSource, TableRead

_FIGURES = "Figures"
_COMPARATORS = "Comparators"
_REPORT = "_report"
_AUTHORITY = "_authority"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The rows of one report and authority in one table."""

    origin: TableRead
    frame: pl.DataFrame


@dataclass(slots=True, kw_only=True)
class _Report:
    """All parts of one report, by authority (None where no row tells it)."""

    report_id: str
    figures: dict[str | None, list[_Part]] = field(default_factory=dict)
    comparators: dict[str | None, list[_Part]] = field(default_factory=dict)

    def of(self, table: str) -> dict[str | None, list[_Part]]:
        return self.figures if table == _FIGURES else self.comparators

    @property
    def first(self) -> _Part:
        parts = [*self.figures.values(), *self.comparators.values()]
        return parts[0][0]


def open_kpi_returns(tables: Sequence[TableRead], options: Options) -> Opened:
    """One return for each report and authority in the tables given.

    A row without a report id belongs to the only report of its table, a row without
    an authority to the only authority of its report, or else to `--authority`.

    Args:
        tables: Every table of figures and comparators that was found.
        options: The authority of reports that name none; a report that names another
            one is refused. The year is not used: a KPI return has none.

    Returns:
        The returns in the order of their first rows, and the reports that cannot be
        loaded.
    """
    refusals: list[Refusal] = []
    keyed: list[tuple[TableRead, pl.DataFrame]] = []
    refused_files = set()
    for table in tables:
        try:
            keyed.append((table, _with_report(table)))
        except InputError as error:
            refused_files.add(table.path)
            refusals.append(Refusal(source_name=table.source_name, error=error))
    keyed = [pair for pair in keyed if pair[0].path not in refused_files]
    sources: list[ReturnSource] = []
    by_file: dict[Path, list[tuple[int, TableRead]]] = defaultdict(list)
    for place, table in enumerate(tables):
        by_file[table.path].append((place, table))
    for report in _reports(keyed, options).values():
        try:
            _require_whole(report)
        except InputError as error:
            name = report.first.origin.source_name
            refusals.append(Refusal(source_name=name, error=error))
            continue
        opened = _open_report(report, by_file, options)
        sources.extend(opened.sources)
        refusals.extend(opened.refusals)
    return Opened(
        sources=tuple(sources),
        refusals=tuple(refusals),
        notes=(*_index_notes(tables), *(each for t in tables for each in t.notes)),
    )


def _index_notes(tables: Sequence[TableRead]) -> tuple[str, ...]:
    """What is said of columns that only number the rows, one line a folder."""
    by_folder: dict[Path, list[str]] = defaultdict(list)
    for table in tables:
        if table.has_index:
            by_folder[table.path.parent].append(table.path.name)
    return tuple(
        note
        for folder, names in by_folder.items()
        for note in index_notes(folder, names)
    )


def _with_report(table: TableRead) -> pl.DataFrame:
    frame = table.frame.with_columns(
        _stripped("report_id").alias(_REPORT), _stripped("la_code").alias(_AUTHORITY)
    )
    reports = frame[_REPORT].drop_nulls().unique()
    unnamed = frame.filter(pl.col(_REPORT).is_null())
    if unnamed.is_empty():
        return frame
    if len(reports) != 1:
        raise InputError(
            f"{table.where} has no report_id in row {unnamed['row_number'][0]} below "
            "the headings. Enter the report's name in every row."
        )
    return frame.with_columns(pl.col(_REPORT).fill_null(reports[0]))


def _stripped(column: str) -> pl.Expr:
    text = pl.col(column).str.strip_chars()
    return pl.when(text != "").then(text)


def _reports(
    keyed: list[tuple[TableRead, pl.DataFrame]], options: Options
) -> dict[str, _Report]:
    authorities: dict[str, set[str]] = {}
    for table, frame in keyed:
        if table.table == _FIGURES:
            pairs = frame.select(_REPORT, _AUTHORITY).drop_nulls().unique()
            for report_id, la_code in pairs.iter_rows():
                authorities.setdefault(report_id, set()).add(la_code)
    reports: dict[str, _Report] = {}
    for table, frame in keyed:
        parts = frame.partition_by(_REPORT, _AUTHORITY, maintain_order=True)
        for part in parts:
            report_id, la_code = part[_REPORT][0], part[_AUTHORITY][0]
            known = authorities.get(report_id, set())
            if la_code is None:
                la_code = next(iter(known)) if len(known) == 1 else options.authority
            report = reports.setdefault(report_id, _Report(report_id=report_id))
            _add(report.of(table.table), la_code, table, part)
    return reports


def _add(
    parts: dict[str | None, list[_Part]],
    la_code: str | None,
    table: TableRead,
    frame: pl.DataFrame,
) -> None:
    """Add rows to the part of their table: rows without la_code join the others."""
    listed = parts.setdefault(la_code, [])
    if listed and listed[-1].origin is table:
        joined = pl.concat([listed[-1].frame, frame]).sort("row_number")
        listed[-1] = _Part(origin=table, frame=joined)
    else:
        listed.append(_Part(origin=table, frame=frame))


def _require_whole(report: _Report) -> None:
    """Refuse a report of which rows could only be loaded in part."""
    for by_authority in (report.figures, report.comparators):
        for part in by_authority.get(None, []):
            raise InputError(
                f"{part.origin.where} names no authority for report "
                f"{quoted(report.report_id)}, row {part.frame['row_number'][0]} below "
                "the headings. Enter la_code, or give --authority."
            )
    for la_code, parts in report.comparators.items():
        if la_code not in report.figures:
            of_authority = (
                f" of authority {quoted(la_code or '')}" if report.figures else ""
            )
            raise InputError(
                f"{parts[0].origin.where} has comparators for report "
                f"{quoted(report.report_id)}{of_authority}, but no table of figures "
                "has it. Give the file of its figures too, or correct report_id and "
                "la_code."
            )


def _open_report(
    report: _Report,
    by_file: Mapping[Path, Sequence[tuple[int, TableRead]]],
    options: Options,
) -> Opened:
    sources: list[ReturnSource] = []
    refusals: list[Refusal] = []
    for la_code, figures in report.figures.items():
        comparators = report.comparators.get(la_code, [])
        try:
            _require_one(report.report_id, la_code, figures, comparators)
            where = f"{figures[0].origin.where} (report {quoted(report.report_id)})"
            carried = Carried(where=where, la_code=la_code, year=None)
            resolve_authority(carried, options)
        except InputError as error:
            name = figures[0].origin.source_name
            refusals.append(Refusal(source_name=name, error=error))
        else:
            sources.append(
                _source(report.report_id, la_code, figures, comparators, by_file)
            )
    return Opened(sources=tuple(sources), refusals=tuple(refusals))


def _require_one(
    report_id: str,
    la_code: str | None,
    figures: list[_Part],
    comparators: list[_Part],
) -> None:
    for parts in (figures, comparators):
        if len(parts) > 1:
            names = " and ".join(part.origin.where for part in parts)
            raise InputError(
                f"There are {len(parts)} files for the same return "
                f"{_return_id(report_id, la_code)}: {names}. Keep one."
            )


def _source(
    report_id: str,
    la_code: str | None,
    figures: list[_Part],
    comparators: list[_Part],
    by_file: Mapping[Path, Sequence[tuple[int, TableRead]]],
) -> ReturnSource:
    origin = figures[0].origin
    parts = [*figures, *comparators]
    has_table = comparators or any(
        table.table == _COMPARATORS for _, table in by_file[origin.path]
    )
    files = tuple(dict.fromkeys(part.origin.path for part in parts))
    # In the order in which the tables were found.
    read = sorted((each for file in files for each in by_file[file]), key=_place)
    notes = (each for _, table in read for each in table.notes)
    return ReturnSource(
        collection=LAYOUT.collection,
        la_code=la_code or "",
        return_year=None,
        return_id=_return_id(report_id, la_code),
        source_name=origin.source_name,
        files=files,
        present_tables=(_FIGURES, _COMPARATORS) if has_table else (_FIGURES,),
        reader=KpiReader(dict(_frames(parts))),
        notes=tuple(notes),
    )


def _place(found: tuple[int, TableRead]) -> int:
    return found[0]


def _frames(parts: list[_Part]) -> Iterator[tuple[str, pl.DataFrame]]:
    for part in parts:
        yield part.origin.table, part.frame.drop(_REPORT, _AUTHORITY)


def _return_id(report_id: str, la_code: str | None) -> str:
    return f"{LAYOUT.collection}-{la_code}-{' '.join(report_id.split())}"
