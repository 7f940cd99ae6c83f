"""Makes `board.html` of what may leave the building, and of nothing else."""

from collections.abc import Sequence
from dataclasses import replace

from returncheck.files.own_files import PAGE_MARK
from returncheck.report.board.figures import BoardFigure, board_figures
from returncheck.report.board.trust import trust_facts
from returncheck.report.parts.board import main_authority, view_of
from returncheck.report.parts.board_page import render_board_page
from returncheck.results.check_result import CheckResult
from returncheck.results.public import public_result


def public_board_page(
    result: CheckResult,
    *,
    refused: int,
    synthetic: bool,
    is_one_of_several: bool = False,
) -> str:
    """The pages for a board as a file of their own, small numbers withheld.

    Args:
        result: A result with public figures.
        refused: How many files could not be read.
        synthetic: Whether the children are made up.
        is_one_of_several: Whether each authority has such a file.
    """
    la_code = main_authority(result)
    assert la_code is not None  # a run without any return ends before its outputs
    shown = public_result(result)
    figures = _without_doubtful(
        board_figures(shown, la_code), board_figures(result, la_code)
    )
    facts = trust_facts(result, la_code, figures=len(figures), refused=refused)
    view = view_of(
        shown,
        la_code,
        figures,
        replace(facts, is_coarse=True),
        synthetic=synthetic,
        public=True,
    )
    return render_board_page(
        view,
        version=result.version,
        made_at=result.started_at,
        mark=PAGE_MARK if is_one_of_several else "",
    )


def _without_doubtful(
    figures: Sequence[BoardFigure], known: Sequence[BoardFigure]
) -> tuple[BoardFigure, ...]:
    """Withhold figures that something contradicts, without saying which these are.

    That a share is contradicted may tell of counts that are withheld; that it is shown
    as if nothing were wrong with it would be worse.
    """
    doubtful = {(each.indicator_id, each.end) for each in known if each.is_contradicted}
    return tuple(
        each.withheld() if (each.indicator_id, each.end) in doubtful else each
        for each in figures
    )
