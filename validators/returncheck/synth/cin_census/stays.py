"""Children's involvement in outline: their episodes with outcome, start and end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TypeAlias

from returncheck.synth.cin_census.limits import ASSESSMENT_DAYS, CONFERENCE_DAYS
from returncheck.synth.dates import (
    Calendar,
    calendar,
    start_number,
    year_of_number,
)
from returncheck.synth.dice import Curve, Dice, Weighted
from returncheck.synth.places import Occupant, succession

# An open assessment must not reach the limit at a year end, counting that day as the
# first (rule 8670Q), nor an enquiry (8675Q). Two days to spare.
ASSESSMENT_MARGIN = ASSESSMENT_DAYS - 3
ENQUIRY_MARGIN = CONFERENCE_DAYS - 3


class Outcome(StrEnum):
    """What becomes of a referral."""

    NO_ACTION = "no_action"
    ASSESSED = "assessed"
    IN_NEED = "in_need"
    ENQUIRY = "enquiry"
    CONFERENCE = "conference"
    PROTECTED = "protected"
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One episode in outline: its outcome, referral and last day."""

    outcome: Outcome
    start: date
    end: date


_OUTCOMES = Weighted(
    (
        (Outcome.NO_ACTION, 68),
        (Outcome.ASSESSED, 370),
        (Outcome.IN_NEED, 245),
        (Outcome.ENQUIRY, 193),
        (Outcome.CONFERENCE, 16),
        (Outcome.PROTECTED, 100),
        (Outcome.TRANSFER, 8),
    )
)
# Working days from referral to the end of a case that closes after assessment.
_ASSESSED = Curve(
    (0, 2), (0.1, 14), (0.35, 30), (0.6, 40), (0.84, 46), (0.94, 60), (1, 95)
)
# Calendar days of the other outcomes.
_IN_NEED = Curve(
    (0, 40), (0.2, 95), (0.5, 180), (0.75, 340), (0.9, 650), (0.97, 1100), (1, 1800)
)
_PROTECTED = Curve(
    (0, 90), (0.1, 190), (0.35, 270), (0.65, 400), (0.85, 590), (0.94, 800), (1, 1300)
)
_RETURN_GAP = Curve((0, 2), (0.3, 45), (0.6, 120), (0.85, 230), (1, 300))
_RETURN_SHARE = 0.3
# Nobody comes back later than this, so that every history ends within the calendar.
_LAST_RETURN = 3 * 365


_Drawn: TypeAlias = list[tuple[Outcome, int, int]]
"""Outcome, first and last day of each stay; days as numbers, which add up fast."""


def occupants(
    seed: int, authority: str, place: int, year: int
) -> Iterator[Occupant[Stay]]:
    """The children that hold an ordinary place from a return year on, in order.

    Args:
        seed: The seed of all chance.
        authority: Three digits.
        place: Number of the place, from 1.
        year: Return year, 2011 or later.
    """
    dice = Dice(seed, authority, place, "place")
    return succession(year, partial(_draw, dice, calendar()), _built)


def _built(drawn: _Drawn) -> tuple[Stay, ...]:
    return tuple(
        Stay(outcome=outcome, start=date.fromordinal(start), end=date.fromordinal(end))
        for outcome, start, end in drawn
    )


def _draw(dice: Dice, working: Calendar, year: int) -> tuple[_Drawn, int]:
    """The stays of a child that enters in a return year, and its last return year."""
    share = dice.share
    first = start = start_number(year) + int(share() * 365)
    drawn: _Drawn = []
    while True:
        outcome = _OUTCOMES.at(share())
        if outcome is Outcome.ASSESSED:
            end = _end_of_assessed(working, start, _ASSESSED.at(share()))
        elif outcome is Outcome.NO_ACTION:
            end = start
        elif outcome is Outcome.PROTECTED or outcome is Outcome.TRANSFER:
            end = start + _PROTECTED.at(share())
        else:
            end = start + _IN_NEED.at(share())
        drawn.append((outcome, start, end))
        if not (share() < _RETURN_SHARE and end < first + _LAST_RETURN):
            return drawn, year_of_number(end)
        start = end + _RETURN_GAP.at(share())


def _end_of_assessed(working: Calendar, start: int, working_days: int) -> int:
    """The closure, in the year of the authorisation.

    A case closed after assessment shows that assessment in the return of its closure
    (rule 8825Q), so an assessment that may not cross a year end ends the case there.
    """
    end = working.number_after(start, working_days)
    return _within_year_end(working, start, end, ASSESSMENT_MARGIN)


def within_year_end(start: date, end: date, margin: int) -> date:
    """The end of something, brought forward to the year end it may not cross.

    Args:
        start: When it started.
        end: When it would end.
        margin: How many working days before a year end it may be running there.
    """
    numbers = (start.toordinal(), end.toordinal())
    kept = _within_year_end(calendar(), *numbers, margin)
    return end if kept == numbers[1] else date.fromordinal(kept)


def _within_year_end(working: Calendar, start: int, end: int, margin: int) -> int:
    following = start_number(year_of_number(start) + 1)
    if end >= following and start < working.number_before(following, margin):
        return following - 1
    return end
