"""What is wrong with the elements of a file, one finding a kind of fault and path."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import polars as pl

from returncheck.files.limits import beyond, limits
from returncheck.files.xml_files import XmlNode
from returncheck.returns.contract_findings import ContractFinding, findings_frame
from returncheck.returns.ssda903.layout import LAYOUT

_MOST_PATHS: Final = 1_000
_LONGEST_NAME: Final = 100
_REST: Final = "..."


class FaultKind(StrEnum):
    """Kinds of fault, the last part of a finding's `check_id`."""

    UNKNOWN = "unknown_element"
    ATTRIBUTE = "unknown_attribute"
    TEXT = "stray_text"
    MISSING = "missing_element"
    REPEATED = "repeated_element"


_SAID: Final = {
    FaultKind.UNKNOWN: (
        "is not one that the return has",
        "It is not read. Check its name and its place",
    ),
    FaultKind.ATTRIBUTE: (
        "is an attribute, which the return has none of",
        "It is not read. Put its value into an element",
    ),
    FaultKind.TEXT: (
        "has text between its elements",
        "It is not read. Put it into the element that it is the value of",
    ),
    FaultKind.MISSING: ("is missing", "Export the child with it"),
    FaultKind.REPEATED: (
        "stands where there is one already",
        "Only the first is read. Keep one",
    ),
}


@dataclass(slots=True, kw_only=True)
class _Places:
    count: int = 0
    line: int | None = None


class Faults:
    """Counts faults. However large and odd a file is, memory stays bounded."""

    def __init__(self, path: Path) -> None:
        """Nothing is wrong yet.

        Args:
            path: The file, for messages.
        """
        self._path = path
        self._count = 0
        self._places: dict[tuple[FaultKind, str], _Places] = {}

    def add(self, kind: FaultKind, path: str, element: XmlNode) -> None:
        """Note one place.

        Args:
            kind: What is wrong.
            path: The element, from the root, or the attribute after `@`.
            element: Where it is.

        Raises:
            InputError: There are more faults than a return can have.
        """
        self._count += 1
        if self._count > limits().faulty_elements:
            what = f"is for the most part no {LAYOUT.title}"
            unit = "elements that are not of its layout"
            raise beyond(str(self._path), what, "faulty_elements", unit)
        key = (kind, path)
        if key not in self._places and len(self._places) >= _MOST_PATHS:
            key = (kind, f"{path.rpartition('/')[0]}/{_REST}")
        places = self._places.setdefault(key, _Places(line=element.sourceline))
        places.count += 1

    def frame(self) -> pl.DataFrame:
        """One error a path and kind, rows of `FINDING_SCHEMA`, kind by kind."""
        order = list(FaultKind)
        ordered = sorted(
            self._places.items(),
            key=lambda item: (order.index(item[0][0]), item[0][1]),
        )
        return findings_frame(
            [_finding(kind, path, places) for (kind, path), places in ordered]
        )


def _finding(kind: FaultKind, path: str, places: _Places) -> ContractFinding:
    what, advice = _SAID[kind]
    times = "once" if places.count == 1 else f"{places.count:,} times"
    where = (
        f"at line {places.line}" if places.count == 1 else f"from line {places.line}"
    )
    return ContractFinding(
        check_id=f"contract:{LAYOUT.collection}.{kind}",
        severity="error",
        field=path,
        value=str(places.count),
        message=f"The element {path} {what}, {times}, {where}. {advice}.",
    )


def short_name(name: str) -> str:
    """A name that a file made up, as far as it is of use."""
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}..."
