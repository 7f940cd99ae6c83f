"""What has to hold for any bytes: the entries that fuzzers and tests throw them at.

Each target reads one kind of file the whole way that a run does, short of the database.
A refusal in words is right; another exception, or words that are not one printable
line, is a crash.
"""

import io
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from returncheck.errors import ConfigError, InputError
from returncheck.returns.contracts import check_batch
from returncheck.returns.discover import discover
from returncheck.returns.registry import LAYOUTS
from returncheck.returns.source import ReturnSource
from returncheck.settings.explanations import read_explanations
from returncheck.settings.reading import read_config

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class WordsError(AssertionError):
    """A message that is not one line of printable text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What came of reading files.

    Attributes:
        rows: Number of rows by table, of each return that was read to its end.
        refused: Why the others were not.
        findings: Number of findings of the contract by return.
    """

    rows: dict[str, Counter[str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    findings: Counter[str] = field(default_factory=Counter)


def require_lines(message: str) -> None:
    """Refuse words that a terminal or a log would not show as the lines they are.

    Args:
        message: One line, or several faults of one file, one a line.

    Raises:
        WordsError: It is empty, or something in it cannot be printed.
    """
    for line in message.split("\n"):
        if not line.strip() or _UNPRINTABLE.search(line):
            raise WordsError(f"not one printable line: {message!r}")


def read_returns(paths: Iterable[Path]) -> Read:
    """Read files as a run does: found, read to the end, held against the contract.

    Args:
        paths: Files and folders.

    Raises:
        WordsError: A message is not one printable line.
    """
    read = Read()
    found = discover(paths)
    read.refused.extend(str(each.error) for each in found.refusals)
    for source in found.sources:
        try:
            _read_source(source, read)
        except InputError as error:
            read.rows.pop(source.return_id, None)
            read.refused.append(str(error))
    for message in (*read.refused, *found.notes):
        require_lines(message)
    return read


def _read_source(source: ReturnSource, read: Read) -> None:
    layout = LAYOUTS[source.collection]
    rows = read.rows.setdefault(source.return_id, Counter())
    messages: list[str] = []
    for batch in source.batches():
        for table, frame in batch.tables.items():
            rows[table] += frame.height
            findings = check_batch(layout, table, frame, source.return_year)
            messages += findings["message"].to_list()
    messages += source.observations()["message"].to_list()
    read.findings[source.return_id] = len(messages)
    for message in messages:
        require_lines(message)


@cache
def _scratch() -> tempfile.TemporaryDirectory[str]:
    """One folder a process, removed when it ends."""
    return tempfile.TemporaryDirectory(prefix="returncheck-fuzz-")


def _written(name: str, data: bytes) -> Path:
    path = Path(_scratch().name, name)
    path.write_bytes(data)
    return path


def read_xml(data: bytes) -> Read:
    """Bytes as a file of XML."""
    return read_returns([_written("return.xml", data)])


def read_csv(data: bytes) -> Read:
    """Bytes as a table of a return in CSV, and as a file of the KPI return."""
    return read_returns([_written("table.csv", data)])


def read_kpi(data: bytes) -> Read:
    """Bytes as a workbook, or as a part of one that is else whole.

    Args:
        data: The first byte chooses the part; the rest is its content.
    """
    kind, content = data[:1], data[1:]
    names = list(workbook_parts())
    if kind and kind[0] < len(names):
        content = workbook({names[kind[0]]: content})
    return read_returns([_written("kpis.xlsx", content)])


def read_settings(data: bytes) -> None:
    """Bytes as `returncheck.yml`."""
    try:
        read_config(_written("returncheck.yml", data))
    except (ConfigError, InputError) as error:
        require_lines(str(error))


def read_explained(data: bytes) -> None:
    """Bytes as the file in which queries are explained."""
    try:
        read_explanations(_written("explained.csv", data))
    except (ConfigError, InputError) as error:
        require_lines(str(error))


@cache
def workbook_parts() -> Mapping[str, bytes]:
    """A small workbook of the KPI return, by the names of its parts."""
    import xlsxwriter

    table = LAYOUTS["kpi_return"].table("Figures")
    usual = {
        "report_id": "made-up-2025-01",
        "report_date": "2025-01-31",
        "la_code": "887",
        "indicator_id": "contacts",
        "period_type": "month",
        "period_basis": "printed",
        "value": 12.5,
    }
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Figures")
        percent = book.add_format({"num_format": "0.0%"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for place, column in enumerate(table.columns):
            sheet.write(0, place, column.name)
            sheet.write(1, place, usual.get(column.name, ""))
            sheet.write(2, place, usual.get(column.name, ""))
        sheet.write_number(1, len(table.columns) - 2, 0.215, percent)
        sheet.write_number(2, 1, 45688, day)
    with zipfile.ZipFile(memory) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def workbook(changed: Mapping[str, bytes]) -> bytes:
    """The small workbook with some of its parts replaced or added.

    Args:
        changed: Content by the name of the part.
    """
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, content in {**workbook_parts(), **changed}.items():
            archive.writestr(name, content)
    return memory.getvalue()


TARGETS: Mapping[str, Callable[[bytes], object]] = {
    "xml": read_xml,
    "csv": read_csv,
    "kpi": read_kpi,
    "settings": read_settings,
    "explanations": read_explained,
}
"""What a coverage-guided fuzzer can be set on, by name."""
