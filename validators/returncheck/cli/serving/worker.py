"""The process that checks for `returncheck ui`: warm, and ended at any moment.

It takes a job a line from standard input and tells of it a line an event on standard
output, both JSON. When standard input ends the session is over, however it came to
that: the worker erases the session's folder, also from the middle of a check.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final, TextIO

from returncheck.cli.display import Display
from returncheck.cli.repeated import check_once
from returncheck.cli.serving.private_session import erase
from returncheck.files.private import OTHERS

FILES: Final = "files"
"""Folder of the files to check in that of the session, which is the current one."""

_PAUSE: Final = 0.2

Tell = Callable[[dict[str, Any]], None]


def main(session: Path) -> None:
    """Take jobs until standard input ends.

    Args:
        session: The folder that is erased then.
    """
    # Ctrl-C is for the process that serves the page, which then ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.umask(OTHERS)
    # What a library prints is no event.
    events = os.fdopen(os.dup(1), "w", 1, encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    jobs: SimpleQueue[dict[str, Any]] = SimpleQueue()
    threading.Thread(target=_read, args=(jobs, session), daemon=True).start()
    _warm_up()
    while True:
        _check(jobs.get(), lambda event: _tell(events, event))


def _read(jobs: "SimpleQueue[dict[str, Any]]", session: Path) -> None:
    for line in sys.stdin:
        jobs.put(json.loads(line))
    try:
        os.chdir(session.parent)  # Windows erases no folder that a process is in
        erase(session)
    finally:
        # Somebody may have erased it already, with the folder that it was in.
        os._exit(0)


def _warm_up() -> None:
    """Import what a check needs while the user is still choosing files."""
    import returncheck.report
    import returncheck.suites
    import returncheck.workspace

    returncheck.suites.warm_up()
    _ = (returncheck.report, returncheck.workspace)


def _check(asked: dict[str, Any], tell: Tell) -> None:
    from returncheck.cli.main_job import MainJob
    from returncheck.errors import ReturncheckError
    from returncheck.extensions import extended
    from returncheck.settings.reading import named_extensions, read_settings

    given = asked["settings"]
    config = Path(asked["config"]) if asked["config"] else None
    try:
        folders = named_extensions(config)
        with extended(
            *(folder for _, folder in folders), shown=[name for name, _ in folders]
        ):
            settings = read_settings(config)
            paths = ("output", "explanations")
            for key in paths:
                if key in given:
                    given[key] = Path(given[key])
            given["inputs"] = tuple(map(Path, given["inputs"]))
            job = MainJob(
                config=replace(settings, **given),
                rule_year=given.get("year"),
                shown=_Told(tell),
            )
            done = check_once(job)
    except ReturncheckError as error:
        tell({"ended": {"code": 2, "said": [], "told": str(error).splitlines()}})
        return
    counts = done.results.get("counts", {}).get("findings")
    tell(
        {
            "ended": {
                "code": int(done.code),
                "headline": done.results.get("headline"),
                "counts": counts,
                "said": list(done.said),
                "told": [line.removeprefix(f"{FILES}/") for line in done.told],
            }
        }
    )


class _Told(Display):
    """Tells how far a check is; what it says besides is kept by `check_once`."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._step = ""
        self._at = 0.0

    def advance(self, step: str, done: int, total: int) -> None:
        """An event, where the step is another one or some time has gone."""
        now = time.monotonic()
        if step != self._step or done == total or now - self._at > _PAUSE:
            self._step, self._at = step, now
            self._tell({"step": step, "done": done, "total": total})


def _tell(events: TextIO, event: dict[str, Any]) -> None:
    events.write(json.dumps(event) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
