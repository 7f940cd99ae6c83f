"""What is told of published figures that do not follow from what they are made of."""

from collections import defaultdict
from collections.abc import Mapping

from returncheck.report.words.figures import Row
from returncheck.report.words.names import area
from returncheck.results.check_result import CheckResult

Contradictions = Mapping[tuple[str, int, str], tuple[str, ...]]
"""By indicator, year and area: what is said of the figure, with the area's name."""

_ENGLAND = "E92000001"


def read_contradictions(result: CheckResult) -> Contradictions:
    """What the marts say of published figures, by the figure.

    Args:
        result: The result.
    """
    found: dict[tuple[str, int, str], list[str]] = defaultdict(list)
    for row in result.published_contradictions.iter_rows(named=True):
        key = (row["indicator_id"], row["return_year"], row["area_code"])
        found[key].append(
            f"{row['area_name']}, {row['return_year']}: {row['sentence']}."
        )
    return {key: tuple(said) for key, said in found.items()}


def contradictions_beside(row: Row, found: Contradictions) -> tuple[str, ...]:
    """What is to be said of the published figures that stand beside a figure.

    Args:
        row: A row of the benchmarks.
        found: What is said of published figures.
    """
    if row["comparator_year"] is None:
        return ()
    areas = (row["la_code"], area(row["la_code"]).region_code, _ENGLAND)
    return tuple(
        said
        for each in areas
        for said in found.get((row["indicator_id"], row["comparator_year"], each), ())
    )
