"""Which six figures a board sees first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from returncheck.report.board.figures import BoardFigure

MOST = 6

SLOTS = (
    (
        "assessments_within_45_days",
        "initial_assessments_within_timescale",
        "initial_assessments_within_10_days",
        "core_assessments_within_35_days",
    ),
    ("icpc_within_15_days", "cpp_reviewed_in_timescale", "cp_visits_in_timescale"),
    ("rereferrals_within_12_months", "rereferrals_within_3_months"),
    ("cpp_rate", "cpp_at_year_end", "cla_rate", "cla_at_year_end"),
    (
        "cla_long_term_stability",
        "cla_three_or_more_placements",
        "cla_placed_over_20_miles_outside",
        "cla_placed_outside_area",
    ),
    (
        "care_leavers_eet",
        "care_leavers_neet",
        "care_leavers_suitable_accommodation",
        "care_leavers_in_touch",
    ),
)
"""What a board must know, and what tells it where the first is not there."""

INSTEAD = (
    "cla_rate",
    "cla_at_year_end",
    "cpp_reviewed_in_timescale",
    "cpp_second_or_subsequent",
    "cp_visits_in_timescale",
    "cla_reviews_in_timescale",
    "social_worker_vacancy_rate",
    "social_worker_agency_rate",
    "social_worker_caseload",
    "cin_rate",
    "cin_visits_in_timescale",
    "referral_rate",
    "case_audits_good_or_better",
)
"""What is shown in the place of a slot of which nothing is there, the first first."""


def six_figures(figures: Sequence[BoardFigure]) -> tuple[BoardFigure, ...]:
    """The figures that the tiles show.

    Args:
        figures: The newest figure of each measure.

    Returns:
        Six at most, of each slot one, in the order of the slots; then others: those
        that are listed, those with a target, those with a better side, the rest.
    """
    by_id = {each.indicator_id: each for each in figures}
    chosen = {
        each.indicator_id: each
        for slot in SLOTS
        if (each := _first(slot, by_id)) is not None
    }
    others = [by_id[name] for name in INSTEAD if name in by_id]
    others += sorted(figures, key=_dullness)
    for each in others:
        if len(chosen) == MOST:
            break
        chosen.setdefault(each.indicator_id, each)
    return tuple(chosen.values())


def _first(slot: Iterable[str], by_id: Mapping[str, BoardFigure]) -> BoardFigure | None:
    """The newest of a slot, of several the first; shown ones before withheld ones."""
    there = [by_id[name] for name in slot if name in by_id]
    return max(
        there,
        key=lambda each: (each.value is not None, each.end or date.min),
        default=None,
    )


def _dullness(figure: BoardFigure) -> tuple[bool, bool, bool]:
    return figure.value is None, not figure.colour, figure.polarity == "none"
