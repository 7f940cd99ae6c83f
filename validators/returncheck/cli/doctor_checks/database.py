"""The database of the output folder: there, writable, free, and by which version."""

import os
from collections.abc import Iterator
from pathlib import Path

from returncheck.cli.doctor_checks.line import Line, State
from returncheck.errors import BusyError, ConfigError, InputError
from returncheck.warehouse.lock import run_lock
from returncheck.warehouse.opening import FILE_NAME

_SUBJECT = "database"


def database(output: Path) -> Iterator[Line]:
    """Lines on the output folder and the database in it; nothing is made or changed.

    Args:
        output: The folder of the outputs, there or not.
    """
    there = _nearest(output)
    if not os.access(there, os.W_OK | os.X_OK) or not there.is_dir():
        yield Line(
            subject="output folder",
            state=State.MISSING,
            words=f"{there} cannot be written",
            todo="Name another folder as `output` in returncheck.yml, or with --out.",
        )
        return
    made = "" if output.is_dir() else ", made by the first run"
    yield Line(subject="output folder", state=State.OK, words=f"{output}{made}")
    path = output / FILE_NAME
    if not path.exists():
        words = "none yet, made by the first run"
        yield Line(subject=_SUBJECT, state=State.OK, words=words)
        return
    yield _line(path)


def _line(path: Path) -> Line:
    if not os.access(path, os.R_OK | os.W_OK):
        return Line(
            subject=_SUBJECT,
            state=State.MISSING,
            words=f"{path} cannot be written by you",
            todo=f"Have its owner give it to you, or remove it: rm {path}",
        )
    try:
        # The lock of a run under way, which this only asks for and gives back.
        with run_lock(path):
            words = _read(path)
    except BusyError as error:
        todo = "Wait until the other run has ended."
        return Line(subject=_SUBJECT, state=State.MISSING, words=str(error), todo=todo)
    except (ConfigError, InputError) as error:
        todo = f"Move {path} away; the next run makes a new one."
        return Line(subject=_SUBJECT, state=State.MISSING, words=str(error), todo=todo)
    return Line(subject=_SUBJECT, state=State.OK, words=f"{path}, {words}")


def _read(path: Path) -> str:
    """Which version was at work there last."""
    import duckdb

    from returncheck.warehouse.connection import connect

    with connect(path, read_only=True) as connection:
        try:
            row = connection.execute(
                "select version from history.runs order by started_at desc limit 1"
            ).fetchone()
        except duckdb.CatalogException:
            row = None
    size = f"{path.stat().st_size / 1e6:,.0f} MB, not in use"
    return f"{size}, last run by returncheck {row[0]}" if row else f"{size}, no run yet"


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    return place
