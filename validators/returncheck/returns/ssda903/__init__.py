"""The SSDA903 return on children looked after and care leavers."""

from typing import TYPE_CHECKING

from returncheck.returns.kind import MadeUp, ReturnKind
from returncheck.returns.ssda903.layout import LAYOUT

if TYPE_CHECKING:
    from returncheck.synth.made_return import Maker


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
    made_up=MadeUp(
        suffix="",
        written="The folder to write; the return of the year before goes in it too.",
        example_plant="103:3",
        maker=_maker,
    ),
)
"""The SSDA903, which comes as a folder of CSV files or as one XML file."""
