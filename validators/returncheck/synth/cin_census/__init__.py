"""Made-up CIN census returns."""

from returncheck.synth.cin_census.cast import CAST_SIZE as FEWEST_CHILDREN
from returncheck.synth.cin_census.faults import PLANTABLE
from returncheck.synth.cin_census.generate import MAKER, generate_cin_census

__all__ = ["FEWEST_CHILDREN", "MAKER", "PLANTABLE", "generate_cin_census"]
