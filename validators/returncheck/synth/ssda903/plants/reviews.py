"""Faults in Reviews."""

from returncheck.synth.planting import Planter
from returncheck.synth.ssda903.plants.sites import NO_DATE, Site, in_a_row, value
from returncheck.synth.ssda903.shown import Child

_OF_YOUNG = "PN0"


def _is_of_young(site: Site) -> bool:
    return site.get("REVIEW_CODE") == _OF_YOUNG


PLANTERS: dict[str, Planter[Child]] = {
    "166": in_a_row("166", "Reviews", value("REVIEW", *NO_DATE)),
    "167": in_a_row("167", "Reviews", value("REVIEW_CODE", None, "PN8", "X")),
    "440": in_a_row(
        "440",
        "Reviews",
        value("REVIEW_CODE", _OF_YOUNG),
        suits=lambda site: not _is_of_young(site),
    ),
    "441": in_a_row(
        "441", "Reviews", value("REVIEW_CODE", "PN1", "PN4"), suits=_is_of_young
    ),
}
"""Planters by rule."""
