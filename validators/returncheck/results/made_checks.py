"""Which checks a run made on each return: what it could have found.

A check is named by its `scope_key`, `layer|check|part`. The part is the indicator where
figures are compared, so that a figure that is no longer there is not taken for mended.
"""

from typing import TYPE_CHECKING

from returncheck.catalogue.same_children import same_child_titles
from returncheck.files.limits import limits
from returncheck.findings.finding import Layer
from returncheck.results.contract_outcomes import NOT_RUN
from returncheck.returns.registry import kinds_with_rules
from returncheck.returns.text_checks import CheckName
from returncheck.settings.config import SameChildren
from returncheck.warehouse.seen_findings import OF_NO_RETURN

if TYPE_CHECKING:
    import duckdb
    import polars as pl

    from returncheck.results.check_result import CheckResult

_WHOLE_FILE = "*"
"""Stands for all checks of a file that are of no field: each reading makes them."""

_MADE_BY_SUITES = ("passed", "failed")
_SAID_OF_RULES = ("no_rule_set", "rule_year", "explanation")
_SAID_OF_FIGURES = ("untestable", "explanation")
_RECONCILIATION = "reconciliation"


def with_scope_keys(
    findings: "pl.DataFrame", reconciliation: "pl.DataFrame"
) -> "pl.DataFrame":
    """The findings of a run, once each, with the key of the check that made them.

    Args:
        findings: A findings frame.
        reconciliation: Mart `fct_reconciliation`, which names the indicator.

    Returns:
        return_id (`OF_NO_RETURN` for none), finding_id, scope_key, layer, check_id,
        severity, counted_as.
    """
    import polars as pl

    places = reconciliation.select(
        "return_id",
        "table_name",
        "row_number",
        pl.format("reconciliation:{}", "comparison").alias("check_id"),
        pl.col("indicator_id").alias("part"),
    ).unique(["return_id", "table_name", "row_number", "check_id"], keep="any")
    field_check = pl.col("check_id").str.split(".").list.last()
    of_field = field_check.is_in([name.value for name in CheckName])
    is_contract = pl.col("layer") == Layer.CONTRACT.value
    check = (
        pl.when(is_contract & ~of_field).then(pl.lit(_WHOLE_FILE)).otherwise("check_id")
    )
    # A figure from records stands in no table; its finding names the indicator.
    is_of_records = (pl.col("layer") == Layer.RECONCILIATION.value) & (
        pl.col("table_name").is_null()
    )
    part = pl.when(is_of_records).then("field").otherwise("part").fill_null("")
    return (
        findings.join(
            places,
            on=["return_id", "table_name", "row_number", "check_id"],
            how="left",
            nulls_equal=True,
        )
        .with_columns(
            pl.col("return_id").fill_null(OF_NO_RETURN),
            pl.concat_str("layer", check, part, separator="|").alias("scope_key"),
        )
        .group_by("return_id", "finding_id", maintain_order=True)
        .agg(
            pl.col(name).first()
            for name in ("scope_key", "layer", "check_id", "severity", "counted_as")
        )
    )


def made_checks(
    connection: "duckdb.DuckDBPyConnection",
    result: "CheckResult",
    *,
    suites_ran: bool,
    same_children: SameChildren | None,
) -> "pl.DataFrame":
    """The checks that a run made, return by return.

    A check is left out where it found more than is listed: what is not listed is not
    mended.

    Args:
        connection: An open connection to the built warehouse.
        result: What the run found.
        suites_ran: Whether any suite was asked for.
        same_children: By what children of two returns were compared.

    Returns:
        return_id, scope_key, once each.
    """
    import polars as pl

    ids = [record.return_id for record in result.returns]
    parts = [
        _pairs(_contracts(result)),
        _pairs(_rules(result)),
        _reconciled(result),
        _pairs(_said_anyway(ids)),
    ]
    if suites_ran:
        parts.append(_pairs(_suites(result, ids)))
    if same_children is not None:
        parts.append(_pairs(_same_children(connection, same_children, ids)))
    made = pl.concat(parts).unique().sort("return_id", "scope_key")
    cut = _pairs(_cut(connection, result))
    return made.join(cut, on=["return_id", "scope_key"], how="anti")


def _key(layer: Layer, check: str, part: str = "") -> str:
    return f"{layer.value}|{check}|{part}"


