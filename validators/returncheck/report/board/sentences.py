"""Three sentences: what is off target, what is getting worse, and what is both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from returncheck.report.board.figures import BoardFigure
from returncheck.report.words.numbers import counted, whole

_NAMED = 3
_LETTERS = 200
"""Longer lists name fewer, so that three sentences stay three sentences."""
_LEAST_CHANGE = 0.02
"""A change by less than this share of the figure is not worth a board's time."""


def is_worth_telling(figure: BoardFigure) -> bool:
    """Whether it is getting worse by more than a little."""
    if figure.unusual is not None and figure.unusual.is_worse:
        return True
    return bool(figure.is_worse) and figure.change >= _LEAST_CHANGE


def worst_off(figures: Sequence[BoardFigure]) -> list[BoardFigure]:
    """The figures off target: red before amber, the furthest away first."""
    missed = [each for each in figures if each.is_off_target]
    return sorted(missed, key=lambda each: (each.colour != "red", -each.distance))


def most_worsened(figures: Sequence[BoardFigure]) -> list[BoardFigure]:
    """The figures that are getting worse, those that changed most first."""
    worse = [each for each in figures if is_worth_telling(each)]
    return sorted(worse, key=lambda each: -each.change if each.is_worse else 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence and the words that it begins with, which stand out."""

    lead: str
    text: str


def three_sentences(figures: Sequence[BoardFigure]) -> tuple[Sentence, ...]:
    """What a board has to know of figures, in three sentences.

    Args:
        figures: The newest figure of each measure.
    """
    return (
        Sentence(lead="Off target:", text=_off_target(figures)),
        Sentence(lead="Getting worse:", text=_getting_worse(figures)),
        Sentence(lead="Both at once:", text=_both(figures)),
    )


def _off_target(figures: Sequence[BoardFigure]) -> str:
    judged = [each for each in figures if each.colour]
    if not judged:
        return _behind_england(figures)
    missed = worst_off(figures)
    if not missed:
        every = counted(len(judged), "measure")
        return f"none; {_all(every)} with a target {_meet(judged)} it."
    red = sum(each.colour == "red" for each in missed)
    amber = len(missed) - red
    number = f"{whole(red or amber)} of {counted(len(judged), 'measure')} with a target"
    verb = "misses" if (red or amber) == 1 else "miss"
    little = "" if red else " by a little"
    more = ""
    if red and amber:
        more = f", {whole(amber)} more by a little"
    named = _listed(missed, _against_target)
    return f"{number} {verb} it{little}{more}; furthest away: {named}."


def _all(every: str) -> str:
    return every if every.startswith("1 ") else f"all {every}"


def _meet(judged: Sequence[BoardFigure]) -> str:
    return "meets" if len(judged) == 1 else "meet"


def _behind_england(figures: Sequence[BoardFigure]) -> str:
    start = "no measure has a target that it could be held against"
    behind = sorted(
        (each for each in figures if each.england and each.england_distance > 0),
        key=lambda each: (not each.is_beyond_chance, -each.england_distance),
    )
    if not behind:
        return f"{start}."
    named = _listed(behind, lambda each: f"{each.shown}; England {each.england}")
    return f"{start}; furthest behind England: {named}."


def _getting_worse(figures: Sequence[BoardFigure]) -> str:
    compared = [
        each
        for each in figures
        if each.polarity != "none" and (each.before or each.unusual)
    ]
    if not compared:
        return "cannot be said, because no earlier figures are held."
    worse = most_worsened(figures)
    every = counted(len(compared), "measure")
    if not worse:
        return f"none of {every} with earlier figures."
    return (
        f"{whole(len(worse))} of {every} with earlier figures; most of all: "
        f"{_listed(worse, _worsening)}."
    )


def _both(figures: Sequence[BoardFigure]) -> str:
    both = [each for each in worst_off(figures) if is_worth_telling(each)]
    if both:
        named = _listed(both, _since)
        return f"look at these first: {named}."
    better = sorted(
        (each for each in figures if each.is_worse is False),
        key=lambda each: -each.change,
    )
    start = "nothing is off target and getting worse"
    if not any(each.colour for each in figures):
        start = "cannot be said without targets"
    if not better:
        return f"{start}."
    return f"{start}; most improved: {_listed(better, _moved)}."


def _listed(
    figures: Sequence[BoardFigure], detail: Callable[[BoardFigure], str]
) -> str:
    """The first of them with a detail each, and how many more there are."""
    named = [each.short_name + _brackets(detail(each)) for each in figures]
    shown = named[:_NAMED]
    while len(shown) > 1 and sum(map(len, shown)) > _LETTERS:
        shown.pop()
    more = len(named) - len(shown)
    if more > 0:
        return f"{', '.join(shown)} and {whole(more)} more"
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def _brackets(words: str) -> str:
    return f" ({words})" if words else ""


def _against_target(figure: BoardFigure) -> str:
    return f"{figure.shown} against {figure.target}"


def _moved(figure: BoardFigure) -> str:
    return f"{figure.before} to {figure.shown}"


def _worsening(figure: BoardFigure) -> str:
    if figure.is_worse:
        return _moved(figure)
    return figure.unusual.words if figure.unusual is not None else ""


def _since(figure: BoardFigure) -> str:
    if figure.unusual is not None and figure.unusual.is_worse:
        return figure.unusual.words
    return _moved(figure)
