"""Draws the whole history of an ordinary child of a return."""

from dataclasses import replace
from datetime import date

from returncheck.synth.dates import days, months_later
from returncheck.synth.dice import Dice
from returncheck.synth.ssda903.adoption import draw_way
from returncheck.synth.ssda903.chain import LegalChange, Move, Spell, episodes_of
from returncheck.synth.ssda903.context import Context
from returncheck.synth.ssda903.details import (
    draw_absences,
    draw_deprivation,
    draw_health,
    draw_leaver,
    draw_permanence,
    draw_reviews,
    draw_stints,
)
from returncheck.synth.ssda903.exits import STAYED_WITH_CARERS, draw_exit
from returncheck.synth.ssda903.geography import homes_of
from returncheck.synth.ssda903.legal import (
    AGREED,
    FULL,
    INTERIM,
    PLACEMENT_ORDER,
    draw_legal,
)
from returncheck.synth.ssda903.moves import (
    Frequency,
    Mover,
    draw_days,
    with_registration,
    with_variety,
)
from returncheck.synth.ssda903.outlines import (
    Outline,
    Part,
    draw_outline,
    draw_part,
)
from returncheck.synth.ssda903.people import Naming, draw_motherhood, draw_person
from returncheck.synth.ssda903.placements import Chooser, Kind, Where
from returncheck.synth.ssda903.records import (
    Decision,
    Episode,
    Life,
    Person,
    Placement,
)

_STABLE_BY_CHANCE = 0.4
_LONG_LOOKED_AFTER = 913
_OLDEST_OF_THEM = 16
_NEEDS = ("N1", "N1", "N1", "N2", "N3", "N4", "N5", "N5", "N6", "N8", "N7")
_NEED_OF_ASYLUM = "N8"
_ORDERED_YOUNGER_THAN = 7
_SHARE_ORDERED = 0.22
_SHARE_RETURNED = 0.08
_SHARE_SERIES = 0.6
_FIRST_DEPRIVATION_YEAR = 2027


def draw_life(context: Context, place: int, part: Part | None = None) -> Life:
    """The history of the child in an ordinary place of a return.

    Args:
        context: The return.
        place: Number of the place; part of the child's identifier.
        part: Why it is in the return; drawn unless given.
    """
    dice = context.dice(place, "life")
    outline = draw_outline(dice, context, part or draw_part(dice, context))
    naming = Naming(authority=context.authority, number=f"{place:07d}01")
    person = draw_person(
        dice, naming, outline.birth, is_asylum_seeker=outline.is_asylum_seeker
    )
    if outline.part is Part.SHORT_BREAKS:
        episodes = _short_breaks(dice, context, outline)
        return finished(dice, context, Life(person=person, episodes=episodes))
    if outline.part in (Part.STAYED, Part.LEFT):
        born = draw_motherhood(dice, person, outline.span.last)
        person = replace(person, own_child_born=born)
    life = _in_care(dice, context, outline, person)
    if outline.exit is not None:
        stayed = life.episodes[-1].ended == STAYED_WITH_CARERS
        leaver = draw_leaver(dice, context.shares, stays_put=stayed)
        life = replace(life, leaver=leaver)
    return finished(dice, context, life)


def finished(dice: Dice, context: Context, life: Life) -> Life:
    """A life with all that hangs on its episodes."""
    episodes, birth = life.episodes, life.person.birth
    years = (context.year - 1, context.year)
    starts = [each.start for each in episodes if each.new == "S"]
    is_series = episodes[0].is_short_break
    absences = draw_absences(dice, episodes, birth, years, context.shares)
    deprived = context.year >= _FIRST_DEPRIVATION_YEAR
    return replace(
        life,
        reviews=life.reviews or _reviews(dice, context, episodes),
        absences=life.absences or absences,
        stints=draw_stints(dice, starts, context.last, one_only=is_series),
        before=draw_permanence(dice, birth, starts[0]),
        deprivations=life.deprivations
        or (draw_deprivation(dice, episodes, context.year) if deprived else ()),
        health=life.health
        or tuple((year, draw_health(dice, year, context.shares)) for year in years),
    )


def _reviews(
    dice: Dice, context: Context, episodes: tuple[Episode, ...]
) -> tuple[date, ...]:
    held: list[date] = []
    starts = [place for place, each in enumerate(episodes) if each.new == "S"]
    for place, following in zip(starts, [*starts[1:], len(episodes)], strict=True):
        first, last = episodes[place], episodes[following - 1]
        if not first.is_short_break:
            held += draw_reviews(dice, first.start, last.end or context.last)
    return tuple(held)


def _in_care(dice: Dice, context: Context, outline: Outline, person: Person) -> Life:
    home = dice.pick(homes_of(context.authority))
    chooser = Chooser(
        dice=dice, authority=context.authority, home=home, birth=person.birth
    )
    need = _NEED_OF_ASYLUM if person.is_asylum_seeker else dice.pick(_NEEDS)
    recorded = None if person.is_asylum_seeker else home
    if outline.span.kind is Kind.ADOPTION:
        way = draw_way(dice, chooser, outline.span.start, outline.span.last)
        spell = Spell(legal=way.legal, moves=way.moves, need=need, home=recorded)
        return Life(
            person=person,
            episodes=episodes_of(_ended(dice, outline, spell)),
            decisions=(way.decision,),
            adoption=None if outline.exit is None else way.adoption,
        )
    spell, decisions = _spell(dice, context, outline, chooser)
    spell = replace(spell, need=need, home=recorded)
    earlier = _earlier(dice, context, outline, chooser)
    episodes = episodes_of(_ended(dice, outline, spell))
    if earlier is not None:
        before = replace(earlier, need=dice.pick(_NEEDS), home=recorded)
        episodes = (*episodes_of(before), *episodes)
    return Life(person=person, episodes=episodes, decisions=decisions)


