"""The part «To mend»: what there is to do in one sentence, and all findings as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from returncheck.findings.finding import Severity
from returncheck.report.parts.columns import coded_texts, numbers_of
from returncheck.report.parts.record_data import record_data
from returncheck.report.sections.checks import CheckView
from returncheck.report.sections.records import CHECK_KEY, cell_text
from returncheck.report.words.names import ReturnName
from returncheck.report.words.numbers import counted, whole
from returncheck.results.check_result import CheckResult
from returncheck.results.open_queries import COLUMNS, KEY, explanation_rows

_EXPLAINED = ("explanation", "explained_by", "explained_on")
_CODED = ("table_name", "child_id", "field", "message", "episode_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToMend:
    """What the part shows.

    Attributes:
        headline: What there is to do, in one sentence.
        data: What makes it live, as `scripts/to_mend/model.js` reads it; None where
            nothing was found.
    """

    headline: str
    data: Mapping[str, Any] | None


def to_mend(
    result: CheckResult, names: Mapping[str, ReturnName], checks: Sequence[CheckView]
) -> ToMend:
    """The part of a result.

    Args:
        result: The result.
        names: What its returns are called.
        checks: Its checks as the page shows them, of returns to submit.
    """
    findings = result.findings_to_mend
    explain = explanation_rows(findings, result.reconciliation)
    return ToMend(
        headline=_headline(findings, explain),
        data=None
        if findings.is_empty()
        else _data(result, findings, explain, names, checks),
    )


def _headline(findings: pl.DataFrame, explain: pl.DataFrame) -> str:
    is_open = findings.filter(pl.col("explanation").is_null())
    errors = is_open.filter(pl.col("severity") == Severity.ERROR.value)
    queries = is_open.filter(pl.col("severity") == Severity.QUERY.value)
    to_explain = queries.filter(
        pl.col("counted_as").is_in(explain["counted_as"].unique().to_list())
    )["counted_as"].n_unique()
    others = queries["counted_as"].n_unique() - to_explain
    parts = []
    if number := errors["counted_as"].n_unique():
        children = errors["child_id"].drop_nulls().n_unique()
        inside = f" in {counted(children, 'child', 'children')}" if children else ""
        parts.append(f"{counted(number, 'error')}{inside}")
    if to_explain:
        parts.append(f"{counted(to_explain, 'query', 'queries')} to explain")
    if others:
        parts.append(f"{counted(others, 'query', 'queries')} to look at")
    if explained := findings.height and _explained(findings):
        parts.append(f"{whole(explained)} explained")
    return f"{', '.join(parts)}." if parts else "Nothing to mend."


def _explained(findings: pl.DataFrame) -> int:
    return findings.filter(pl.col("explanation").is_not_null())["counted_as"].n_unique()


def _data(
    result: CheckResult,
    findings: pl.DataFrame,
    explain: pl.DataFrame,
    names: Mapping[str, ReturnName],
    checks: Sequence[CheckView],
) -> dict[str, Any]:
    places = _with_groups(findings)
    groups = places.unique("group", keep="first", maintain_order=True)
    records = record_data(result.child_records, findings)
    coded = {name: coded_texts(places[name]) for name in _CODED}
    values = coded_texts(_values(places))
    keys = {
        (check.layer.value, check.check_id, check.severity.value): number
        for number, check in enumerate(checks)
    }
    listed = [record.return_id for record in result.returns_to_submit]
    return {
        "returns": _returns(result, names),
        "checks": [
            {
                "layer": check.layer.value,
                "id": check.check_id,
                "code": check.code,
                "title": check.title,
                "severity": check.severity.value,
            }
            for check in checks
        ],
        "tables": coded["table_name"][0],
        "children": coded["child_id"][0],
        "fields": coded["field"][0],
        "values": values[0],
        "messages": coded["message"][0],
        "episodes": coded["episode_id"][0],
        "places": {
            "group": places["group"].to_list(),
            "check": [keys[key] for key in places.select(CHECK_KEY).iter_rows()],
            "return": numbers_of(places["return_id"], listed),
            "table": coded["table_name"][1],
            "row": places["row_number"].fill_null(0).to_list(),
            "child": coded["child_id"][1],
            "field": coded["field"][1],
            "value": values[1],
            "message": coded["message"][1],
            "episode": coded["episode_id"][1],
            "related": (places["role"] == "related").cast(pl.Int8).to_list(),
        },
        "explained": _explanations(groups),
        "explain": _explain(explain, places),
        "records": records.tables,
        "record_children": records.child_ids,
        "records_shown": records.children_shown,
        "records_left_out": records.children_left_out,
    }


def _with_groups(findings: pl.DataFrame) -> pl.DataFrame:
    """The findings with the number of what is counted as one, in their order."""
    numbers = findings.select(pl.col("counted_as").unique(maintain_order=True))
    return findings.join(
        numbers.with_row_index("group"), on="counted_as", maintain_order="left"
    )


def _returns(
    result: CheckResult, names: Mapping[str, ReturnName]
) -> list[dict[str, Any]]:
    return [
        {
            "id": record.return_id,
            "name": names[record.return_id].full,
            "source": record.source_name,
            "files": [file.name for file in record.files],
            **_year(record.return_year),
        }
        for record in result.returns_to_submit
    ]


def _year(year: int | None) -> dict[str, str]:
    if year is None:
        return {}
    return {
        "start": date(year - 1, 4, 1).isoformat(),
        "end": date(year, 3, 31).isoformat(),
    }


def _values(places: pl.DataFrame) -> pl.Series:
    """The values as a person reads them, each different one changed once."""
    different = places.select("layer", "value").unique(maintain_order=True)
    shown = [
        cell_text(row, "value") if row["value"] is not None else None
        for row in different.iter_rows(named=True)
    ]
    return places.join(
        different.with_columns(pl.Series("shown", shown, dtype=pl.String)),
        on=["layer", "value"],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )["shown"]


def _explanations(groups: pl.DataFrame) -> list[list[Any]]:
    """Group, reason, name and date of each finding that is explained."""
    rows = groups.filter(pl.col("explanation").is_not_null())
    return [
        [group, reason, by, on.isoformat() if on else None]
        for group, reason, by, on in rows.select("group", *_EXPLAINED).iter_rows()
    ]


def _explain(explain: pl.DataFrame, places: pl.DataFrame) -> dict[str, Any]:
    """The headings and rows of an explanations file, and the rows of each finding."""
    if explain.is_empty():
        return {"columns": list(COLUMNS), "rows": [], "of": []}
    groups = places.select("counted_as", "group").unique()
    rows = explain.join(groups, on="counted_as", maintain_order="left")
    keys = rows.select(KEY).unique(maintain_order=True)
    numbered = rows.select(*KEY, "group").join(
        keys.with_row_index("number"), on=list(KEY), nulls_equal=True
    )
    pairs = numbered.select("group", "number").unique().sort("group", "number")
    return {
        "columns": list(COLUMNS),
        "key": list(KEY),
        "rows": [list(row) for row in keys.iter_rows()],
        "of": [list(pair) for pair in pairs.iter_rows()],
    }
