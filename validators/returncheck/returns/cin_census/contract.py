"""The contract of the CIN census: one pandera model a table of a return year."""

from typing import TYPE_CHECKING

from returncheck.returns.cin_census.layout import LAYOUT
from returncheck.returns.contracts import contract_model
from returncheck.returns.coverage import Coverage

if TYPE_CHECKING:
    import pandera.polars as pa


def contract_models(
    year: int, covered: frozenset[Coverage] = frozenset()
) -> "dict[str, type[pa.DataFrameModel]]":
    """The contracts of every table that the layout of a year has.

    Args:
        year: Return year (ending 31 March), 2017 or later.
        covered: Presence and codes of fields that rules in force already report.

    Returns:
        Models by official table name, in document order.

    Source:
        DfE, Children in need census guide and its XML schema, 2016-17 to 2025-26.
    """
    return {
        table.name: contract_model(LAYOUT, table.name, year, covered)
        for table in LAYOUT.tables_in(year)
    }
