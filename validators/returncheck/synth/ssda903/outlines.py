"""Draws a child's history in outline: why it is in the return, and since when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from returncheck.synth.dates import days, months_later, year_end
from returncheck.synth.dice import Curve, Dice, Weighted
from returncheck.synth.ssda903.adoption import SHORTEST_WAY
from returncheck.synth.ssda903.context import Context
from returncheck.synth.ssda903.legal import Span
from returncheck.synth.ssda903.placements import Kind


class Part(StrEnum):
    """Why a child is in a return."""

    STAYED = "stayed"
    LEFT = "left"
    LEFT_BEFORE = "left before"
    SHORT_BREAKS = "short breaks"


class Exit(StrEnum):
    """How a child leaves care."""

    ADOPTED = "adopted"
    GUARDIANSHIP = "guardianship"
    GROWN_UP = "grown up"
    GROWN_UP_LATE = "grown up late"
    EARLY = "early"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A history in outline.

    Attributes:
        part: Why the child is in the return.
        exit: How it leaves; None if it stays.
        is_asylum_seeker: Whether it came unaccompanied to seek asylum.
        birth: Its birthday.
        span: Its time in care.
    """

    part: Part
    exit: Exit | None
    is_asylum_seeker: bool
    birth: date
    span: Span


_SHARE_LEFT_BEFORE = 0.09
_SHARE_SHORT_BREAKS = 0.03
_SHARE_ENTERED_OF_LEAVERS = 0.2
_SHARE_ADULTS = 0.01
_SHARE_EARLY_LEAVERS = 0.08
_AGES = {
    Kind.FOSTER: Curve(
        (0, 40), (0.05, 365), (0.2, 1826), (0.5, 3900), (0.75, 5113), (1, 6560)
    ),
    Kind.HOME: Curve((0, 3100), (0.3, 4700), (1, 6560)),
    Kind.SECURE: Curve((0, 4600), (1, 6560)),
    Kind.SUPPORTED: Curve((0, 5900), (1, 6560)),
    Kind.PARENTS: Curve((0, 200), (1, 6400)),
    Kind.ADOPTION: Curve((0, 420), (0.8, 1600), (1, 3000)),
    Kind.SCHOOL: Curve((0, 2800), (1, 6560)),
    Kind.OTHER: Curve((0, 60), (0.15, 400), (0.5, 4600), (1, 6560)),
    Kind.SHORT_BREAK: Curve((0, 1500), (1, 6000)),
}
_AGES_OF_ASYLUM = Curve((0, 5300), (0.2, 5850), (1, 6560))
_AGES_OF_ADULTS = Curve((0, 6610), (1, 7500))
_AGES_OF_EARLY_LEAVERS = Curve((0, 5860), (1, 6540))
_YOUNGEST_ASYLUM_MONTHS = 14 * 12
_ADULT_MONTHS = 18 * 12
_OLDEST_LEAVER_MONTHS = 22 * 12
_TIME_IN_CARE = Curve((0, 1), (0.25, 200), (0.5, 700), (0.75, 1700), (1, 4200))
_KINDS_OF_LEAVERS = Weighted(
    ((Kind.FOSTER, 60), (Kind.HOME, 15), (Kind.PARENTS, 15), (Kind.OTHER, 10))
)
_KINDS_OF_GROWN_UP = Weighted(
    ((Kind.FOSTER, 40), (Kind.SUPPORTED, 35), (Kind.HOME, 20), (Kind.SCHOOL, 5))
)
_WAYS_OF_LEAVING_BEFORE = Weighted(
    ((Exit.GROWN_UP, 60), (Exit.GROWN_UP_LATE, 25), (Exit.EARLY, 15))
)
_LONG_ENOUGH_TO_BE_A_LEAVER = 400


def draw_part(dice: Dice, context: Context) -> Part:
    """Why a child is in the return."""
    if dice.chance(_SHARE_LEFT_BEFORE):
        return Part.LEFT_BEFORE
    if dice.chance(_SHARE_SHORT_BREAKS):
        return Part.SHORT_BREAKS
    return Part.LEFT if dice.chance(context.shares.left) else Part.STAYED


def draw_outline(dice: Dice, context: Context, part: Part) -> Outline:
    """A history in outline, all of it up to the end of the context's year."""
    draw = {
        Part.STAYED: _stayed,
        Part.LEFT: _left,
        Part.LEFT_BEFORE: _left_before,
        Part.SHORT_BREAKS: _short_breaks,
    }
    return draw[part](dice, context)


def _stayed(dice: Dice, context: Context) -> Outline:
    if dice.chance(_SHARE_ADULTS):
        birth = context.last - days(dice.draw(_AGES_OF_ADULTS))
        start = _start(dice, context, birth, context.last, entered=False)
        start = min(start, months_later(birth, _ADULT_MONTHS - 4))
        return _outline(Part.STAYED, None, birth, start, context.last, Kind.HOME)
    is_asylum = dice.chance(context.shares.asylum)
    if is_asylum:
        kind = Kind.SUPPORTED if dice.chance(0.5) else Kind.FOSTER
    else:
        kind = dice.weighted(context.kinds)
    entered = dice.chance(context.shares.entered)
    return _of_kind(dice, context, kind, asylum=is_asylum, entered=entered)


