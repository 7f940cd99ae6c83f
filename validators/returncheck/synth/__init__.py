"""Synthetic CIN census returns: made-up children, known faults, true indicator values.

No real record can be used for examples, tests or demonstrations; these can. The same
arguments give the same files, byte for byte, on every machine.
"""

from returncheck.synth.cast import CAST_SIZE as FEWEST_CHILDREN
from returncheck.synth.faults import PLANTABLE
from returncheck.synth.generate import SynthResult, generate_cin_census

__all__ = ["FEWEST_CHILDREN", "PLANTABLE", "SynthResult", "generate_cin_census"]
