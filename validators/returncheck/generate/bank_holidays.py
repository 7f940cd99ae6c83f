"""Generates the seed of bank holidays; a development tool, not part of a run.

Run `python -m returncheck.generate.bank_holidays` after a new holiday is proclaimed.
"""

import csv
import sys
from datetime import date
from pathlib import Path

FIRST_YEAR = 2005
LAST_YEAR = 2035


def bank_holidays() -> dict[date, str]:
    """Bank holidays of England and Wales, substitute days included.

    Returns:
        Date to name, 2005 to 2035, in date order; days on a weekend whose holiday is
        moved to a weekday are left out.

    Source:
        The `holidays` package (a development dependency), which follows the Banking
        and Financial Dealings Act 1971 and the proclamations since.
    """
    import holidays

    days = holidays.country_holidays(
        "GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1)
    )
    return {day: name for day, name in sorted(days.items()) if day.weekday() < 5}


def write_seed(path: Path) -> None:
    """Write the seed: `holiday_date`, `name`, one row a bank holiday.

    Args:
        path: The CSV file to write.
    """
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["holiday_date", "name"])
        writer.writerows(
            [day.isoformat(), name] for day, name in bank_holidays().items()
        )


if __name__ == "__main__":
    from returncheck.project import project_root

    write_seed(project_root() / "seeds" / "calendar" / "rc_bank_holidays.csv")
    sys.exit(0)
