"""What happens within one episode: assessments, enquiries, conferences and plans.

Every date is drawn so that no year's return of the finished history breaks a rule:
a record is shown in the years it touches, and what another record of the same episode
needs beside it is shown in those years too.
"""

from dataclasses import dataclass
from datetime import date

from returncheck.synth.cin_census import codes
from returncheck.synth.cin_census.limits import CONFERENCE_DAYS
from returncheck.synth.cin_census.records import (
    Assessment,
    CinPlan,
    Enquiry,
    Episode,
    ProtectionPlan,
)
from returncheck.synth.cin_census.stays import (
    ASSESSMENT_MARGIN,
    ENQUIRY_MARGIN,
    Outcome,
    Stay,
    within_year_end,
)
from returncheck.synth.dates import (
    DAY,
    calendar,
    days,
    months_later,
    year_end,
    year_of,
    year_start,
)
from returncheck.synth.dice import Curve, Dice

# Working days an assessment takes: 84% within 45.
_ASSESSMENT = Curve(
    (0, 1), (0.08, 10), (0.3, 28), (0.6, 40), (0.83, 46), (0.94, 60), (1, 100)
)
# Working days from enquiry to conference: 9% within 10, 80% within 15, 89% within 20.
_CONFERENCE = Curve((0, 3), (0.09, 11), (0.8, 16), (0.89, 21), (1, 45))
_STEP_DOWN = Curve((0, 0), (0.5, 30), (1, 120))
_FIRST_REVIEW = Curve((0, 55), (0.5, 80), (1, 89))
_NEXT_REVIEW = Curve((0, 120), (0.5, 165), (1, 180))
_MOST_ASSESSMENTS = 5
_SHORTEST_PLAN = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class _Conference:
    assessment: Assessment
    enquiry: Enquiry


def build_episode(dice: Dice, stay: Stay, *, previous_plans: int) -> Episode:
    """Fill one episode's outline with its records.

    Args:
        dice: The child's chance.
        stay: Outcome, referral and last day.
        previous_plans: Child protection plans the child had before this episode.

    Returns:
        The episode with all its dates, the future ones included.
    """
    match stay.outcome:
        case Outcome.NO_ACTION:
            source = codes.referral_source(dice, stay.start)
            return Episode(referral=stay.start, source=source, is_nfa=True)
        case Outcome.ASSESSED:
            return _assessed(dice, stay)
        case Outcome.PROTECTED:
            return _protected(dice, stay, previous_plans)
        case Outcome.TRANSFER:
            return _transfer(dice, stay, previous_plans)
    return _in_need(dice, stay)


def _assessed(dice: Dice, stay: Stay) -> Episode:
    start = stay.start
    authorised = stay.end
    if dice.chance(0.25):
        earliest = max(start, year_start(year_of(stay.end)))
        authorised = max(earliest, stay.end - days(dice.between(1, 4)))
    factors: tuple[str, ...] = (codes.NO_FACTOR,)
    if dice.chance(0.85):
        factors = codes.assessment_factors(dice, authorised)
    return Episode(
        referral=start,
        source=codes.referral_source(dice, start),
        need=codes.primary_need(dice),
        closure=stay.end,
        reason=codes.closure_after_assessment(dice, stay.end),
        assessments=(_assessment(dice, start, authorised, factors),),
    )


def _in_need(dice: Dice, stay: Stay) -> Episode:
    """A child in need without a protection plan, perhaps after an enquiry."""
    first = _first_assessment(dice, stay)
    enquiries: list[Enquiry] = []
    if stay.outcome is Outcome.CONFERENCE:
        held = _conference(dice, first, stay.end)
        first, enquiries = held.assessment, [held.enquiry]
    elif stay.outcome is Outcome.ENQUIRY:
        enquiries = [_enquiry_without_conference(dice, first)]
    assessments, later = _later_work(dice, first, stay.end)
    last_act = max(first.authorised or first.start, *_acts(enquiries))
    return _accepted(
        dice,
        stay,
        assessments=assessments,
        enquiries=(*enquiries, *later),
        cin_plans=_cin_plans(dice, last_act, stay.end),
    )