def _spell(
    dice: Dice, context: Context, outline: Outline, chooser: Chooser
) -> tuple[Spell, tuple[Decision, ...]]:
    """The legal statuses and placements of a time in care."""
    span = outline.span
    days_moved = draw_days(
        dice, span, outline.birth, context.year, _frequency(dice, context, outline)
    )
    mover = Mover(dice=dice, chooser=chooser, span=span, shares=context.shares)
    moves = mover.moves(days_moved)
    decisions: tuple[Decision, ...] = ()
    is_by_agreement = outline.is_asylum_seeker or _may_be_adult(outline)
    legal = draw_legal(dice, span, outline.birth, days_moved, agreed=is_by_agreement)
    is_young = not chooser.is_old_enough(_ORDERED_YOUNGER_THAN, span.last)
    if _may_be_ordered(outline) and is_young and dice.chance(_SHARE_ORDERED):
        legal, decisions = _ordered(dice, context, outline)
    spell = Spell(legal=legal, moves=moves, need="", home=None)
    spell = with_registration(spell, chooser)
    return with_variety(dice, spell, span.last, chooser), decisions


def _may_be_adult(outline: Outline) -> bool:
    return months_later(outline.birth, 18 * 12) < outline.span.last


def _frequency(dice: Dice, context: Context, outline: Outline) -> Frequency:
    span, shares = outline.span, context.shares
    is_young = months_later(outline.birth, 12 * _OLDEST_OF_THEM) > span.last
    is_long = (span.last - span.start).days >= _LONG_LOOKED_AFTER
    # Of the others two in five do not happen to move for so long either.
    chosen = max(shares.stable - _STABLE_BY_CHANCE, 0.0) / (1 - _STABLE_BY_CHANCE)
    is_settled = is_young and is_long and dice.chance(chosen)
    # Those settled have no more than one placement in the year.
    many = not is_settled and dice.chance(min(shares.three_placements / 0.85, 0.95))
    return Frequency(is_settled=is_settled, many=many)


def _may_be_ordered(outline: Outline) -> bool:
    is_long = (outline.span.last - outline.span.start).days > 200
    is_fostered = outline.span.kind is Kind.FOSTER
    return outline.part is Part.STAYED and is_fostered and is_long


def _ordered(
    dice: Dice, context: Context, outline: Outline
) -> tuple[tuple[LegalChange, ...], tuple[Decision, ...]]:
    """A placement order, made in the last 18 months and sometimes given up since."""
    span = outline.span
    room = (span.last - span.start).days
    ordered = span.last - days(dice.between(60, min(room - 60, 540)))
    decided = max(span.start, ordered - days(dice.between(0, 30)))
    legal = (
        LegalChange(day=span.start, legal=INTERIM),
        LegalChange(day=ordered, legal=PLACEMENT_ORDER),
    )
    if not dice.chance(0.45):
        return legal, (Decision(day=decided),)
    reversed_on = max(ordered + days(20), context.first + days(dice.between(1, 300)))
    if reversed_on >= span.last - days(3):
        return legal, (Decision(day=decided),)
    reason = dice.pick(("RD1", "RD2", "RD3", "RD4"))
    return (
        (*legal, LegalChange(day=reversed_on, legal=FULL)),
        (Decision(day=decided, ceased=reversed_on, reason=reason),),
    )


def _ended(dice: Dice, outline: Outline, spell: Spell) -> Spell:
    if outline.exit is None:
        return spell
    last = outline.span.last
    ended = draw_exit(
        dice,
        outline.exit,
        outline.span.kind,
        spell.moves[-1].placement,
        spell.legal[-1].legal,
        is_16=months_later(outline.birth, 16 * 12) <= last,
    )
    return replace(spell, end=last, ended=ended)


def _earlier(
    dice: Dice, context: Context, outline: Outline, chooser: Chooser
) -> Spell | None:
    """A time in care before the one of the outline, for a few who entered lately."""
    start = outline.span.start
    is_new = start > context.first and outline.part is Part.STAYED
    if not is_new or outline.is_asylum_seeker or not dice.chance(_SHARE_RETURNED):
        return None
    end = start - days(dice.between(7, 250))
    began = end - days(dice.between(20, 400))
    if began <= outline.birth + days(1):
        return None
    placement = chooser.placement(Kind.FOSTER, Where.INSIDE, began)
    return Spell(
        legal=(LegalChange(day=began, legal=AGREED),),
        moves=(Move(day=began, placement=placement),),
        need="",
        home=None,
        end=end,
        ended=dice.pick(("E4A", "E4B")),
    )


def _short_breaks(
    dice: Dice, context: Context, outline: Outline
) -> tuple[Episode, ...]:
    """A series of single breaks, or one agreement for all of them."""
    home = dice.pick(homes_of(context.authority))
    chooser = Chooser(
        dice=dice, authority=context.authority, home=home, birth=outline.birth
    )
    start = outline.span.start
    placement = chooser.placement(Kind.SHORT_BREAK, Where.INSIDE, start)
    need = dice.pick(("N2", "N4", "N5"))
    if not dice.chance(_SHARE_SERIES):
        return (_short_break(start, "V4", need, placement),)
    breaks = []
    day = start
    while day < context.last - days(8):
        episode = _short_break(day, "V3", need, placement)
        end = day + days(dice.between(1, 4))
        breaks.append(replace(episode, end=end, ended="E8"))
        day = end + days(dice.between(10, 40))
    return tuple(breaks)


def _short_break(day: date, legal: str, need: str, placement: Placement) -> Episode:
    return Episode(
        start=day,
        new="S",
        legal=legal,
        need=need,
        placement=placement,
        home=None,
    )
