"""Builds the marts and has suites judge them, one importing while the other works."""

import threading
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.engine import Build, Engine
from returncheck.results.stopwatch import Stopwatch
from returncheck.transform import Progress
from returncheck.warehouse.in_use import DatabaseInUse

if TYPE_CHECKING:
    from returncheck.suites import SuiteRun
    from returncheck.suites.apart import SuiteProcess


Judged = Callable[[], "SuiteRun | None"]
"""Gives what the suites found, and waits for it; None where none was asked for."""


def build_and_run_suites(
    engine: Engine,
    build: Build,
    in_use: DatabaseInUse,
    *,
    suites: bool | Sequence[str],
    returns: Sequence[str],
    tolerances: Mapping[str, float],
    data_docs: Path | None,
    expectations: Path | None,
    progress: Progress | None,
    watch: Stopwatch,
) -> Judged:
    """Build every mart, then hold the suites' definitions against what was built.

    Args:
        engine: What the marts are built by.
        build: The build, under way or not.
        in_use: The database. Where another process judges, it is open for reading
            alone from here on.
        suites: True for every suite, False for none, or their names.
        returns: Ids of the returns that they are to speak of.
        tolerances: Least share in percent by indicator id, and `row_counts`.
        data_docs: Folder for Great Expectations' Data Docs; None for none.
        expectations: Folder of the suites; None for those that come with returncheck.
        progress: Told how many steps of the build are done, of how many.
        watch: Told how long the build and the suites take.

    Returns:
        What gives what the suites found; it raises the errors of theirs.

    Raises:
        ConfigError: An unknown suite, or a database that is locked.
        InternalError: The build failed, which is our bug.
    """
    if not suites:
        with watch.stage("build"):
            build.run(progress, connection=in_use.connect())
        return lambda: None
    from returncheck.suites import judge_suites, load_suites, warm_up
    from returncheck.suites.apart import suite_process

    # A folder that cannot be read is told before anything is built.
    wanted = load_suites(expectations, suites=None if suites is True else list(suites))
    process = suite_process() if engine.is_apart else None
    warming = threading.Thread(target=warm_up, daemon=True)
    if process is None:
        warming.start()
    with watch.stage("build"):
        build.run(progress, connection=in_use.connect())
    if process is not None:
        in_use.read_only()
        here = partial(
            judge_suites,
            *(in_use.file, wanted),
            tolerances=tolerances,
            data_docs=data_docs,
            returns=returns,
            read_only=True,
        )
        process.ask(
            in_use.file,
            wanted,
            tolerances=tolerances,
            data_docs=data_docs,
            returns=returns,
        )
        return partial(_answer, process, here, watch)
    with watch.stage("suites"):
        warming.join()
        found = engine.judge(
            *(in_use.connect(), in_use.file, wanted),
            tolerances=tolerances,
            data_docs=data_docs,
            returns=returns,
        )
    return lambda: found


def _answer(
    process: "SuiteProcess", here: Callable[[], "SuiteRun"], watch: Stopwatch
) -> "SuiteRun":
    """What the process says; where it has ended the suites are judged in this one."""
    from returncheck.suites.apart import ProcessEndedError

    try:
        answer = process.answer()
    except ProcessEndedError:
        with watch.stage("suites"):
            return here()
    watch.add("suites", answer.seconds)
    return answer.found()
