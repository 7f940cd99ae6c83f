"""The SSDA903 return on children looked after and care leavers."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.returns.identity import Options
from returncheck.returns.kind import (
    Demo,
    ListFiles,
    MadeUp,
    National,
    ReturnKind,
    XmlFiles,
    YearColumns,
)
from returncheck.returns.source import Opened, ReturnSource
from returncheck.returns.ssda903.layout import LAYOUT

if TYPE_CHECKING:
    import duckdb

    from returncheck.files.workbook import SheetHeadings
    from returncheck.returns.ssda903.provider_lists import ProviderList
    from returncheck.returns.timelines import ChildTimeline
    from returncheck.synth.made_return import Maker


def _claims(path: Path) -> bool:
    from returncheck.returns.ssda903.reader import is_ssda903_xml

    return is_ssda903_xml(path)


def _open(path: Path, source_name: str, options: Options) -> ReturnSource:
    from returncheck.returns.ssda903.reader import open_ssda903_xml

    return open_ssda903_xml(path, source_name, options)


def _is_list(sheets: "Sequence[SheetHeadings]") -> bool:
    from returncheck.returns.ssda903.provider_lists import is_provider_list

    return is_provider_list(sheets)


def _read_list(path: Path, source_name: str) -> "ProviderList":
    from returncheck.returns.ssda903.provider_lists import read_provider_list

    return read_provider_list(path, source_name)


def _add_lists(
    sources: Sequence[ReturnSource], lists: "Sequence[ProviderList]"
) -> Opened:
    from returncheck.returns.ssda903.providers import add_providers

    return add_providers(sources, lists)


def _complete(source: ReturnSource) -> ReturnSource:
    from returncheck.returns.ssda903.geography import with_geography

    return with_geography(source)


def _timelines(
    connection: "duckdb.DuckDBPyConnection", return_id: str, children: Sequence[str]
) -> "Sequence[ChildTimeline]":
    from returncheck.returns.ssda903.timelines import timelines

    return timelines(connection, return_id, children)


def _maker() -> "Maker":
    from returncheck.synth.ssda903 import MAKER

    return MAKER


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
    lists=ListFiles(claims=_is_list, read=_read_list, add=_add_lists),
    complete=_complete,
    timelines=_timelines,
    xml=XmlFiles(root="EXPSSDA903", claims=_claims, open=_open),
    made_up=MadeUp(
        suffix="",
        written=(
            "The folder to write, with the year before in it, or a name ending in .xml."
        ),
        example_plant="103:3",
        maker=_maker,
        demo=Demo(
            authority="887",
            years=(2025,),
            children=600,
            seed=1,
            plants=(("103", 3), ("501", 1), ("607", 1), ("143", 2)),
            quoted=(("cla_reviews_in_timescale", 0), ("care_leavers_in_touch", 3)),
        ),
        # 81,770 at the end of 2025 and 34,450 who left, with breaks and care leavers.
        national=National(
            children=132_000, measure="cla_at_year_end", holds_year_before=True
        ),
    ),
)
"""The SSDA903, which comes as a folder of CSV files or as one XML file."""
