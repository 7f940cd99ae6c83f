"""`return-level-notes.csv`: the explanations in words, for the upload system."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from returncheck.files.own_files import NOTE_COLUMNS
from returncheck.findings.finding import Severity
from returncheck.findings.pseudonyms import Identifiers, without_identifiers
from returncheck.report.outputs.data_files import write_csv
from returncheck.report.words.numbers import counted, day
from returncheck.report.words.terms import NOUNS
from returncheck.results.check_result import CheckResult
from returncheck.results.open_queries import rule_queries

_KEY = ("return_id", "rule")
_IS_EXPLAINED = pl.col("explanation").is_not_null()


def write_return_level_notes(result: CheckResult, path: Path) -> bool:
    """Write what `return_level_notes` gives.

    Args:
        result: The result.
        path: The file; not written when there is no query to speak of.

    Returns:
        Whether it was written.

    Raises:
        OSError: The file cannot be written.
    """
    notes = return_level_notes(result)
    if notes.is_empty():
        return False
    write_csv(notes, path)
    return True


def return_level_notes(result: CheckResult) -> pl.DataFrame:
    """The explanations of each return, rule by rule.

    Args:
        result: The result.

    Returns:
        One row per return and rule with queries, in the order of the findings:
        `return_id`, `rule`, `title`, the numbers `queries`, `explained` and `open`, and
        `note`, a sentence per reason; null where nothing is explained. No note holds
        the identifier of a child with findings, in any letter case, but for one shorter
        than five letters.
    """
    queries = rule_queries(result.findings_to_mend)
    titles = result.rule_outcomes.select(
        "return_id", pl.col("code").alias("rule"), "title"
    ).unique(_KEY, keep="first")
    numbers = queries.group_by(_KEY, maintain_order=True).agg(
        pl.col("counted_as").n_unique().cast(pl.Int64).alias("queries"),
        pl.col("counted_as")
        .filter(_IS_EXPLAINED)
        .n_unique()
        .cast(pl.Int64)
        .alias("explained"),
    )
    notes = pl.DataFrame(
        [(*key, text) for key, text in _notes(queries, result.findings).items()],
        schema=dict.fromkeys((*_KEY, "note"), pl.String),
        orient="row",
    )
    return (
        numbers.join(titles, on=_KEY, how="left", maintain_order="left")
        .join(notes, on=_KEY, how="left", maintain_order="left")
        .with_columns((pl.col("queries") - pl.col("explained")).alias("open"))
        .select(NOTE_COLUMNS)
    )


def _notes(
    queries: pl.DataFrame, findings: pl.DataFrame
) -> Mapping[tuple[str, str], str]:
    """The notes by return and rule, the reason of most queries first."""
    children = Identifiers(findings["child_id"].drop_nulls().unique(), "[child]")
    reasons = (
        queries.filter(_IS_EXPLAINED)
        .group_by(*_KEY, "explanation", maintain_order=True)
        .agg(
            pl.col("counted_as").n_unique().alias("number"),
            pl.col("explained_by").drop_nulls().unique(maintain_order=True),
            pl.col("explained_on").min().alias("first"),
            pl.col("explained_on").max().alias("last"),
        )
        .sort("number", descending=True, maintain_order=True)
    )
    sentences: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in reasons.iter_rows(named=True):
        sentences[row["return_id"], row["rule"]].append(_sentence(row, children))
    return {key: " ".join(listed) for key, listed in sentences.items()}


def _sentence(row: Mapping[str, Any], children: Identifiers) -> str:
    number = counted(row["number"], *NOUNS[Severity.QUERY])
    reason = " ".join(without_identifiers(row["explanation"], children).split())
    names = [without_identifiers(each, children) for each in row["explained_by"]]
    given = [*names, *_days(row["first"], row["last"])]
    return f"{number}: {reason.rstrip('.')} ({', '.join(given)})."


def _days(first: date | None, last: date | None) -> list[str]:
    if first is None or last is None:
        return []
    return [day(first) if first == last else f"{day(first)} to {day(last)}"]
