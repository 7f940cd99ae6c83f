"""The boundary cases: scripted children that are in every return.

Each role holds one or more places. A role that runs for three years holds three, whose
children start a year apart, so that every year has one child at each stage of it, and
a history that crosses a year end is in both returns.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from returncheck.synth.cin_census import codes
from returncheck.synth.cin_census.children import Life, child_number, make_person
from returncheck.synth.cin_census.limits import ASSESSMENT_DAYS, CONFERENCE_DAYS
from returncheck.synth.cin_census.pre_proceedings import with_pre_proceedings
from returncheck.synth.cin_census.records import CinPlan, Episode
from returncheck.synth.cin_census.script import (
    Script,
    enquiry_with_conference,
    timed_episode,
)
from returncheck.synth.dates import (
    DAY,
    calendar,
    days,
    easter,
    is_leap,
    months_later,
)
from returncheck.synth.dice import Dice

_WEDNESDAY, _SATURDAY = 2, 5
_NUMBERED_FROM = 2000

Episodes = tuple[Episode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One boundary case or a few of them.

    Attributes:
        years: For how many years its children are in the returns; also its places.
        write: Writes the episodes, given the script of the first year.
    """

    years: int
    write: Callable[[Script], Episodes]


def _christmas(script: Script, assessment: int, conference: int) -> Episodes:
    start = script.weekday(11, 3, _WEDNESDAY)
    enquiry = calendar().on_or_after(script.on(12, 8))
    return (
        timed_episode(
            script,
            referral=start - DAY,
            assessment=(start, assessment),
            enquiry=(enquiry, conference),
            closure=script.on(2, 20),
        ),
    )


def _bank_holiday_monday(script: Script, assessment: int, conference: int) -> Episodes:
    start = script.weekday(7, 20, _WEDNESDAY)
    enquiry = calendar().on_or_after(script.on(8, 18))
    return (
        timed_episode(
            script,
            referral=start,
            assessment=(start, assessment),
            enquiry=(enquiry, conference),
            closure=script.on(11, 15),
        ),
    )


def _weekend(script: Script, assessment: int, conference: int) -> Episodes:
    start = script.weekday(6, 1, _SATURDAY)
    return (
        timed_episode(
            script,
            referral=start,
            assessment=(start, assessment),
            enquiry=(start + DAY, conference),
            closure=script.on(9, 30),
        ),
    )


def _easter(script: Script, assessment: int, conference: int) -> Episodes:
    """Two years: referred in March, conference and assessment end after Easter."""
    sunday = easter(script.year)
    return (
        timed_episode(
            script,
            referral=script.on(3, 1),
            assessment=(sunday - days(9), assessment),
            enquiry=(sunday - days(5), conference),
            closure=script.on(7, 31, later=1),
        ),
    )


def _same_day(script: Script) -> Episodes:
    """Referral, assessment, enquiry and conference on one day."""
    day = script.weekday(10, 1, _WEDNESDAY)
    return (
        timed_episode(
            script,
            referral=day,
            assessment=(day, 0),
            enquiry=(day, 0),
            closure=day + days(40),
        ),
    )


def _year_edges(script: Script) -> Episodes:
    """Authorised on 1 April and on 31 March, closed on 31 March."""
    first, last = script.on(4, 1), script.on(3, 31)
    episode = script.accepted(first, last, (first, first), (script.on(2, 20), last))
    return (replace(episode, cin_plans=(CinPlan(start=first + DAY, end=last),)),)


def _one_day_no_action_first(script: Script) -> Episodes:
    day = script.weekday(11, 10, _WEDNESDAY)
    return (script.no_action(day), script.assessed(day, 0))


def _one_day_no_action_last(script: Script) -> Episodes:
    day = script.weekday(11, 17, _WEDNESDAY)
    return (script.assessed(day, 0), script.no_action(day))


def _reviewed(
    script: Script,
    referral: date,
    wait: int,
    reviews: Callable[[date], tuple[date, ...]],
) -> Episodes:
    """A plan open at the first year's end, its reviews reckoned from its start."""
    enquired = calendar().on_or_after(referral + days(3))
    enquiry = enquiry_with_conference(enquired, wait)
    start = enquiry.conference or enquired
    end, closure = script.on(4, 20, later=1), script.on(4, 30, later=1)
    episode = script.accepted(referral, closure, (referral, start + days(7)))
    return (
        replace(
            episode,
            enquiries=(enquiry,),
            protection_plans=(script.plan(start, end, reviews(start)),),
            cin_plans=(CinPlan(start=end, end=closure),),
        ),
    )


