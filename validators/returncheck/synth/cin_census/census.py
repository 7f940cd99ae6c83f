"""Which records of a life history belong to a year's return.

A return shows the episodes open at any time in the year, and of each what was known on
31 March: later dates are left out, and records of other years too.
"""

from dataclasses import replace
from datetime import date

from returncheck.synth.cin_census.children import Life, Person
from returncheck.synth.cin_census.records import (
    Assessment,
    Child,
    CinPlan,
    Enquiry,
    Episode,
    PreProceedings,
    ProtectionPlan,
)
from returncheck.synth.cin_census.stays import Outcome, Stay
from returncheck.synth.dates import months_later, year_end, year_of, year_start

FIRST_YEAR_WITH_SEX = 2025
FIRST_YEAR_WITH_CIN_PLANS = 2022
FIRST_YEAR_WITH_PRE_PROCEEDINGS = 2027
_SCHOOL_AGE_MONTHS = 5 * 12
_OLD_SEX_CODES = {"M": "1", "F": "2"}


def view(life: Life, year: int) -> Child | None:
    """What a year's return shows of a child.

    Args:
        life: The whole history.
        year: Return year.

    Returns:
        The child's records, or None if the child is not in that year's return.
    """
    episodes = tuple(
        _episode(episode, year) for episode in life.episodes if _belongs(episode, year)
    )
    if not episodes:
        return None
    return _child(life.person, episodes, year)


def _belongs(episode: Episode, year: int) -> bool:
    if episode.is_nfa or episode.closure is None:
        return year_of(episode.referral) == year
    return year_of(episode.referral) <= year <= year_of(episode.closure)


def is_shown(stay: Stay, year: int) -> bool:
    """Whether a year's return shows the episode of a stay, as `view` has it."""
    if stay.outcome is Outcome.NO_ACTION:
        return year_of(stay.start) == year
    return year_of(stay.start) <= year <= year_of(stay.end)


def _child(person: Person, episodes: tuple[Episode, ...], year: int) -> Child:
    reference = year_end(year)
    is_born = person.birth <= reference
    is_accepted = not all(episode.is_nfa for episode in episodes)
    is_pupil = months_later(person.birth, _SCHOOL_AGE_MONTHS) <= reference
    has_upn = is_pupil and person.upn_unknown is None
    upn_unknown = None
    if not has_upn:
        upn_unknown = person.upn_unknown if is_pupil else "UN1"
    if upn_unknown not in (None, "UN1") and not is_accepted:
        upn_unknown = "UN7"
    return Child(
        identifier=person.identifier,
        sex=_sex(person, year, is_born=is_born),
        ethnicity=person.ethnicity,
        upn=person.upn if has_upn else None,
        former_upn=person.former_upn if has_upn else None,
        upn_unknown=upn_unknown,
        birth=person.birth if is_born else None,
        expected_birth=None if is_born else person.expected_birth,
        death=_by(person.death, year),
        disabilities=person.disabilities if is_born and is_accepted else (),
        episodes=episodes,
    )


def _sex(person: Person, year: int, *, is_born: bool) -> str:
    if year >= FIRST_YEAR_WITH_SEX:
        return person.sex if is_born else "U"
    if not is_born:
        return "0"
    return "9" if person.is_sex_withheld else _OLD_SEX_CODES[person.sex]


def _by(day: date | None, year: int) -> date | None:
    return day if day is not None and day <= year_end(year) else None


def _in(day: date | None, year: int) -> date | None:
    return day if day is not None and year_of(day) == year else None


def _episode(episode: Episode, year: int) -> Episode:
    closure = _by(episode.closure, year)
    cin_plans: tuple[CinPlan, ...] = ()
    if year >= FIRST_YEAR_WITH_CIN_PLANS:
        cin_plans = tuple(
            _cin_plan(plan, year)
            for plan in episode.cin_plans
            if _runs_in(plan.start, plan.end, year)
        )
    shown = (_assessment(each, year) for each in episode.assessments)
    enquiries = (_enquiry(each, year) for each in episode.enquiries)
    return Episode(
        referral=episode.referral,
        source=episode.source,
        is_nfa=episode.is_nfa,
        unclear_nfa=episode.unclear_nfa,
        need=episode.need,
        closure=closure,
        reason=None if closure is None else episode.reason,
        transfer_conference=_in(episode.transfer_conference, year),
        assessments=tuple(each for each in shown if each is not None),
        cin_plans=cin_plans,
        enquiries=tuple(each for each in enquiries if each is not None),
        protection_plans=tuple(
            _protection_plan(plan, year)
            for plan in episode.protection_plans
            if _runs_in(plan.start, plan.end, year)
        ),
        pre_proceedings=_pre_proceedings(episode, year),
    )


def _pre_proceedings(episode: Episode, year: int) -> tuple[PreProceedings, ...]:
    """Begun in the year: a date outside the census period breaks rules 9005 to 9013."""
    if year < FIRST_YEAR_WITH_PRE_PROCEEDINGS:
        return ()
    return tuple(
        record.until(year_end(year))
        for record in episode.pre_proceedings
        if record.start is not None and year_of(record.start) == year
    )


def _runs_in(start: date, end: date | None, year: int) -> bool:
    return start <= year_end(year) and (end is None or end >= year_start(year))


def _assessment(assessment: Assessment, year: int) -> Assessment | None:
    """Authorised in the year, or started in it and still open."""
    if _in(assessment.authorised, year) is not None:
        return assessment
    if year_of(assessment.start) != year:
        return None
    reviewed = _by(assessment.reviewed, year)
    return Assessment(start=assessment.start, authorised=None, reviewed=reviewed)


def _enquiry(enquiry: Enquiry, year: int) -> Enquiry | None:
    """Conference held in the year, or started in it without one (so far)."""
    if _in(enquiry.conference, year) is not None:
        return enquiry
    if year_of(enquiry.start) != year:
        return None
    return enquiry if enquiry.conference is None else replace(enquiry, conference=None)


def _cin_plan(plan: CinPlan, year: int) -> CinPlan:
    end = _by(plan.end, year)
    return plan if end == plan.end else CinPlan(start=plan.start, end=end)


def _protection_plan(plan: ProtectionPlan, year: int) -> ProtectionPlan:
    # Nothing comes after the end of a plan.
    if plan.end is not None and plan.end <= year_end(year):
        return plan
    return replace(
        plan,
        end=_by(plan.end, year),
        reviews=tuple(day for day in plan.reviews if day <= year_end(year)),
    )
