"""The SSDA903 return on children looked after and care leavers."""

from pathlib import Path

from returncheck.returns.identity import Options
from returncheck.returns.kind import ReturnKind, XmlFiles
from returncheck.returns.source import ReturnSource
from returncheck.returns.ssda903.layout import LAYOUT
from returncheck.returns.year_dates import YearColumns


def _claims(path: Path) -> bool:
    from returncheck.returns.ssda903.reader import is_ssda903_xml

    return is_ssda903_xml(path)


def _open(path: Path, source_name: str, options: Options) -> ReturnSource:
    from returncheck.returns.ssda903.reader import open_ssda903_xml

    return open_ssda903_xml(path, source_name, options)


def _complete(source: ReturnSource) -> ReturnSource:
    from returncheck.returns.ssda903.geography import with_geography

    return with_geography(source)


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
    complete=_complete,
    xml=XmlFiles(root="EXPSSDA903", claims=_claims, open=_open),
)
"""The SSDA903, which comes as a folder of CSV files or as one XML file."""
