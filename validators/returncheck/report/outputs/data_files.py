"""The outputs for machines and spreadsheets: findings.csv, .parquet, results.json."""

import json
from datetime import UTC
from pathlib import Path
from typing import Any

import polars as pl

from returncheck.files.childless import file_name, told_path
from returncheck.files.formulas import guarded
from returncheck.findings.finding import COLUMNS
from returncheck.report.overview import Overview
from returncheck.report.sections.exceptions import target_counts
from returncheck.results.check_result import CheckResult
from returncheck.results.results_schema import SCHEMA_FORMAT, SCHEMA_VERSION
from returncheck.results.rules_run import RulesRun, rules_run
from returncheck.returns import LAYOUTS
from returncheck.warehouse import ReturnRecord


def write_findings_csv(findings: pl.DataFrame, path: Path) -> None:
    """Write the findings for a spreadsheet; see `write_csv`.

    Args:
        findings: A findings frame.
        path: The file; replaced when it is there.
    """
    write_csv(findings.select(COLUMNS), path)


def write_csv(frame: pl.DataFrame, path: Path) -> None:
    """Write a table for a spreadsheet.

    UTF-8 with a byte order mark, so that Excel reads names right; lines end as Excel
    writes them. A text that a spreadsheet would take for a formula gets an apostrophe
    in front; plain numbers stay as they are.

    Args:
        frame: The table.
        path: The file; replaced when it is there.
    """
    safe = frame.with_columns(
        guarded(pl.col(name)).alias(name)
        for name, kind in frame.schema.items()
        if kind == pl.String
    )
    safe.write_csv(path, include_bom=True, line_terminator="\r\n")


def write_findings_parquet(findings: pl.DataFrame, path: Path) -> None:
    """Write the findings as they are, with the columns of `findings.COLUMNS`.

    Args:
        findings: A findings frame.
        path: The file; replaced when it is there.
    """
    findings.select(COLUMNS).write_parquet(path)


def write_results_json(
    result: CheckResult, page: Overview, path: Path, outputs: dict[str, str]
) -> None:
    """Write the outcome of a run for machines; see `results_document`.

    Args:
        result: The result.
        page: What the page shows.
        path: The file; replaced when it is there.
        outputs: Name of an output to its file name.
    """
    write_json(results_document(result, page, outputs), path)


