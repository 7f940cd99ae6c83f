"""What is being done about the figures off target, by whom and until when."""

from collections.abc import Sequence
from dataclasses import dataclass

from returncheck.report.board.figures import BoardFigure
from returncheck.report.board.sentences import worst_off
from returncheck.report.words.numbers import counted, day, whole

MOST = 6
_MOST_LETTERS = 110
_NAMED = 5
_WEEK, _MONTH = 14, 61


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionView:
    """One figure off target and what is done about it, as text.

    Attributes:
        name: The measure.
        colour: amber or red.
        figure: The figure and its target.
        action: What is done; a dash where that is not said.
        owner: Who does it; "nobody is named" where nobody is.
        due: Until when; "no date" without one.
        is_overdue: Whether that has passed.
        open_for: How long it has been reported; empty where that is not known.
    """

    name: str
    colour: str
    figure: str
    action: str
    owner: str
    due: str
    is_overdue: bool
    open_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsView:
    """What is being done.

    Attributes:
        rows: The actions, overdue ones first.
        more: What is said of those that are not shown; empty for none.
        without: What is said of figures off target without an action; empty for none.
    """

    rows: tuple[ActionView, ...]
    more: str
    without: str


def actions_view(figures: Sequence[BoardFigure]) -> ActionsView:
    """What is being done about figures off target.

    Args:
        figures: The newest figure of each measure.
    """
    missed = worst_off(figures)
    acted = [each for each in missed if each.has_action]
    acted.sort(key=lambda each: not each.is_overdue)
    without = [each for each in missed if not each.has_action]
    more = len(acted) - MOST
    return ActionsView(
        rows=tuple(_action(each) for each in acted[:MOST]),
        more=f"{counted(more, 'more action')} in the full report." if more > 0 else "",
        without=_without(without, figures),
    )


def _action(figure: BoardFigure) -> ActionView:
    return ActionView(
        name=figure.name,
        colour=figure.colour,
        figure=f"{figure.shown}, target {figure.target}",
        action=_cut(figure.action) or "not said",
        owner=figure.owner or "nobody is named",
        due="no date" if figure.due is None else day(figure.due),
        is_overdue=figure.is_overdue,
        open_for="" if figure.days_open is None else _how_long(figure.days_open),
    )


def _cut(text: str) -> str:
    """A text of no more than a few lines, cut between words."""
    if len(text) <= _MOST_LETTERS:
        return text
    return f"{text[:_MOST_LETTERS].rsplit(' ', 1)[0]} …"


def _how_long(days: int) -> str:
    if days < _WEEK:
        return counted(days, "day")
    if days < _MONTH:
        return counted(days // 7, "week")
    return counted(round(days / 30.4), "month")


def _without(without: Sequence[BoardFigure], figures: Sequence[BoardFigure]) -> str:
    if not any(each.colour for each in figures):
        return (
            "No report with targets is among the files that were checked, so these "
            "pages cannot say what is being done."
        )
    if not any(each.is_off_target for each in figures):
        return "No measure is off target, so nothing has to be done about one."
    if not without:
        return ""
    names = "; ".join(each.short_name for each in without[:_NAMED])
    more = len(without) - _NAMED
    tail = f"; and {whole(more)} more" if more > 0 else ""
    return f"Off target without any action recorded: {names}{tail}."
