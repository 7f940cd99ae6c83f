"""Children's involvement in outline: their episodes with outcome, start and end."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from returncheck.synth.cin_census.limits import ASSESSMENT_DAYS, CONFERENCE_DAYS
from returncheck.synth.dates import (
    DAY,
    calendar,
    days,
    year_end,
    year_of,
    year_start,
)
from returncheck.synth.dice import Curve, Dice, Weighted
from returncheck.synth.places import Occupant, holder_of

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
_LAST_RETURN = days(3 * 365)


def occupant(seed: int, authority: str, place: int, year: int) -> Occupant[Stay]:
    """The child that holds an ordinary place in a return year.

    Args:
        seed: The seed of all chance.
        authority: Three digits.
        place: Number of the place, from 1.
        year: Return year, 2011 or later.
    """
    return holder_of(Dice(seed, authority, place, "place"), year, _stays)


def _stays(dice: Dice, year: int) -> tuple[Stay, ...]:
    first = year_start(year) + days(dice.between(0, 364))
    stays = [_stay(dice, first)]
    while dice.chance(_RETURN_SHARE) and stays[-1].end < first + _LAST_RETURN:
        stays.append(_stay(dice, stays[-1].end + days(dice.draw(_RETURN_GAP))))
    return tuple(stays)


def _stay(dice: Dice, start: date) -> Stay:
    outcome = dice.weighted(_OUTCOMES)
    match outcome:
        case Outcome.NO_ACTION:
            end = start
        case Outcome.ASSESSED:
            end = _end_of_assessed(start, dice.draw(_ASSESSED))
        case Outcome.PROTECTED | Outcome.TRANSFER:
            end = start + days(dice.draw(_PROTECTED))
        case _:
            end = start + days(dice.draw(_IN_NEED))
    return Stay(outcome=outcome, start=start, end=end)


def _end_of_assessed(start: date, working_days: int) -> date:
    """The closure, in the year of the authorisation.

    A case closed after assessment shows that assessment in the return of its closure
    (rule 8825Q), so an assessment that may not cross a year end ends the case there.
    """
    return within_year_end(
        start, calendar().add(start, working_days), ASSESSMENT_MARGIN
    )


def within_year_end(start: date, end: date, margin: int) -> date:
    """The end of something, brought forward to the year end it may not cross.

    Args:
        start: When it started.
        end: When it would end.
        margin: How many working days before a year end it may be running there.
    """
    last = year_end(year_of(start))
    if end > last and start < calendar().nth_before(last + DAY, margin):
        return last
    return end
