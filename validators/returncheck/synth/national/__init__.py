"""Made-up returns of all authorities, written by several processes."""

from returncheck.synth.national.made import MadeNation, make_national
from returncheck.synth.national.wanted import NationalReturn, Wish

__all__ = ["MadeNation", "NationalReturn", "Wish", "make_national"]