def _reviewed_by_months(script: Script, first_late: int, second_late: int) -> Episodes:
    """Reviews 3 and then 6 months on, each a number of days late."""

    def reviews(start: date) -> tuple[date, ...]:
        first = months_later(start, 3) + days(first_late)
        return (first, months_later(first, 6) + days(second_late))

    return _reviewed(script, script.on(5, 20), 12, reviews)


def _last_reviewed(script: Script, month: int, day: int) -> Episodes:
    """One review, in time, 6 months before the year end or a day short of it."""
    last = script.on(month, day)
    return _reviewed(script, script.on(6, 12), 14, lambda start: (last,))


def _transferred_in(
    script: Script, referral: date, start: date, end: date, closure: date
) -> Episode:
    """A plan that starts on any day: its conference stands on CINdetails."""
    authorised = max(referral, start - DAY)
    episode = script.accepted(referral, closure, (referral, authorised))
    reviews = [start + days(80)]
    while reviews[-1] + days(170) < end:
        reviews.append(reviews[-1] + days(170))
    return replace(
        episode,
        transfer_conference=start,
        protection_plans=(script.plan(start, end, tuple(reviews)),),
        cin_plans=(CinPlan(start=end, end=closure),) if closure > end else (),
    )


def _plan_of_three_months(script: Script) -> Episodes:
    """Started exactly 3 months before the year end and reviewed on that day."""
    start, end = script.on(12, 31), script.on(6, 30, later=1)
    episode = _transferred_in(script, script.on(12, 1), start, end, end)
    plan = script.plan(start, end, (script.on(3, 31),))
    return (replace(episode, protection_plans=(plan,)),)


def _plan_a_day_short_of_three_months(script: Script) -> Episodes:
    start, end = script.on(1, 1), script.on(6, 30, later=1)
    return (_transferred_in(script, script.on(12, 5), start, end, end),)


def _plan_open_two_years(script: Script) -> Episodes:
    """Four years: exactly two years old at the end of the third."""
    start, end = script.on(3, 31), script.on(5, 10, later=3)
    closure = script.on(5, 31, later=3)
    return (_transferred_in(script, script.on(3, 10), start, end, closure),)


def _plan_ended_after_two_years(script: Script) -> Episodes:
    """Three years: a day short at the end of the second, ended on the day after."""
    start, end = script.on(4, 1), script.on(4, 1, later=2)
    return (_transferred_in(script, start, start, end, script.on(4, 20, later=2)),)


def _plan_ended_a_day_short(script: Script) -> Episodes:
    """Two years: started on 1 April, ended and closed on 31 March."""
    start, end = script.on(4, 1), script.on(3, 31, later=1)
    return (_transferred_in(script, start, start, end, end),)


def _rereferral_after_open_episode(script: Script, late: int) -> Episodes:
    """Referred 12 months (and some days) later; both are in the second return."""
    first, closure = script.on(5, 15), script.on(4, 20, later=1)
    again = script.on(5, 15, later=1) + days(late)
    episode = script.accepted(first, closure, (first, first + days(30)))
    plan = CinPlan(start=first + days(31), end=closure)
    return (replace(episode, cin_plans=(plan,)), script.assessed(again, 30))


def _rereferral_after_no_action(script: Script, late: int) -> Episodes:
    """The same, but the earlier referral is in the previous return only."""
    again = script.on(9, 10, later=1) + days(late)
    return (script.no_action(script.on(9, 10)), script.no_action(again))


def _rereferral_in_february(script: Script) -> Episodes:
    """A year apart on the last days of February, 29th where there is one."""
    first = script.on(2, 29 if is_leap(script.year) else 28)
    again = script.on(2, 29 if is_leap(script.year + 1) else 28, later=1)
    closure = script.on(5, 15, later=1)
    episode = script.accepted(first, closure, (first, script.on(3, 20)))
    return (episode, script.assessed(again, 15))


