"""Questions that a board may ask, each made from a fact on its pages."""

from collections.abc import Iterator, Sequence

from returncheck.report.board.figures import BoardFigure
from returncheck.report.board.sentences import (
    is_worth_telling,
    most_worsened,
    worst_off,
)
from returncheck.report.board.trust import TrustFacts
from returncheck.report.words.numbers import counted, day, whole

MOST = 5
_OF_ONE_KIND = 2
_PERIODS = 3


def questions(figures: Sequence[BoardFigure], facts: TrustFacts) -> tuple[str, ...]:
    """Questions, the most pressing first.

    Args:
        figures: The newest figure of each measure.
        facts: What speaks for and against the figures.

    Returns:
        Five at most; of one measure one.
    """
    kinds = (
        _contradicted(figures),
        _overdue(figures),
        _no_action(figures),
        _worse(figures),
        _trust(facts),
        _behind(figures),
        _long_off(figures),
        _no_targets(figures),
    )
    asked: dict[str, str] = {}
    for kind in kinds:
        new = [(about, text) for about, text in kind if about not in asked]
        asked |= dict(new[:_OF_ONE_KIND])
    return tuple(asked.values())[:MOST]


_Asked = Iterator[tuple[str, str]]


def _contradicted(figures: Sequence[BoardFigure]) -> _Asked:
    for each in figures:
        if each.is_contradicted:
            yield (
                each.indicator_id,
                f"{each.name}: sources disagree about this figure ({each.shown} here). "
                "Which is right, and when will the other be corrected?",
            )


def _overdue(figures: Sequence[BoardFigure]) -> _Asked:
    for each in worst_off(figures):
        if each.is_overdue and each.due is not None:
            owner = f", owned by {each.owner}," if each.owner else ""
            yield (
                each.indicator_id,
                f"{each.name}: the action{owner} was due on {day(each.due)} and the "
                "figure is still off target. What has held it up, and what is the new "
                "date?",
            )


def _no_action(figures: Sequence[BoardFigure]) -> _Asked:
    for each in worst_off(figures):
        if each.colour == "red" and not each.has_action:
            yield (
                each.indicator_id,
                f"{each.name}: {each.shown} against a target of {each.target}, and no "
                "action is recorded. Who is responsible, and by when will it be met?",
            )


def _worse(figures: Sequence[BoardFigure]) -> _Asked:
    for each in most_worsened(figures):
        if each.is_worse:
            done = " Is what is being done enough?" if each.has_action else ""
            yield (
                each.indicator_id,
                f"{each.name}: {each.before} a year before, {each.shown} now. What has "
                f"changed for children?{done}",
            )


def _trust(facts: TrustFacts) -> _Asked:
    if facts.refused:
        yield (
            "refused",
            f"{counted(facts.refused, 'file')} could not be read. What is missing from "
            "these pages because of that?",
        )
    if facts.rules_not_run or facts.without_rules:
        yield (
            "rules",
            "Some official checks of the records were not made. When will they be, and "
            "who makes sure of it?",
        )
    if facts.untestable * 2 > facts.printed:
        number = f"{whole(facts.untestable)} of {whole(facts.printed)} printed figures"
        if facts.printed == 1:
            number = "The only printed figure"
        yield (
            "untestable",
            f"{number} could not be checked. Could reports print the counts behind "
            "their figures, or the records be checked as well?",
        )
    if facts.errors:
        number = "Some errors" if facts.is_coarse else counted(facts.errors, "error")
        verb = "has" if number.startswith("1 ") else "have"
        yield (
            "errors",
            f"{number} still {verb} to be corrected. Who does it, by when, and which "
            "of these figures may change?",
        )

    if facts.queries and not facts.errors:
        number = "Some doubtful entries"
        if not facts.is_coarse:
            number = counted(facts.queries, "doubtful entry", "doubtful entries")
        verb = "waits" if number.startswith("1 ") else "wait"
        yield (
            "queries",
            f"{number} {verb} for a correction or a reason. Who gives it, and by when?",
        )


def _behind(figures: Sequence[BoardFigure]) -> _Asked:
    behind = [
        each for each in figures if each.is_beyond_chance and each.england_distance > 0
    ]
    for each in sorted(behind, key=lambda each: -each.england_distance):
        yield (
            each.indicator_id,
            f"{each.name}: {each.shown} here, {each.england} in England. What do "
            "councils like ours do that we do not?",
        )


def _long_off(figures: Sequence[BoardFigure]) -> _Asked:
    for each in worst_off(figures):
        if each.periods_off >= _PERIODS and not is_worth_telling(each):
            yield (
                each.indicator_id,
                f"{each.name} has missed its target {whole(each.periods_off)} times in "
                f"a row. Is {each.target} still the right target?",
            )


def _no_targets(figures: Sequence[BoardFigure]) -> _Asked:
    if figures and not any(each.colour for each in figures):
        yield (
            "targets",
            "None of these measures has a target here. Which should have one, and what "
            "should it be?",
        )
