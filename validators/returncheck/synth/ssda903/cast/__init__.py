"""The boundary cases: scripted children that are in every return."""

from returncheck.synth.ssda903.cast.after_care import ROLES as _AFTER_CARE
from returncheck.synth.ssda903.cast.endings import ROLES as _ENDINGS
from returncheck.synth.ssda903.cast.placements import ROLES as _PLACEMENTS
from returncheck.synth.ssda903.cast.script import Script
from returncheck.synth.ssda903.cast.times import ROLES as _TIMES
from returncheck.synth.ssda903.context import Context
from returncheck.synth.ssda903.records import Life

__all__ = ["CAST_SIZE", "scripted_life"]

_ROLES = (*_TIMES, *_PLACEMENTS, *_ENDINGS, *_AFTER_CARE)

CAST_SIZE = len(_ROLES)
"""Places that the boundary cases hold: the fewest children a return can have."""


def scripted_life(context: Context, place: int) -> Life:
    """The history of the child in a place of the cast.

    Args:
        context: The return; the dates hang on its year alone.
        place: Number of the place, 1 to `CAST_SIZE`.
    """
    return _ROLES[place - 1](Script(context=context, place=place))