ROLES = (
    Role(
        years=1,
        write=partial(
            _christmas, assessment=ASSESSMENT_DAYS, conference=CONFERENCE_DAYS
        ),
    ),
    Role(
        years=1,
        write=partial(
            _christmas, assessment=ASSESSMENT_DAYS + 1, conference=CONFERENCE_DAYS + 1
        ),
    ),
    Role(
        years=1,
        write=partial(_bank_holiday_monday, assessment=ASSESSMENT_DAYS, conference=11),
    ),
    Role(
        years=1,
        write=partial(
            _bank_holiday_monday, assessment=ASSESSMENT_DAYS + 1, conference=21
        ),
    ),
    Role(years=1, write=partial(_weekend, assessment=ASSESSMENT_DAYS, conference=10)),
    Role(
        years=1, write=partial(_weekend, assessment=ASSESSMENT_DAYS + 1, conference=20)
    ),
    Role(years=1, write=_same_day),
    Role(years=1, write=_year_edges),
    Role(years=1, write=_one_day_no_action_first),
    Role(years=1, write=_one_day_no_action_last),
    Role(
        years=2,
        write=partial(_easter, assessment=ASSESSMENT_DAYS, conference=CONFERENCE_DAYS),
    ),
    Role(
        years=2,
        write=partial(
            _easter, assessment=ASSESSMENT_DAYS + 1, conference=CONFERENCE_DAYS + 1
        ),
    ),
    Role(years=2, write=partial(_reviewed_by_months, first_late=0, second_late=0)),
    Role(years=2, write=partial(_reviewed_by_months, first_late=1, second_late=0)),
    Role(years=2, write=partial(_reviewed_by_months, first_late=0, second_late=1)),
    Role(years=2, write=partial(_last_reviewed, month=9, day=29)),
    Role(years=2, write=partial(_last_reviewed, month=9, day=30)),
    Role(years=2, write=_plan_of_three_months),
    Role(years=2, write=_plan_a_day_short_of_three_months),
    Role(years=4, write=_plan_open_two_years),
    Role(years=3, write=_plan_ended_after_two_years),
    Role(years=2, write=_plan_ended_a_day_short),
    Role(years=2, write=partial(_rereferral_after_open_episode, late=0)),
    Role(years=2, write=partial(_rereferral_after_open_episode, late=1)),
    Role(years=2, write=partial(_rereferral_after_no_action, late=0)),
    Role(years=2, write=partial(_rereferral_after_no_action, late=1)),
    Role(years=2, write=_rereferral_in_february),
)

# For each place the role that holds it and its stage in even turns, from 0.
_PLACES = tuple((role, stage) for role in ROLES for stage in range(role.years))

CAST_SIZE = len(_PLACES)
"""Places that the boundary cases hold: the fewest children a return can have."""


def scripted_life(seed: int, authority: str, place: int, year: int) -> Life:
    """The history of the child that holds a place of the cast in a return year.

    Args:
        seed: The seed of all chance; no date of a scripted episode depends on it.
        authority: Three digits.
        place: Number of the place, 1 to `CAST_SIZE`.
        year: Return year.
    """
    role, stage = _PLACES[place - 1]
    first_year = year - (year - stage) % role.years
    generation = first_year - _NUMBERED_FROM
    dice = Dice(seed, authority, place, generation, "script")
    episodes = role.write(Script(dice, first_year))
    person = make_person(
        dice,
        authority=authority,
        number=child_number(place, generation),
        first_day=episodes[0].referral,
        last_day=episodes[-1].closure or episodes[-1].referral,
        may_be_unborn=False,
    )
    # All of its longer plans, so that every return has pre-proceedings.
    apart = (seed, authority, place, generation, "pre-proceedings")
    return Life(
        person=replace(person, disabilities=_disabilities(place)),
        episodes=with_pre_proceedings(apart, episodes, 1.0),
    )


def _disabilities(place: int) -> tuple[str, ...]:
    """A code by place, two at every fifth, so that every return uses all of them."""
    known = codes.DISABILITY_CODES
    first, second = known[place % len(known)], known[(place + 1) % len(known)]
    return (first, second) if place % 5 == 0 else (first,)
