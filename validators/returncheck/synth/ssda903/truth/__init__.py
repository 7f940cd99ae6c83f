"""True indicator values, counted from the rows as they are written.

Plain definitions of their own: they share no code with the warehouse, nor with the
modules that build the histories, so that an error in either shows as a difference.

Source:
    The indicator catalogue (`seeds/catalogue/rc_indicators.csv`).
"""

from returncheck.synth.ssda903.truth.counter import TruthCounter

__all__ = ["TruthCounter"]
