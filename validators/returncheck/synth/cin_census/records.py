"""The records of a CIN census return, one child at a time.

The same shapes hold a child's whole life history (all dates known) and what one
year's return shows of it. Holds no rules and no chance.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


class Table(StrEnum):
    """The tables that records are numbered in, in document order."""

    HEADER = "Header"
    CHILD_IDENTIFIERS = "ChildIdentifiers"
    CHILD_CHARACTERISTICS = "ChildCharacteristics"
    DISABILITIES = "Disabilities"
    CIN_DETAILS = "CINdetails"
    ASSESSMENTS = "Assessments"
    FACTORS = "AssessmentFactorsList"
    CIN_PLANS = "CINplanDates"
    SECTION47 = "Section47"
    PROTECTION_PLANS = "ChildProtectionPlans"
    REVIEWS = "Reviews"
    PRE_PROCEEDINGS = "PreProceedings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One assessment; `authorised` is None while it is open."""

    start: date
    authorised: date | None
    reviewed: date | None = None
    factors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CinPlan:
    """One child in need plan; `end` is None while it runs."""

    start: date
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """One section 47 enquiry, with its initial conference if one is known.

    Attributes:
        is_undated: Whether the return leaves the start out.
    """

    start: date
    target: date | None = None
    conference: date | None = None
    not_required: bool = False
    is_undated: bool = False

    @property
    def shown_start(self) -> date | None:
        """The start as the return has it."""
        return None if self.is_undated else self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionPlan:
    """One child protection plan; `end` is None while it runs.

    Attributes:
        undated_reviews: Reviews whose date is empty, after those with a date.
    """

    start: date
    end: date | None
    initial_category: str
    latest_category: str
    previous_plans: int
    reviews: tuple[date, ...] = ()
    undated_reviews: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PreProceedings:
    """One record of pre-proceedings and family group decision-making.

    Attributes:
        start: Day on which they began; missing only as a fault.
        letter: Day of the letter before proceedings.
        is_offered: Whether a family group decision-making meeting was offered.
        is_held: Whether it was held; None if it was not offered.
        meeting: The first pre-proceedings meeting; `reviews` counts those after it.
        notice: Day of the letter of proceedings.
    """

    start: date | None
    letter: date | None
    is_offered: bool | None
    is_held: bool | None
    meeting: date | None
    reviews: int | None
    decision: date | None
    outcome: str | None
    court: date | None
    notice: date | None

    def until(self, day: date) -> "PreProceedings":
        """What was known on a day, not before the start."""
        letter, meeting = _by(self.letter, day), _by(self.meeting, day)
        decision = _by(self.decision, day)
        return replace(
            self,
            letter=letter,
            is_offered=self.is_offered if letter else None,
            is_held=self.is_held if letter else None,
            meeting=meeting,
            reviews=self.reviews if meeting else None,
            decision=decision,
            outcome=self.outcome if decision else None,
            court=_by(self.court, day),
            notice=_by(self.notice, day),
        )


def _by(date_: date | None, day: date) -> date | None:
    return date_ if date_ is not None and date_ <= day else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One referral and what followed, records in document order.

    Attributes:
        transfer_conference: DateOfInitialCPC on CINdetails, of a child who moved in
            with a plan.
        is_nfa: Referral with no further action.
        unclear_nfa: What ReferralNFA holds where it says neither yes nor no; such a
            referral is not one with no further action.
    """

    referral: date
    source: str
    is_nfa: bool = False
    unclear_nfa: str | None = None
    need: str | None = None
    closure: date | None = None
    reason: str | None = None
    transfer_conference: date | None = None
    assessments: tuple[Assessment, ...] = ()
    cin_plans: tuple[CinPlan, ...] = ()
    enquiries: tuple[Enquiry, ...] = ()
    protection_plans: tuple[ProtectionPlan, ...] = ()
    pre_proceedings: tuple[PreProceedings, ...] = ()

    @property
    def is_open(self) -> bool:
        """Accepted and not closed."""
        return not self.is_nfa and self.closure is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One child as a return shows it.

    Attributes:
        identifier: LAchildID; None when the return lacks it.
        sex: GenderCurrent (to 2024) or Sex (from 2025), as written.
        disabilities: Codes; empty when the return has no Disabilities element.
    """

    identifier: str | None
    sex: str
    ethnicity: str
    upn: str | None = None
    former_upn: str | None = None
    upn_unknown: str | None = None
    birth: date | None = None
    expected_birth: date | None = None
    death: date | None = None
    disabilities: tuple[str, ...] = ()
    episodes: tuple[Episode, ...] = field(default=())

    @property
    def is_nfa_only(self) -> bool:
        """Whether no referral of the child was accepted."""
        return all(episode.is_nfa for episode in self.episodes)


def record_counts(child: Child) -> dict[Table, int]:
    """How many records of each table a child has."""
    assessments = factors = cin_plans = enquiries = plans = reviews = begun = 0
    for episode in child.episodes:
        cin_plans += len(episode.cin_plans)
        enquiries += len(episode.enquiries)
        begun += len(episode.pre_proceedings)
        for assessment in episode.assessments:
            assessments += 1
            factors += len(assessment.factors)
        for plan in episode.protection_plans:
            plans += 1
            reviews += len(plan.reviews) + plan.undated_reviews
    return {
        Table.CHILD_IDENTIFIERS: 1,
        Table.CHILD_CHARACTERISTICS: 1,
        Table.DISABILITIES: len(child.disabilities),
        Table.CIN_DETAILS: len(child.episodes),
        Table.ASSESSMENTS: assessments,
        Table.FACTORS: factors,
        Table.CIN_PLANS: cin_plans,
        Table.SECTION47: enquiries,
        Table.PROTECTION_PLANS: plans,
        Table.REVIEWS: reviews,
        Table.PRE_PROCEEDINGS: begun,
    }


def position(child: Child, table: Table, episode: int, index: int = 0) -> int:
    """Where a record of an episode stands among the child's records of its table.

    Args:
        child: The child as written.
        table: A table that episodes have records in.
        episode: Index of the episode, from 0.
        index: Index of the record within the episode, from 0.

    Returns:
        Index from 0, in document order.
    """
    return index + sum(_in_episode(table, each) for each in child.episodes[:episode])


def _in_episode(table: Table, episode: Episode) -> int:
    match table:
        case Table.ASSESSMENTS:
            return len(episode.assessments)
        case Table.FACTORS:
            return sum(len(each.factors) for each in episode.assessments)
        case Table.CIN_PLANS:
            return len(episode.cin_plans)
        case Table.SECTION47:
            return len(episode.enquiries)
        case Table.PROTECTION_PLANS:
            return len(episode.protection_plans)
        case Table.PRE_PROCEEDINGS:
            return len(episode.pre_proceedings)
        case Table.REVIEWS:
            return sum(
                len(each.reviews) + each.undated_reviews
                for each in episode.protection_plans
            )
    return 1
