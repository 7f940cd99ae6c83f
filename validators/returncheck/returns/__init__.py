"""The statutory and KPI returns: their layouts, readers and contracts."""

from returncheck.returns.cin_census.layout import LAYOUT as CIN_CENSUS
from returncheck.returns.kpi_return.layout import LAYOUT as KPI_RETURN
from returncheck.returns.tables import Layout

LAYOUTS: dict[str, Layout] = {
    layout.collection: layout for layout in (CIN_CENSUS, KPI_RETURN)
}
"""Every return that can be loaded, by collection."""