def _protected(dice: Dice, stay: Stay, previous_plans: int) -> Episode:
    first = _first_assessment(dice, stay)
    earlier: tuple[Assessment, ...] = ()
    before: tuple[CinPlan, ...] = ()
    length = (stay.end - stay.start).days
    if length > 300 and dice.chance(0.35):
        earlier = (first,)
        wait = days(dice.between(20, length // 3))
        authorised = first.authorised or first.start
        first = _assessment_between(dice, authorised + wait, stay.end)
    held = _conference(dice, first, stay.end)
    conference = held.enquiry.conference
    if conference is None or (stay.end - conference).days < _SHORTEST_PLAN:
        return _accepted(
            dice,
            stay,
            assessments=(*earlier, held.assessment),
            enquiries=(held.enquiry,),
            cin_plans=(),
        )
    if earlier and earlier[0].authorised is not None:
        begin = earlier[0].authorised + DAY
        if begin < conference:
            before = (CinPlan(start=begin, end=conference),)
    plan = _protection_plan(dice, conference, stay.end, previous_plans)
    return _accepted(
        dice,
        stay,
        assessments=(*earlier, held.assessment),
        enquiries=(held.enquiry,),
        cin_plans=(*before, *_step_down(plan, stay.end)),
        protection_plans=(plan,),
    )


def _transfer(dice: Dice, stay: Stay, previous_plans: int) -> Episode:
    """A child who moved in with a plan: the conference stands on CINdetails."""
    first = _first_assessment(dice, stay)
    conference = calendar().add(stay.start, dice.between(3, 15))
    plan = _protection_plan(dice, conference, stay.end, previous_plans)
    return _accepted(
        dice,
        stay,
        assessments=(first,),
        cin_plans=_step_down(plan, stay.end),
        protection_plans=(plan,),
        transfer_conference=conference,
    )


def _accepted(
    dice: Dice,
    stay: Stay,
    *,
    assessments: tuple[Assessment, ...],
    cin_plans: tuple[CinPlan, ...],
    enquiries: tuple[Enquiry, ...] = (),
    protection_plans: tuple[ProtectionPlan, ...] = (),
    transfer_conference: date | None = None,
) -> Episode:
    return Episode(
        referral=stay.start,
        source=codes.referral_source(dice, stay.start),
        need=codes.primary_need(dice),
        closure=stay.end,
        reason=codes.closure_reason(dice),
        transfer_conference=transfer_conference,
        assessments=assessments,
        cin_plans=cin_plans,
        enquiries=enquiries,
        protection_plans=protection_plans,
    )


def _acts(enquiries: list[Enquiry]) -> list[date]:
    return [each.conference or each.start for each in enquiries] or [date.min]


def _assessment(
    dice: Dice, start: date, authorised: date, factors: tuple[str, ...]
) -> Assessment:
    reviewed = None
    if dice.chance(0.3):
        reviewed = min(authorised, start + days(dice.between(5, 20)))
    return Assessment(
        start=start, authorised=authorised, reviewed=reviewed, factors=factors
    )


def _assessment_between(dice: Dice, start: date, latest: date) -> Assessment:
    end = calendar().add(start, dice.draw(_ASSESSMENT))
    end = min(within_year_end(start, end, ASSESSMENT_MARGIN), latest)
    return _assessment(dice, start, end, codes.assessment_factors(dice, end))


def _first_assessment(dice: Dice, stay: Stay) -> Assessment:
    wait = 0 if dice.chance(0.8) else dice.between(1, 3)
    return _assessment_between(dice, stay.start + days(wait), stay.end)


def _enquiry_without_conference(dice: Dice, assessment: Assessment) -> Enquiry:
    """An enquiry that led to no conference, within its assessment."""
    length = ((assessment.authorised or assessment.start) - assessment.start).days
    start = assessment.start + days(dice.between(0, min(length, 25)))
    return Enquiry(start=start, not_required=True)


def _conference(dice: Dice, assessment: Assessment, latest: date) -> _Conference:
    """An enquiry with its conference, both in years that show the assessment.

    An enquiry without an assessment in the same return is queried (rule 2991Q), so an
    assessment that ends in the year before the conference is made to last until it,
    or, where it may not cross the year end, the conference is held before that.
    """
    working = calendar()
    wait = days(dice.between(0, 12))
    start = min(assessment.start + wait, assessment.authorised or assessment.start)
    if not dice.chance(0.06):
        start = max(assessment.start, working.on_or_before(start))
    held = working.add(start, dice.draw(_CONFERENCE))
    if held > latest:
        held = max(start, working.on_or_before(latest))
    if held > within_year_end(start, held, ENQUIRY_MARGIN):
        held = max(start, working.on_or_before(year_end(year_of(start))))
    end = assessment.authorised or assessment.start
    if year_of(held) > year_of(end):
        if within_year_end(assessment.start, held, ASSESSMENT_MARGIN) == held:
            end = held
        else:
            held = working.on_or_before(year_end(year_of(end)))
            start = min(start, held)
    target = working.add(start, CONFERENCE_DAYS)
    return _Conference(
        assessment=Assessment(
            start=assessment.start,
            authorised=end,
            reviewed=assessment.reviewed,
            factors=codes.assessment_factors(dice, end),
        ),
        enquiry=Enquiry(start=start, target=target, conference=held),
    )


def _later_work(
    dice: Dice, first: Assessment, end: date
) -> tuple[tuple[Assessment, ...], tuple[Enquiry, ...]]:
    """Further assessments of a long episode, some with an enquiry."""
    assessments, enquiries = [first], []
    while len(assessments) < _MOST_ASSESSMENTS and dice.chance(0.6):
        last = assessments[-1].authorised or assessments[-1].start
        start = last + days(dice.between(150, 420))
        if start > end - days(40):
            break
        assessments.append(_assessment_between(dice, start, end))
        if dice.chance(0.35):
            enquiries.append(_enquiry_without_conference(dice, assessments[-1]))
    return tuple(assessments), tuple(enquiries)


def _cin_plans(dice: Dice, last_act: date, end: date) -> tuple[CinPlan, ...]:
    start = last_act + days(dice.between(0, 14))
    length = (end - start).days
    if length < 7:
        return ()
    if length > 240 and dice.chance(0.2):
        pause = start + days(dice.between(90, length - 90))
        again = pause + days(dice.between(14, 60))
        return (CinPlan(start=start, end=pause), CinPlan(start=again, end=end))
    return (CinPlan(start=start, end=end),)


def _step_down(plan: ProtectionPlan, end: date) -> tuple[CinPlan, ...]:
    if plan.end is None or (end - plan.end).days < 7:
        return ()
    return (CinPlan(start=plan.end, end=end),)


def _protection_plan(
    dice: Dice, start: date, latest: date, previous: int
) -> ProtectionPlan:
    end = latest
    if dice.chance(0.6):
        end = max(start + days(_SHORTEST_PLAN), latest - days(dice.draw(_STEP_DOWN)))
        end = min(end, latest)
    initial = codes.category_of_abuse(dice)
    latest_category = initial if dice.chance(0.93) else codes.category_of_abuse(dice)
    return ProtectionPlan(
        start=start,
        end=end,
        initial_category=initial,
        latest_category=latest_category,
        previous_plans=previous,
        reviews=_reviews(dice, start, end),
    )


def _reviews(dice: Dice, start: date, end: date) -> tuple[date, ...]:
    """Reviews until the plan ends: nine plans in ten have all of them in time."""
    late = dice.between(0, 4) if dice.chance(0.2) else -1
    reviews: list[date] = []
    review = start + days(dice.draw(_FIRST_REVIEW))
    limit = months_later(start, 3)
    while True:
        if len(reviews) == late:
            review = limit + days(dice.between(1, 40))
        if review >= end:
            return tuple(reviews)
        reviews.append(review)
        limit = months_later(review, 6)
        review += days(dice.draw(_NEXT_REVIEW))
