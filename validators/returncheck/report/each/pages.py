"""Which returns stand on a page of their own, and what its files are called."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from returncheck.files.own_pages import BOARDS_FOLDER, RETURNS_FOLDER
from returncheck.results.check_result import CheckResult
from returncheck.settings.config import ReturnPages
from returncheck.warehouse import ReturnRecord

MOST_AUTHORITIES = 5
"""Of how many authorities returns stand on one page, where nobody says it."""

_UNSAFE = re.compile(r"[^A-Za-z0-9_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOfReturn:
    """A page of its own, and the workbook beside it.

    Attributes:
        stem: Name of its files, without folder and ending.
        return_ids: The returns on it: one to submit and those to look back on with it;
            or the months of one authority, whose charts are one.
    """

    stem: str
    return_ids: tuple[str, ...]

    @property
    def page(self) -> str:
        """Its page, from the folder of the outputs."""
        return f"{RETURNS_FOLDER}/{self.stem}.html"

    @property
    def workbook(self) -> str:
        """Its workbook, likewise."""
        return f"{RETURNS_FOLDER}/{self.stem}.xlsx"


def has_many_pages(result: CheckResult, pages: ReturnPages) -> bool:
    """Whether each return gets a page of its own.

    Args:
        result: The result.
        pages: What the settings say.
    """
    if pages is ReturnPages.AUTO:
        authorities = {record.la_code for record in result.returns_to_submit}
        return len(authorities) > MOST_AUTHORITIES
    return pages is ReturnPages.EACH and bool(result.returns)


def pages_of_returns(result: CheckResult) -> tuple[PageOfReturn, ...]:
    """The pages of a result, in the order in which their returns were loaded.

    A return that is context stands on the pages of its authority and collection; it has
    one of its own where nothing of these is to be submitted. Returns without a year,
    such as those of single months, are a series and share one page.

    Args:
        result: The result.
    """
    groups = _groups(result)
    stems = _stems({record.return_id: _stem(record) for record, _ in groups})
    return tuple(
        PageOfReturn(
            stem=stems[record.return_id],
            return_ids=tuple(each.return_id for each in listed),
        )
        for record, listed in groups
    )


def _groups(
    result: CheckResult,
) -> list[tuple[ReturnRecord, list[ReturnRecord]]]:
    """The return that names each page, and all that stand on it."""
    context: dict[tuple[str, str], list[ReturnRecord]] = defaultdict(list)
    for record in result.context_returns:
        context[_key(record)].append(record)
    series: dict[tuple[str, str], list[ReturnRecord]] = defaultdict(list)
    groups: list[tuple[ReturnRecord, list[ReturnRecord]]] = []
    with_page = {_key(record) for record in result.returns_to_submit}
    for record in result.returns:
        listed = [record]
        if record.return_year is None:
            listed = series[_key(record)]
            listed.append(record)
            if len(listed) > 1:
                continue
        elif not record.is_context:
            listed += context[_key(record)]
        elif _key(record) in with_page:
            continue
        groups.append((record, listed))
    return groups


def _key(record: ReturnRecord) -> tuple[str, str]:
    return record.collection, record.la_code


def _stem(record: ReturnRecord) -> str:
    """`<collection>-<la_code>-<year>`, of signs that no system minds."""
    year = "" if record.return_year is None else f"-{record.return_year}"
    parts = (_UNSAFE.sub("_", part) or "_" for part in _key(record))
    return f"{'-'.join(parts)}{year}"


def _stems(wanted: Mapping[str, str]) -> dict[str, str]:
    """Names that differ for systems, too, that do not tell capitals from small letters.

    The first return by its id keeps the name, whatever order they were read in.
    """
    stems: dict[str, str] = {}
    taken: set[str] = set()
    for return_id in sorted(wanted):
        stem = next(
            each
            for each in _numbered(wanted[return_id])
            if each.casefold() not in taken
        )
        taken.add(stem.casefold())
        stems[return_id] = stem
    return stems


def _numbered(stem: str) -> Iterable[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def board_name(la_code: str) -> str:
    """The page for the board of an authority, from the folder of the outputs.

    Args:
        la_code: Three-digit code.
    """
    return f"{BOARDS_FOLDER}/board-{_UNSAFE.sub('_', la_code)}.html"
