"""How long something may take, from the seed `seeds/catalogue/rc_time_limits.csv`."""

import csv

from returncheck.project import kept_for_project, project_root


@kept_for_project
def _limits() -> dict[str, int]:
    path = project_root() / "seeds" / "catalogue" / "rc_time_limits.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return {
            row["indicator_id"]: int(row["working_days"])
            for row in csv.DictReader(handle)
        }


def working_day_limit(indicator_id: str) -> int:
    """The most working days that count as in time, the start being day 0.

    Args:
        indicator_id: An indicator that counts what was done in time.

    Raises:
        KeyError: It has no limit.
    """
    return _limits()[indicator_id]