def write_json(document: dict[str, Any], path: Path) -> None:
    """Write a document as `results.json` is written.

    Args:
        document: What it holds.
        path: The file; replaced when it is there.
    """
    write_text(path, json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a text in UTF-8, its lines as they are.

    Args:
        path: The file; replaced when it is there.
        text: The text.
    """
    path.write_text(text, encoding="utf-8", newline="\n")


def results_document(
    result: CheckResult, page: Overview, outputs: dict[str, str]
) -> dict[str, Any]:
    """The outcome of a run without a child's identifier or a value of a record.

    Args:
        result: The result.
        page: What the page shows.
        outputs: Name of an output to its file name.

    Returns:
        Keys, in this order:
        `format` and `schema_version` of this layout, see `results.results_schema`;
        `version`, `run_id`, `started_at` (ISO 8601, UTC), `synthetic`;
        `exit_code`, `fail_on`, `status` (ready, not_ready, findings, wrong_use,
        unreadable, failed), `headline`, the outcome in one line; a run without a
        result has these keys alone, `reason`, and the status failed or unfinished;
        `returns` list of `return_id, collection, la_code, authority, return_year,
        source_name, rows` (null when not known), `findings` by severity, explained
        ones left out, `is_context`, and `rules`: null for a return without statutory
        rules, else `set` (of_the_year, provisional, another_year or none), `year` of
        the rules, `is_provisional`, `is_selection`, and how many rules of that year
        were `run` and `not_run`; `files`, unless it came from frames in memory: those
        it was read from, with `name, sha256, bytes, modified_at` (ISO 8601, UTC);
        `refused` list of messages;
        `counts`, returns that are context left out, with `findings` by severity and
        `by_layer` (layer to severity to number), both without explained queries,
        `explained`, the number of explained queries, and `locations`, the rows of
        findings.csv with those of context; every number of findings is
        that of distinct `counted_as`;
        `checks` list, without context, of `check_id, layer, severity, findings,
        locations, explained`;
        `contracts` list of `check_id, return_id, table_name, field, check, outcome,
        reason, locations`: every check of a return's contract, once a field, passed,
        failed or not_run; `locations` is how many values or places failed;
        `rules` list of `code, return_id, outcome, reason, findings, explained`; here
        the explained ones are among the findings;
        `suites` list of `suite, expectation, check_id, return_id, outcome, severity,
        observed, reason`; the reason why a check could not run is on the page only,
        because it may quote a value;
        `targets` list of `la_code, authority, green, amber, red, not_judged,
        no_target`: the newest figures of each authority by how they stand beside their
        targets;
        `history`: null where none is kept, else how the findings of the returns to
        submit stand beside earlier runs: `previous` (`run_id, started_at`; null for
        the first), `new`, `still`, `first_checked` (of checks that no earlier run
        made), `mended_since_last`, `mended_since_first`, `new_by_severity`,
        `baseline` (`name, run_id, new`; null without one), and, so that the file can
        be a baseline itself, `finding_hashes`, keyed hashes of the ids of all
        findings, with `key_mark`, which tells whether two files have one key;
        `outputs` name to file.
    """
    return {
        "format": SCHEMA_FORMAT,
        "schema_version": SCHEMA_VERSION,
        "version": result.version,
        "run_id": result.run_id,
        "started_at": result.started_at.isoformat(),
        "synthetic": page.is_synthetic,
        "exit_code": page.exit_code,
        "fail_on": page.fail_on,
        "status": page.status.word,
        "headline": page.status.title,
        "returns": _returns(result, page),
        "refused": list(page.refused),
        "counts": {
            "findings": dict(page.counts),
            "by_layer": {layer.layer: dict(layer.counts) for layer in page.layers},
            "locations": result.findings.height,
            "explained": page.explained,
        },
        "checks": _checks(page),
        "contracts": _contracts(result),
        "rules": _rules(result.rule_outcomes),
        "suites": _suites(result.suite_outcomes),
        "targets": _targets(result),
        "history": _history(result),
        "outputs": outputs,
    }


def _history(result: CheckResult) -> dict[str, Any] | None:
    history = result.history
    if history is None:
        return None
    previous, baseline = history.previous, history.baseline
    return {
        "previous": previous
        and {
            "run_id": previous.run_id,
            "started_at": previous.started_at.isoformat(),
        },
        "new": history.new,
        "still": history.still,
        "first_checked": history.first_checked,
        "mended_since_last": history.mended_since_last,
        "mended_since_first": history.mended_since_first,
        "new_by_severity": {
            severity.value: number
            for severity, number in history.new_by_severity.items()
        },
        "baseline": baseline
        and {
            "name": file_name(baseline.name),
            "run_id": baseline.run_id,
            "new": sum(result.counts_that_fail.values()),
        },
        "key_mark": history.key_mark,
        "finding_hashes": sorted(history.findings["finding_hash"]),
    }


def _contracts(result: CheckResult) -> list[dict[str, Any]]:
    official = {
        name
        for layout in LAYOUTS.values()
        for table in layout.tables
        for name in (table.name, *(column.name for column in table.columns))
    }
    return [
        {**row, "field": row["field"] and told_path(row["field"], official)}
        for row in result.contract_outcomes.to_dicts()
    ]


def _returns(result: CheckResult, page: Overview) -> list[dict[str, Any]]:
    runs = {
        run.return_id: _rules_run(run)
        for run in rules_run(result.returns, result.rule_outcomes)
    }
    return [
        {
            "return_id": record.return_id,
            "collection": record.collection,
            "la_code": record.la_code,
            "authority": shown.name.authority,
            "return_year": record.return_year,
            "source_name": file_name(record.source_name),
            "rows": shown.rows,
            "findings": dict(shown.findings),
            "is_context": shown.is_context,
            "rules": runs.get(record.return_id),
            **_files(record),
        }
        for record, shown in zip(result.returns, page.returns, strict=True)
    ]


def _files(record: ReturnRecord) -> dict[str, list[dict[str, Any]]]:
    """The files of a return; nothing for one of frames in memory."""
    files = [
        {
            "name": file_name(each.name),
            "sha256": each.sha256,
            "bytes": each.size,
            "modified_at": each.modified_at.replace(tzinfo=UTC).isoformat(),
        }
        for each in record.files
    ]
    return {"files": files} if files else {}


def _rules_run(run: RulesRun) -> dict[str, Any]:
    return {
        "set": run.rules_of,
        "year": run.year,
        "is_provisional": run.is_provisional,
        "is_selection": run.is_selection,
        "run": run.run,
        "not_run": run.not_run,
    }


def _checks(page: Overview) -> list[dict[str, Any]]:
    return [
        {
            "check_id": check.check_id,
            "layer": check.layer,
            "severity": check.severity,
            "findings": check.findings,
            "locations": check.locations,
            "explained": check.explained,
        }
        for layer in page.layers
        for check in layer.checks
    ]


def _targets(result: CheckResult) -> list[dict[str, Any]]:
    return [
        {
            "la_code": counts.la_code,
            "authority": counts.authority,
            **counts.of_colour,
            "not_judged": sum(counts.not_judged.values()),
            "no_target": counts.no_target,
        }
        for counts in target_counts(result)
    ]


def _rules(outcomes: pl.DataFrame) -> list[dict[str, Any]]:
    return outcomes.select(
        "code",
        "return_id",
        "outcome",
        "reason",
        findings="finding_count",
        explained="explained_count",
    ).to_dicts()


def _suites(outcomes: pl.DataFrame) -> list[dict[str, Any]]:
    could_run = pl.col("outcome") != "could_not_run"
    return outcomes.select(
        "suite",
        "expectation",
        "check_id",
        "return_id",
        "outcome",
        "severity",
        "observed",
        pl.when(could_run).then("reason").alias("reason"),
    ).to_dicts()
