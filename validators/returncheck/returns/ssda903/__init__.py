"""The SSDA903 return on children looked after and care leavers."""

from returncheck.returns.kind import ReturnKind
from returncheck.returns.ssda903.layout import LAYOUT
from returncheck.returns.year_dates import YearColumns

KIND = ReturnKind(
    layout=LAYOUT,
    command="ssda903",
    phrase="an SSDA903 return",
    identity=None,
    looks_back=True,
    looks_back_by_name=True,
    year_columns=YearColumns(
        within=(("Episodes", "DEC"), ("Reviews", "REVIEW"), ("Missing", "MIS_START")),
        until=(
            ("Episodes", "DECOM"),
            ("SWEpisodes", "SW_DECOM"),
            ("DoLo", "DOLO_START"),
        ),
    ),
)
"""The SSDA903, which comes as a folder of CSV files or as one XML file."""
