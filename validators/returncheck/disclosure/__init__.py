"""Disclosure control: what may leave the building, and what has to be withheld.

`links` describes how figures are linked, `control` decides, `witness` proves; the rest
applies it to the marts.
"""

from returncheck.disclosure.control import SUPPRESSED, Decision, protect
from returncheck.disclosure.links import Balance, Change, Link, Rate, Share, Total

__all__ = [
    "SUPPRESSED",
    "Balance",
    "Change",
    "Decision",
    "Link",
    "Rate",
    "Share",
    "Total",
    "protect",
]
