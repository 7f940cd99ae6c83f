"""The one line that a check of a watched folder prints."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from returncheck.files.childless import file_name
from returncheck.findings.exits import ExitCode

if TYPE_CHECKING:
    from returncheck.cli.repeated import Checked

Open = Mapping[str, frozenset[str]]
"""Return id to the ids of what is open in it: errors, and queries without a reason."""

_FINDINGS: Final = "findings.parquet"
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What became of what is open, from one check to the next.

    Attributes:
        new: How many are open that were not.
        mended: How many were open and are not.
        still: How many are open as before.
    """

    new: int
    mended: int
    still: int


def open_findings(output: Path, results: Mapping[str, Any]) -> Open:
    """What the last check has left open, for each return that it was about.

    Args:
        output: The folder of the outputs.
        results: What `results.json` holds.

    Returns:
        Nothing where there are no findings to read.
    """
    import polars as pl

    try:
        frame = pl.read_parquet(
            output / _FINDINGS,
            columns=["return_id", "counted_as", "severity", "explanation"],
        )
    except (OSError, pl.exceptions.PolarsError):
        return {}
    rows = frame.filter(
        pl.col("severity").is_in(["error", "query"]) & pl.col("explanation").is_null()
    )
    found: dict[str, set[str]] = {
        each["return_id"]: set()
        for each in results.get("returns", ())
        if not each.get("is_context")
    }
    for return_id, counted_as in rows.select("return_id", "counted_as").iter_rows():
        if return_id in found:
            found[return_id].add(counted_as)
    return {name: frozenset(ids) for name, ids in found.items()}


def moved(before: Open, now: Open) -> Moved | None:
    """What became of what was open, in the returns that both checks were about.

    Args:
        before: What the check before left open.
        now: What this one did.

    Returns:
        None where no return was in both.
    """
    both = before.keys() & now.keys()
    if not both:
        return None
    was = frozenset().union(*(before[name] for name in both))
    is_open = frozenset().union(*(now[name] for name in both))
    return Moved(
        new=len(is_open - was), mended=len(was - is_open), still=len(is_open & was)
    )


def line(
    checked: "Checked",
    changed: Iterable[str],
    since: Moved | None,
    seconds: float,
    output: Path,
    at: datetime,
) -> str:
    """The line on a check.

    Args:
        checked: How it ended.
        changed: The files that it was done for.
        since: What became of the findings; None for a first check.
        seconds: How long it took.
        output: The folder of the outputs.
        at: When it ended, local time.
    """
    parts = list(_parts(checked, since))
    end = f" ({seconds:.1f} s)"
    if checked.results:
        end = f"{end} {output / 'report.html'}"
    return f"{at:%H:%M:%S} {_files(changed)}: {'; '.join(parts)}{end}"


def _parts(checked: "Checked", since: Moved | None) -> Iterator[str]:
    if checked.results:
        found = checked.results["counts"]["findings"]
        # Before them stands what cannot be read, without which they are not all.
        refused = checked.told if checked.code is ExitCode.UNREADABLE else ()
        yield from (each.rstrip(".") for each in refused[:_SHOWN])
        yield f"{_counted(found['error'], 'error')}, {_queries(found['query'])}"
        if since is not None:
            yield f"{since.new} new, {since.mended} mended, {since.still} still"
        return
    if checked.told:
        yield checked.told[-1].rstrip(".")
        more = len(checked.told) - 1
        if more:
            yield f"and {more} more"
    else:
        yield f"no result, exit code {checked.code:d}"


def _files(changed: Iterable[str]) -> str:
    names = [file_name(Path(each).name) for each in changed]
    if not names:
        return "files"
    shown = ", ".join(names[:_SHOWN])
    more = len(names) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def _queries(number: int) -> str:
    return "1 query" if number == 1 else f"{number:,} queries"
