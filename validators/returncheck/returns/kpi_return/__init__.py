"""The KPI return: figures that a council reports to a board or a cabinet."""
