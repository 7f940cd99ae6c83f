"""Draws how often and where a child moves during a time in care."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from returncheck.synth.dates import days, months_later, year_start
from returncheck.synth.dice import Dice, Weighted
from returncheck.synth.ssda903.chain import LegalChange, Move, Spell
from returncheck.synth.ssda903.code_years import SUPPORTED_SINCE, UNREGISTERED
from returncheck.synth.ssda903.legal import Span
from returncheck.synth.ssda903.placements import (
    YOUNGEST,
    Chooser,
    Kind,
    Where,
    supported_since,
)
from returncheck.synth.ssda903.shares import Shares

_CUSTODY = "CUSTOD"
_YOUNGEST_IN_CUSTODY = 10
_REASONS = Weighted(
    (
        ("CARPL", 45),
        ("CREQB", 5),
        ("CREQO", 14),
        ("CHILD", 7),
        ("STAND", 2),
        ("ALLEG", 2),
        ("APPRR", 3),
        ("CLOSE", 3),
        ("LAREQ", 6),
        ("PLACE", 5),
        ("OTHER", 7),
        (_CUSTODY, 1),
    )
)
_DAYS_BETWEEN = 4
_EARLIER_MOVES = Weighted(((0, 45), (1, 30), (2, 15), (3, 10)))
_OLD_ENOUGH_FOR_HOMES = 12
_LONG = 730
_SHARE_SAME_CARER = 0.08
_SHARE_TEMPORARY = 0.05
_TEMPORARY = Weighted(
    ((("T1", 42), 2), (("T2", 14), 3), (("T3", 21), 3), (("T4", 7), 2))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency:
    """How often a child moves.

    Attributes:
        is_settled: Whether it does not move in the last two years.
        many: Whether it has three placements or more in the year.
    """

    is_settled: bool
    many: bool


def draw_days(
    dice: Dice, span: Span, birth: date, year: int, how: Frequency
) -> list[date]:
    """The days on which a child moves, in order; a few days lie between them.

    Args:
        dice: The child's chance.
        span: The time in care.
        birth: For the age from which a kind of placement is used.
        year: Return year.
        how: How often it moves.
    """
    first = max(span.start, year_start(year))
    wanted: list[date] = []
    if how.is_settled:
        latest = span.last - days(_LONG + 40)
        wanted += _some(dice, span.start, latest, dice.weighted(_EARLIER_MOVES))
    else:
        number = dice.between(2, 4) if how.many else int(dice.chance(0.25))
        wanted += _some(dice, first, span.last, number)
        wanted += _some(dice, span.start, first, dice.weighted(_EARLIER_MOVES))
    old_enough = months_later(birth, 12 * YOUNGEST.get(span.kind, 0))
    if span.start < old_enough and not any(day >= old_enough for day in wanted):
        wanted += _some(dice, old_enough, span.last, 1)
    return _apart(wanted, span)


def _some(dice: Dice, low: date, high: date, number: int) -> list[date]:
    room = (high - low).days
    if room < 2 * _DAYS_BETWEEN:
        return []
    return [low + days(dice.between(0, room)) for _ in range(number)]


def _apart(wanted: Iterable[date], span: Span) -> list[date]:
    kept = [span.start]
    for day in sorted(wanted):
        is_apart = (day - kept[-1]).days >= _DAYS_BETWEEN
        if is_apart and (span.last - day).days >= _DAYS_BETWEEN:
            kept.append(day)
    return kept[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """Draws the placements of one time in care."""

    dice: Dice
    chooser: Chooser
    span: Span
    shares: Shares

    def moves(self, moved: Sequence[date]) -> tuple[Move, ...]:
        """The placements, the first from the start, one from each of the days."""
        starts = [self.span.start, *moved]
        final_from = self._final_from(starts)
        moves = []
        for place, day in enumerate(starts):
            is_final = final_from is not None and day >= final_from
            kind = self.span.kind if is_final else self._earlier(day)
            where = self._where(self.shares.far * 1.1 if place == len(moved) else 0.12)
            placement = self.chooser.placement(kind, where, day)
            moves.append(Move(day=day, placement=placement, reason=self._reason()))
        return tuple(moves)

    def _final_from(self, starts: Sequence[date]) -> date | None:
        """The day from which the child is in the kind of placement of the end.

        None if the child does not move when it is old enough for that.
        """
        youngest = YOUNGEST.get(self.span.kind, 0)
        suited = [day for day in starts if self.chooser.is_old_enough(youngest, day)]
        return self.dice.pick(suited) if suited else None

    def _earlier(self, day: date) -> Kind:
        can_be_home = self.chooser.is_old_enough(_OLD_ENOUGH_FOR_HOMES, day)
        return Kind.HOME if can_be_home and self.dice.chance(0.25) else Kind.FOSTER

    def _where(self, far: float) -> Where:
        if self.dice.chance(far):
            return Where.FAR
        return Where.NEAR if self.dice.chance(0.25) else Where.INSIDE

    def _reason(self) -> str:
        reason = self.dice.weighted(_REASONS)
        is_old = self.chooser.is_old_enough(_YOUNGEST_IN_CUSTODY, self.span.start)
        return "OTHER" if reason == _CUSTODY and not is_old else reason


def with_registration(spell: Spell, chooser: Chooser) -> Spell:
    """The spell with supported accommodation registered on 28 October 2023."""
    moves: list[Move] = []
    for move, following in zip(spell.moves, [*spell.moves[1:], None], strict=True):
        moves.append(move)
        end = following.day if following else spell.end
        is_running = move.day < SUPPORTED_SINCE and (
            end is None or end > SUPPORTED_SINCE
        )
        if move.placement.place in UNREGISTERED and is_running:
            registered = supported_since(move.placement, chooser)
            moves.append(Move(day=SUPPORTED_SINCE, placement=registered))
    return replace(spell, moves=tuple(moves))


def with_variety(dice: Dice, spell: Spell, last: date, chooser: Chooser) -> Spell:
    """The spell with a change of status at one carer, or a temporary placement.

    Args:
        dice: The child's chance.
        spell: A time in care.
        last: The day it ends, or that of the return if it goes on.
        chooser: Draws the child's placements.
    """
    if dice.chance(_SHARE_SAME_CARER):
        return _with_long_term_fostering(dice, spell, last)
    if dice.chance(_SHARE_TEMPORARY):
        return _with_time_away(dice, spell, last, chooser)
    return spell


def _with_long_term_fostering(dice: Dice, spell: Spell, last: date) -> Spell:
    for place, move in enumerate(spell.moves):
        following = spell.moves[place + 1].day if place + 1 < len(spell.moves) else last
        room = (following - move.day).days
        if move.placement.place == "U6" and room > 200:
            day = move.day + days(dice.between(100, room - 40))
            settled = Move(day=day, placement=replace(move.placement, place="U4"))
            return replace(
                spell,
                moves=(*spell.moves[: place + 1], settled, *spell.moves[place + 1 :]),
            )
    return spell


def _with_time_away(dice: Dice, spell: Spell, last: date, chooser: Chooser) -> Spell:
    """Away and back, between two days on which nothing else changes."""
    changes: list[LegalChange | Move] = [*spell.legal, *spell.moves]
    known = sorted({each.day for each in changes} | {last})
    place, longest = dice.weighted(_TEMPORARY)
    for start, end in pairwise(known):
        if (end - start).days < longest + 20:
            continue
        before = [move for move in spell.moves if move.day <= start]
        if before[-1].placement.urn is None or before[-1].placement.is_temporary:
            continue
        room = (end - start).days - longest - 10
        away = start + days(dice.between(5, 5 + room))
        back = away + days(dice.between(1, longest))
        after = [move for move in spell.moves if move.day > start]
        there = Move(day=away, placement=chooser.temporary(place))
        home = Move(day=back, placement=before[-1].placement)
        return replace(spell, moves=(*before, there, home, *after))
    return spell