def _pairs(rows: list[tuple[str, str]]) -> "pl.DataFrame":
    import polars as pl

    schema = {"return_id": pl.String, "scope_key": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _contracts(result: "CheckResult") -> list[tuple[str, str]]:
    names = {name.value for name in CheckName}
    made = [
        (return_id, _key(Layer.CONTRACT, check_id))
        for return_id, check_id, check, outcome in result.contract_outcomes.select(
            "return_id", "check_id", "check", "outcome"
        ).iter_rows()
        if outcome != NOT_RUN and check in names
    ]
    whole = [
        (record.return_id, _key(Layer.CONTRACT, _WHOLE_FILE))
        for record in result.returns
    ]
    return made + whole


def _rules(result: "CheckResult") -> list[tuple[str, str]]:
    return [
        (return_id, _key(Layer.RULE, f"{collection}:{code}"))
        for return_id, collection, code, outcome in result.rule_outcomes.select(
            "return_id", "collection", "code", "outcome"
        ).iter_rows()
        if outcome != NOT_RUN
    ]


def _reconciled(result: "CheckResult") -> "pl.DataFrame":
    import polars as pl

    return result.reconciliation.filter(
        pl.col("status") != "untestable", pl.col("return_id").is_not_null()
    ).select(
        "return_id",
        pl.concat_str(
            pl.lit(f"{Layer.RECONCILIATION.value}|{_RECONCILIATION}:"),
            "comparison",
            pl.lit("|"),
            pl.col("indicator_id").fill_null(""),
        ).alias("scope_key"),
    )


def _said_anyway(ids: list[str]) -> list[tuple[str, str]]:
    """What every run would say of a return: about its rules and explanations."""
    rules = [
        f"{kind.collection}:{name}"
        for kind in kinds_with_rules()
        for name in _SAID_OF_RULES
    ]
    figures = [f"{_RECONCILIATION}:{name}" for name in _SAID_OF_FIGURES]
    return [
        (return_id, key)
        for return_id in ids
        for key in (
            *(_key(Layer.RULE, each) for each in rules),
            *(_key(Layer.RECONCILIATION, each) for each in figures),
        )
    ]


def _suites(result: "CheckResult", ids: list[str]) -> list[tuple[str, str]]:
    made = []
    for return_id, check_id, outcome in result.suite_outcomes.select(
        "return_id", "check_id", "outcome"
    ).iter_rows():
        if outcome in _MADE_BY_SUITES:
            key = _key(Layer.EXPECTATION, check_id)
            of = [return_id] if return_id is not None else [*ids, OF_NO_RETURN]
            made += [(each, key) for each in of]
    return made


def _same_children(
    connection: "duckdb.DuckDBPyConnection",
    same_children: SameChildren,
    ids: list[str],
) -> list[tuple[str, str]]:
    paired = connection.execute(
        "select distinct return_id from int_paired_returns "
        "where list_contains(?, return_id)",
        [ids],
    ).fetchall()
    return [
        (return_id, _key(Layer.SAME_CHILDREN, f"same_children:{check}"))
        for (return_id,) in paired
        for check in same_child_titles()
        if check != "not_listed" or same_children is SameChildren.CHILD_ID
    ]


def _cut(
    connection: "duckdb.DuckDBPyConnection", result: "CheckResult"
) -> list[tuple[str, str]]:
    """The checks that found more than is listed."""
    rules = connection.execute(
        "select return_id, check_id from int_findings_beyond_limit "
        "union select return_id, check_id from int_crowded_findings"
    ).fetchall()
    most = limits().findings_of_a_check
    contracts = [
        (return_id, _key(Layer.CONTRACT, check_id))
        for return_id, check_id, locations in result.contract_outcomes.select(
            "return_id", "check_id", "locations"
        ).iter_rows()
        if locations >= most
    ]
    if any(
        locations >= most and check not in {name.value for name in CheckName}
        for check, locations in result.contract_outcomes.select(
            "check", "locations"
        ).iter_rows()
    ):
        contracts += [
            (record.return_id, _key(Layer.CONTRACT, _WHOLE_FILE))
            for record in result.returns
        ]
    return [
        *((each, _key(Layer.RULE, check)) for each, check in rules),
        *contracts,
    ]
