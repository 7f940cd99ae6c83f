"""Writes the pages and workbooks of single returns, shared among processes.

What one of them needs is gone before the next begins, so that memory does not grow with
their number.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, overload

from returncheck.files.output import StagedFiles
from returncheck.files.own_files import RETURN_MARK
from returncheck.files.processes.pool import Pool
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

_INDEX: Final = "../report.html"
_PAGES_AT_ONCE: Final = 8
_SECONDS_A_PAGE: Final = 0.8


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writing:
    """Some of the pages, with all that is needed to write them anywhere.

    Attributes:
        result: What was found in their returns.
        pages: The pages, each with the paths of page and workbook.
        done: What was typed beside findings in workbooks before, by their ids.
        judging: By what each return is judged.
        back: The way to the index.
    """

    result: CheckResult
    pages: tuple[tuple[PageOfReturn, Path, Path], ...]
    done: Mapping[str, Done]
    judging: Judging
    back: IndexLink


class _Shares(Sequence[_Writing]):
    """Shares of the work, each made when it is asked for: all take too much memory."""

    def __init__(self, whole: _Writing, size: int) -> None:
        self._whole, self._size = whole, size
        self._parts = Parts(whole.result)

    def __len__(self) -> int:
        return -(-len(self._whole.pages) // self._size)

    @overload
    def __getitem__(self, place: int) -> _Writing: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[_Writing]: ...
    def __getitem__(self, place: int | slice) -> _Writing | Sequence[_Writing]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        pages = self._whole.pages[place * self._size : (place + 1) * self._size]
        wanted = [name for page, *_ in pages for name in page.return_ids]
        part = self._parts.of(wanted)
        return replace(self._whole, result=part, pages=pages)


def write_each(
    result: CheckResult,
    pages: Sequence[PageOfReturn],
    staged: StagedFiles,
    done: Mapping[str, Done],
    judging: Judging,
    pool: Pool,
) -> None:
    """Write a page and a workbook for each return.

    Args:
        result: The result.
        pages: The pages.
        staged: Where they are written.
        done: What was typed beside findings in workbooks before, by their ids.
        judging: By what each return is judged.
        pool: The processes that write them.
    """
    number = counted(len(result.returns_to_submit), "return")
    whole = _Writing(
        # No page reads a mart whole.
        result=replace(result, read_whole=None),
        pages=tuple(
            (each, staged.path(each.page), staged.path(each.workbook)) for each in pages
        ),
        done=done,
        judging=judging,
        back=IndexLink(href=_INDEX, text=f"Index of {number}"),
    )
    shares = _Shares(whole, _PAGES_AT_ONCE)
    # Identifiers that are hidden stay in this process, with the key of their hashes.
    shared = pool if result.hide is None else Pool(1)
    for written in shared.each(_write, shares, seconds=len(pages) * _SECONDS_A_PAGE):
        deque(written, maxlen=0)


def _write(writing: _Writing) -> Iterator[str]:
    """Write some pages and workbooks; gives the name of each page that is there."""
    parts, judging = Parts(writing.result), writing.judging
    for each, page_path, workbook_path in writing.pages:
        part = parts.of(each.return_ids)
        page = build_page(
            part,
            fail_on=judging.fail_on,
            exit_code=judging.exit_code(part),
            refused=(),
            synthetic=judging.synthetic,
        )
        write_text(page_path, render_page(page, writing.back))
        write_findings_xlsx(part, page, workbook_path, writing.done, mark=RETURN_MARK)
        yield each.page


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
