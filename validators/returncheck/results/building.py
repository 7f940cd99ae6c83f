"""Builds the marts and runs the suites on them, one importing while the other works."""

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.results.stopwatch import Stopwatch
from returncheck.transform import Progress, Transform

if TYPE_CHECKING:
    import duckdb

    from returncheck.suites import SuiteRun


def build_and_run_suites(
    transform: Transform,
    database: Path,
    connection: "duckdb.DuckDBPyConnection",
    *,
    suites: bool | Sequence[str],
    tolerances: Mapping[str, float],
    data_docs: Path | None,
    expectations: Path | None,
    progress: Progress | None,
    watch: Stopwatch,
) -> "SuiteRun | None":
    """Build every mart, then hold the suites' definitions against what was built.

    Args:
        transform: The build, under way or not.
        database: The DuckDB file.
        connection: An open connection to it, to build through; the suites open the
            file beside it.
        suites: True for every suite, False for none, or their names.
        tolerances: Least share in percent by indicator id, and `row_counts`.
        data_docs: Folder for Great Expectations' Data Docs; None for none.
        expectations: Folder of the suites; None for those that come with returncheck.
        progress: Told how many steps of the build are done, of how many.
        watch: Told how long the build and the suites take.

    Returns:
        What the suites found; None when none was asked for.

    Raises:
        ConfigError: An unknown suite, or a database that is locked.
        InternalError: The build failed, which is our bug.
    """
    if not suites:
        with watch.stage("build"):
            transform.run(progress, connection=connection)
        return None
    from returncheck.suites import judge_suites, load_suites, warm_up

    # A folder that cannot be read is told before anything is built.
    wanted = load_suites(expectations, suites=None if suites is True else list(suites))
    warming = threading.Thread(target=warm_up, daemon=True)
    warming.start()
    with watch.stage("build"):
        transform.run(progress, connection=connection)
    with watch.stage("suites"):
        warming.join()
        return judge_suites(
            database, wanted, tolerances=tolerances, data_docs=data_docs
        )
