"""Where the fuzzers begin: right files of each target, and words of its format."""

from fuzz_targets import workbook_parts
from made_files import CIN, KPI, cin_tables, cin_xml, csv_file, first, kpi_tables
from made_wrong import CELL_PIECES, SHEET_PIECES, XML_PIECES
from returncheck.files.own_files import EXPLANATION_COLUMNS

_SETTINGS = """\
inputs: [cin-2025.xml, kpis]
context: earlier
authority: "887"
year: 2025
output: checked
fail_on: error
require_rules: true
groups: {Coastal unitaries: ["870", "888"]}
targets: {contacts: {target: 90, tolerance: 5}, referrals: 12.5}
tolerances: {row_counts: 10}
"""


def seeds(target: str) -> list[bytes]:
    """Right files of a target.

    Args:
        target: One of `fuzz_targets.TARGETS`.
    """
    match target:
        case "xml":
            return [cin_xml(first).content]
        case "csv":
            tables = {**cin_tables(first), **kpi_tables(first)}
            return [csv_file(*table, first) for table in tables.values()]
        case "kpi":
            parts = workbook_parts().values()
            return [bytes([place]) + part for place, part in enumerate(parts)]
        case "settings":
            return [_SETTINGS.encode()]
        case _:
            row = "8590,Made-Up-1,Checked with the team,A. Name,2025-05-07"
            return [f"{','.join(EXPLANATION_COLUMNS)}\n{row}\n".encode()]


def words(target: str) -> list[str]:
    """Words that a file of a target may hold, for the fuzzer to put in.

    Args:
        target: One of `fuzz_targets.TARGETS`.
    """
    match target:
        case "xml":
            names = [column.name for table in CIN.tables for column in table.columns]
            return _short([*XML_PIECES, *(f"<{name}>" for name in set(names))])
        case "kpi":
            return _short([*SHEET_PIECES, "<row>", "<v>", "</v>", "<c ", "</c>"])
        case "settings":
            line_starts = _SETTINGS.splitlines()
            keys = [f"{line.partition(':')[0]}:" for line in line_starts]
            return [*keys, "&a", "*a", "<<:", "!!python", "---", "? ", "- ", ".inf"]
        case _:
            tables = (*CIN.tables, *KPI.tables)
            names = [column.name for table in tables for column in table.columns]
            return _short([*CELL_PIECES, *set(names)])


def _short(pieces: list[str]) -> list[str]:
    """Those that the fuzzer's list of words takes."""
    return sorted(piece for piece in pieces if 0 < len(piece.encode()) <= 60)
