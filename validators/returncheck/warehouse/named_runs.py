"""Which past run a person means: its id, the beginning of it, `last` or `last~1`."""

import re
from typing import TYPE_CHECKING

from returncheck.errors import ConfigError
from returncheck.warehouse.past_runs import PastRun, past_runs

if TYPE_CHECKING:
    import duckdb

LAST = "last"
SHORT_ID = 8
"""Letters of an id that people are shown."""

_LAST = re.compile(rf"{LAST}(?:~(\d{{1,6}}))?")
_ID = re.compile(r"[0-9a-f]{4,32}")
_LISTED = 5
_LIST_THEM = "List them with: returncheck history"


def short_id(run_id: str) -> str:
    """The beginning of a run's id, which tells it from others in all likelihood."""
    return run_id[:SHORT_ID]


def named_run(connection: "duckdb.DuckDBPyConnection", name: str) -> PastRun:
    """The run that is meant.

    Args:
        connection: An open connection.
        name: Its id, at least four letters of its beginning, `last` for the latest
            that checked something, or `last~1` for the one before it.

    Raises:
        ConfigError: There is no such run, or several.
    """
    runs = past_runs(connection)
    checked = [run for run in runs if run.outcome != "refused"]
    if not checked:
        raise ConfigError(
            "The history is empty: no run is kept. Make one with: returncheck run FILE"
        )
    back = _LAST.fullmatch(name)
    if back is not None:
        steps = int(back[1] or 0)
        if steps >= len(checked):
            raise ConfigError(
                f"There is no run '{name}': the history has {len(checked)}. "
                f"{_LIST_THEM}"
            )
        return checked[-1 - steps]
    wanted = name.lower()
    same = [run for run in runs if run.run_id == wanted]
    found = same or (
        [run for run in runs if run.run_id.startswith(wanted)]
        if _ID.fullmatch(wanted)
        else []
    )
    if not found:
        shown = name if name.isprintable() and len(name) <= 60 else "of that name"
        raise ConfigError(
            f"There is no run '{shown}'. Give an id, four letters of it or more, "
            f"`last` or `last~1`. {_LIST_THEM}"
        )
    if len(found) > 1:
        listed = ", ".join(run.run_id[: len(name) + 4] for run in found[-_LISTED:])
        raise ConfigError(
            f"'{name}' is the beginning of {len(found)} runs: {listed}. "
            "Give more letters."
        )
    return found[0]
