"""Synthetic CIN census returns: made-up children, known faults, true indicator values.

No real record can be used for examples, tests or demonstrations; these can. The same
arguments give the same files, byte for byte, on every machine.
"""

from returncheck.synth.cin_census.cast import CAST_SIZE as FEWEST_CHILDREN
from returncheck.synth.cin_census.faults import PLANTABLE
from returncheck.synth.cin_census.generate import SynthResult, generate_cin_census

__all__ = ["FEWEST_CHILDREN", "PLANTABLE", "SynthResult", "generate_cin_census"]
