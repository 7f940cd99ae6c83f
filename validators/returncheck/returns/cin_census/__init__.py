"""The children in need (CIN) census."""

from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.returns.cin_census.layout import LAYOUT
from returncheck.returns.identity import Options
from returncheck.returns.kind import (
    Demo,
    IdentityColumns,
    MadeUp,
    National,
    ReturnKind,
    XmlFiles,
)
from returncheck.returns.source import ReturnSource

if TYPE_CHECKING:
    from returncheck.synth.made_return import Maker


def _claims(path: Path) -> bool:
    from returncheck.returns.cin_census.reader import is_cin_xml

    return is_cin_xml(path)


def _open(path: Path, source_name: str, options: Options) -> ReturnSource:
    from returncheck.returns.cin_census.reader import open_cin_xml

    return open_cin_xml(path, source_name, options)


def _maker() -> "Maker":
    from returncheck.synth.cin_census import MAKER

    return MAKER


KIND = ReturnKind(
    layout=LAYOUT,
    command="cin-census",
    phrase="a CIN census",
    identity=IdentityColumns(table="Header", authority="LEA", year="Year"),
    looks_back=True,
    xml=XmlFiles(root="Message", claims=_claims, open=_open),
    made_up=MadeUp(
        suffix=".xml",
        written="The XML file to write.",
        example_plant="8608:3",
        maker=_maker,
        demo=Demo(
            authority="887",
            years=(2024, 2025),
            children=5000,
            seed=1,
            plants=(("8608", 3), ("8670Q", 2), ("1510", 2), ("8790", 1)),
            quoted=(("assessments_completed", 0), ("cin_starts", 0)),
        ),
        national=National(children=650_000, measure="cin_children_at_any_point"),
    ),
)
"""The CIN census, which comes as one XML file or as a folder of CSV files."""
