"""Runs the suites over a built warehouse: the one entrance for the rest of the project.

Great Expectations and polars are imported on use; importing this module costs nothing.
"""

import logging
import os
import warnings
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from returncheck.errors import ConfigError
from returncheck.files.late_pandas import let_pandas_in
from returncheck.suites.definitions import Suite
from returncheck.suites.loading import load_suites
from returncheck.warehouse import connect
from returncheck.warehouse.beside import refuse_beside

if TYPE_CHECKING:
    import duckdb
    import polars as pl

    from returncheck.suites.gx_session import GxSession
    from returncheck.suites.judging import SuiteVerdicts

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteRun:
    """What came of a run of the suites.

    Attributes:
        outcomes: One row an expectation, or an expectation and return: `suite,
            expectation, check_id, return_id, outcome, severity, observed, reason`;
            outcome is passed, failed, could_not_run or not_applicable, severity that
            of its findings (error, query, info).
        findings: One row a location: `return_id, check_id, severity, table_name,
            row_number, child_id, field, value, message, finding_key`; rows with the
            same finding_key are one finding.
        data_docs: The index page of the Data Docs; None when none were asked for.
    """

    outcomes: "pl.DataFrame"
    findings: "pl.DataFrame"
    data_docs: Path | None = None


def warm_up() -> None:
    """Import Great Expectations ahead of its use; it takes about two seconds.

    Made to be called in a thread while another process works. Its analytics are
    switched off, and its grip on the warnings of the whole process is undone.
    """
    from returncheck.suites.late_imports import put_off_imports

    let_pandas_in()
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    shown_by = warnings.showwarning
    put_off_imports()
    import returncheck.suites.gx_session  # noqa: F401

    if warnings.showwarning is not shown_by:
        logging.captureWarnings(False)


def run_suites(
    database: Path,
    *,
    tolerances: Mapping[str, float],
    suites: Iterable[str] | None = None,
    data_docs: Path | None = None,
    expectations: Path | None = None,
) -> SuiteRun:
    """Hold what dbt has built against the suites of expectations.

    Args:
        database: A DuckDB file that dbt has built (schema main).
        tolerances: Percentages, 0 or more, by key: an indicator for the share it must
            not fall below, `row_counts` for the drift against the year before.
        suites: Names of the suites to run; None: all.
        data_docs: Folder to write Great Expectations' Data Docs to; None: none.
        expectations: Folder of the YAML files; None: the project's own.

    Returns:
        Outcomes and findings, in the order of the suites and their expectations.

    Raises:
        ConfigError: There is no such database or it is locked, there is no such
            suite, a suite file says something it cannot, or a tolerance is no
            percentage.
    """
    if not database.is_file():
        raise ConfigError(
            f"There is no warehouse at {database}. Load a return and build it first."
        )
    return judge_suites(
        database,
        load_suites(expectations, suites=suites),
        tolerances=tolerances,
        data_docs=data_docs,
    )


def judge_suites(
    database: Path,
    suites: Sequence[Suite],
    *,
    tolerances: Mapping[str, float],
    data_docs: Path | None = None,
    read_only: bool = False,
    returns: Collection[str] | None = None,
) -> SuiteRun:
    """Hold what dbt has built against suites that are read; see `run_suites`.

    Args:
        database: The DuckDB file.
        suites: The suites.
        tolerances: Percentages by key.
        data_docs: Folder of the Data Docs; None for none.
        read_only: Whether other processes may have the file open for reading.
        returns: Ids of the returns that are spoken of; None for all.
    """
    warm_up()
    from returncheck.suites.gx_session import DuckDBGxSession

    with connect(database, read_only=read_only) as connection:
        refuse_beside(connection, database)
        return judge_connected(
            connection,
            lambda: DuckDBGxSession(database, read_only=read_only),
            suites,
            tolerances=tolerances,
            data_docs=data_docs,
            returns=returns,
        )


def judge_connected(
    connection: "duckdb.DuckDBPyConnection",
    open_session: "Callable[[], GxSession]",
    suites: Sequence[Suite],
    *,
    tolerances: Mapping[str, float],
    data_docs: Path | None = None,
    returns: Collection[str] | None = None,
) -> SuiteRun:
    """Hold what was built against suites, wherever Great Expectations sees it.

    Args:
        connection: An open connection that sees it too.
        open_session: Lets Great Expectations see it.
        suites: The suites.
        tolerances: Percentages by key.
        data_docs: Folder of the Data Docs; None for none.
        returns: Ids of the returns that are spoken of; None for all.
    """
    from returncheck.suites.tolerances import check_tolerances

    check_tolerances(tolerances)
    warm_up()
    from returncheck.suites.custom import load_expectation_classes
    from returncheck.suites.findings import findings_frame, outcomes_frame
    from returncheck.suites.gx_session import check_definitions, quiet

    index = None
    with quiet():
        load_expectation_classes()
        check_definitions(suites)
        with open_session() as session:
            runs = [
                _run_suite(connection, session, suite, tolerances, returns)
                for suite in suites
            ]
            verdicts = [verdict for run in runs for verdict in run.verdicts]
            findings = findings_frame(connection, verdicts)
            if data_docs is not None:
                from returncheck.suites.data_docs import write_data_docs

                index = write_data_docs(runs, data_docs)
    return SuiteRun(
        outcomes=outcomes_frame(verdicts), findings=findings, data_docs=index
    )


def _run_suite(
    connection: "duckdb.DuckDBPyConnection",
    session: "GxSession",
    suite: Suite,
    tolerances: Mapping[str, float],
    returns: Collection[str] | None,
) -> "SuiteVerdicts":
    from returncheck.suites.judging import SuiteVerdicts
    from returncheck.suites.planning import plan_checks

    plans = [
        plan_checks(connection, item, tolerances, returns)
        for item in suite.expectations
    ]
    checks = [check for made in plans for check in made.checks]
    by_table = sorted(checks, key=lambda check: check.expectation.table)
    judgements = [
        judgement
        for _, group in groupby(by_table, key=lambda check: check.expectation.table)
        for judgement in session.judge(suite.name, list(group))
    ]
    verdicts = [verdict for made in plans for verdict in made.verdicts]
    verdicts += [judgement.verdict for judgement in judgements]
    place = {item.name: number for number, item in enumerate(suite.expectations)}
    verdicts.sort(key=lambda verdict: place[verdict.expectation.name])
    _LOGGER.info("Suite %s: %d checks", suite.name, len(checks))
    return SuiteVerdicts(
        suite=suite.name, verdicts=tuple(verdicts), judgements=tuple(judgements)
    )
