"""A return of nobody's, as small as a return can be: what a plug needs, and no more.

Visits to children, told by a sender. It comes as one XML file or as a folder of two CSV
tables, has three rules, one of which reads the year before, an indicator, a suite and
made-up data with a fault to plant.

`project/` is laid over a copy of the project folder, `added_rows/` are rows of its
seeds.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.returns.identity import Options
from returncheck.returns.kind import IdentityColumns, MadeUp, ReturnKind, XmlFiles
from returncheck.returns.source import ReturnSource
from toy_return.layout import LAYOUT

if TYPE_CHECKING:
    from returncheck.synth.made_return import Maker


def _claims(path: Path) -> bool:
    from toy_return.reader import is_toy_xml

    return is_toy_xml(path)


def _open(path: Path, source_name: str, options: Options) -> ReturnSource:
    from toy_return.reader import open_toy_xml

    return open_toy_xml(path, source_name, options)


def _maker() -> "Maker":
    from toy_return.maker import MAKER

    return MAKER


KIND = ReturnKind(
    layout=LAYOUT,
    command="toy",
    phrase="a toy return",
    identity=IdentityColumns(table="Sender", authority="SenderCode", year="VisitYear"),
    looks_back=True,
    xml=XmlFiles(root="Toy", claims=_claims, open=_open),
    made_up=MadeUp(
        suffix="",
        written="The folder to write.",
        example_plant="T1:2",
        maker=_maker,
    ),
)
"""The toy return."""
