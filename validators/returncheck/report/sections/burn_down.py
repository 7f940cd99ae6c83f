"""What is left to do of each return to submit, run by run, up to its submission."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date

from markupsafe import Markup

from returncheck.report.pictures.burn_down import burn_down_picture
from returncheck.report.words.names import ReturnName
from returncheck.report.words.numbers import counted, day, minute, whole
from returncheck.results.check_result import CheckResult
from returncheck.results.history import BurnDown, BurnDownPoint
from returncheck.warehouse.named_runs import short_id

ROWS_SHOWN = 20
"""How many runs the table has at most, the latest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnDownRow:
    """One run in the table beside the picture."""

    run: str
    at: str
    errors: int
    queries: int
    explained: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnDownView:
    """What is left to do of one return.

    Attributes:
        return_id: The return.
        name: Its name.
        submission: By when it has to be submitted, in words; None where nobody said.
        days_left: Days from this run to that day, negative once it is past.
        sentence: What the picture shows, in words.
        picture: The picture; None with less than two runs that checked all of it.
        rows: The latest runs, the latest first.
        more: How many earlier runs the table leaves out.
    """

    return_id: str
    name: ReturnName
    submission: str | None
    days_left: int | None
    sentence: str
    picture: Markup | None
    rows: tuple[BurnDownRow, ...]
    more: int


def burn_down_views(
    result: CheckResult, names: Mapping[str, ReturnName]
) -> tuple[BurnDownView, ...]:
    """The burn-down of each return to submit.

    Args:
        result: The result.
        names: Return to its name.

    Returns:
        One view a return of which a whole run is kept; none without a history.
    """
    if result.history is None:
        return ()
    today = result.started_at.astimezone(UTC).date()
    return tuple(
        _view(each, names[each.return_id], today)
        for each in result.history.burn_downs
        if each.points
    )


def _view(burn_down: BurnDown, name: ReturnName, today: date) -> BurnDownView:
    due = burn_down.submission_date
    left = None if due is None else (due - today).days
    sentence = _sentence(burn_down.points, due, left)
    return BurnDownView(
        return_id=burn_down.return_id,
        name=name,
        submission=None if due is None else day(due),
        days_left=left,
        sentence=sentence,
        picture=burn_down_picture(burn_down, f"{name.full}: {sentence}"),
        rows=tuple(_row(each) for each in reversed(burn_down.points[-ROWS_SHOWN:])),
        more=max(len(burn_down.points) - ROWS_SHOWN, 0),
    )


def _row(point: BurnDownPoint) -> BurnDownRow:
    return BurnDownRow(
        run=short_id(point.run_id),
        at=minute(point.at.astimezone(UTC)),
        errors=point.errors,
        queries=point.queries,
        explained=point.explained,
    )


def _sentence(
    points: tuple[BurnDownPoint, ...], due: date | None, left: int | None
) -> str:
    now, first = points[-1], points[0]
    parts = [f"{counted(now.errors, 'error')} and {_queries(now.queries)} left"]
    if len(points) > 1:
        parts.append(
            f"from {whole(first.errors)} and {whole(first.queries)} on "
            f"{day(first.at.astimezone(UTC).date())}, in {len(points)} runs"
        )
    if due is not None and left is not None:
        parts.append(_until(due, left))
    return "; ".join(parts) + "."


def _queries(number: int) -> str:
    return counted(number, "query", "queries")


def _until(due: date, left: int) -> str:
    if left > 0:
        return f"{counted(left, 'day')} to the submission on {day(due)}"
    if left == 0:
        return "to be submitted today"
    return f"the submission on {day(due)} is {counted(-left, 'day')} past"
