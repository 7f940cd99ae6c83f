"""The KPI return: figures that a council reports to a board or a cabinet."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.returns.identity import Options
from returncheck.returns.kind import IdentityColumns, ReportFiles, ReturnKind
from returncheck.returns.kpi_return.layout import LAYOUT
from returncheck.returns.source import Opened, TableRead

if TYPE_CHECKING:
    import polars as pl

    from returncheck.returns.headings import Match


def _read_csv(
    path: Path, source_name: str, headings: tuple[str, ...], match: "Match"
) -> TableRead:
    from returncheck.returns.kpi_return.reader import read_kpi_csv

    return read_kpi_csv(path, source_name, headings, match)


def _read_workbook(path: Path, source_name: str) -> Sequence[TableRead]:
    from returncheck.returns.kpi_return.reader import read_kpi_workbook

    return read_kpi_workbook(path, source_name)


def _open(tables: Sequence[TableRead], options: Options) -> Opened:
    from returncheck.returns.kpi_return.reports import open_kpi_returns

    return open_kpi_returns(tables, options)


def _plain_cells(table: str, frame: "pl.DataFrame") -> "pl.DataFrame":
    from returncheck.returns.kpi_return.cells import plain_cells

    return plain_cells(table, frame)


KIND = ReturnKind(
    layout=LAYOUT,
    command="kpi-return",
    phrase="a KPI return",
    identity=IdentityColumns(table="Figures", authority="la_code", report="report_id"),
    has_rules=False,
    plain_cells=_plain_cells,
    reports=ReportFiles(read_csv=_read_csv, read_workbook=_read_workbook, open=_open),
)
"""The KPI return, which comes as CSV files or as sheets of a workbook."""
