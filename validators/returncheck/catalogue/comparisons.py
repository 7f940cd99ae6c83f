"""Comparisons of the reconciliation, read from `seeds/catalogue/rc_comparisons.csv`."""

import csv
from collections.abc import Mapping

from returncheck.project import kept_for_project, project_root


@kept_for_project
def _rows() -> tuple[dict[str, str], ...]:
    path = project_root() / "seeds" / "catalogue" / "rc_comparisons.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return tuple(sorted(rows, key=lambda row: int(row["place"])))


def comparison_titles() -> Mapping[str, str]:
    """What each comparison is called.

    Returns:
        Name to title, in the order in which they are shown.
    """
    return {row["comparison"]: row["title"] for row in _rows()}


def comparisons_of_counts() -> frozenset[str]:
    """Comparisons whose two figures are counts, whatever the unit of the indicator.

    Returns:
        Such as `numerator_against_total`.
    """
    return frozenset(
        row["comparison"] for row in _rows() if row["of_figure"] == "false"
    )
