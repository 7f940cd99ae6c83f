"""The contract of the KPI return: one pandera model for each of its two tables."""

from typing import TYPE_CHECKING

from returncheck.returns.contracts import contract_model
from returncheck.returns.kpi_return.layout import LAYOUT

if TYPE_CHECKING:
    import pandera.polars as pa


def contract_models() -> "dict[str, type[pa.DataFrameModel]]":
    """The contracts of the tables of figures and comparators.

    Dates pass as YYYY-MM-DD or DD/MM/YYYY, numbers as digits with at most one point.

    Returns:
        Models by official table name.
    """
    return {
        table.name: contract_model(LAYOUT, table.name, None) for table in LAYOUT.tables
    }