def _of_kind(
    dice: Dice, context: Context, kind: Kind, *, asylum: bool, entered: bool
) -> Outline:
    last = context.last
    ages = _AGES_OF_ASYLUM if asylum else _AGES[kind]
    age = dice.draw(ages)
    if asylum and kind is Kind.SUPPORTED:
        age = max(age, 5900)
    birth = last - days(age)
    start = _start(dice, context, birth, last, entered=entered)
    if kind is Kind.ADOPTION:
        start = max(birth + days(2), min(start, last - days(SHORTEST_WAY)))
    if asylum:
        start = min(max(start, months_later(birth, _YOUNGEST_ASYLUM_MONTHS)), last)
    return _outline(Part.STAYED, None, birth, start, last, kind, asylum=asylum)


def _left(dice: Dice, context: Context) -> Outline:
    last = context.first + days(
        dice.between(0, (context.last - context.first).days - 1)
    )
    shares = context.shares
    if dice.chance(shares.adopted):
        birth = last - days(dice.draw(_AGES[Kind.ADOPTION]))
        start = _start(dice, context, birth, last - days(SHORTEST_WAY), entered=False)
        start = max(birth + days(2), min(start, last - days(SHORTEST_WAY)))
        return _outline(Part.LEFT, Exit.ADOPTED, birth, start, last, Kind.ADOPTION)
    entered = dice.chance(_SHARE_ENTERED_OF_LEAVERS)
    if dice.chance(shares.guardianship / max(1 - shares.adopted, 0.1)):
        birth = last - days(dice.draw(_AGES[Kind.FOSTER]) * 9 // 10)
        start = _start(dice, context, birth, last, entered=entered)
        return _outline(Part.LEFT, Exit.GUARDIANSHIP, birth, start, last, Kind.FOSTER)
    if dice.chance(_SHARE_EARLY_LEAVERS):
        birth = last - days(dice.draw(_AGES_OF_EARLY_LEAVERS))
        start = _start(dice, context, birth, last, entered=entered)
        return _outline(Part.LEFT, Exit.EARLY, birth, start, last, Kind.FOSTER)
    if dice.chance(0.36):
        return _grown_up(dice, context, Part.LEFT, last)
    kind = dice.weighted(_KINDS_OF_LEAVERS)
    birth = last - days(dice.draw(_AGES[kind]))
    start = _start(dice, context, birth, last, entered=entered)
    return _outline(Part.LEFT, Exit.OTHERWISE, birth, start, last, kind)


def _grown_up(dice: Dice, context: Context, part: Part, last: date) -> Outline:
    """A child that leaves on its 18th birthday."""
    birth = months_later(last, -_ADULT_MONTHS)
    is_asylum = dice.chance(context.shares.asylum)
    if is_asylum:
        kind = Kind.SUPPORTED if dice.chance(0.5) else Kind.FOSTER
    else:
        kind = dice.weighted(_KINDS_OF_GROWN_UP)
    start = _start(dice, context, birth, last, entered=dice.chance(0.1))
    if part is Part.LEFT_BEFORE:
        start = min(start, last - days(_LONG_ENOUGH_TO_BE_A_LEAVER))
    if is_asylum:
        start = max(start, months_later(birth, _YOUNGEST_ASYLUM_MONTHS))
    return _outline(part, Exit.GROWN_UP, birth, start, last, kind, asylum=is_asylum)


def _left_before(dice: Dice, context: Context) -> Outline:
    """A child that left in the year before and is asked about since."""
    end = year_end(context.year - 1)
    # The two returns show 13 weeks of its care, whatever moves there are.
    last = end - days(dice.between(1, 265))
    way = dice.weighted(_WAYS_OF_LEAVING_BEFORE)
    if way is Exit.GROWN_UP:
        return _grown_up(dice, context, Part.LEFT_BEFORE, last)
    late = way is Exit.GROWN_UP_LATE
    age = dice.draw(_AGES_OF_ADULTS if late else _AGES_OF_EARLY_LEAVERS)
    # Nobody is asked about from the 22nd birthday on.
    youngest_birth = months_later(context.last, -_OLDEST_LEAVER_MONTHS) + days(1)
    birth = max(last - days(age), youngest_birth)
    start = _start(dice, context, birth, last, entered=False)
    start = min(start, last - days(_LONG_ENOUGH_TO_BE_A_LEAVER))
    if late:
        start = min(start, months_later(birth, _ADULT_MONTHS - 4))
    kind = Kind.HOME if late else Kind.FOSTER
    return _outline(Part.LEFT_BEFORE, way, birth, start, last, kind)


def _short_breaks(dice: Dice, context: Context) -> Outline:
    birth = context.last - days(dice.draw(_AGES[Kind.SHORT_BREAK]))
    start = context.first + days(dice.between(-300, 300))
    return _outline(
        Part.SHORT_BREAKS, None, birth, start, context.last, Kind.SHORT_BREAK
    )


def _start(
    dice: Dice, context: Context, birth: date, last: date, *, entered: bool
) -> date:
    """The day care starts, in the year or before it; after the birth."""
    latest = last - days(6)
    if entered:
        first = max(context.first, birth + days(1))
        room = (latest - first).days
        return first + days(dice.between(0, room)) if room > 0 else latest
    start = min(context.first, latest) - days(dice.draw(_TIME_IN_CARE))
    # Those born later than that start soon after their birth.
    if start <= birth:
        start = birth + days(dice.between(1, 30))
    return min(start, latest)


def _outline(
    part: Part,
    how: Exit | None,
    birth: date,
    start: date,
    last: date,
    kind: Kind,
    *,
    asylum: bool = False,
) -> Outline:
    return Outline(
        part=part,
        exit=how,
        is_asylum_seeker=asylum,
        birth=birth,
        span=Span(start=start, last=last, kind=kind),
    )
