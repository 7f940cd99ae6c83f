"""Words to write a scripted history with: referrals, assessments, plans."""

from dataclasses import replace
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
from returncheck.synth.dates import DAY, calendar, days, on
from returncheck.synth.dice import Dice


class Script:
    """Writes one scripted history.

    Args:
        dice: The child's chance, for codes only: no date depends on it.
        first_year: Return year of the first referral.
    """

    def __init__(self, dice: Dice, first_year: int) -> None:
        self.dice = dice
        self.year = first_year

    def on(self, month: int, day: int, *, later: int = 0) -> date:
        """A day of the first year, or of a later one."""
        return on(self.year + later, month, day)

    def weekday(self, month: int, day: int, weekday: int) -> date:
        """The first such weekday on or after a day of the first year."""
        first = self.on(month, day)
        return first + days((weekday - first.weekday()) % 7)

    def no_action(self, referral: date) -> Episode:
        """A referral with no further action."""
        source = codes.referral_source(self.dice, referral)
        return Episode(referral=referral, source=source, is_nfa=True)

    def assessed(self, referral: date, working_days: int) -> Episode:
        """A case closed (RC8) on the day its assessment is authorised."""
        end = calendar().add(referral, working_days)
        return replace(self.accepted(referral, end, (referral, end)), reason="RC8")

    def accepted(
        self, referral: date, closure: date, *assessments: tuple[date, date]
    ) -> Episode:
        """An accepted referral with assessments, each given as (start, end)."""
        return Episode(
            referral=referral,
            source=codes.referral_source(self.dice, referral),
            need=codes.primary_need(self.dice),
            closure=closure,
            reason="RC7",
            assessments=tuple(self._assessment(*each) for each in assessments),
        )

    def _assessment(self, start: date, authorised: date) -> Assessment:
        factors = codes.assessment_factors(self.dice, authorised)
        return Assessment(start=start, authorised=authorised, factors=factors)

    def plan(self, start: date, end: date, reviews: tuple[date, ...]) -> ProtectionPlan:
        """A protection plan with these reviews."""
        category = codes.category_of_abuse(self.dice)
        return ProtectionPlan(
            start=start,
            end=end,
            initial_category=category,
            latest_category=category,
            previous_plans=0,
            reviews=reviews,
        )


def enquiry_with_conference(start: date, working_days: int) -> Enquiry:
    """An enquiry whose conference is held that many working days later."""
    working = calendar()
    return Enquiry(
        start=start,
        target=working.add(start, CONFERENCE_DAYS),
        conference=working.add(start, working_days),
    )


def timed_episode(
    script: Script,
    *,
    referral: date,
    assessment: tuple[date, int],
    enquiry: tuple[date, int],
    closure: date,
) -> Episode:
    """One assessment and one conference of given lengths in working days."""
    started, length = assessment
    authorised = calendar().add(started, length)
    held = enquiry_with_conference(*enquiry)
    last_act = max(authorised, held.conference or held.start)
    return replace(
        script.accepted(referral, closure, (started, authorised)),
        enquiries=(held,),
        cin_plans=(CinPlan(start=last_act + DAY, end=closure),),
    )
