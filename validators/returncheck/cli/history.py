"""`returncheck history`: the runs of a database; `history prune` takes old ones out."""

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from returncheck.cli.listing import Row, table_lines
from returncheck.cli.options import Out
from returncheck.cli.saying import say
from returncheck.errors import ConfigError
from returncheck.settings.reading import read_settings

if TYPE_CHECKING:
    from returncheck.warehouse.past_runs import PastRun

app = typer.Typer(
    help="The runs of a database: what was checked, when, and what came of it.\n\n"
    "Example: returncheck history --out checked",
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")]
_KEEP = re.compile(r"(\d{1,6})(d?)")


@app.callback(invoke_without_command=True)
def history(
    typer_context: typer.Context,
    out: Out = None,
    most: Annotated[
        int | None, typer.Option("--last", min=1, help="Only this many, the latest.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the runs of a database, the latest last."""
    if typer_context.invoked_subcommand is not None:
        return
    from returncheck.warehouse.past_runs import past_runs
    from returncheck.warehouse.reading_history import history_of

    with history_of(database_in(out)) as connection:
        runs = past_runs(connection, most=most)
    if as_json:
        write_json([run_document(run) for run in runs])
    elif not runs:
        say("No run is kept yet. Make one with: returncheck run FILE")
    else:
        for line in table_lines([_row(run) for run in runs]):
            say(line)


@app.command("prune")
def prune(
    keep: Annotated[
        str,
        typer.Option(
            "--keep", help="Days such as 90d, or a number of runs such as 200."
        ),
    ],
    out: Out = None,
) -> None:
    """Take old runs out of the history.

    The first and the last run of each return stay, and what the next run is held
    against.

    Example: returncheck history prune --keep 90d --out checked
    """
    found = _KEEP.fullmatch(keep.strip())
    if found is None or int(found[1]) < 1:
        raise ConfigError(
            f"--keep is '{keep}'. Give days such as 90d, or a number of runs such as "
            "200."
        )
    from returncheck.warehouse.pruning import Keep
    from returncheck.warehouse.pruning import prune as pruned_history

    number = int(found[1])
    kept = Keep(days=number) if found[2] else Keep(runs=number)
    pruned = pruned_history(database_in(out), kept)
    runs = "run is" if pruned.gone == 1 else "runs are"
    spared = (
        f"; {pruned.spared} older of these: first and last of a return, or what the "
        "next run is held against"
        if pruned.spared
        else ""
    )
    say(f"{pruned.gone} {runs} taken out of the history, {pruned.left} left{spared}.")


def database_in(out: Path | None) -> Path:
    """The database of an output folder.

    Raises:
        ConfigError: There is none.
    """
    from returncheck.export.tables import find_database

    return find_database(out or read_settings(None).output)


def write_json(document: object) -> None:
    """Write a document to stdout."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def run_document(run: "PastRun") -> dict[str, Any]:
    """A run for machines."""
    return {
        "run_id": run.run_id,
        "started_at": run.started_at.isoformat(),
        "finished_at": run.finished_at and run.finished_at.isoformat(),
        "outcome": run.outcome,
        "exit_code": run.exit_code,
        "fail_on": run.fail_on,
        "refused": run.refused,
        "rules": run.rules if run.rules is None else list(run.rules),
        "suites": run.suites if run.suites is None else list(run.suites),
        "version": run.version,
        "duckdb_version": run.duckdb_version,
        "python_version": run.python_version,
        "seconds": dict(run.seconds),
        "returns": [
            {
                "return_id": each.return_id,
                "is_context": each.is_context,
                "files": [
                    {"name": file.name, "sha256": file.sha256, "bytes": file.size}
                    for file in each.files
                ],
                "counts": [
                    {
                        "layer": count.layer,
                        "severity": count.severity,
                        "findings": count.findings,
                        "explained": count.explained,
                    }
                    for count in each.counts
                ],
            }
            for each in run.returns
        ],
    }


def _row(run: "PastRun") -> Row:
    from returncheck.warehouse.named_runs import short_id

    returns = [each.return_id for each in run.returns if not each.is_context]
    more = f" and {len(returns) - 1} more" if len(returns) > 1 else ""
    exit_code = "" if run.exit_code is None else str(run.exit_code)
    return {
        "run": short_id(run.run_id),
        "started (UTC)": f"{run.started_at:%Y-%m-%d %H:%M:%S}",
        "returns": f"{returns[0]}{more}" if returns else "",
        "errors": run.number("error"),
        "queries": run.number("query"),
        "notes": run.number("info"),
        "explained": run.explained,
        "checked": _scope(run),
        "exit": exit_code,
        "seconds": f"{sum(run.seconds.values()):.1f}" if run.seconds else "",
    }


def _scope(run: "PastRun") -> str:
    """What was asked for: all, or which rules, and whether suites ran."""
    if run.outcome is None:
        return "not known"
    if run.outcome != "checked":
        return run.outcome
    parts = []
    if run.rules is not None:
        parts.append(f"{len(run.rules)} rule{'' if len(run.rules) == 1 else 's'}")
    if run.suites is not None:
        parts.append(f"{len(run.suites)} suites" if run.suites else "no suites")
    return ", ".join(parts) or "all"
