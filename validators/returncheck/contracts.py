"""The public contracts: what one table of a return has to look like, for pandera.

`returncheck.contracts.model("kpi_return", "Figures").validate(frame)`
"""

from typing import TYPE_CHECKING

from returncheck.errors import ConfigError
from returncheck.returns import LAYOUTS

if TYPE_CHECKING:
    from returncheck.returns.contract_schema import ContractModel
    from returncheck.returns.tables import Layout


def model(
    collection: str,
    table: str,
    year: int | None = None,
    *,
    leave_to_rules: bool = False,
) -> "type[ContractModel]":
    """The contract of one table of a return, as a pandera model.

    Its `validate` takes polars and pandas frames and judges their values as text, as
    when a return is loaded; a LazyFrame is refused. A class that inherits from it
    keeps the names of its checks.

    Args:
        collection: One of the returns that can be loaded, such as `kpi_return`.
        table: Official table name, such as `Figures`.
        year: Return year (ending 31 March); of no meaning for a return without years.
        leave_to_rules: Whether what the statutory rules of the year report is left to
            them, as in a run.

    Returns:
        A `pandera.polars` model with a field for each column of that year.

    Raises:
        ConfigError: There is no such collection, no such table, or none in the year;
            or the return has years and none was given.
    """
    if collection not in LAYOUTS:
        raise ConfigError(
            f"There is no collection '{collection}'. Choose from: {', '.join(LAYOUTS)}."
        )
    layout = LAYOUTS[collection]
    of_year = None if layout.first_year is None else year
    _check_year(layout, of_year)
    _check_table(layout, table, of_year)
    from returncheck.returns.contracts import contract_model
    from returncheck.warehouse.loading import rule_coverage

    covered = rule_coverage(collection, of_year) if leave_to_rules else frozenset()
    return contract_model(layout, table, of_year, covered, as_written=True)


def _check_year(layout: "Layout", year: int | None) -> None:
    first = layout.first_year
    if first is None:
        return
    if year is None:
        raise ConfigError(
            f"The contracts of the {layout.title} differ by year. "
            f"Give the year ending 31 March, from {first} on."
        )
    is_year = isinstance(year, int) and not isinstance(year, bool)
    if not is_year or not first <= year <= 9999:
        raise ConfigError(
            f"No layout of the {layout.title} of '{year}' is known. "
            f"Give a year from {first} on."
        )


def _check_table(layout: "Layout", table: str, year: int | None) -> None:
    names = [each.name for each in layout.tables_in(year)]
    if table in names:
        return
    of_year = "" if year is None else f" of {year}"
    raise ConfigError(
        f"The {layout.title}{of_year} has no table '{table}'. "
        f"Choose from: {', '.join(names)}."
    )
