"""Which of the checked returns are to be submitted, and which are context."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from returncheck.warehouse import ReturnRecord


def told_apart(returns: Sequence[ReturnRecord]) -> tuple[ReturnRecord, ...]:
    """The returns, each with whether it is context.

    What was said on loading holds. Of the others of one authority and collection those
    of the newest year are to be submitted, and earlier ones are there to look back on.
    A return without years, such as a report, is never context.

    Args:
        returns: The returns that a check speaks of.

    Returns:
        The same returns in the same order; `is_context` is never None.
    """
    newest: dict[tuple[str, str], int] = defaultdict(int)
    for record in returns:
        if record.return_year is not None and not record.is_context:
            key = (record.collection, record.la_code)
            newest[key] = max(newest[key], record.return_year)
    return tuple(
        replace(record, is_context=_is_context(record, newest)) for record in returns
    )


def _is_context(record: ReturnRecord, newest: dict[tuple[str, str], int]) -> bool:
    if record.return_year is None:
        return False
    if record.is_context is not None:
        return record.is_context
    return record.return_year < newest[record.collection, record.la_code]
