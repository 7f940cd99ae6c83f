"""What a run is measured by when it is to fail on new findings alone."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from returncheck.errors import ConfigError
from returncheck.files.childless import file_name
from returncheck.findings.pseudonyms import Pseudonyms
from returncheck.results.history import Baseline, FindingState
from returncheck.warehouse.named_runs import LAST, named_run
from returncheck.warehouse.seen_findings import findings_of_run

if TYPE_CHECKING:
    import duckdb
    import polars as pl

RESULTS_FORMAT = 1
"""The layout of `results.json` that can be a baseline."""

_MOST_BYTES = 256 * 1024 * 1024
_USE = "Give `last`, a run of `returncheck history`, or the results.json of an earlier"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFindings:
    """The findings of a baseline.

    Attributes:
        name: What the user called it.
        run_id: Id of its run; None for `last`.
        at: When that run began, UTC; None where it is not known.
        has: Whether it has a finding, from the id and `counted_as`; None for `last`:
            the history says so of each.
    """

    name: str
    run_id: str | None
    at: datetime | None
    has: Callable[[str, str], bool] | None


def finding_hash(hashes: Pseudonyms, finding_id: str) -> str:
    """A finding's id as an output without children may hold it.

    The id itself is a plain hash of what may name a child.
    """
    return hashes.of(f"finding {finding_id}").removeprefix("id-")


def key_mark(hashes: Pseudonyms) -> str:
    """What tells whether two outputs were hashed with one key, and not the key."""
    return hashes.of("mark of the key").removeprefix("id-")


def read_baseline(
    connection: "duckdb.DuckDBPyConnection",
    name: str,
    hashes: Pseudonyms,
) -> KnownFindings:
    """The findings that a run is to be measured by.

    Args:
        connection: An open connection, before the run is entered in the history.
        name: `last`; a run, as `named_run` takes it; or the path of a `results.json`.
        hashes: What hashes ids of findings.

    Raises:
        ConfigError: There is no such run or file, or it cannot be compared with.
    """
    if name == LAST:
        return KnownFindings(name=name, run_id=None, at=None, has=None)
    path = Path(name)
    if path.is_file():
        return _of_file(path, hashes)
    if path.suffix or len(path.parts) > 1:
        raise ConfigError(f"There is no file {name} for --baseline. {_USE} run.")
    run = named_run(connection, name)
    found = findings_of_run(connection, run.run_id)
    if found.is_empty() and any(each.counts for each in run.returns):
        raise ConfigError(
            f"The findings of the run {name} are no longer kept: a return was removed, "
            "or the history purged. Choose another run for --baseline."
        )
    known = {*found["finding_id"], *found["counted_as"]}
    return KnownFindings(
        name=name,
        run_id=run.run_id,
        at=run.started_at,
        has=lambda finding_id, counted_as: (
            not known.isdisjoint((finding_id, counted_as))
        ),
    )


def measured(
    known: KnownFindings,
    found: "pl.DataFrame",
    states: "pl.DataFrame",
    previous_at: datetime | None,
) -> Baseline:
    """The findings of a run that its baseline did not have.

    Args:
        known: The findings of the baseline.
        found: Those of the run: finding_id, counted_as.
        states: How each stands beside the runs before: finding_id, state.
        previous_at: When the last of these began.

    Returns:
        The baseline. What people count as one finding is new when nothing of it was
        there; what no earlier run could have found counts as new.
    """
    import polars as pl

    if known.has is None:
        is_known = pl.col("state") == FindingState.STILL.value
        judged = found.join(states, on="finding_id").with_columns(is_known=is_known)
    else:
        has = known.has
        judged = found.with_columns(
            pl.Series(
                "is_known",
                [
                    has(*pair)
                    for pair in found.select("finding_id", "counted_as").rows()
                ],
                dtype=pl.Boolean,
            )
        )
    new = judged.filter(~pl.col("is_known").any().over("counted_as"))
    return Baseline(
        name=known.name,
        run_id=known.run_id,
        at=known.at if known.has is not None else previous_at,
        new_ids=frozenset(new["finding_id"]),
    )


def _of_file(path: Path, hashes: Pseudonyms) -> KnownFindings:
    shown = file_name(path.name)
    document = _document(path, shown)
    version = str(document.get("version"))[:20]
    if document.get("run_id") is None:
        raise ConfigError(
            f"{shown} is of a run that gave no result. {_USE} run that ended."
        )
    if document["format"] != RESULTS_FORMAT:
        raise ConfigError(
            f"{shown} was written by returncheck {version}, in a layout that this "
            f"version does not know. {_USE} run of this version."
        )
    history = document.get("history")
    listed = history.get("finding_hashes") if isinstance(history, dict) else None
    if not isinstance(history, dict) or not isinstance(listed, list):
        raise ConfigError(
            f"{shown} was written by returncheck {version}, which did not list its "
            "findings there. Run this version once and keep its results.json."
        )
    if history.get("key_mark") != key_mark(hashes):
        raise ConfigError(
            f"{shown} names its findings by hashes of another database. Set one "
            "`redaction_key` in returncheck.yml for both runs, or keep the database "
            "between them."
        )
    known = {each for each in listed if isinstance(each, str)}
    return KnownFindings(
        name=shown,
        run_id=str(document["run_id"])[:32],
        at=_moment(document.get("started_at")),
        has=lambda finding_id, _counted_as: finding_hash(hashes, finding_id) in known,
    )


def _document(path: Path, shown: str) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ConfigError(f"{shown} is too large for a results.json. {_USE} run.")
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{shown} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError):
        document = None
    is_ours = isinstance(document, dict) and {"format", "version", "run_id"} <= set(
        document
    )
    if not is_ours:
        raise ConfigError(f"{shown} is no results.json of returncheck. {_USE} run.")
    return document  # type: ignore[no-any-return]


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None
