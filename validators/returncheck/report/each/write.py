"""Writes the pages and workbooks of single returns, one return after the other.

What one of them needs is gone before the next begins, so that memory does not grow with
their number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from returncheck.files.output import StagedFiles
from returncheck.files.own_files import RETURN_MARK
from returncheck.report.each.pages import PageOfReturn, board_name
from returncheck.report.outputs.board import public_board_page
from returncheck.report.outputs.data_files import write_text
from returncheck.report.outputs.done_column import Done
from returncheck.report.outputs.workbook import write_findings_xlsx
from returncheck.report.page import IndexLink, build_page, render_page
from returncheck.report.words.numbers import counted
from returncheck.report.words.status import missing_rules
from returncheck.results.check_result import CheckResult, ExitCode
from returncheck.results.part import Parts
from returncheck.settings.config import FailOn

_INDEX = "../report.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """By what each return is judged.

    Attributes:
        fail_on: Least severity that fails it.
        require_rules: Whether it fails where the rules of its year did not run.
        synthetic: Whether the children are made up.
    """

    fail_on: FailOn
    require_rules: bool
    synthetic: bool

    def exit_code(self, part: CheckResult) -> ExitCode:
        """What a run of these returns alone would end with."""
        if self.require_rules and missing_rules(part) is not None:
            return ExitCode.FINDINGS
        return part.exit_code(self.fail_on)


def write_each(
    result: CheckResult,
    pages: Sequence[PageOfReturn],
    staged: StagedFiles,
    done: Mapping[str, Done],
    judging: Judging,
) -> None:
    """Write a page and a workbook for each return.

    Args:
        result: The result.
        pages: The pages.
        staged: Where they are written.
        done: What was typed beside findings in workbooks before, by their ids.
        judging: By what each return is judged.
    """
    parts = Parts(result)
    number = counted(len(result.returns_to_submit), "return")
    back = IndexLink(href=_INDEX, text=f"Index of {number}")
    for each in pages:
        part = parts.of(each.return_ids)
        page = build_page(
            part,
            fail_on=judging.fail_on,
            exit_code=judging.exit_code(part),
            refused=(),
            synthetic=judging.synthetic,
        )
        write_text(staged.path(each.page), render_page(page, back))
        path = staged.path(each.workbook)
        write_findings_xlsx(part, page, path, done, mark=RETURN_MARK)


def write_boards(
    result: CheckResult, staged: StagedFiles, *, refused: int, synthetic: bool
) -> None:
    """Write the pages for the board of each authority, small numbers withheld.

    Args:
        result: A result with public figures.
        staged: Where they are written.
        refused: How many files could not be read.
        synthetic: Whether the children are made up.
    """
    parts = Parts(result)
    for la_code in authorities_of(result):
        own = [each.return_id for each in result.returns if each.la_code == la_code]
        board = public_board_page(
            parts.of(own), refused=refused, synthetic=synthetic, is_one_of_several=True
        )
        write_text(staged.path(board_name(la_code)), board)


def authorities_of(result: CheckResult) -> list[str]:
    """The authorities of a result, in the order of loading.

    Args:
        result: The result.
    """
    return list(dict.fromkeys(each.la_code for each in result.returns))
