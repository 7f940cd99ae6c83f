"""How much of a file is taken in at most, so that none fills the memory or the day.

The defaults are far above what any return has; `limits:` in `returncheck.yml` moves
them. Readers ask `limits()`: what is in force belongs to a run, as its project does.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from returncheck.errors import InputError

MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that is read, kept or shown; every one is 1 or more.

    Attributes:
        input_megabytes: Size of a file, in millions of bytes.
        element_depth: How deep elements of XML may stand in each other, the outermost
            one being at 1.
        text_length: Characters of one value: a cell, a text, an attribute. The default
            is what a cell of a spreadsheet holds.
        rows: Records of one table of a return.
        columns: Columns of a table.
        elements: Elements directly in one element of a record.
        faulty_elements: Elements, attributes and texts of XML that are not as the
            layout has them.
        workbook_megabytes: Size of a workbook when it is unpacked.
        workbook_ratio: How many times its own size a workbook may unpack to; asked
            only above a tenth of `workbook_megabytes`.
        workbook_cells: Cells of all sheets of a workbook.
        workbook_seconds: Time that reading a workbook may take.
        findings_of_a_check: Findings of one check of a return's contract.
        findings_of_a_child: Findings of one rule for one child.
        findings_of_a_rule: Findings of one rule in one return.
        records_of_a_child: Records in one table that can be one child's.
    """

    input_megabytes: int = 512
    element_depth: int = 64
    text_length: int = 32_767
    rows: int = 2_000_000
    columns: int = 500
    elements: int = 20_000
    faulty_elements: int = 1_000_000
    workbook_megabytes: int = 100
    workbook_ratio: int = 100
    workbook_cells: int = 1_000_000
    workbook_seconds: int = 15
    findings_of_a_check: int = 10_000
    findings_of_a_child: int = 500
    findings_of_a_rule: int = 100_000
    records_of_a_child: int = 200


_IN_FORCE: ContextVar[Limits] = ContextVar("limits", default=Limits())  # noqa: B039


def limits() -> Limits:
    """The limits in force."""
    return _IN_FORCE.get()


@contextmanager
def limited(to: Limits) -> Iterator[None]:
    """Have other limits in force for a while.

    Args:
        to: The limits.
    """
    before = _IN_FORCE.set(to)
    try:
        yield
    finally:
        _IN_FORCE.reset(before)


def beyond(where: str, what: str, name: str, unit: str = "") -> InputError:
    """The refusal of what is beyond a limit, in one line.

    Args:
        where: The file and the place in it.
        what: What is too much: "has a text that is too long".
        name: The limit, one of the attributes of `Limits`.
        unit: What the limit counts, such as "characters".
    """
    most = getattr(limits(), name)
    counted = f"{most:,} {unit}".rstrip()
    return InputError(
        f"{where} {what}; the limit is {counted}. Check the export; if it is right, "
        f"raise `{name}` under `limits` in returncheck.yml."
    )


def check_size(path: Path) -> None:
    """Refuse a file that is too large before it is read.

    Raises:
        InputError: It is.
        OSError: It cannot be looked at.
    """
    size = path.stat().st_size
    if size > limits().input_megabytes * MEGABYTE:
        what = f"is too large, {size / MEGABYTE:,.0f} megabytes"
        raise beyond(str(path), what, "input_megabytes", "megabytes")


class Deadline:
    """When the reading of a workbook has to be over."""

    def __init__(self, where: str) -> None:
        """Start the clock.

        Args:
            where: The file, for the message.
        """
        self._where = where
        self._end = time.monotonic() + limits().workbook_seconds

    def check(self) -> None:
        """Stop the reading when the time is over.

        Raises:
            InputError: It is.
        """
        if time.monotonic() > self._end:
            raise beyond(
                self._where, "takes too long to read", "workbook_seconds", "seconds"
            )
