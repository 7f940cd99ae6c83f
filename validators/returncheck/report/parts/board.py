"""The part for a board: two printed pages without a word of the trade."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from returncheck.report.board.actions import ActionsView, actions_view
from returncheck.report.board.figures import BoardFigure, board_figures
from returncheck.report.board.glossary import Glossary
from returncheck.report.board.questions import questions
from returncheck.report.board.sentences import three_sentences
from returncheck.report.board.tiles import six_figures
from returncheck.report.board.trust import Trust, TrustFacts, trust, trust_facts
from returncheck.report.words.names import area
from returncheck.report.words.numbers import counted, day, whole
from returncheck.results.check_result import CheckResult

_COLOURS = {"green": "On target", "amber": "Close to target", "red": "Off target"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A text, and what the terms mean that it uses for the first time."""

    text: str
    terms: tuple[str, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One of the six figures.

    Attributes:
        name: The measure.
        figure: The figure.
        when: What it covers.
        colour: green, amber or red; empty without a target.
        beside_target: How it stands beside that, in words; empty likewise.
        change: The figure of a year before and whether that was better; empty where
            there is none.
        beside: England's figure and that of the statistical neighbours; empty likewise.
        unusual: What is unusual in its newest months; empty for nothing.
        is_contradicted: Whether something else states another value.
        terms: The terms that it is the first to use, explained.
    """

    name: str
    figure: str
    when: str
    colour: str
    beside_target: str
    change: str
    beside: str
    unusual: str
    is_contradicted: bool
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    """The pages of one authority.

    Attributes:
        authority: Its name.
        covers: Up to which day its figures reach; empty without any.
        others: What is said of other authorities in the same check; empty for none.
        trust: Whether the figures can be relied on.
        sentences: What is off target, what is getting worse, and what is both.
        tiles: Six figures at most.
        actions: What is being done.
        action_terms: The terms explained there.
        questions: What may be asked.
        notes: What else to know: symbols, where the figures come from.
        is_public: Whether small numbers are withheld.
        is_synthetic: Whether the children behind it are made up.
    """

    authority: str
    covers: str
    others: str
    trust: Trust
    sentences: tuple[Told, ...]
    tiles: tuple[Tile, ...]
    actions: ActionsView
    action_terms: tuple[str, ...]
    questions: tuple[Told, ...]
    notes: tuple[str, ...]
    is_public: bool
    is_synthetic: bool


def board_view(
    result: CheckResult, *, refused: int, synthetic: bool
) -> BoardView | None:
    """The pages of the authority that most returns are of.

    Args:
        result: The result.
        refused: How many files could not be read.
        synthetic: Whether the children are made up.

    Returns:
        Them; None where no return was loaded.
    """
    la_code = main_authority(result)
    if la_code is None:
        return None
    figures = board_figures(result, la_code)
    facts = trust_facts(result, la_code, figures=len(figures), refused=refused)
    return view_of(result, la_code, figures, facts, synthetic=synthetic)


def main_authority(result: CheckResult) -> str | None:
    """The authority that most returns to submit are of.

    Of several the one with most figures of a newest period, then the first loaded.
    """
    returns = result.returns_to_submit or result.returns
    counts = Counter(record.la_code for record in returns)
    newest = result.checked_benchmarks.filter(
        pl.col("return_id").is_in([record.return_id for record in returns]),
        pl.col("is_newest_period"),
    )
    figures = Counter(newest["la_code"])
    return max(counts, key=lambda code: (counts[code], figures[code]), default=None)


def view_of(
    result: CheckResult,
    la_code: str,
    figures: Sequence[BoardFigure],
    facts: TrustFacts,
    *,
    synthetic: bool,
    public: bool = False,
) -> BoardView:
    """The pages that figures and facts make, each term explained where it comes first.

    Args:
        result: The result, for the returns that it is of.
        la_code: Three-digit code of the authority.
        figures: The newest figure of each measure.
        facts: What speaks for and against them.
        synthetic: Whether the children are made up.
        public: Whether small numbers are withheld.
    """
    glossary = Glossary()
    answer = trust(facts)
    said = tuple(
        _told(each.text, glossary, each.lead) for each in three_sentences(figures)
    )
    tiles = tuple(_tile(each, glossary) for each in six_figures(figures))
    actions = actions_view(figures)
    names = [*(row.name for row in actions.rows), actions.without]
    return BoardView(
        authority=area(la_code).name,
        covers=_covers(figures),
        others=_others(result, la_code),
        trust=answer,
        sentences=said,
        tiles=tiles,
        actions=actions,
        action_terms=glossary.first_uses(*names),
        questions=tuple(_told(text, glossary) for text in questions(figures, facts)),
        notes=_notes(figures, is_public=public),
        is_public=public,
        is_synthetic=synthetic,
    )


def _told(text: str, glossary: Glossary, lead: str = "") -> Told:
    return Told(text=text, terms=glossary.first_uses(text), lead=lead)


def _covers(figures: Sequence[BoardFigure]) -> str:
    ends = [each.end for each in figures if each.end is not None]
    newest: date | None = max(ends, default=None)
    return "" if newest is None else f"Figures up to {day(newest)}"


def _others(result: CheckResult, la_code: str) -> str:
    others = {record.la_code for record in result.returns} - {la_code}
    if not others:
        return ""
    number = counted(len(others), "other council")
    return f"{number} checked at the same time: not on these two pages."


def _tile(figure: BoardFigure, glossary: Glossary) -> Tile:
    beside = _beside(figure)
    unusual = figure.unusual.words if figure.unusual is not None else ""
    return Tile(
        name=figure.name,
        figure=figure.shown,
        when=figure.when,
        colour=figure.colour,
        beside_target=_beside_target(figure),
        change=_change(figure),
        beside=beside,
        unusual=unusual,
        is_contradicted=figure.is_contradicted,
        terms=glossary.first_uses(figure.name, beside, unusual),
    )


def _beside_target(figure: BoardFigure) -> str:
    if not figure.colour:
        return ""
    doubt = ", if it is right" if figure.is_contradicted else ""
    return f"{_COLOURS[figure.colour]}{doubt} ({figure.target})"


def _change(figure: BoardFigure) -> str:
    if not figure.before:
        return ""
    if figure.before == figure.shown:
        return "The same as a year before"
    if figure.is_worse is None:
        return f"A year before: {figure.before}"
    judged = "Worse" if figure.is_worse else "Better"
    return f"{judged} than a year before ({figure.before})"


def _beside(figure: BoardFigure) -> str:
    year = f" in {figure.england_year}" if figure.england_year else ""
    said = [f"England {figure.england}{year}"] if figure.england else []
    if figure.neighbours:
        said.append(f"statistical neighbours {figure.neighbours}")
    text = ", ".join(said)
    return f"{text[:1].upper()}{text[1:]}"


def _notes(figures: Sequence[BoardFigure], *, is_public: bool) -> tuple[str, ...]:
    said = []
    if any(each.colour for each in figures):
        said.append(
            "On target: the target is met. Close to target: it is missed by no more "
            "than the council allows for. Off target: it is missed by more."
        )
    if any(each.england for each in figures):
        said.append(
            "Years end on 31 March. England and the statistical neighbours: figures "
            "published by the Department for Education."
        )
    hidden = sum(each.value is None for each in figures)
    if not is_public:
        said.append(
            "For the board alone, not to be published: small numbers are shown."
        )
    elif hidden:
        said.append(
            f"Withheld, and not counted above: {whole(hidden)} of "
            f"{counted(len(figures), 'measure')}. These are small numbers, numbers "
            "that would give one away, shares of a number that is not printed, and "
            "figures that sources disagree about."
        )
    return tuple(said)
