"""`returncheck diff`: two runs of a database side by side."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from returncheck.cli.history import AsJson, database_in, run_document, write_json
from returncheck.cli.listing import table_lines
from returncheck.cli.options import Out
from returncheck.cli.saying import say

if TYPE_CHECKING:
    from returncheck.results.run_diff import RunDiff
    from returncheck.warehouse.past_runs import PastRun

_LISTED = (
    "state",
    "severity",
    "check_id",
    "return_id",
    "table_name",
    "row_number",
    "field",
    "child",
)


def diff(
    first: Annotated[
        str,
        typer.Argument(
            help="A run: its id, the beginning of it, `last`, or `last~1` before it.",
            show_default=False,
        ),
    ] = "last~1",
    second: Annotated[
        str, typer.Argument(help="The run to hold against it.", show_default=False)
    ] = "last",
    out: Out = None,
    listed: Annotated[
        bool,
        typer.Option("--list", help="Also each finding, children as keyed hashes."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show what is new, mended and still there in one run beside another.

    Without arguments: the last run beside the one before it.

    Example: returncheck diff last~1 last --out checked
    """
    from returncheck.results.run_diff import run_diff
    from returncheck.warehouse.named_runs import named_run
    from returncheck.warehouse.reading_history import history_of

    with history_of(database_in(out)) as connection:
        found = run_diff(
            connection, named_run(connection, first), named_run(connection, second)
        )
    if as_json:
        write_json(_document(found, listed=listed))
        return
    for line in _lines(found, listed=listed):
        say(line)


def _lines(found: "RunDiff", *, listed: bool) -> list[str]:
    counts = found.counts
    not_compared = (
        f", {counts['not_compared']} not compared (the other run did not look)"
        if counts["not_compared"]
        else ""
    )
    lines = [
        f"{_named(found.first)}  to  {_named(found.second)}",
        f"{counts['new']} new, {counts['mended']} mended, {counts['still']} still "
        f"there{not_compared}.",
    ]
    rows = found.by_check.select(
        "check_id",
        "severity",
        "return_id",
        "new",
        "mended",
        "still",
        not_compared="not_compared",
    ).to_dicts()
    lines += table_lines(rows)
    if listed:
        lines += ["", *table_lines(_list(found))]
    return lines


def _named(run: "PastRun") -> str:
    from returncheck.warehouse.named_runs import short_id

    return f"{short_id(run.run_id)} ({run.started_at:%Y-%m-%d %H:%M:%S} UTC)"


def _list(found: "RunDiff") -> list[dict[str, Any]]:
    order = {"new": 0, "mended": 1, "not_compared": 2, "still": 3}
    rows = found.findings.select(_LISTED).to_dicts()
    return sorted(
        rows,
        key=lambda row: (
            order[row["state"]],
            row["check_id"] or "",
            row["return_id"],
            row["table_name"] or "",
            row["row_number"] or 0,
            row["field"] or "",
        ),
    )


def _document(found: "RunDiff", *, listed: bool) -> dict[str, Any]:
    document: dict[str, Any] = {
        "first": run_document(found.first),
        "second": run_document(found.second),
        "counts": found.counts,
        "checks": found.by_check.to_dicts(),
    }
    if listed:
        document["findings"] = _list(found)
    return document
