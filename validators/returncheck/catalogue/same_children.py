"""Checks of the same child in two returns, from `rc_same_child_checks.csv`."""

import csv
from collections.abc import Mapping

from returncheck.project import kept_for_project, project_root


@kept_for_project
def same_child_titles() -> Mapping[str, str]:
    """What each check of the same child in two returns is called.

    Returns:
        Name to title, in the order of the seed.
    """
    path = project_root() / "seeds" / "catalogue" / "rc_same_child_checks.csv"
    with path.open(newline="", encoding="utf-8") as file:
        return {row["same_child_check"]: row["title"] for row in csv.DictReader(file)}
