"""Writes the suites as a project of Great Expectations, to open, edit and run with it.

The project needs nothing of this one but the SQLAlchemy dialect; `gx_reading` reads
what was edited back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import great_expectations as gx
from great_expectations.checkpoint.actions import UpdateDataDocsAction
from great_expectations.data_context.data_context.file_data_context import (
    FileDataContext,
)

from returncheck.errors import ConfigError
from returncheck.suites.definitions import Expectation, Outcome, Suite
from returncheck.suites.dialect import connection_string
from returncheck.suites.entries import entry_of
from returncheck.suites.gx_reading import OURS, PROJECT_FILE
from returncheck.suites.gx_session import check_definitions, configuration, quiet
from returncheck.suites.loading import load_suites
from returncheck.suites.planning import CheckPlan, ExpectationCheck, plan_checks
from returncheck.suites.tolerances import check_tolerances
from returncheck.warehouse import connect
from returncheck.warehouse.beside import refuse_beside

DATA_SOURCE = "returncheck"
"""Name of the data source in the project."""
CHECKPOINT = "returncheck"
"""Name of the checkpoint that runs all suites."""

# Counts, and not one value of a record in the results and the Data Docs.
_RESULT_FORMAT = {"result_format": "BASIC", "partial_unexpected_count": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class GxProject:
    """What was written.

    Attributes:
        folder: The folder that holds `great_expectations.yml`.
        suites: Names of the suites of Great Expectations: one a suite and table.
        checks: Number of expectations in them: one an expectation, or an expectation
            and return.
        data_docs: The index page of the Data Docs.
    """

    folder: Path
    suites: tuple[str, ...]
    checks: int
    data_docs: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The expectations of one suite on one table."""

    name: str
    suite: Suite
    table: str
    expectations: tuple[Expectation, ...]
    checks: tuple[ExpectationCheck, ...]


def write_gx_project(
    database: Path,
    folder: Path,
    *,
    tolerances: Mapping[str, float],
    suites: Iterable[str] | None = None,
    expectations: Path | None = None,
) -> GxProject:
    """Write a project with data source, suites, a checkpoint and Data Docs.

    What an expectation is judged against is written out: one expectation for each
    return where it is judged by return, tolerances as numbers, in the database as it
    is now.

    Args:
        database: A DuckDB file that dbt has built (schema main).
        folder: Folder of the project, which holds none yet; created when missing.
        tolerances: Percentages, 0 or more, by key, as in a run.
        suites: Names of the suites to write; None: all.
        expectations: Folder of the suites; None: the project's own.

    Returns:
        What was written.

    Raises:
        ConfigError: There is no such database or nothing is built in it, there is a
            project in the folder already or it cannot be written, or the suites or
            tolerances are wrong.
    """
    if not database.is_file():
        raise ConfigError(
            f"There is no database at {database}. Run a check first, or name it with "
            "--database."
        )
    if (folder / "gx").exists() or (folder / PROJECT_FILE).exists():
        raise ConfigError(
            f"{folder} holds a project of Great Expectations already, which would be "
            "lost. Name another folder."
        )
    check_tolerances(tolerances)
    chosen = load_suites(expectations, suites=suites)
    with quiet():
        check_definitions(chosen)
        parts = _parts(database, chosen, tolerances)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return _write(database.resolve(), folder.resolve(), parts)
        except OSError as error:
            raise ConfigError(
                f"{error.filename or folder} cannot be written: "
                f"{error.strerror or error}. Name another folder."
            ) from error


def _parts(
    database: Path, suites: Sequence[Suite], tolerances: Mapping[str, float]
) -> list[_Part]:
    parts = []
    with connect(database) as connection:
        refuse_beside(connection, database)
        for suite in suites:
            by_table = sorted(suite.expectations, key=lambda each: each.table)
            tables = {
                table: tuple(group)
                for table, group in groupby(by_table, key=lambda each: each.table)
            }
            for table, listed in tables.items():
                plans = [plan_checks(connection, each, tolerances) for each in listed]
                for plan in plans:
                    _refuse_unbuilt(plan, database)
                parts.append(
                    _Part(
                        name=suite.name
                        if len(tables) == 1
                        else f"{suite.name}__{table}",
                        suite=suite,
                        table=table,
                        expectations=listed,
                        checks=tuple(check for plan in plans for check in plan.checks),
                    )
                )
    return parts


def _refuse_unbuilt(plan: CheckPlan, database: Path) -> None:
    for verdict in plan.verdicts:
        if verdict.outcome is Outcome.COULD_NOT_RUN:
            raise ConfigError(
                f"{database} has not what {verdict.expectation.suite}."
                f"{verdict.expectation.name} is about: {verdict.reason}. "
                "Run a check with this version first."
            )


def _write(database: Path, folder: Path, parts: Sequence[_Part]) -> GxProject:
    context = gx.get_context(mode="file", project_root_dir=folder)
    context.enable_analytics(False)
    source = context.data_sources.add_sql(
        DATA_SOURCE, connection_string=connection_string(database, read_only=True)
    )
    assets = {
        table: source.add_table_asset(
            table, table_name=table
        ).add_batch_definition_whole_table("all rows")
        for table in dict.fromkeys(part.table for part in parts)
    }
    definitions = []
    for part in parts:
        suite = context.suites.add(_suite(part))
        if part.checks:
            definition = gx.ValidationDefinition(
                name=part.name, data=assets[part.table], suite=suite
            )
            definitions.append(context.validation_definitions.add(definition))
    context.checkpoints.add(
        gx.Checkpoint(
            name=CHECKPOINT,
            validation_definitions=definitions,
            actions=[UpdateDataDocsAction(name="data_docs")],
            result_format=_RESULT_FORMAT,
        )
    )
    context.build_data_docs()
    source.get_engine().dispose()
    return GxProject(
        folder=Path(context.root_directory),
        suites=tuple(part.name for part in parts),
        checks=sum(len(part.checks) for part in parts),
        data_docs=_index(context),
    )


def _index(context: FileDataContext) -> Path:
    site = Path(context.root_directory) / "uncommitted" / "data_docs" / "local_site"
    return site / "index.html"


def _suite(part: _Part) -> gx.ExpectationSuite:
    listed = []
    for check in part.checks:
        ours = {
            "name": check.expectation.name,
            "return_id": check.return_id,
            "where": dict(check.expectation.where),
            "tolerances": {
                name: check.kwargs[name] for name in check.expectation.references
            },
        }
        asked = configuration(
            check.expectation, check.kwargs, check.return_id, {OURS: ours}
        )
        listed.append(asked.to_domain_obj())
    checked = {check.expectation.name for check in part.checks}
    collections = {each.collection for each in part.expectations if each.collection}
    meta: dict[str, Any] = {
        "suite": part.suite.name,
        "description": part.suite.description,
        "collection": next(iter(collections), ""),
        "table": part.table,
        "definitions": [entry_of(each) for each in part.expectations],
        "order": [each.name for each in part.suite.expectations],
        "without_checks": [
            each.name for each in part.expectations if each.name not in checked
        ],
    }
    return gx.ExpectationSuite(
        name=part.name,
        expectations=listed,
        meta={OURS: meta},
        notes=part.suite.description,
    )
