"""The allowed codes of each return, read from the seed that dbt reads too."""

import csv
from dataclasses import dataclass

from returncheck.project import kept_for_project, project_root
from returncheck.returns.tables import within_years


@dataclass(frozen=True, slots=True, kw_only=True)
class _Code:
    collection: str
    list_name: str
    code: str
    first_year: int | None
    last_year: int | None

    def holds_in(self, year: int | None) -> bool:
        return within_years(year, self.first_year, self.last_year)


@kept_for_project
def _all_codes() -> tuple[_Code, ...]:
    path = project_root() / "seeds" / "catalogue" / "rc_code_lists.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return tuple(
            _Code(
                collection=row["collection"],
                list_name=row["list_name"],
                code=row["code"],
                first_year=int(row["first_year"]) if row["first_year"] else None,
                last_year=int(row["last_year"]) if row["last_year"] else None,
            )
            for row in csv.DictReader(handle)
        )


@kept_for_project
def codes_of_all(list_name: str) -> tuple[str, ...]:
    """The codes that a list of this name has in any return, in any year.

    Args:
        list_name: Name of the list, as a layout's `code_list`.
    """
    return tuple({code.code: 0 for code in _all_codes() if code.list_name == list_name})


@kept_for_project
def codes(collection: str, list_name: str, year: int | None) -> tuple[str, ...]:
    """The codes of one list that hold in a return year.

    Args:
        collection: The return.
        list_name: Name of the list, as a layout's `code_list`.
        year: Year ending 31 March; None takes the codes of all years.

    Returns:
        The codes in the order of the seed, compared exactly and case-sensitively.

    Raises:
        KeyError: The collection has no such list.
    """
    listed = [
        code
        for code in _all_codes()
        if (code.collection, code.list_name) == (collection, list_name)
    ]
    if not listed:
        raise KeyError(f"{collection}.{list_name}")
    return tuple(code.code for code in listed if code.holds_in(year))
