"""What a CIN census file holds beside its tables: unknown and repeated elements."""

from collections import Counter
from dataclasses import dataclass

import polars as pl

from returncheck.returns.cin_census.layout import LAYOUT
from returncheck.returns.contract_findings import ContractFinding, findings_frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Elements that are in no table, counted by path.

    Attributes:
        unknown: Elements the layout of the year does not have; counted at the
            outermost unknown one.
        repeated: Second and further occurrences of elements that may occur once.
        further: Second and further occurrences of an element that may repeat but
            of which the tables hold one (`Header/Source`).
    """

    unknown: Counter[str]
    repeated: Counter[str]
    further: Counter[str]


def observations_frame(seen: Seen, year: int) -> pl.DataFrame:
    """One contract finding per element path, unknown before repeated ones.

    Args:
        seen: The counts.
        year: Year of the return. An unknown element is an error in a year whose
            layout is known, and information in a later one.

    Returns:
        Rows of `FINDING_SCHEMA`, each part sorted by path.
    """
    severity = "error" if LAYOUT.is_final(year) else "info"
    findings = [
        *(
            _unknown(path, n, year, severity)
            for path, n in sorted(seen.unknown.items())
        ),
        *(_repeated(path, n, severity) for path, n in sorted(seen.repeated.items())),
        *(_repeated(path, n, "info") for path, n in sorted(seen.further.items())),
    ]
    return findings_frame(findings)


def _unknown(path: str, count: int, year: int, severity: str) -> ContractFinding:
    return ContractFinding(
        check_id=f"contract:{LAYOUT.collection}.unknown_element",
        severity=severity,
        field=path,
        value=str(count),
        message=(
            f"The element {path} is not in the layout of {year}; it occurs "
            f"{_times(count)}. Correct its name or place, or leave it out."
        ),
    )


def _repeated(path: str, count: int, severity: str) -> ContractFinding:
    return ContractFinding(
        check_id=f"contract:{LAYOUT.collection}.repeated_element",
        severity=severity,
        field=path,
        value=str(count),
        message=(
            f"The element {path} is repeated {_times(count)} where one is read; of a "
            "value the first is kept. Remove the repetition."
        ),
    )


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
