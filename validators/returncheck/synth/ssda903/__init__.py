"""Made-up SSDA903 returns."""

from returncheck.synth.ssda903.cast import CAST_SIZE as FEWEST_CHILDREN
from returncheck.synth.ssda903.faults import PLANTABLE
from returncheck.synth.ssda903.generate import MAKER, generate_ssda903

__all__ = ["FEWEST_CHILDREN", "MAKER", "PLANTABLE", "generate_ssda903"]
