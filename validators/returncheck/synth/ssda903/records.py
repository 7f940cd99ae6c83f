"""A child's whole history in care, every date known, whatever a return shows of it.

Codes are those of the latest layout; `code_years.py` gives them in those of a year.
Holds no rules and no chance.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

SHORT_BREAKS = ("V3", "V4")
"""Legal statuses of short breaks, which most rules leave out."""
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
"""Temporary placements, from which a child comes back."""

_OTHER = "Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Postcode:
    """A postcode of England and where it lies.

    Attributes:
        text: With its space.
        authority: Three-digit code of the authority it lies in.
        easting: Metres.
        northing: Metres.
    """

    text: str
    authority: str
    easting: int
    northing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who a child is, whatever the year.

    Attributes:
        sex: `M` or `F`.
        upn: The unique pupil number, from school age.
        no_upn: Reason for having none, ever; None for a child with one.
        is_asylum_seeker: Whether the child came unaccompanied to seek asylum.
        own_child_born: Birth of the child's own first child, if any.
    """

    identifier: str
    sex: Literal["M", "F"]
    birth: date
    ethnicity: str
    upn: str
    no_upn: str | None
    is_asylum_seeker: bool
    own_child_born: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a child lives and with whom.

    Attributes:
        place: Type of placement, such as `U6`.
        provider: Code of the kind of provider; None for a temporary placement.
        postcode: None for a short break, whose postcode is not collected.
        carer: The same number is the same carer.
    """

    place: str
    provider: str | None
    postcode: Postcode | None
    urn: str | None
    carer: int

    @property
    def is_temporary(self) -> bool:
        """Whether the child comes back from it."""
        return self.place in TEMPORARY

    def is_same_as(self, other: "Placement") -> bool:
        """Whether some year's return shows no difference between two placements.

        Until 2025 all other placements have one code.
        """
        is_other = self.place[0] == other.place[0] == _OTHER
        is_same_place = is_other or self.place == other.place
        return is_same_place and (self.provider, self.postcode, self.urn) == (
            other.provider,
            other.postcode,
            other.urn,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One episode of care.

    Attributes:
        new: Reason for the new episode (RNE).
        legal: Legal status.
        need: Category of need.
        home: Where the child lived before care; None where it is not collected.
        end: None while it runs at the end of the last return.
        ended: Reason for its end (REC), with `end`.
        moved: Reason for the change of placement at its end, if there is one.
    """

    start: date
    new: str
    legal: str
    need: str
    placement: Placement
    home: Postcode | None
    end: date | None = None
    ended: str | None = None
    moved: str | None = None

    @property
    def is_short_break(self) -> bool:
        """Whether it is one of a series of short breaks."""
        return self.legal in SHORT_BREAKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A time a child was missing (`M`) or away without authorisation (`A`)."""

    kind: Literal["M", "A"]
    start: date
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stint:
    """A time one social worker was responsible; `end` is None for the latest."""

    worker: str
    start: date
    end: date | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision that a child should be placed for adoption.

    Attributes:
        ceased: The day it was reversed, with its `reason`.
    """

    day: date
    ceased: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """How a child was adopted.

    Attributes:
        matched: The day child and adopters were matched.
        by_carer: Whether an adopter fostered the child before.
        adopters: 1 or 2.
        sexes: Sexes of the adopters, coded.
        status: Legal status of the adopters, coded.
    """

    matched: date
    by_carer: bool
    adopters: int
    sexes: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermanenceBefore:
    """How a child had left care for good before, if so.

    Attributes:
        kind: Coded; `Z1` for a child who had not.
        authority: Where; None for `Z1`.
        day: Day/month/year, unknown parts written ZZ; None for `Z1`.
    """

    kind: str
    authority: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaver:
    """What is known of a child after care."""

    in_touch: str
    activity: str
    accommodation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deprivation:
    """An order to deprive a child of liberty; `end` is None while it is in force."""

    start: date
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthAnswers:
    """A year's answers on health and offending, coded as in the return.

    Attributes:
        convicted: Given from the age of 10.
        development: Checked in time, given below the age of 5.
        score: Strengths and difficulties; None where `no_score` gives the reason.
        treated: For a child with a substance misuse problem.
        offered: For one not treated.
    """

    convicted: str
    development: str
    immunised: str
    teeth: str
    assessed: str
    misuse: str
    treated: str | None
    offered: str | None
    score: int | None
    no_score: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A child's history in care; all dates known up to the last return.

    Attributes:
        episodes: In order; an end before the next start is a time out of care.
        health: Answers by return year.
        leaver: What is known after care, where something is asked.
    """

    person: Person
    episodes: tuple[Episode, ...]
    reviews: tuple[date, ...] = ()
    absences: tuple[Absence, ...] = ()
    stints: tuple[Stint, ...] = ()
    decisions: tuple[Decision, ...] = ()
    adoption: Adoption | None = None
    before: PermanenceBefore = PermanenceBefore(kind="Z1")
    deprivations: tuple[Deprivation, ...] = ()
    health: "tuple[tuple[int, HealthAnswers], ...]" = ()
    leaver: Leaver | None = None
